//! Discriminators.

use crate::{
    source::{Node, Object},
    validate::{
        openapi::{Document, External, Kind, Property, Reference, Resolution},
        rule::{Check, Findings, Group, Rule, Severity},
        similar::Guesses,
    },
};

pub(super) const RULES: &[Rule] = &[DISCRIMINATOR_MAPPING, DISCRIMINATOR_PROPERTY];

const DISCRIMINATOR_MAPPING: Rule = Rule {
    id: "discriminator-mapping",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Every value in a discriminator's `mapping` is the name of a schema, or leads to one.",
    why: "A value that says to be of that schema cannot be read.",
    fix: "Write the name of a schema in `components.schemas`, or a reference to one: `#/components/schemas/…`.",
    check: Check::Document(discriminator_mapping),
};

fn discriminator_mapping(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    let schemas = document.components("schemas");
    for discriminator in document.each(Kind::Discriminator) {
        for member in discriminator.map("mapping").into_iter().flatten() {
            let Some(target) = member.value.as_str() else {
                continue;
            };
            let span = member.value.span.clone();
            if schemas.is_some_and(|schemas| schemas.get(target).is_some()) {
                continue;
            }
            let node = &member.value;
            match document.resolve(Reference { target, node }) {
                Resolution::Place(place) if place.kind != Kind::Schema => {
                    let kind = place.kind.name();
                    findings
                        .add(
                            span,
                            format!(
                                "`{target}` is {}, not a Schema Object",
                                place.kind.with_article()
                            ),
                        )
                        .label(place.headline.clone(), format!("the {kind}"));
                }
                Resolution::Nothing | Resolution::External(External::Invalid) => {
                    let finding = findings.add(span, format!("`{target}` leads to nothing"));
                    let name = target.rsplit(['/', '#']).next().unwrap_or_default();
                    let known = schemas.into_iter().flatten().map(|known| &*known.key);
                    if let Some(meant) = guesses.similar(name, known) {
                        finding.help(format!("Is `#/components/schemas/{meant}` meant?"));
                    }
                }
                _ => {}
            }
        }
    }
}

const DISCRIMINATOR_PROPERTY: Rule = Rule {
    id: "discriminator-property",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A discriminator's property is described, and required, by every schema that it chooses between.",
    why: "A value without that property does not say which of the schemas it is of.",
    fix: "Add the property to the schema's `properties` and to its `required`.",
    check: Check::Document(discriminator_property),
};

fn discriminator_property(document: &Document<'_>, findings: &mut Findings) {
    for discriminator in document.each(Kind::Discriminator) {
        let Some(node) = discriminator.object.get("propertyName") else {
            continue;
        };
        let (Some(name), Some(schema)) = (node.as_str(), document.parent(discriminator)) else {
            continue;
        };
        // Where the schema itself describes the property, it does so for all of them.
        if requires(document, schema.object, name) {
            continue;
        }
        let mut choices: Vec<_> = document
            .children(schema)
            .filter(|child| matches!(child.field(), Some("anyOf" | "oneOf")))
            .collect();
        if choices.is_empty() {
            choices.push(schema);
        }
        for choice in choices {
            let Some(object) = document.dereference(choice.object) else {
                continue;
            };
            let message = match document.property(object, name) {
                Property::NotDescribed => format!("the schema has no property `{name}`"),
                Property::Described(_) if !requires(document, object, name) => {
                    format!("the schema does not require `{name}`")
                }
                _ => continue,
            };
            let span = choice
                .reference
                .map(|reference| reference.node.span.clone());
            findings
                .add(span.unwrap_or_else(|| choice.headline.clone()), message)
                .label(node.span.clone(), "the discriminator's property");
        }
    }
}

/// Whether a schema, or one that it is composed of by `allOf`, requires a property.
fn requires<'s>(document: &Document<'s>, schema: &'s Object, name: &str) -> bool {
    document.compounds(schema).iter().any(|schema| {
        let required = schema.get("required").and_then(Node::as_array);
        let mut required = required.unwrap_or_default().iter();
        required.any(|required| required.as_str() == Some(name))
    })
}
