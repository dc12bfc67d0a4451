//! Where in a document a keyword failed.

use std::collections::HashSet;

use crate::{
    source::{Member, Node, Span, Value},
    validate::openapi::start_of,
};

/// A value in a document and the member of an object that it belongs to.
pub(super) struct Spot<'s> {
    pub(super) node: &'s Node,
    member: Option<&'s Member>,
}

impl<'s> Spot<'s> {
    /// Follows the path of an instance that the validator gives.
    pub(super) fn find(root: &'s Node, path: &str) -> Self {
        let mut spot = Self {
            node: root,
            member: None,
        };
        for token in path.split('/').skip(1) {
            let next = match &spot.node.value {
                Value::Object(object) => {
                    let key = token.replace("~1", "/").replace("~0", "~");
                    object.member(&key).map(|member| Self {
                        node: &member.value,
                        member: Some(member),
                    })
                }
                Value::Array(elements) => token.parse().ok().and_then(|index: usize| {
                    let node = elements.get(index)?;
                    let member = None;
                    Some(Self { node, member })
                }),
                _ => None,
            };
            match next {
                Some(next) => spot = next,
                None => break,
            }
        }
        spot
    }

    /// Where to point when an object or an array as a whole is meant.
    pub(super) fn headline(&self) -> Span {
        self.member
            .map_or_else(|| start_of(self.node), |member| member.key_span.clone())
    }

    /// Where to point when the value is meant.
    pub(super) fn value(&self) -> Span {
        match self.node.value {
            Value::Array(_) | Value::Object(_) => self.headline(),
            _ if self.node.span.is_empty() => self.headline(),
            _ => self.node.span.clone(),
        }
    }

    /// Where to point when a member of the object is meant.
    pub(super) fn member_key(&self, name: &str) -> Span {
        self.node
            .as_object()
            .and_then(|object| object.member(name))
            .map_or_else(|| self.headline(), |member| member.key_span.clone())
    }

    /// The key that the value belongs to.
    pub(super) fn key(&self) -> Option<&'s str> {
        self.member.map(|member| member.key.as_str())
    }

    /// The first string in the array that is there before it too.
    pub(super) fn repeated(&self) -> Option<&'s Node> {
        let mut seen = HashSet::new();
        let strings = self.node.as_array()?.iter();
        let mut strings = strings.filter(|element| element.as_str().is_some());
        strings.find(|element| !seen.insert(element.as_str()))
    }
}
