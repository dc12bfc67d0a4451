//! What makes a description good for those who read it and for the tools that work from it. The document is right
//! without, so that all of this is warnings.
//!
//! The yardstick are the rule sets `spectral:oas` of Spectral and `recommended` of Redocly CLI.

mod callbacks;
mod info;
mod operations;
mod parameters;
mod paths;
mod schemas;
mod servers;
mod tags;
mod text;

use crate::validate::{openapi::Place, rule::Rule};

pub(super) const RULES: &[&[Rule]] = &[
    info::RULES,
    servers::RULES,
    tags::RULES,
    paths::RULES,
    operations::RULES,
    parameters::RULES,
    schemas::RULES,
    callbacks::RULES,
    text::RULES,
];

/// Whether a field of an object says something: it is there, and not an empty string.
fn says(place: &Place<'_>, field: &str) -> bool {
    match place.object.get(field) {
        Some(node) => node.as_str().is_none_or(|text| !text.trim().is_empty()),
        None => false,
    }
}
