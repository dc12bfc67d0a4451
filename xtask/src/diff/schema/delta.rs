//! What became of a keyword from one schema to another.

use super::{
    facet::{Facet, Kind},
    set,
    view::View,
};
use crate::{diff::rule::Effect, source::Node};

/// What became of a keyword.
#[derive(Debug)]
pub(crate) struct Delta<'s> {
    pub(crate) effect: Effect,
    /// Old to new.
    pub(crate) what: String,
    pub(crate) old: Option<&'s Node>,
    pub(crate) new: Option<&'s Node>,
}

impl Facet {
    /// What became of this keyword from one schema to another.
    pub(crate) fn compare<'s>(&self, old: &View<'s>, new: &View<'s>) -> Vec<Delta<'s>> {
        match self.kind {
            // What is common to two lists of alternatives is compared in turn, which takes more than a keyword.
            Kind::Alternatives => Vec::new(),
            Kind::Enum => self.compare_sets(old, new, set::enumerated),
            Kind::Mapping => self.compare_sets(old, new, set::mapped),
            _ => self.compare_constraints(old, new).into_iter().collect(),
        }
    }
}
