//! What the keywords of a schema say together.

use std::collections::{HashMap, hash_map::Entry};

use crate::{
    source::{Span, Value},
    validate::{
        conformance::{Patterns, Type, name_of},
        openapi::{COMPOSITION, Document, Kind, Place},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[
    KEYWORD_TYPE,
    FORMAT_TYPE,
    BOUNDS_CONTRADICTORY,
    ENUM_DUPLICATE,
    ENUM_TYPE,
    PATTERN_INVALID,
    COMPOSITION_DUPLICATE,
];

const KEYWORD_TYPE: Rule = Rule {
    id: "keyword-type",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A schema has keywords of its own type alone: `maxLength` for a string, `items` for an array.",
    why: "A keyword of another type has no effect.",
    fix: "Remove the keyword, or correct the `type`.",
    check: Check::Document(keyword_type),
};

/// The types that each keyword is for.
const KEYWORDS: &[(&str, &[Type])] = &[
    ("additionalProperties", &[Type::Object]),
    ("exclusiveMaximum", &[Type::Integer, Type::Number]),
    ("exclusiveMinimum", &[Type::Integer, Type::Number]),
    ("items", &[Type::Array]),
    ("maximum", &[Type::Integer, Type::Number]),
    ("maxItems", &[Type::Array]),
    ("maxLength", &[Type::String]),
    ("maxProperties", &[Type::Object]),
    ("minimum", &[Type::Integer, Type::Number]),
    ("minItems", &[Type::Array]),
    ("minLength", &[Type::String]),
    ("minProperties", &[Type::Object]),
    ("multipleOf", &[Type::Integer, Type::Number]),
    ("pattern", &[Type::String]),
    ("properties", &[Type::Object]),
    ("required", &[Type::Object]),
    ("uniqueItems", &[Type::Array]),
];

fn keyword_type(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let Some((stated, label)) = stated_type(schema) else {
            continue;
        };
        for member in schema.object {
            let meant = KEYWORDS.iter().find(|(keyword, _)| *keyword == member.key);
            if meant.is_some_and(|(_, types)| !types.contains(&stated)) {
                let message = format!("`{}` has no effect on {}", member.key, stated.name());
                findings
                    .add(member.key_span.clone(), message)
                    .label(label.clone(), "the type");
            }
        }
    }
}

/// The type that a schema says, and where it says so.
fn stated_type(schema: &Place<'_>) -> Option<(Type, Span)> {
    let stated = Type::of(schema.object)?;
    Some((stated, schema.object.get("type")?.span.clone()))
}

const FORMAT_TYPE: Rule = Rule {
    id: "format-type",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A `format` is one for the schema's `type`.",
    why: "A format for values of another type has no effect, and generators make something else of it each.",
    fix: "Correct the `type` or the `format`.",
    check: Check::Document(format_type),
};

/// The types that the formats of OpenAPI, and of the JSON Schema that it refers to, are for.
const FORMATS: &[(&str, &[Type])] = &[
    ("binary", &[Type::String]),
    ("byte", &[Type::String]),
    ("date", &[Type::String]),
    ("date-time", &[Type::String]),
    ("double", &[Type::Integer, Type::Number]),
    ("email", &[Type::String]),
    ("float", &[Type::Integer, Type::Number]),
    ("hostname", &[Type::String]),
    ("int32", &[Type::Integer, Type::Number]),
    // The registry of formats has it for strings too, where a number would lose digits.
    ("int64", &[Type::Integer, Type::Number, Type::String]),
    ("ipv4", &[Type::String]),
    ("ipv6", &[Type::String]),
    ("password", &[Type::String]),
    ("uri", &[Type::String]),
    ("uuid", &[Type::String]),
];

fn format_type(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let Some((stated, label)) = stated_type(schema) else {
            continue;
        };
        let Some(node) = schema.object.get("format") else {
            continue;
        };
        let meant = FORMATS
            .iter()
            .find(|(format, _)| node.as_str() == Some(format));
        if let Some((format, types)) = meant
            && !types.contains(&stated)
        {
            let message = format!("`{format}` is not a format of {}", stated.name());
            findings
                .add(node.span.clone(), message)
                .label(label, "the type");
        }
    }
}

const BOUNDS_CONTRADICTORY: Rule = Rule {
    id: "bounds-contradictory",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No lower bound is above its upper bound.",
    why: "No value satisfies the schema.",
    fix: "Exchange the two, or correct the one that is wrong.",
    check: Check::Document(bounds),
};

fn bounds(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        for (lower, upper) in [
            ("minimum", "maximum"),
            ("minItems", "maxItems"),
            ("minLength", "maxLength"),
            ("minProperties", "maxProperties"),
        ] {
            let bound = |keyword| {
                let member = schema.object.member(keyword)?;
                Some((member, member.value.as_number()?.as_f64()?))
            };
            let (Some((low, least)), Some((high, most))) = (bound(lower), bound(upper)) else {
                continue;
            };
            let excluded = lower == "minimum"
                && (schema.is_true("exclusiveMinimum") || schema.is_true("exclusiveMaximum"));
            let message = if least > most {
                format!("`{upper}` is less than `{lower}`")
            } else if excluded && least >= most {
                format!("`{upper}` is `{lower}`, and the bound itself is excluded")
            } else {
                continue;
            };
            findings
                .add(high.value.span.clone(), message)
                .label(low.value.span.clone(), format!("`{lower}`"));
        }
    }
}

const ENUM_DUPLICATE: Rule = Rule {
    id: "enum-duplicate",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No value is twice in an `enum`.",
    why: "Generators make a name of each value, and the same name twice does not compile.",
    fix: "Remove one of the two.",
    check: Check::Document(enum_duplicate),
};

fn enum_duplicate(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let mut seen = HashMap::new();
        for value in schema.elements("enum") {
            match seen.entry(value.to_json().to_string()) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(first) => {
                    findings
                        .add(
                            value.span.clone(),
                            format!("`enum` has {} already", first.key()),
                        )
                        .label(first.get().span.clone(), "the first of them");
                }
            }
        }
    }
}

const ENUM_TYPE: Rule = Rule {
    id: "enum-type",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "The values in an `enum` are of the schema's `type`.",
    why: "A value of another type satisfies the `enum` and not the `type`: it can never be used.",
    fix: "Write the value in the type that is stated, with quotes or without, or remove it.",
    check: Check::Document(enum_type),
};

fn enum_type(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        let Some((stated, label)) = stated_type(schema) else {
            continue;
        };
        for value in schema.elements("enum") {
            let null = matches!(value.value, Value::Null);
            if stated.holds(&value.value) || null && schema.is_true("nullable") {
                continue;
            }
            let message = format!(
                "{} in the `enum` of {}",
                name_of(&value.value),
                stated.name()
            );
            let finding = findings.add(value.span.clone(), message);
            finding.label(label.clone(), "the type");
            if null {
                finding.help("Write `nullable: true`, or remove it.");
            }
        }
    }
}

const PATTERN_INVALID: Rule = Rule {
    id: "pattern-invalid",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A `pattern` is a regular expression of ECMA-262 (JavaScript).",
    why: "Tools pass over a pattern that they cannot read, or fail on it; what is right in Java or in PCRE may be wrong there.",
    fix: "Write it as JavaScript has it: without `(?i)`, `\\A`, `\\Z`, possessive quantifiers or slashes around it.",
    check: Check::Document(pattern),
};

fn pattern(document: &Document<'_>, findings: &mut Findings) {
    let patterns = Patterns::new();
    for schema in document.each(Kind::Schema) {
        if let Some(node) = schema.object.get("pattern")
            && node.as_str().is_some()
            && !patterns.contain(node)
        {
            let message = "the pattern is not a regular expression of ECMA-262";
            findings.add(node.span.clone(), message);
        }
    }
}

const COMPOSITION_DUPLICATE: Rule = Rule {
    id: "composition-duplicate",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No schema is referred to twice in one `allOf`, `anyOf` or `oneOf`.",
    why: "In `allOf` and `anyOf` the second says nothing; in `oneOf` no value fits, for it fits both.",
    fix: "Remove one of the two.",
    check: Check::Document(composition_duplicate),
};

fn composition_duplicate(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        for keyword in COMPOSITION {
            let mut seen = HashMap::new();
            for part in schema.elements(keyword) {
                let Some(reference) = part.get("$ref") else {
                    continue;
                };
                let Some(target) = reference.as_str() else {
                    continue;
                };
                match seen.entry(target) {
                    Entry::Vacant(entry) => {
                        entry.insert(reference);
                    }
                    Entry::Occupied(first) => {
                        findings
                            .add(
                                reference.span.clone(),
                                format!("`{keyword}` has `{target}` already"),
                            )
                            .label(first.get().span.clone(), "the first of them");
                    }
                }
            }
        }
    }
}
