//! A document as OpenAPI objects: what rules look at, so that no rule walks the tree or resolves a reference itself.

mod direction;
mod exemplified;
mod model;
mod operation;
mod property;
mod reference;
mod walk;

pub(crate) use direction::Directions;
pub(crate) use model::Kind;
pub(crate) use operation::Operation;
pub(crate) use property::{COMPOSITION, MOST_PARTS, Property, parts};
pub(crate) use reference::{External, Resolution};
pub(crate) use walk::{Place, PlaceId, Reference, address, start_of};

use crate::source::{Node, Object, Source};
use walk::{Places, Step};

/// A document and the OpenAPI objects in it.
pub(crate) struct Document<'s> {
    source: &'s Source,
    places: Places<'s>,
    directions: Vec<Directions>,
}

impl<'s> Document<'s> {
    /// Finds the OpenAPI objects of a document.
    pub(crate) fn new(source: &'s Source) -> Self {
        let mut document = Self {
            source,
            places: walk::walk(source.root()),
            directions: Vec::new(),
        };
        document.directions = direction::directions(&document);
        document
    }

    /// The text and the tree of the document.
    pub(crate) fn source(&self) -> &'s Source {
        self.source
    }

    /// The objects of a kind in the order of the document, Reference Objects not among them.
    pub(crate) fn each(&self, kind: Kind) -> impl Iterator<Item = &Place<'s>> {
        let ids = self.places.by_kind.get(kind as usize).into_iter().flatten();
        ids.filter_map(|&id| self.places.all.get(id))
    }

    /// Every `$ref` that stands for an object, and the place where it stands.
    pub(crate) fn references(&self) -> impl Iterator<Item = (&Place<'s>, Reference<'s>)> {
        let places = self.places.all.iter();
        places.filter_map(|place| Some((place, place.reference?)))
    }

    /// The operations of the document, those of callbacks too.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_, 's>> {
        self.each(Kind::Operation)
            .filter_map(|place| Operation::new(self, place))
    }

    /// The object that this one stands in.
    pub(crate) fn parent(&self, place: &Place<'s>) -> Option<&Place<'s>> {
        self.places.all.get(place.parent?)
    }

    /// The objects that this one stands in, from the inside out.
    pub(crate) fn ancestors(&self, place: &Place<'s>) -> impl Iterator<Item = &Place<'s>> {
        std::iter::successors(self.parent(place), |place| self.parent(place))
    }

    /// The objects inside this one, at any depth, Reference Objects among them.
    pub(crate) fn inside(&self, place: &Place<'s>) -> impl Iterator<Item = &Place<'s>> {
        let range = place.id + 1..place.end;
        self.places.all.get(range).into_iter().flatten()
    }

    /// The objects that stand directly in this one, Reference Objects among them.
    pub(crate) fn children(&self, place: &Place<'s>) -> impl Iterator<Item = &Place<'s>> {
        let end = place.end;
        let at = move |id: PlaceId| (id < end).then(|| self.places.all.get(id)).flatten();
        std::iter::successors(at(place.id + 1), move |place| at(place.end))
    }

    /// Whether the values that a schema describes are sent to the server, come from it, or both. Neither: no
    /// operation leads to it.
    pub(crate) fn directions(&self, place: &Place<'s>) -> Directions {
        self.directions.get(place.id).copied().unwrap_or_default()
    }
}

impl<'s> Place<'s> {
    /// The elements of the array at a field of the object.
    pub(crate) fn elements(&self, field: &str) -> &'s [Node] {
        let elements = self.object.get(field).and_then(Node::as_array);
        elements.unwrap_or_default()
    }

    /// The object at a field of the object.
    pub(crate) fn map(&self, field: &str) -> Option<&'s Object> {
        self.object.get(field)?.as_object()
    }

    /// The string at a field of the object.
    pub(crate) fn str(&self, field: &str) -> Option<&'s str> {
        self.object.get(field)?.as_str()
    }

    /// Whether a field of the object is `true`.
    pub(crate) fn is_true(&self, field: &str) -> bool {
        self.object.get(field).and_then(Node::as_bool) == Some(true)
    }

    /// The key that the object has in the map that it stands in: a component's name, a path, a status code.
    pub(crate) fn name(&self) -> Option<&'s str> {
        match self.step {
            Step::Named(_, name) | Step::Entry(name) => Some(name),
            Step::Root | Step::Field(_) | Step::Element(_) => None,
        }
    }

    /// The field of the surrounding object that holds this one, or the map or array with this one.
    pub(crate) fn field(&self) -> Option<&'static str> {
        match self.step {
            Step::Field(field) | Step::Element(field) | Step::Named(field, _) => Some(field),
            Step::Root | Step::Entry(_) => None,
        }
    }
}
