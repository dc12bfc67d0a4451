//! Schemas: their properties, and fields that do not go together.

use crate::{
    source::Value,
    validate::{
        conformance::Type,
        openapi::{COMPOSITION, Document, Kind, Place, Property, parts},
        rule::{Check, Findings, Group, Rule, Severity},
        similar::Guesses,
    },
};

pub(super) const RULES: &[Rule] = &[
    REQUIRED_UNKNOWN,
    REQUIRED_DIRECTION,
    READ_ONLY_WRITE_ONLY,
    ARRAY_ITEMS,
    NULLABLE_TYPE,
];

const REQUIRED_UNKNOWN: Rule = Rule {
    id: "required-unknown",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "Every name in `required` is a property that the schema describes.",
    why: "A value without that property is refused, and nothing says what to put there: as often as not the name has a slip in it.",
    fix: "Describe the property in `properties`, or correct the name.",
    check: Check::Document(required_unknown),
};

fn required_unknown(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    for schema in document.each(Kind::Schema) {
        let required = schema.elements("required");
        if required.is_empty() {
            continue;
        }
        let whole = whole(document, schema);
        let open = [schema, whole].iter().any(|schema| {
            let additional = schema.object.get("additionalProperties");
            additional.is_some_and(|additional| additional.as_bool() != Some(false))
        });
        // A schema without properties adds requirements to others that refer to it.
        let describes = whole.object.get("properties").is_some()
            || parts(whole.object).next().is_some()
            || Type::of(schema.object) == Some(Type::Object);
        if open || !describes {
            continue;
        }
        for node in required {
            let Some(name) = node.as_str() else { continue };
            if let Property::NotDescribed = document.property(whole.object, name) {
                let message = format!("the schema has no property `{name}`");
                let finding = findings.add(node.span.clone(), message);
                let known = schema.map("properties").into_iter().flatten();
                if let Some(meant) = guesses.similar(name, known.map(|known| &*known.key)) {
                    finding.help(format!("Is `{meant}` meant?"));
                }
            }
        }
    }
}

/// The schema that a schema is a part of, by `allOf` and the like.
fn whole<'d, 's>(document: &'d Document<'s>, schema: &'d Place<'s>) -> &'d Place<'s> {
    let mut whole = schema;
    while let Some(field) = whole.field()
        && (COMPOSITION.contains(&field) || field == "not")
        && let Some(parent) = document.parent(whole)
    {
        whole = parent;
    }
    whole
}

const REQUIRED_DIRECTION: Rule = Rule {
    id: "required-direction",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No `readOnly` property is required of what is only sent in requests, and no `writeOnly` one of what is only sent in responses.",
    why: "`required` takes effect in the other direction alone: here it has none.",
    fix: "Take the name out of `required`, or remove `readOnly` or `writeOnly`.",
    check: Check::Document(required_direction),
};

fn required_direction(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let ways = document.directions(schema);
        let (mark, direction) = match (ways.request, ways.response) {
            (true, false) => ("readOnly", "requests"),
            (false, true) => ("writeOnly", "responses"),
            _ => continue,
        };
        for node in schema.elements("required") {
            let Some(name) = node.as_str() else { continue };
            let Some(properties) = schema.map("properties") else {
                continue;
            };
            let Some(property) = properties
                .get(name)
                .and_then(|property| document.dereference(property.as_object()?))
            else {
                continue;
            };
            if let Some(member) = property.member(mark)
                && let Value::Bool(true) = member.value.value
            {
                let message =
                    format!("`{name}` is `{mark}`, and the schema is used in {direction} alone");
                findings
                    .add(node.span.clone(), message)
                    .label(member.key_span.clone(), format!("it is `{mark}` here"));
            }
        }
    }
}

const READ_ONLY_WRITE_ONLY: Rule = Rule {
    id: "read-only-write-only",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "No property is both `readOnly` and `writeOnly`.",
    why: "It could be in no request and in no response.",
    fix: "Remove one of the two.",
    check: Check::Document(read_only_write_only),
};

fn read_only_write_only(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let flag = |name| {
            let member = schema.object.member(name)?;
            (member.value.as_bool() == Some(true)).then(|| member.key_span.clone())
        };
        if let (Some(read_only), Some(write_only)) = (flag("readOnly"), flag("writeOnly")) {
            findings
                .add(
                    write_only,
                    "the property is `writeOnly`, and `readOnly` too",
                )
                .label(read_only, "it is `readOnly` here");
        }
    }
}

const ARRAY_ITEMS: Rule = Rule {
    id: "array-items",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "A schema of type `array` has `items`.",
    why: "Nothing says what is in the array.",
    fix: "Add `items`; `items: {}` says that it may be anything.",
    check: Check::Document(array_items),
};

fn array_items(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        if let Some(member) = schema.object.member("type")
            && member.value.as_str() == Some("array")
            && schema.object.get("items").is_none()
        {
            findings.add(member.value.span.clone(), "the array has no `items`");
        }
    }
}

const NULLABLE_TYPE: Rule = Rule {
    id: "nullable-type",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "`nullable` stands beside a `type`.",
    why: "Without a `type` in the same schema it has no effect: what `$ref` or `allOf` say of null holds.",
    fix: "Write `type` beside it.",
    check: Check::Document(nullable_type),
};

fn nullable_type(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        if schema.is_true("nullable")
            && schema.object.get("type").is_none()
            && let Some(member) = schema.object.member("nullable")
        {
            findings.add(
                member.key_span.clone(),
                "`nullable` has no effect without a `type` beside it",
            );
        }
    }
}
