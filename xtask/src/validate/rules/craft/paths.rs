//! How paths are written.

use crate::validate::{
    openapi::{Document, Kind, Place},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[PATH_TRAILING_SLASH, PATH_QUERY];

const PATH_TRAILING_SLASH: Rule = Rule {
    id: "path-trailing-slash",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "A path does not end with a slash.",
    why: "Servers and gateways differ in whether `/pets/` is `/pets`, and redirects between them lose request bodies.",
    fix: "Take the last slash away, if the server answers without.",
    check: Check::Document(path_trailing_slash),
};

fn path_trailing_slash(document: &Document<'_>, findings: &mut Findings) {
    for (place, path) in paths(document) {
        if path.len() > 1 && path.ends_with('/') {
            findings.add(
                place.headline.clone(),
                format!("`{path}` ends with a slash"),
            );
        }
    }
}

const PATH_QUERY: Rule = Rule {
    id: "path-query",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "A path holds neither a query (`?`) nor a fragment (`#`).",
    why: "Both are no part of a path: most tools encode them, and the request goes to nowhere.",
    fix: "Describe what follows the `?` as parameters with `in: query`; take a fragment away.",
    check: Check::Document(path_query),
};

fn path_query(document: &Document<'_>, findings: &mut Findings) {
    for (place, path) in paths(document) {
        if path.contains('?') {
            findings.add(place.headline.clone(), format!("`{path}` holds a query"));
        } else if path.contains('#') {
            findings.add(place.headline.clone(), format!("`{path}` holds a fragment"));
        }
    }
}

/// The path items of the API itself: those of callbacks stand at expressions.
fn paths<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = (&'d Place<'s>, &'s str)> {
    document
        .each(Kind::Paths)
        .flat_map(|paths| document.children(paths))
        .filter_map(|item| Some((item, item.name()?)))
}
