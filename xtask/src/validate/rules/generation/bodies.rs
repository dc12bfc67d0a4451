//! Bodies of requests that progenitor does not send, and bodies of responses that it would refuse later.

use super::{operations, schema_of, schemas};
use crate::{
    source::{Node, Object},
    validate::{
        openapi::{Document, Kind, Place},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[GENERATION_REQUEST_BODY, GENERATION_ADDITIONAL_PROPERTIES];

const GENERATION_REQUEST_BODY: Rule = Rule {
    id: "generation-request-body",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "A request's body is required, and has one media type that progenitor sends.",
    why: "progenitor makes one parameter of it, `body`, of the type for its one schema; all else makes it panic, or is \
          passed over.",
    fix: "Write `required: true`, and one of `application/json`, `application/x-www-form-urlencoded`, \
          `application/octet-stream` and `text/plain`.",
    check: Check::Document(generation_request_body),
};

fn generation_request_body(document: &Document<'_>, findings: &mut Findings) {
    let bodies = operations(document).filter_map(|operation| {
        let mut children = document.children(operation.place);
        let stated = children.find(|child| child.kind == Kind::RequestBody)?;
        document.follow(stated)
    });
    for body in bodies {
        if !body.is_true("required") {
            findings
                .add(
                    body.headline.clone(),
                    "the body may be left out, but the method will ask for one",
                )
                .help("Write `required: true`.");
        }
        let mut media_types = document
            .children(body)
            .filter(|child| child.kind == Kind::MediaType);
        if let Some(first) = media_types.next() {
            media_type(document, first, findings);
        }
        for further in media_types {
            findings.add(
                further.headline.clone(),
                "another media type, and progenitor takes one",
            );
        }
    }
}

fn media_type(document: &Document<'_>, place: &Place<'_>, findings: &mut Findings) {
    let name = place.name().unwrap_or_default();
    let essence = name.split(';').next().unwrap_or_default();
    let raw_format = match essence {
        "application/json" | "application/x-www-form-urlencoded" => None,
        "application/octet-stream" => Some(Some("binary")),
        "text/plain" | "text/x-markdown" => Some(None),
        _ => {
            findings.add(
                place.headline.clone(),
                format!("progenitor does not send `{name}`"),
            );
            return;
        }
    };
    if let Some(encoding) = place.object.member("encoding")
        && encoding
            .value
            .as_object()
            .is_some_and(|encoding| !encoding.is_empty())
    {
        findings.add(encoding.key_span.clone(), "progenitor panics at `encoding`");
    }
    if place.object.get("schema").is_none() {
        findings
            .add(
                place.headline.clone(),
                "the body has no schema, and its parameter needs a type",
            )
            .help("Add a `schema`.");
    } else if let Some(format) = raw_format
        && let Some(schema) = schema_of(document, place)
        && !is_plain_string(schema.object, format)
    {
        let format = format.map_or(String::new(), |format| format!(", format: {format}"));
        findings
            .add(
                schema.headline.clone(),
                format!(
                    "progenitor sends `{name}` as it is, and takes no schema but a plain string's"
                ),
            )
            .help(format!("Write `schema: {{ type: string{format} }}`."));
    }
}

/// Whether a schema says `type: string`, this format, and nothing else of its value.
fn is_plain_string(schema: &Object, format: Option<&str>) -> bool {
    let text = |field| schema.get(field).and_then(Node::as_str);
    let says_more = [
        "default",
        "discriminator",
        "enum",
        "maxLength",
        "minLength",
        "pattern",
    ]
    .iter()
    .any(|field| schema.get(field).is_some());
    let nullable = schema.get("nullable").and_then(Node::as_bool) == Some(true);
    text("type") == Some("string") && text("format") == format && !says_more && !nullable
}

const GENERATION_ADDITIONAL_PROPERTIES: Rule = Rule {
    id: "generation-additional-properties",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "No object of a response has `additionalProperties: false`.",
    why: "It becomes `deny_unknown_fields`: the day the server adds a field, every released client fails.",
    fix: "Take it away: what the server may add one day is not for the document to forbid.",
    check: Check::Document(generation_additional_properties),
};

fn generation_additional_properties(document: &Document<'_>, findings: &mut Findings) {
    for schema in schemas(document) {
        if let Some(member) = schema.object.member("additionalProperties")
            && member.value.as_bool() == Some(false)
            && document.directions(schema).response
        {
            findings.add(
                member.key_span.clone(),
                "a client would refuse a response with a new field",
            );
        }
    }
}
