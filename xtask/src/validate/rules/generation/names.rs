//! Names that are different in the document and the same in Rust.

use std::collections::{HashMap, hash_map::Entry};

use heck::{ToPascalCase, ToSnakeCase};

use super::{operations, schemas};
use crate::{
    source::Span,
    validate::{
        openapi::{Document, Kind},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[GENERATION_NAME];

const GENERATION_NAME: Rule = Rule {
    id: "generation-name",
    severity: Severity::Error,
    group: Group::Generation,
    summary: "The parameters of an operation, the properties of an object and the schemas have different names in Rust.",
    why: "Two parameters, fields or types of one name do not compile, or one of them is lost.",
    fix: "Give one of them another name; where the API is as it is, the generator needs code.",
    check: Check::Document(generation_name),
};

fn generation_name(document: &Document<'_>, findings: &mut Findings) {
    for operation in operations(document) {
        let mut names = Names::of("parameter");
        let has_body = document
            .children(operation.place)
            .any(|child| child.kind == Kind::RequestBody);
        for parameter in operation.parameters() {
            let Some(name) = parameter.str("name") else {
                continue;
            };
            let in_rust = clean(name).to_snake_case();
            // What progenitor's methods have already.
            if in_rust == "header_map" || in_rust == "body" && has_body {
                findings.add(
                    parameter.headline.clone(),
                    format!("progenitor has another use for a parameter `{in_rust}`"),
                );
            }
            names.add(name, in_rust, &parameter.headline, findings);
        }
    }
    for schema in schemas(document) {
        let mut names = Names::of("field");
        for property in document.children(schema) {
            if let (Some("properties"), Some(name)) = (property.field(), property.name()) {
                names.add(
                    name,
                    clean(name).to_snake_case(),
                    &property.headline,
                    findings,
                );
            }
        }
    }
    for components in document.each(Kind::Components) {
        let mut names = Names::of("type");
        for schema in document.children(components) {
            if let (Kind::Schema, Some(name)) = (schema.kind, schema.name()) {
                names.add(
                    name,
                    clean(name).to_pascal_case(),
                    &schema.headline,
                    findings,
                );
            }
        }
    }
}

/// A name with what progenitor puts in place of characters that no name in Rust has.
fn clean(name: &str) -> String {
    let name = name.replace('\'', "");
    name.replace(
        |character: char| !character.is_alphanumeric() && character != '_',
        "-",
    )
}

/// The names that are taken, as they are in Rust.
struct Names {
    what: &'static str,
    taken: HashMap<String, Span>,
}

impl Names {
    fn of(what: &'static str) -> Self {
        let taken = HashMap::new();
        Self { what, taken }
    }

    fn add(&mut self, name: &str, in_rust: String, span: &Span, findings: &mut Findings) {
        match self.taken.entry(in_rust) {
            Entry::Vacant(entry) => {
                entry.insert(span.clone());
            }
            Entry::Occupied(first) => {
                let message = format!("`{name}` becomes a second {} `{}`", self.what, first.key());
                findings
                    .add(span.clone(), message)
                    .label(first.get().clone(), "the first of that name");
            }
        }
    }
}
