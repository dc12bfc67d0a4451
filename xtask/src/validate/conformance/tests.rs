//! Values judged by schemas, against `jsonschema` and against documents that mean harm.

use jsonschema::Draft;
use proptest::{collection::btree_map, prelude::*, sample::select};
use serde_json::{Value as Json, json};

use super::{Judge, Spot};
use crate::{
    source::Source,
    validate::openapi::{Directions, Document},
};

/// What is said about a value that one of `schemas`, the one called `S`, describes.
fn judge(schemas: &Json, value: &Json) -> Vec<String> {
    let document = json!({"components": {"schemas": schemas}, "x-value": value});
    let source = Source::parse("document", document.to_string().into_bytes()).unwrap();
    let document = Document::new(&source);
    let schema = document.component("schemas", "S").unwrap().object;
    let root = source.root().as_object().unwrap();
    let spot = Spot::titled(root.member("x-value").unwrap(), "the value");
    Judge::new(&document)
        .breaches(schema, spot, Directions::default())
        .into_iter()
        .map(|breach| breach.message)
        .collect()
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn value() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3..4).prop_map(Json::from),
        Just(json!(1.5)),
        "[ab]{0,3}".prop_map(Json::from),
    ];
    scalar.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
            btree_map(select(&NAMES[..]), inner, 0..3).prop_map(|members| json!(members)),
        ]
    })
}

fn schema() -> impl Strategy<Value = Json> {
    let types = ["array", "boolean", "integer", "number", "object", "string"];
    let simple = prop_oneof![
        Just(json!({})),
        select(types.to_vec()).prop_map(|name| json!({"type": name})),
        (-2..3).prop_map(|bound| json!({"minimum": bound})),
        (0..3).prop_map(|bound| json!({"maxLength": bound})),
        (0..3).prop_map(|bound| json!({"type": "array", "minItems": bound, "items": {}})),
        prop::collection::vec(value(), 1..3).prop_map(|values| json!({"enum": values})),
        Just(json!({"type": "string", "pattern": "^a"})),
        Just(json!({"uniqueItems": true})),
    ];
    simple.prop_recursive(3, 16, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..3);
        let properties = btree_map(select(&NAMES[..]), inner.clone(), 0..3);
        prop_oneof![
            several().prop_map(|parts| json!({"allOf": parts})),
            several().prop_map(|parts| json!({"anyOf": parts})),
            several().prop_map(|parts| json!({"oneOf": parts})),
            inner.clone().prop_map(|not| json!({"not": not})),
            inner.clone().prop_map(|items| json!({"items": items})),
            (
                properties,
                select(&NAMES[..]),
                prop::option::of(inner.clone())
            )
                .prop_map(|(properties, required, additional)| json!({
                    "properties": properties,
                    "required": [required],
                    "additionalProperties": additional.unwrap_or(json!(false)),
                })),
        ]
    })
}

proptest! {
    #[test]
    fn a_value_is_right_where_json_schema_says_so(schema in schema(), value in value()) {
        let validator = jsonschema::options().with_draft(Draft::Draft202012).build(&schema).unwrap();
        let said = judge(&json!({"S": &schema}), &value);
        prop_assert_eq!(said.is_empty(), validator.is_valid(&value), "{:?}", said);
    }
}

/// `depth` objects in one another, each the `x` of the next.
fn nested(depth: usize) -> Json {
    (0..depth).fold(json!(1), |inner, _| json!({"x": inner}))
}

#[test]
fn alternatives_that_lead_back_are_judged_once() {
    let again = json!({"type": "object", "properties": {"x": {"$ref": "#/components/schemas/S"}}});
    let schemas = json!({"S": {"anyOf": [again.clone(), again.clone(), again]}});
    assert_eq!(judge(&schemas, &nested(100)).len(), 1);
}

#[test]
fn parts_that_say_the_same_in_many_ways_say_it_once() {
    let mut schemas = json!({"S60": {"type": "string"}});
    for level in 0..60 {
        let next = json!({"$ref": format!("#/components/schemas/S{}", level + 1)});
        schemas[format!("S{level}")] = json!({"allOf": [next.clone(), next]});
    }
    schemas["S"] = json!({"$ref": "#/components/schemas/S0"});
    assert_eq!(
        judge(&schemas, &json!(1)),
        ["the value is a number, not a string"]
    );
}

#[test]
fn a_schema_that_is_composed_of_itself_has_an_end() {
    let itself = json!({"$ref": "#/components/schemas/S"});
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let schemas = json!({"S": {"type": "string", keyword: [itself]}});
        assert_eq!(judge(&schemas, &json!("a")), Vec::<String>::new());
        assert_eq!(judge(&schemas, &json!(1)).len(), 1);
    }
    let schemas = json!({"S": {"not": itself}});
    assert_eq!(judge(&schemas, &json!("a")), Vec::<String>::new());
}

#[test]
fn what_is_in_another_document_is_let_pass() {
    let elsewhere = json!({"$ref": "schemas.yaml#/Elsewhere"});
    for schema in [
        json!({"$ref": "schemas.yaml#/S"}),
        json!({"not": elsewhere}),
        json!({"oneOf": [elsewhere, {"type": "string"}]}),
        json!({"anyOf": [{"type": "integer"}, elsewhere]}),
    ] {
        assert_eq!(
            judge(&json!({"S": schema}), &json!("a")),
            Vec::<String>::new()
        );
    }
}
