//! Where a `$ref` leads.

use percent_encoding::percent_decode_str;

use super::{Document, Place, Reference, walk::address};
use crate::source::{Node, Object};

/// What a `$ref` leads to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Resolution<'d, 's> {
    /// An OpenAPI object of this document, perhaps another Reference Object.
    Place(&'d Place<'s>),
    /// A value of this document that no OpenAPI object stands at: inside an example, say.
    Value(&'s Node),
    /// Nothing.
    Nothing,
    /// Another document.
    External(External<'s>),
}

/// A `$ref` out of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum External<'s> {
    /// A file, as a path from this document's directory.
    File(&'s str),
    /// Somewhere on the network, where this tool does not go.
    Url(&'s str),
    /// What the `$ref` says is no URI reference.
    Invalid,
}

/// How many Reference Objects may lead to one another before they count as a circle.
const LONGEST_CHAIN: usize = 64;

impl<'s> Document<'s> {
    /// Where a `$ref` leads, by one step.
    pub(crate) fn resolve(&self, reference: Reference<'s>) -> Resolution<'_, 's> {
        let target = reference.target;
        // Without anything before the fragment, and without a fragment too, this document is meant.
        let fragment = match target.strip_prefix('#') {
            Some(fragment) => fragment,
            None if target.is_empty() => "",
            None => return Resolution::External(External::new(target)),
        };
        let node = percent_decode_str(fragment)
            .decode_utf8()
            .ok()
            .and_then(|pointer| self.source.root().pointer(&pointer));
        let Some(node) = node else {
            return Resolution::Nothing;
        };
        node.as_object()
            .and_then(|object| self.place_of(object))
            .map_or(Resolution::Value(node), Resolution::Place)
    }

    /// The place of an object that is an OpenAPI object.
    pub(crate) fn place_of(&self, object: &Object) -> Option<&Place<'s>> {
        let id = self.places.by_object.get(&address(object))?;
        self.places.all.get(*id)
    }

    /// The component of a sort, such as `schemas`, with a name.
    pub(crate) fn component(&self, sort: &str, name: &str) -> Option<&Place<'s>> {
        let component = self.components(sort)?.get(name)?;
        self.place_of(component.as_object()?)
    }

    /// The components of a sort, such as `schemas`, by name.
    pub(crate) fn components(&self, sort: &str) -> Option<&'s Object> {
        let components = self.source.root().get("components")?;
        components.get(sort)?.as_object()
    }

    /// The object that stands at a place or that the Reference Object there leads to, in the end; nothing where that
    /// is outside the document, does not exist, or goes round in a circle.
    pub(crate) fn follow<'d>(&'d self, place: &'d Place<'s>) -> Option<&'d Place<'s>> {
        let mut place = place;
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = place.reference else {
                return Some(place);
            };
            place = match self.resolve(reference) {
                Resolution::Place(place) => place,
                _ => return None,
            };
        }
        None
    }

    /// The same for an object that need not be an OpenAPI object: what an extension holds, say.
    pub(crate) fn dereference(&self, object: &'s Object) -> Option<&'s Object> {
        let mut object = object;
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = Reference::of(object) else {
                return Some(object);
            };
            object = match self.resolve(reference) {
                Resolution::Place(place) => place.object,
                Resolution::Value(node) => node.as_object()?,
                Resolution::Nothing | Resolution::External(_) => return None,
            };
        }
        None
    }
}

impl<'s> External<'s> {
    fn new(target: &'s str) -> Self {
        let file = target.split('#').next().unwrap_or_default();
        let scheme = file.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        });
        // Characters that RFC 3986 has no place for. (Spaces and non-ASCII are common enough to let pass.)
        let out_of_place =
            |character: char| character.is_ascii_control() || "<>\"{}|\\^`".contains(character);
        if file.contains(out_of_place) {
            Self::Invalid
        } else if scheme || file.starts_with("//") {
            Self::Url(target)
        } else {
            Self::File(file)
        }
    }
}
