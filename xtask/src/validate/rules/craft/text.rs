//! What stands in texts.

use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[TEXT_UNSAFE];

const TEXT_UNSAFE: Rule = Rule {
    id: "text-unsafe",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "No text holds code that a browser would run.",
    why: "Docs show texts as Markdown, HTML included: whoever writes the document runs code at its readers'.",
    fix: "Take it away; to show code, put it between backticks without the tag.",
    check: Check::Document(text_unsafe),
};

fn text_unsafe(document: &Document<'_>, findings: &mut Findings) {
    let root = document.each(Kind::OpenApi);
    for place in root.flat_map(|root| document.inside(root)) {
        for field in ["description", "summary", "title"] {
            let Some(node) = place.object.get(field) else {
                continue;
            };
            if let Some(code) = node.as_str().and_then(code) {
                findings.add(node.span.clone(), format!("`{field}` holds `{code}`"));
            }
        }
    }
}

/// What begins code that a browser would run.
fn code(text: &str) -> Option<&'static str> {
    text.match_indices(['<', '(', '"']).find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let begins = |code: &str| {
            let start = rest.get(..code.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(code))
        };
        if begins("<script") {
            Some("<script")
        } else if begins("(javascript:") || begins("\"javascript:") {
            Some("javascript:")
        } else if begins("(")
            && let Some(before) = before.strip_suffix("eval")
            && !before.ends_with(char::is_alphanumeric)
        {
            Some("eval(")
        } else {
            None
        }
    })
}
