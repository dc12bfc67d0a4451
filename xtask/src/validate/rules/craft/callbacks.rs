//! Callbacks.

use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[CALLBACK_NESTED];

const CALLBACK_NESTED: Rule = Rule {
    id: "callback-nested",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "An operation of a callback has no callbacks of its own.",
    why: "Hardly any tool follows them, and few readers.",
    fix: "Describe the inner callback at the operation of the API that leads to it.",
    check: Check::Document(callback_nested),
};

fn callback_nested(document: &Document<'_>, findings: &mut Findings) {
    for callback in document.each(Kind::Callback) {
        let outer = document
            .ancestors(callback)
            .find(|place| place.kind == Kind::Callback);
        if let Some(outer) = outer {
            findings
                .add(callback.headline.clone(), "a callback in a callback")
                .label(outer.headline.clone(), "the outer one");
        }
    }
}
