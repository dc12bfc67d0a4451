//! What differs in words alone, wherever it is in the document.

use std::fmt::Write as _;

use crate::{
    diff::{
        change::{Changes, Place},
        document::canonical,
        pairing::pair,
        rule::Offer,
    },
    source::{Node, Value},
};

/// Fields that hold objects under names of the author's choice.
const NAMED: [&str; 14] = [
    "callbacks",
    "content",
    "encoding",
    "flows",
    "headers",
    "parameters",
    "paths",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
];

/// Fields that hold values, in which nothing is a field.
const VALUES: [&str; 3] = ["default", "enum", "mapping"];

/// Compares what two documents say to readers.
pub(crate) fn compare(old: &Node, new: &Node, changes: &mut Changes) {
    Walk {
        changes,
        pointer: String::new(),
    }
    .nodes(old, new, false);
}

struct Walk<'c> {
    changes: &'c mut Changes,
    pointer: String,
}

impl Walk<'_> {
    /// Compares two nodes, whose keys are names or fields.
    fn nodes(&mut self, old: &Node, new: &Node, named: bool) {
        match (&old.value, &new.value) {
            (Value::Object(old), Value::Object(new)) => {
                for member in old {
                    let values = (Some(&member.value), new.get(&member.key));
                    self.within(&member.key, |walk| walk.field(&member.key, values, named));
                }
                for member in new.iter().filter(|member| old.get(&member.key).is_none()) {
                    let values = (None, Some(&member.value));
                    self.within(&member.key, |walk| walk.field(&member.key, values, named));
                }
            }
            (Value::Array(old), Value::Array(new)) => {
                let name = |key: &'static str| {
                    move |(_, node): &(usize, &Node)| Some(node.get(key)?.as_str()?.to_owned())
                };
                let elements = pair(
                    old.iter().enumerate().collect(),
                    new.iter().enumerate().collect(),
                    &[&name("name"), &name("url"), &name("$ref"), &|(index, _)| {
                        Some(index.to_string())
                    }],
                );
                for ((_, old), (index, new)) in elements.both {
                    self.within(&index.to_string(), |walk| walk.nodes(old, new, false));
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, key: &str, values: (Option<&Node>, Option<&Node>), named: bool) {
        let rule = match values {
            // The description of a scope.
            (Some(old), Some(new)) if named && old.as_str().is_some() && new.as_str().is_some() => {
                Some(Offer::DocumentationChanged)
            }
            _ if named => None,
            _ => self.rule(key),
        };
        match (rule, values) {
            (Some(rule), (old, new)) => {
                let what = match (old, new) {
                    (None, Some(_)) => "was added",
                    (Some(_), None) => "was removed",
                    (old, new) if old.map(canonical) != new.map(canonical) => "differs",
                    _ => return,
                };
                let place = Place::document(&self.pointer);
                self.changes
                    .add(rule, place, format!("`{key}` {what}"), old, new);
            }
            (None, (Some(old), Some(new))) if named || !VALUES.contains(&key) => {
                self.nodes(old, new, !named && NAMED.contains(&key));
            }
            _ => {}
        }
    }

    /// What a change of a field is, if it is for readers.
    fn rule(&self, key: &str) -> Option<Offer> {
        match key {
            "title" | "summary" | "description" | "externalDocs" | "termsOfService" | "contact"
            | "license" | "bearerFormat" | "links" => Some(Offer::DocumentationChanged),
            "openapi" | "tags" if self.pointer.rfind('/') == Some(0) => {
                Some(Offer::DocumentationChanged)
            }
            "example" | "examples" => Some(Offer::ExampleChanged),
            // What code calls a server.
            "x-name" => None,
            _ if key.starts_with("x-") => Some(Offer::ExtensionChanged),
            _ => None,
        }
    }

    /// Goes on below a key.
    fn within(&mut self, key: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        // Writing to a string does not fail.
        let _ = write!(
            self.pointer,
            "/{}",
            key.replace('~', "~0").replace('/', "~1")
        );
        inside(self);
        self.pointer.truncate(length);
    }
}
