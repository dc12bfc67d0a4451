//! The tree as `jsonschema` sees it, so that nothing is copied to be validated.

use std::borrow::Cow;

use jsonschema::{
    JsonType,
    json::{self, NodeIdentity},
};

use crate::source::{Member, Node, Object, Value};

/// JSON in the form of [`Node`]s.
pub(crate) enum Tree {}

impl json::Json for Tree {
    type Node<'a> = &'a Node;
    type PreparedKey = String;
    type StringBuffer = ();

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(&Node) -> T) -> T {
        f(&Node {
            span: 0..0,
            value: Value::String(string.to_owned()),
        })
    }
}

impl<'a> json::Node<'a, Tree> for &'a Node {
    type Object = &'a Object;
    type Array = &'a [Node];
    type Number = &'a serde_json::Number;

    fn as_object(&self) -> Option<&'a Object> {
        Node::as_object(self)
    }

    fn as_array(&self) -> Option<&'a [Node]> {
        Node::as_array(self)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<&'a serde_json::Number> {
        Node::as_number(self)
    }

    fn as_boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    fn json_type(&self) -> JsonType {
        match self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Number(_) => JsonType::Number,
            Value::String(_) => JsonType::String,
            Value::Array(_) => JsonType::Array,
            Value::Object(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &serde_json::Value) -> bool {
        json::cmp::equal(&self.to_json(), expected)
    }

    /// Only errors ask for it, each anew, and none of ours quotes an array or an object: `null` stands for them, or
    /// a document with many errors near its root would be copied as many times.
    fn to_value(&self) -> Cow<'a, serde_json::Value> {
        Cow::Owned(match self.value {
            Value::Array(_) | Value::Object(_) => serde_json::Value::Null,
            _ => self.to_json(),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Node>(self).addr()))
    }
}

impl<'a> json::Object<'a, Tree> for &'a Object {
    type Node = &'a Node;
    type MemberName = &'a str;
    type MembersIter =
        std::iter::Map<std::slice::Iter<'a, Member>, fn(&'a Member) -> (&'a str, &'a Node)>;

    fn len(&self) -> usize {
        Object::len(self)
    }

    fn get(&self, key: &String) -> Option<&'a Node> {
        Object::get(self, key)
    }

    fn members(&self) -> Self::MembersIter {
        self.iter().map(|member| (&member.key, &member.value))
    }
}

impl<'a> json::Array<'a, Tree> for &'a [Node] {
    type Node = &'a Node;
    type ElementsIter = std::slice::Iter<'a, Node>;

    fn len(&self) -> usize {
        <[Node]>::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }

    fn is_unique(&self) -> bool {
        let values: Vec<_> = self.iter().map(|node| Cow::Owned(node.to_json())).collect();
        json::unique::is_unique(&values)
    }
}
