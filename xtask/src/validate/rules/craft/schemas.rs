//! What is said by schemas.

use super::says;
use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[SCHEMA_DESCRIPTION];

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
