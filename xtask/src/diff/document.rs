//! A document's references.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::source::{Node, Source, Value};

/// A document whose references can be followed.
#[derive(Debug)]
pub(crate) struct Document<'s> {
    /// The document as it was read.
    pub(crate) source: &'s Source,
    /// What `components` calls its values.
    names: HashMap<*const Node, &'s str>,
}

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 64;

impl<'s> Document<'s> {
    /// The document that `source` holds.
    pub(crate) fn new(source: &'s Source) -> Self {
        let kinds = source.root().get("components").and_then(Node::as_object);
        let components = kinds
            .into_iter()
            .flatten()
            .filter_map(|kind| kind.value.as_object())
            .flatten();
        let names = components
            .map(|member| (std::ptr::from_ref(&member.value), member.key.as_str()))
            .collect();
        Self { source, names }
    }

    /// The document's root.
    pub(crate) fn root(&self) -> &'s Node {
        self.source.root()
    }

    /// What a node stands for: itself, or what its `$ref` leads to. A reference out of the document, or to nothing,
    /// stays as it is.
    pub(crate) fn resolve(&self, node: &'s Node) -> &'s Node {
        let mut target = node;
        for _ in 0..MAX_HOPS {
            match reference(target).and_then(|pointer| self.root().pointer(&pointer)) {
                Some(next) => target = next,
                None => return target,
            }
        }
        node
    }

    /// The name of a component.
    pub(crate) fn name(&self, component: &Node) -> Option<&'s str> {
        self.names.get(&std::ptr::from_ref(component)).copied()
    }

    /// What a node's key stands for.
    pub(crate) fn get(&self, node: &'s Node, key: &str) -> Option<&'s Node> {
        node.get(key).map(|value| self.resolve(value))
    }

    /// The members of the object that is a node's key, resolved.
    pub(crate) fn members(
        &self,
        node: Option<&'s Node>,
        key: &str,
    ) -> impl Iterator<Item = Named<'s>> + use<'_, 's> {
        let object = node.and_then(|node| self.get(node, key));
        object.into_iter().flat_map(|object| self.named(object))
    }

    /// The members of an object, resolved.
    pub(crate) fn named(&self, node: &'s Node) -> impl Iterator<Item = Named<'s>> + use<'_, 's> {
        let members = node.as_object().into_iter().flatten();
        members.map(|member| Named {
            name: &member.key,
            node: self.resolve(&member.value),
            key: &member.key_span,
        })
    }
}

/// The document as it was and as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Documents<'d, 's> {
    pub(crate) old: &'d Document<'s>,
    pub(crate) new: &'d Document<'s>,
}

/// A member of an object whose keys are names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'s> {
    pub(crate) name: &'s str,
    /// What the name stands for, references followed.
    pub(crate) node: &'s Node,
    /// Where the name is.
    pub(crate) key: &'s crate::source::Span,
}

/// The JSON Pointer of a reference into the same document.
fn reference(node: &Node) -> Option<String> {
    let fragment = node.get("$ref")?.as_str()?.strip_prefix('#')?;
    Some(
        percent_decode_str(fragment)
            .decode_utf8()
            .ok()?
            .into_owned(),
    )
}

/// A value as text, the same for equal values.
pub(crate) fn canonical(node: &Node) -> String {
    node.to_json().to_string()
}

/// A value in a message: a string bare, anything else as JSON.
pub(crate) fn shown(node: &Node) -> String {
    const ENOUGH: usize = 60;
    let text = match &node.value {
        Value::String(string) => string.clone(),
        _ => canonical(node),
    };
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Whether a key says `true`.
pub(crate) fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool) == Some(true)
}
