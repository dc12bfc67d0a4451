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
        } else if begins("<") && handles_event(rest) {
            Some("<… on…=")
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

/// Whether a text begins with an HTML tag that has an attribute such as `onclick`.
fn handles_event(text: &str) -> bool {
    let tag = text.strip_prefix('<').unwrap_or_default();
    // Not as far as the next `>` alone, or a text of many `<` would be read as many times.
    let tag = tag.split(['<', '>']).next().unwrap_or_default();
    let mut attributes = tag.split_whitespace().skip(1);
    tag.starts_with(char::is_alphabetic)
        && attributes.any(|attribute| {
            let name = attribute.split_once('=').map(|(name, _)| name);
            let event = name.and_then(|name| {
                let (on, event) = name.split_at_checked(2)?;
                on.eq_ignore_ascii_case("on").then_some(event)
            });
            event.is_some_and(|event| !event.is_empty() && event.chars().all(char::is_alphabetic))
        })
}
