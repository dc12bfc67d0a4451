//! Schemas that do not become the types that they describe.

use super::schemas;
use crate::{
    source::Node,
    validate::{
        openapi::{Document, Kind, Place, Resolution},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[
    GENERATION_REF,
    GENERATION_STRING,
    GENERATION_DISCRIMINATOR,
    GENERATION_READ_ONLY,
];

const GENERATION_REF: Rule = Rule {
    id: "generation-external-ref",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "Every `$ref` leads to a component of this document.",
    why: "Code is generated from one file, and progenitor looks for components by their name alone.",
    fix: "Make what it leads to a component of this document, and refer to that.",
    check: Check::Document(generation_ref),
};

fn generation_ref(document: &Document<'_>, findings: &mut Findings) {
    for (place, reference) in document.references() {
        // That a path item is none has a rule of its own.
        if place.kind == Kind::PathItem {
            continue;
        }
        let target = reference.target;
        let place = match document.resolve(reference) {
            Resolution::External(_) => "another file",
            Resolution::Place(place) if !is_component(document, place) => {
                "the inside of another object"
            }
            _ => continue,
        };
        findings.add(
            reference.node.span.clone(),
            format!("`{target}` leads to {place}"),
        );
    }
}

fn is_component(document: &Document<'_>, place: &Place<'_>) -> bool {
    let parent = document.parent(place);
    parent.is_some_and(|parent| parent.kind == Kind::Components)
}

const GENERATION_STRING: Rule = Rule {
    id: "generation-string",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "No string has a `pattern`, is a date or a UUID, or is an email address with bounds.",
    why: "The code would use crates that the SDK does not have; an address would be any string, and none that the SDK \
          keeps from showing.",
    fix: "Say it in the `description`; the server judges the value in any case.",
    check: Check::Document(generation_string),
};

fn generation_string(document: &Document<'_>, findings: &mut Findings) {
    for schema in schemas(document) {
        // An enumeration becomes an enum, whatever else is said.
        if schema.object.get("enum").is_some()
            || schema.str("type").is_some_and(|name| name != "string")
        {
            continue;
        }
        let needs = match schema.str("format") {
            Some("date" | "date-time") => Some(("format", "chrono")),
            Some("uuid") => Some(("format", "uuid")),
            _ if schema.object.get("pattern").is_some() => Some(("pattern", "regress")),
            _ => None,
        };
        if let Some((field, library)) = needs
            && let Some(member) = schema.object.member(field)
        {
            findings.add(
                member.value.span.clone(),
                format!("the code would use the crate `{library}`, which the SDK does not have"),
            );
        }
        let bound = ["minLength", "maxLength", "pattern"]
            .into_iter()
            .find_map(|field| schema.object.member(field));
        if matches!(schema.str("format"), Some("email" | "idn-email"))
            && let Some(bound) = bound
        {
            findings
                .add(
                    bound.key_span.clone(),
                    format!(
                        "with `{}` an email address does not become `EmailAddress`",
                        bound.key
                    ),
                )
                .help("Take it away: the format says enough.");
        }
    }
}

const GENERATION_DISCRIMINATOR: Rule = Rule {
    id: "generation-discriminator",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "No schema has a `discriminator`.",
    why: "progenitor ignores it: a value becomes the first alternative that it fits, which may be another one.",
    fix: "Give each alternative the property as a required `enum` of its one value, and take `discriminator` away.",
    check: Check::Document(generation_discriminator),
};

fn generation_discriminator(document: &Document<'_>, findings: &mut Findings) {
    for schema in schemas(document) {
        if let Some(member) = schema.object.member("discriminator") {
            findings.add(
                member.key_span.clone(),
                "progenitor ignores `discriminator`",
            );
        }
    }
}

const GENERATION_READ_ONLY: Rule = Rule {
    id: "generation-read-only",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "What requests and responses share requires no property that one of them alone has.",
    why: "progenitor makes one type for both directions: a request would have to have a `readOnly` property, and a \
          response without a `writeOnly` one would be refused.",
    fix: "Make two schemas of it, one for the request and one for the response.",
    check: Check::Document(generation_read_only),
};

fn generation_read_only(document: &Document<'_>, findings: &mut Findings) {
    for schema in schemas(document) {
        let directions = document.directions(schema);
        if !directions.request || !directions.response {
            continue;
        }
        let required = schema.object.get("required").and_then(Node::as_array);
        let is_required = |name: &str| {
            let mut required = required.into_iter().flatten();
            required.any(|node| node.as_str() == Some(name))
        };
        let properties = document
            .children(schema)
            .filter(|child| child.field() == Some("properties"));
        for property in properties {
            let (Some(name), Some(described)) = (property.name(), document.follow(property)) else {
                continue;
            };
            if !is_required(name) {
                continue;
            }
            if described.is_true("readOnly") {
                findings.add(
                    property.headline.clone(),
                    format!("`{name}` is `readOnly`, and a request would have to have it"),
                );
            }
            if described.is_true("writeOnly") {
                findings.add(
                    property.headline.clone(),
                    format!("`{name}` is `writeOnly`, and a response would have to have it"),
                );
            }
        }
    }
}
