//! Tags.

use std::collections::{HashMap, hash_map::Entry};

use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[TAG_DUPLICATE];

const TAG_DUPLICATE: Rule = Rule {
    id: "tag-duplicate",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "No two tags of the document have the same name.",
    why: "Tools keep one of the two descriptions, and which one differs.",
    fix: "Make one tag of the two.",
    check: Check::Document(tag_duplicate),
};

fn tag_duplicate(document: &Document<'_>, findings: &mut Findings) {
    let mut seen = HashMap::new();
    for tag in document.each(Kind::Tag) {
        let Some(node) = tag.object.get("name") else {
            continue;
        };
        let Some(name) = node.as_str() else { continue };
        match seen.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(node);
            }
            Entry::Occupied(first) => {
                findings
                    .add(
                        node.span.clone(),
                        format!("there is a tag `{name}` already"),
                    )
                    .label(first.get().span.clone(), "the first of them");
            }
        }
    }
}
