//! Parameters that progenitor does not send, or not as described.

use super::{operations, schema_of};
use crate::{
    source::{Node, Span},
    validate::{
        openapi::{Document, Place},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[GENERATION_PARAMETER];

const GENERATION_PARAMETER: Rule = Rule {
    id: "generation-parameter",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "A parameter stands in the path, the query or a header, and is sent in the way that is the default there.",
    why: "progenitor panics at any other, sends it in the default way all the same, or generates code that does not \
          compile.",
    fix: "Describe the parameter more simply; where the API is as it is, the generator needs code.",
    check: Check::Document(generation_parameter),
};

fn generation_parameter(document: &Document<'_>, findings: &mut Findings) {
    for operation in operations(document) {
        for parameter in operation.parameters() {
            for (span, message) in wrong(document, parameter) {
                findings.add(span, message);
            }
        }
    }
}

/// What is wrong with a parameter, and where.
fn wrong(document: &Document<'_>, parameter: &Place<'_>) -> Vec<(Span, String)> {
    let at = |field: &str| {
        let node = parameter.object.get(field);
        node.map_or(&parameter.headline, |node| &node.span).clone()
    };
    let key = |field: &str| {
        let member = parameter.object.member(field);
        member
            .map_or(&parameter.headline, |member| &member.key_span)
            .clone()
    };
    let name = parameter.str("name").unwrap_or_default();
    let location = parameter.str("in").unwrap_or_default();
    let mut wrong = Vec::new();
    let default_style = match location {
        "path" | "header" => "simple",
        "query" => "form",
        "cookie" => {
            wrong.push((
                at("in"),
                format!("`{name}` is a cookie, which progenitor does not send"),
            ));
            return wrong;
        }
        // The structure's rules say so.
        _ => return wrong,
    };
    if parameter.object.get("content").is_some() {
        wrong.push((
            key("content"),
            format!("`{name}` is sent as a media type, which progenitor does not do"),
        ));
    }
    if let Some(style) = parameter.str("style")
        && style != default_style
    {
        wrong.push((
            at("style"),
            format!("`{name}` is sent in the style `{style}`, which progenitor does not do"),
        ));
    }
    let Some(schema) = schema_of(document, parameter) else {
        return wrong;
    };
    let is_composite = matches!(schema.str("type"), Some("array" | "object"));
    let is_exploded = parameter.object.get("explode").and_then(Node::as_bool);
    if location == "query" {
        if is_composite && is_exploded == Some(false) {
            wrong.push((
                at("explode"),
                format!("`{name}` is sent as one text, and progenitor sends its parts one by one"),
            ));
        }
        return wrong;
    }
    let unprintable = if is_composite {
        "an array or an object"
    } else if schema.is_true("nullable") {
        "nullable"
    } else if matches!(schema.str("format"), Some("email" | "idn-email")) {
        "an email address, which is never printed,"
    } else {
        return wrong;
    };
    wrong.push((
        key("schema"),
        format!("`{name}` is {unprintable} in the {location}: the code does not compile"),
    ));
    wrong
}
