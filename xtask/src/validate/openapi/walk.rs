//! The one walk over a document: every OpenAPI object in it, in the order of the document.

use std::collections::HashMap;

use super::model::{Field, Kind, Shape};
use crate::source::{Member, Node, Object, Span, Value};

/// The number of a [`Place`] in its document.
pub(crate) type PlaceId = usize;

/// An OpenAPI object, and where it stands.
#[derive(Debug)]
pub(crate) struct Place<'s> {
    /// What tells it from every other place of its document; they count up in the order of the document.
    pub(crate) id: PlaceId,
    /// What stands here; for a Reference Object, what it has to lead to.
    pub(crate) kind: Kind,
    /// The object.
    pub(crate) object: &'s Object,
    /// The bytes to point at when the object itself, or something missing from it, is meant: its key, else where it
    /// starts.
    pub(crate) headline: Span,
    /// The target of the Reference Object that stands here in place of the object.
    pub(crate) reference: Option<Reference<'s>>,
    pub(super) parent: Option<PlaceId>,
    /// The number after the last place inside this one.
    pub(super) end: PlaceId,
    pub(super) step: Step<'s>,
}

/// A `$ref` and its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference<'s> {
    /// What the `$ref` says.
    pub(crate) target: &'s str,
    /// The string.
    pub(crate) node: &'s Node,
}

impl<'s> Reference<'s> {
    /// The `$ref` of an object.
    pub(super) fn of(object: &'s Object) -> Option<Self> {
        let node = object.get("$ref")?;
        let target = node.as_str()?;
        Some(Self { target, node })
    }
}

/// How an object is reached from the one that it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'s> {
    Root,
    /// `info`
    Field(&'static str),
    /// An element of `parameters`
    Element(&'static str),
    /// `properties/name`
    Named(&'static str, &'s str),
    /// `200`, of a map that is itself an object
    Entry(&'s str),
}

/// Every place of a document.
pub(super) struct Places<'s> {
    pub(super) all: Vec<Place<'s>>,
    pub(super) by_kind: [Vec<PlaceId>; Kind::COUNT],
    /// The place of each object, by the object's address.
    pub(super) by_object: HashMap<usize, PlaceId>,
}

/// Walks the document whose root is `node`.
pub(super) fn walk(root: &Node) -> Places<'_> {
    let mut places = Places {
        all: Vec::new(),
        by_kind: std::array::from_fn(|_| Vec::new()),
        by_object: HashMap::new(),
    };
    places.visit(Kind::OpenApi, root, root.span.clone(), None, Step::Root);
    places
}

impl<'s> Places<'s> {
    /// Visits the value of a field that holds objects of this kind. What is not an object is for the structure's rules.
    fn visit(
        &mut self,
        kind: Kind,
        node: &'s Node,
        headline: Span,
        parent: Option<PlaceId>,
        step: Step<'s>,
    ) {
        let Value::Object(object) = &node.value else {
            return;
        };
        let reference =
            Reference::of(object).filter(|_| kind.may_be_reference() || kind == Kind::PathItem);
        let id = self.all.len();
        self.all.push(Place {
            id,
            kind,
            object,
            headline,
            reference,
            parent,
            end: id + 1,
            step,
        });
        // The siblings of a Reference Object's `$ref` say nothing.
        if reference.is_none() || kind == Kind::PathItem {
            if let Some(places) = self.by_kind.get_mut(kind as usize) {
                places.push(id);
            }
            for member in object {
                self.member(kind, member, id);
            }
        }
        self.by_object.insert(address(object), id);
        let end = self.all.len();
        if let Some(place) = self.all.get_mut(id) {
            place.end = end;
        }
    }

    fn member(&mut self, kind: Kind, member: &'s Member, id: PlaceId) {
        if let Some(field) = kind.field(&member.key) {
            self.field(field, member, id);
        } else if let Some(entries) = kind.entries()
            && !member.key.starts_with("x-")
        {
            self.visit(
                entries,
                &member.value,
                member.key_span.clone(),
                Some(id),
                Step::Entry(&member.key),
            );
        }
    }

    fn field(&mut self, field: &'static Field, member: &'s Member, id: PlaceId) {
        let Field { name, shape, kind } = field;
        match (shape, &member.value.value) {
            (Shape::One, _) => self.visit(
                *kind,
                &member.value,
                member.key_span.clone(),
                Some(id),
                Step::Field(name),
            ),
            (Shape::List, Value::Array(elements)) => {
                for element in elements {
                    self.visit(
                        *kind,
                        element,
                        start_of(element),
                        Some(id),
                        Step::Element(name),
                    );
                }
            }
            (Shape::Map, Value::Object(entries)) => {
                for entry in entries {
                    self.visit(
                        *kind,
                        &entry.value,
                        entry.key_span.clone(),
                        Some(id),
                        Step::Named(name, &entry.key),
                    );
                }
            }
            _ => {}
        }
    }
}

/// What tells an object from every other one of its document.
pub(crate) fn address(object: &Object) -> usize {
    std::ptr::from_ref(object).addr()
}

/// Where a value without a key of its own starts: an object up to the end of its first key.
pub(crate) fn start_of(node: &Node) -> Span {
    let first = node.as_object().and_then(|object| object.iter().next());
    let end = first.map_or(node.span.end, |member| member.key_span.end);
    // An alias's first key is somewhere else.
    if (node.span.start..=node.span.end).contains(&end) {
        node.span.start..end
    } else {
        node.span.clone()
    }
}
