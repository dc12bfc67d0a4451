//! Responses.

use crate::validate::{
    openapi::{Document, Kind, Place},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[RESPONSE_SUCCESS];

const RESPONSE_SUCCESS: Rule = Rule {
    id: "response-success",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "Every operation describes the response of its success.",
    why: "Nobody knows what an operation answers when all goes well; generators make a function that can only fail.",
    fix: "Add the response, such as `200`, or `204` where it has no body.",
    check: Check::Document(response_success),
};

fn response_success(document: &Document<'_>, findings: &mut Findings) {
    for responses in document.each(Kind::Responses) {
        let mut codes = document.children(responses).filter_map(Place::name);
        let success = |code: &str| code == "default" || code.starts_with(['1', '2', '3']);
        if !responses.object.is_empty() && !codes.any(success) {
            findings.add(responses.headline.clone(), "all responses are errors");
        }
    }
}
