//! The tree: JSON's values, each with its place.

use super::{Problem, Span};

/// A value and the bytes it was read from.
///
/// A value that a YAML alias stands for has the alias's place; what is inside it has the place where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The value's bytes.
    pub(crate) span: Span,
    /// The value.
    pub(crate) value: Value,
}

/// A JSON value whose parts know their places.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Object),
}

/// An object's members in the order they were written, each key once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    members: Vec<Member>,
    /// The members' positions in the order of their keys; empty where looking at each is quicker.
    by_key: Box<[usize]>,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The key.
    pub(crate) key: String,
    /// The key's bytes.
    pub(crate) key_span: Span,
    /// The value.
    pub(crate) value: Node,
}

/// Up to this many members, a search looks at each.
const FEW: usize = 8;

impl Object {
    /// An object of these members of `text`; a key that was there before is a [`Problem`].
    pub(crate) fn new(members: Vec<Member>, text: &str) -> Result<Self, Problem> {
        let key = |position: &usize| members.get(*position).map(|member| member.key.as_str());
        let mut by_key: Box<[usize]> = (0..members.len()).collect();
        by_key.sort_by(|a, b| key(a).cmp(&key(b)));
        let duplicate = by_key
            .array_windows()
            .filter(|[first, second]| key(first) == key(second))
            .min_by_key(|[_, second]| *second);
        if let Some([first, second]) = duplicate
            && let (Some(first), Some(second)) = (members.get(*first), members.get(*second))
        {
            let before = text.get(..first.key_span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            return Err(Problem::new(
                second.key_span.clone(),
                format!("duplicate key `{}`: line {line} has it already", second.key),
                "Keep one of the two: which one a reader takes is not defined.",
            ));
        }
        if members.len() <= FEW {
            by_key = Box::default();
        }
        Ok(Self { members, by_key })
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The member with a key.
    pub(crate) fn member(&self, key: &str) -> Option<&Member> {
        if self.by_key.is_empty() {
            return self.members.iter().find(|member| member.key == key);
        }
        let found = self.by_key.binary_search_by(|&position| {
            self.members
                .get(position)
                .map(|member| member.key.as_str())
                .cmp(&Some(key))
        });
        self.members.get(*self.by_key.get(found.ok()?)?)
    }

    /// The members in the order they were written.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Member> {
        self.members.iter()
    }

    /// How many members there are.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = &'a Member;
    type IntoIter = std::slice::Iter<'a, Member>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Node {
    /// The value of an object's key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The boolean that this is.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number that this is.
    pub(crate) fn as_number(&self) -> Option<&serde_json::Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The string that this is.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(string) => Some(string),
            _ => None,
        }
    }

    /// The elements of the array that this is.
    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The object that this is.
    pub(crate) fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The value that a JSON Pointer (RFC 6901) leads to from here.
    pub(crate) fn pointer(&self, pointer: &str) -> Option<&Self> {
        let Some(tokens) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        tokens.split('/').try_fold(self, |node, token| {
            match &node.value {
                Value::Object(object) if token.contains('~') => {
                    object.get(&token.replace("~1", "/").replace("~0", "~"))
                }
                Value::Object(object) => object.get(token),
                // The canonical form alone: neither `+1` nor `01` is an index.
                Value::Array(elements) => token
                    .parse::<usize>()
                    .ok()
                    .filter(|index| index.to_string() == token)
                    .and_then(|index| elements.get(index)),
                _ => None,
            }
        })
    }

    /// The value without places.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Number(number) => serde_json::Value::Number(number.clone()),
            Value::String(string) => serde_json::Value::String(string.clone()),
            Value::Array(elements) => elements.iter().map(Self::to_json).collect(),
            Value::Object(object) => object
                .iter()
                .map(|member| (member.key.clone(), member.value.to_json()))
                .collect(),
        }
    }
}
