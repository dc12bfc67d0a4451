//! What is said by schemas.

use std::collections::{HashMap, hash_map::Entry};

use super::says;
use crate::{
    source::Node,
    validate::{
        openapi::{Document, Kind},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[SCHEMA_DESCRIPTION, NULLABLE_WITHOUT_TYPE, ENUM_UNIQUE];

const SCHEMA_DESCRIPTION: Rule = Rule {
    id: "schema-description",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every schema in `components` has a `description`.",
    why: "It becomes the documentation of a type in generated clients.",
    fix: "Add a `description`: what a value of the schema is.",
    check: Check::Document(schema_description),
};

fn schema_description(document: &Document<'_>, findings: &mut Findings) {
    let components = document.each(Kind::Components);
    for schema in components.flat_map(|components| document.children(components)) {
        if schema.kind == Kind::Schema && schema.reference.is_none() && !says(schema, "description")
        {
            let name = schema.name().unwrap_or_default();
            findings.add(
                schema.headline.clone(),
                format!("the schema `{name}` has no `description`"),
            );
        }
    }
}

const NULLABLE_WITHOUT_TYPE: Rule = Rule {
    id: "nullable-without-type",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "`nullable: true` stands beside a `type`.",
    why: "By the specification it adds `null` to the `type` and does nothing without one; tools differ in what they \
          make of it.",
    fix: "Add the `type`; beside `allOf`, `anyOf` or `oneOf`, make one of the alternatives nullable.",
    check: Check::Document(nullable_without_type),
};

fn nullable_without_type(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        if schema.is_true("nullable")
            && schema.object.get("type").is_none()
            && let Some(nullable) = schema.object.member("nullable")
        {
            findings.add(nullable.key_span.clone(), "`nullable` without a `type`");
        }
    }
}

const ENUM_UNIQUE: Rule = Rule {
    id: "enum-unique",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "An `enum` has each value once.",
    why: "The second says nothing, and was perhaps meant to be another.",
    fix: "Take it away, or correct it.",
    check: Check::Document(enum_unique),
};

fn enum_unique(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let values = schema.object.get("enum").and_then(Node::as_array);
        let mut seen = HashMap::new();
        for node in values.into_iter().flatten() {
            let value = node.to_json().to_string();
            match seen.entry(value) {
                Entry::Vacant(entry) => {
                    entry.insert(node);
                }
                Entry::Occupied(first) => {
                    findings
                        .add(
                            node.span.clone(),
                            format!("`{}` is there twice", first.key()),
                        )
                        .label(first.get().span.clone(), "the first time");
                }
            }
        }
    }
}
