//! The rules, by what they are about. A rule joins by standing in its file's `RULES`.

mod craft;
mod generation;
mod operations;
mod references;
mod structure;
mod syntax;

use super::rule::Rule;

/// Every rule, in the order in which they are listed.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    [
        syntax::RULES,
        structure::RULES,
        references::RULES,
        operations::RULES,
    ]
    .into_iter()
    .chain(generation::RULES.iter().copied())
    .chain(craft::RULES.iter().copied())
    .flatten()
}

/// The rule with an id.
pub(crate) fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
