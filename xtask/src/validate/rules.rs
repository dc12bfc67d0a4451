//! The rules, by what they are about. A rule joins by standing in its file's `RULES`.

mod bodies;
mod components;
mod craft;
mod discriminators;
mod examples;
mod generation;
mod keywords;
mod links;
mod operations;
mod parameters;
mod paths;
mod recursion;
mod references;
mod responses;
mod schemas;
mod security;
mod servers;
mod structure;
mod syntax;
mod tags;
#[cfg(test)]
mod tests;

use super::rule::Rule;

/// Every rule, in the order in which they are listed.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    [
        syntax::RULES,
        structure::RULES,
        references::RULES,
        recursion::RULES,
        components::RULES,
        paths::RULES,
        operations::RULES,
        parameters::RULES,
        bodies::RULES,
        responses::RULES,
        links::RULES,
        schemas::RULES,
        keywords::RULES,
        discriminators::RULES,
        examples::RULES,
        servers::RULES,
        security::RULES,
        tags::RULES,
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
