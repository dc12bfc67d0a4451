//! How paths are written.

use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[PATH_TRAILING_SLASH];

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
    let paths = document.each(Kind::Paths);
    for item in paths.flat_map(|paths| document.children(paths)) {
        let path = item.name().unwrap_or_default();
        if path.len() > 1 && path.ends_with('/') {
            findings.add(item.headline.clone(), format!("`{path}` ends with a slash"));
        }
    }
}
