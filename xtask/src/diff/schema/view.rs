//! A schema as the values that it describes see it: references followed, `allOf` merged.
//!
//! So that a schema which is split up, or moved to a component, is still the same schema.

use std::collections::{HashMap, HashSet};

use crate::{
    diff::{
        document::{Document, is_true},
        rule::Direction,
    },
    source::{Member, Node, Span},
};

/// Schemas that all apply to the same value.
#[derive(Clone, Debug)]
pub(crate) struct View<'s> {
    parts: Vec<&'s Node>,
}

impl<'s> View<'s> {
    /// What applies where all of `schemas` apply; everything if there are none.
    pub(crate) fn new(document: &Document<'s>, schemas: &[&'s Node]) -> Self {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting: Vec<_> = schemas.iter().rev().copied().collect();
        while let Some(schema) = waiting.pop() {
            let schema = document.resolve(schema);
            if seen.insert(std::ptr::from_ref(schema)) {
                parts.push(schema);
                let all_of = schema.get("allOf").and_then(Node::as_array);
                waiting.extend(all_of.unwrap_or_default().iter().rev());
            }
        }
        Self { parts }
    }

    /// What applies where this and `other` apply.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }

    /// The schemas, none of which refers to another.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &'s Node> {
        self.parts.iter().copied()
    }

    /// What the schemas say under a keyword; `/` leads into an object.
    pub(crate) fn values(&self, keyword: &str) -> impl Iterator<Item = &'s Node> {
        self.parts()
            .filter_map(move |part| keyword.split('/').try_fold(part, Node::get))
    }

    /// Whether other properties than those that are named are refused.
    pub(crate) fn is_closed(&self) -> bool {
        self.values("additionalProperties")
            .any(|value| value.as_bool() == Some(false))
    }

    /// The type and where it is said, or what it follows from.
    pub(crate) fn kind(&self) -> Option<(&'s Node, &'s str)> {
        let said = self
            .values("type")
            .find_map(|value| Some((value, value.as_str()?)));
        said.or_else(|| Some((self.values("properties").next()?, "object")))
            .or_else(|| Some((self.values("items").next()?, "array")))
    }

    /// The properties, those among them that a message in `direction` does not have.
    pub(crate) fn properties(
        &self,
        document: &Document<'s>,
        direction: Direction,
    ) -> Vec<Property<'s>> {
        let mut list: Vec<Property<'s>> = Vec::new();
        let mut known = HashMap::new();
        let declared = self
            .values("properties")
            .filter_map(Node::as_object)
            .flatten();
        let declared = declared.map(|member| (member.key.as_str(), Said::Declared(member)));
        let required = self.values("required").filter_map(Node::as_array).flatten();
        let required = required.filter_map(|name| Some((name.as_str()?, Said::Required(name))));
        for (name, said) in declared.chain(required) {
            let index = *known.entry(name).or_insert_with(|| {
                list.push(Property::new(name));
                list.len() - 1
            });
            if let Some(property) = list.get_mut(index) {
                property.add(said);
            }
        }
        for property in &mut list {
            let schema = View::new(document, &property.schemas);
            property.hidden = schema.parts().any(|part| is_true(part, direction.hiding()));
        }
        list
    }
}

/// A property of an object.
#[derive(Clone, Debug)]
pub(crate) struct Property<'s> {
    pub(crate) name: &'s str,
    /// What it has to be; empty if it is only said to be required.
    pub(crate) schemas: Vec<&'s Node>,
    /// Where it is declared.
    pub(crate) key: Option<&'s Span>,
    /// Where it is said to be required.
    pub(crate) required: Option<&'s Node>,
    /// Whether it does not belong into a message that goes this way.
    pub(crate) hidden: bool,
}

impl<'s> Property<'s> {
    fn add(&mut self, said: Said<'s>) {
        match said {
            Said::Declared(member) => {
                self.schemas.push(&member.value);
                self.key.get_or_insert(&member.key_span);
            }
            Said::Required(name) => {
                self.required.get_or_insert(name);
            }
        }
    }

    const fn new(name: &'s str) -> Self {
        Self {
            name,
            schemas: Vec::new(),
            key: None,
            required: None,
            hidden: false,
        }
    }
}

/// What a schema says of a property.
#[derive(Clone, Copy)]
enum Said<'s> {
    Declared(&'s Member),
    Required(&'s Node),
}
