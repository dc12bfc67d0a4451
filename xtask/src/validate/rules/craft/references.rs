//! What stands beside a `$ref`.

use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[REF_SIBLINGS];

const REF_SIBLINGS: Rule = Rule {
    id: "ref-siblings",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Nothing stands beside a `$ref`.",
    why: "In OpenAPI 3.0 a `$ref` stands for the whole object: what is beside it is ignored, without a word.",
    fix: "Move it to what the `$ref` leads to, or, for a schema, write `allOf` with the `$ref` in it.",
    check: Check::Document(ref_siblings),
};

fn ref_siblings(document: &Document<'_>, findings: &mut Findings) {
    for (place, reference) in document.references() {
        // A path item's `$ref` is a field among others.
        if place.kind == Kind::PathItem {
            continue;
        }
        let siblings = || {
            let members = place.object.iter();
            members.filter(|member| member.key != "$ref" && !member.key.starts_with("x-"))
        };
        let Some(first) = siblings().next() else {
            continue;
        };
        let names: Vec<_> = siblings()
            .map(|member| format!("`{}`", member.key))
            .collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        findings
            .add(
                first.key_span.clone(),
                format!("{} {verb} ignored beside `$ref`", names.join(", ")),
            )
            .label(reference.node.span.clone(), "this alone counts");
    }
}
