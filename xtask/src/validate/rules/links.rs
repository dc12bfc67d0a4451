//! Links and callbacks.

mod expression;

use std::collections::HashMap;

use crate::source::Value;
use crate::validate::{
    openapi::{Document, External, Kind, Operation, Reference, Resolution},
    rule::{Check, Findings, Group, Rule, Severity},
    similar::Guesses,
};
use expression::is_expression;

pub(super) const RULES: &[Rule] = &[LINK_OPERATION, LINK_PARAMETER, EXPRESSION_INVALID];

const LINK_OPERATION: Rule = Rule {
    id: "link-operation",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "A link names one operation that exists, by `operationId` or by `operationRef`.",
    why: "There is nothing to follow the link to.",
    fix: "Name an operation of the document.",
    check: Check::Document(link_operation),
};

fn link_operation(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    let by_id = by_id(document);
    for link in document.each(Kind::Link) {
        let id = link.object.member("operationId");
        let reference = link.object.member("operationRef");
        if id.is_none() && reference.is_none() {
            let message = "the link has neither `operationId` nor `operationRef`";
            findings.add(link.headline.clone(), message);
        }
        if let (Some(id), Some(reference)) = (id, reference) {
            findings
                .add(
                    reference.key_span.clone(),
                    "`operationRef` stands beside `operationId`",
                )
                .label(id.key_span.clone(), "the operation is named here already")
                .help("Keep one of the two.");
        }
        if let Some(id) = id
            && let Some(name) = id.value.as_str()
            && !by_id.contains_key(name)
        {
            let message = format!("there is no operation `{name}`");
            let finding = findings.add(id.value.span.clone(), message);
            // In an order that is always the same.
            let mut known: Vec<_> = by_id.keys().copied().collect();
            known.sort_unstable();
            if let Some(meant) = guesses.similar(name, known) {
                finding.help(format!("Is `{meant}` meant?"));
            }
        }
        if let Some(member) = reference
            && let Some(target) = member.value.as_str()
        {
            let span = member.value.span.clone();
            let node = &member.value;
            match document.resolve(Reference { target, node }) {
                Resolution::Place(place) if place.kind == Kind::Operation => {}
                Resolution::Place(place) => {
                    let kind = place.kind.name();
                    findings
                        .add(
                            span,
                            format!(
                                "`{target}` is {}, not an Operation Object",
                                place.kind.with_article()
                            ),
                        )
                        .label(place.headline.clone(), format!("the {kind}"));
                }
                Resolution::Value(_) => {
                    findings.add(span, format!("`{target}` is not an Operation Object"));
                }
                Resolution::Nothing | Resolution::External(External::Invalid) => {
                    findings
                        .add(span, format!("`{target}` leads to nothing"))
                        .help("Write `#/paths/~1pets~1%7Bid%7D/get` for `GET /pets/{id}`.");
                }
                Resolution::External(External::File(_) | External::Url(_)) => {}
            }
        }
    }
}

fn by_id<'d, 's>(document: &'d Document<'s>) -> HashMap<&'s str, Operation<'d, 's>> {
    let operations = document.operations();
    operations
        .filter_map(|operation| Some((operation.place.str("operationId")?, operation)))
        .collect()
}

const LINK_PARAMETER: Rule = Rule {
    id: "link-parameter",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A link's `parameters` are parameters of the operation that it leads to.",
    why: "The operation has no place to put the value.",
    fix: "Write the name of a parameter of that operation.",
    check: Check::Document(link_parameter),
};

fn link_parameter(document: &Document<'_>, findings: &mut Findings) {
    let by_id = by_id(document);
    for link in document.each(Kind::Link) {
        let Some(operation) = link.str("operationId").and_then(|id| by_id.get(id)) else {
            continue;
        };
        let parameters = operation.parameters();
        // What is elsewhere may have any name.
        let complete = [operation.place, operation.path_item]
            .into_iter()
            .flat_map(|owner| document.children(owner))
            .all(|child| child.kind != Kind::Parameter || document.follow(child).is_some());
        for member in link.map("parameters").into_iter().flatten() {
            let known = parameters.iter().any(|parameter| {
                let name = parameter.str("name").unwrap_or_default();
                let place = parameter.str("in").unwrap_or_default();
                let qualified = member
                    .key
                    .strip_prefix(place)
                    .and_then(|rest| rest.strip_prefix('.'));
                member.key == name || qualified == Some(name)
            });
            if complete && !known {
                let operation = operation.place;
                let message = format!("the operation has no parameter `{}`", member.key);
                findings
                    .add(member.key_span.clone(), message)
                    .label(operation.headline.clone(), "the operation");
            }
        }
    }
}

const EXPRESSION_INVALID: Rule = Rule {
    id: "expression-invalid",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "What looks like a runtime expression is one: `$request.body#/url`.",
    why: "Tools cannot work out the value of the link, or the URL of the callback.",
    fix: "Write `$url`, `$method`, `$statusCode`, or `$request.` or `$response.` and then `header.…`, `query.…`, `path.…` or `body#/…`.",
    check: Check::Document(expression),
};

fn expression(document: &Document<'_>, findings: &mut Findings) {
    for callback in document.each(Kind::Callback) {
        for item in document.children(callback) {
            let Some(key) = item.name() else { continue };
            if let Some(wrong) = wrong_expression(key) {
                let message = format!("`{wrong}` is not a runtime expression");
                findings.add(item.headline.clone(), message);
            }
        }
    }
    for link in document.each(Kind::Link) {
        let parameters = link.map("parameters").into_iter().flatten();
        let values = parameters
            .map(|member| &member.value)
            .chain(link.object.get("requestBody"));
        for value in values {
            if let Value::String(text) = &value.value
                && (text.starts_with("$request") || text.starts_with("$response"))
                && !is_expression(text)
            {
                let message = format!("`{text}` is not a runtime expression");
                findings.add(value.span.clone(), message);
            }
        }
    }
}

/// What in a callback's key is meant as an expression and is none.
fn wrong_expression(key: &str) -> Option<&str> {
    if key.starts_with('$') {
        return Some(key).filter(|key| !is_expression(key));
    }
    let mut rest = key;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((inner, after)) = after.split_once('}') else {
            return Some(key);
        };
        if !is_expression(inner) {
            return Some(inner);
        }
        rest = after;
    }
    None
}
