//! The JSON Schema of OpenAPI is ours to write, so it is ours to check.

use serde_json::{Map, Value as Json};

use super::SCHEMA;
use crate::{
    source::Source,
    validate::{rule::Check, rules},
};

/// Keywords whose failure is that of another keyword inside them, and annotations.
const CANNOT_FAIL: &[&str] = &[
    "$defs",
    "$ref",
    "$schema",
    "allOf",
    "else",
    "if",
    "items",
    "patternProperties",
    "properties",
    "then",
    "title",
    "x-help",
    "x-message",
    "x-missing",
    "x-unknown",
];

/// Calls `check` for each schema but conditions, which fail without an error.
fn each(schema: &Json, check: &mut impl FnMut(&Map<String, Json>)) {
    let Some(object) = schema.as_object() else {
        return;
    };
    check(object);
    for (keyword, value) in object {
        match keyword.as_str() {
            "$defs" | "patternProperties" | "properties" => {
                for schema in value.as_object().into_iter().flat_map(Map::values) {
                    each(schema, check);
                }
            }
            "allOf" => {
                for schema in value.as_array().into_iter().flatten() {
                    each(schema, check);
                }
            }
            "additionalProperties" | "else" | "items" | "propertyNames" | "then" => {
                each(value, check);
            }
            _ => {}
        }
    }
}

fn each_of_openapi(mut check: impl FnMut(&Map<String, Json>)) {
    let source = Source::parse("schema", SCHEMA.into()).unwrap();
    each(&source.root().to_json(), &mut check);
}

fn fields<'s>(schema: &'s Map<String, Json>, name: &str) -> impl Iterator<Item = &'s String> {
    let annotation = schema.get(name).and_then(Json::as_object);
    annotation.into_iter().flat_map(Map::keys)
}

#[test]
fn every_keyword_that_can_fail_belongs_to_one_rule() {
    each_of_openapi(|schema| {
        for keyword in schema.keys() {
            // What a name has to be fails as `propertyNames`.
            if keyword == "pattern" {
                continue;
            }
            let claims = rules::all().filter(
                |rule| matches!(rule.check, Check::Schema(claimed) if claimed.contains(&&**keyword)),
            );
            let expected = usize::from(!CANNOT_FAIL.contains(&&**keyword));
            assert_eq!(claims.count(), expected, "{keyword}");
        }
    });
}

#[test]
fn every_annotation_is_of_something_that_can_fail() {
    each_of_openapi(|schema| {
        for keyword in fields(schema, "x-message").chain(fields(schema, "x-help")) {
            assert!(schema.contains_key(keyword), "{keyword} in {schema:#?}");
            assert!(!CANNOT_FAIL.contains(&&**keyword), "{keyword}");
        }
        let required = schema.get("required").and_then(Json::as_array);
        for field in fields(schema, "x-missing") {
            let required = required.is_some_and(|names| names.iter().any(|name| name == field));
            assert!(required, "{field} is not required in {schema:#?}");
        }
        for field in fields(schema, "x-unknown") {
            assert_eq!(schema.get("additionalProperties"), Some(&Json::Bool(false)));
            let known = fields(schema, "properties").any(|known| known == field);
            assert!(!known, "{field} is known in {schema:#?}");
        }
    });
}

#[test]
fn what_a_message_is_about_has_a_name() {
    each_of_openapi(|schema| {
        let names_object = schema.contains_key("required")
            || schema.get("additionalProperties") == Some(&Json::Bool(false));
        assert!(!names_object || schema.contains_key("title"), "{schema:#?}");
    });
}
