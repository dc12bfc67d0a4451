//! Tags: the chapters of the docs, and the modules of many clients.

use std::collections::HashSet;

use super::says;
use crate::{
    source::Node,
    validate::{
        openapi::{Document, Kind},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[TAG_DESCRIPTION, TAG_UNDECLARED];

const TAG_DESCRIPTION: Rule = Rule {
    id: "tag-description",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every tag has a `description`.",
    why: "It is what the docs say at the head of the tag's chapter.",
    fix: "Add a `description`: what the operations with this tag have in common.",
    check: Check::Document(tag_description),
};

fn tag_description(document: &Document<'_>, findings: &mut Findings) {
    for tag in document.each(Kind::Tag) {
        if !says(tag, "description") {
            let name = tag.str("name").unwrap_or_default();
            findings.add(
                tag.headline.clone(),
                format!("the tag `{name}` has no `description`"),
            );
        }
    }
}

const TAG_UNDECLARED: Rule = Rule {
    id: "tag-undeclared",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every tag of an operation is among the document's `tags`.",
    why: "The tag has no description and no place in the order of chapters; perhaps its name has a typo.",
    fix: "Add it to the document's `tags`, or correct the name.",
    check: Check::Document(tag_undeclared),
};

/// Says so once a name, at its first use.
fn tag_undeclared(document: &Document<'_>, findings: &mut Findings) {
    let mut known: HashSet<&str> = document
        .each(Kind::Tag)
        .filter_map(|tag| tag.str("name"))
        .collect();
    for operation in document.operations() {
        let tags = operation.place.object.get("tags");
        for node in tags.and_then(Node::as_array).into_iter().flatten() {
            if let Some(name) = node.as_str()
                && known.insert(name)
            {
                findings.add(
                    node.span.clone(),
                    format!("the document's `tags` do not have `{name}`"),
                );
            }
        }
    }
}
