//! Operations that reqwest has no method for.

use super::operations;
use crate::validate::{
    openapi::Document,
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[GENERATION_METHOD];

const GENERATION_METHOD: Rule = Rule {
    id: "generation-method",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "No operation is an OPTIONS or a TRACE.",
    why: "progenitor calls a method of reqwest's by that name, which there is not: the code does not compile.",
    fix: "Leave the operation out: clients have no use for it.",
    check: Check::Document(generation_method),
};

fn generation_method(document: &Document<'_>, findings: &mut Findings) {
    for operation in operations(document) {
        if matches!(operation.method, "options" | "trace") {
            findings.add(
                operation.place.headline.clone(),
                format!("`{}` does not become code that compiles", operation.method),
            );
        }
    }
}
