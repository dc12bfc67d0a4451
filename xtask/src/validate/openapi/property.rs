//! The properties that a schema describes, itself or by what it is composed of.

use std::collections::HashSet;

use super::{Document, walk::address};
use crate::source::{Node, Object};

/// What a schema says about a property.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Property<'s> {
    /// This is its schema.
    Described(&'s Object),
    /// A part of the schema is in another document, which may describe it.
    Unknown,
    /// Nothing.
    NotDescribed,
}

/// A schema is looked at together with so many that it is composed of. Beyond that, it may describe anything.
pub(crate) const MOST_PARTS: usize = 128;

/// The keywords whose schemas describe the same value.
pub(crate) const COMPOSITION: [&str; 3] = ["allOf", "anyOf", "oneOf"];

impl<'s> Document<'s> {
    /// What a schema, or a schema that it is composed of, says about a property.
    pub(crate) fn property(&self, schema: &'s Object, name: &str) -> Property<'s> {
        let mut seen = HashSet::new();
        let mut open = vec![schema];
        let mut unknown = false;
        while let Some(schema) = open.pop() {
            let Some(schema) = self.dereference(schema).filter(|_| seen.len() < MOST_PARTS) else {
                unknown = true;
                continue;
            };
            let own = schema.get("properties").and_then(|all| all.get(name));
            if let Some(property) = own.and_then(Node::as_object) {
                return Property::Described(property);
            }
            if seen.insert(address(schema)) {
                open.extend(parts(schema));
            }
        }
        if unknown {
            Property::Unknown
        } else {
            Property::NotDescribed
        }
    }

    /// A schema and those that it is composed of by `allOf`, at any depth: a value has to satisfy all of them.
    pub(crate) fn compounds(&self, schema: &'s Object) -> Vec<&'s Object> {
        let mut seen = HashSet::new();
        let mut open = vec![schema];
        let mut compounds = Vec::new();
        while let Some(schema) = open.pop() {
            let Some(schema) = self.dereference(schema).filter(|_| seen.len() < MOST_PARTS) else {
                continue;
            };
            if seen.insert(address(schema)) {
                compounds.push(schema);
                let parts = schema.get("allOf").and_then(Node::as_array);
                open.extend(parts.unwrap_or_default().iter().filter_map(Node::as_object));
            }
        }
        compounds
    }
}

/// The schemas that a schema is composed of.
pub(crate) fn parts(schema: &Object) -> impl Iterator<Item = &Object> {
    COMPOSITION
        .into_iter()
        .filter_map(|keyword| schema.get(keyword)?.as_array())
        .flatten()
        .filter_map(Node::as_object)
}
