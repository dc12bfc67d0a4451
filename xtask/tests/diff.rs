//! `cargo xtask diff` as its users see it.
//!
//! `tests/diff/CASE/` has two documents, `old.yaml` and `new.yaml`, and `stdout`, what is printed about them; perhaps
//! further `args`, and the `CHANGELOG.md` that a check looks at. `UPDATE_EXPECT=1 cargo test -p xtask` writes `stdout`.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a helper of tests that fails fails its test"
)]

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
};

use expect_test::expect_file;
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

const CASES: &str = "tests/diff";

/// The exit status and what was printed, without colours.
fn diff<'a>(args: impl IntoIterator<Item = &'a str>) -> (u8, String) {
    let args = ["cargo xtask", "diff"]
        .into_iter()
        .chain(args)
        .map(Into::into);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = xtask::run(args, &mut out, &mut err);
    out.extend(err);
    let printed = String::from_utf8(out).unwrap();
    (status, anstream::adapter::strip_str(&printed).to_string())
}

/// The names of the directories in [`CASES`].
fn cases() -> BTreeSet<String> {
    let cases = fs::read_dir(CASES).unwrap();
    cases
        .map(|case| case.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Runs a case, with `swapped` from its new document to its old one.
fn run(case: &str, swapped: bool) -> (u8, String) {
    let file = |name: &str| format!("{CASES}/{case}/{name}");
    let (old, new) = (file("old.yaml"), file("new.yaml"));
    let more = fs::read_to_string(file("args")).unwrap_or_default();
    let mut args: Vec<&str> = more.split_whitespace().collect();
    let changelog = file("CHANGELOG.md");
    if Path::new(&changelog).exists() {
        args.extend(["--changelog", &changelog]);
    }
    args.extend(if swapped {
        [&*new, &*old]
    } else {
        [&*old, &*new]
    });
    diff(args)
}

#[test]
fn every_case_prints_what_is_expected() {
    for case in cases() {
        let (status, printed) = run(&case, false);
        let failed = printed.contains("Failed")
            || printed.contains("::error")
            || printed.contains("\"obstacles\": [\n");
        assert_eq!(status, u8::from(failed), "{case}: {printed}");
        let expected = fs::canonicalize(CASES).unwrap().join(&case).join("stdout");
        expect_file![expected].assert_eq(&printed);
    }
}

#[test]
fn every_kind_of_change_has_a_case() {
    let (status, list) = diff(["--list-rules"]);
    assert_eq!(status, 0, "{list}");
    let printed: String = cases().iter().map(|case| run(case, false).1).collect();
    let untested: Vec<_> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|id| !printed.contains(&format!("[{id}]")))
        .collect();
    assert!(untested.is_empty(), "no case in {CASES} has {untested:#?}");
}

/// The ids of the changes, as the JSON format has them.
fn changes(old: &str, new: &str) -> Vec<String> {
    let (status, printed) = diff(["--format", "json", "--verbose", old, new]);
    assert_eq!(status, 0, "{printed}");
    let output: Value = serde_json::from_str(&printed).unwrap();
    let changes = output["changes"].as_array().unwrap().iter();
    changes
        .map(|change| change["rule"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for case in cases() {
        for file in ["old.yaml", "new.yaml"] {
            let document = format!("{CASES}/{case}/{file}");
            let (_, printed) = diff([&*document, &*document]);
            assert!(printed.contains(" no differences\n"), "{printed}");
        }
    }
}

/// What is stricter one way is laxer the other way, in the same direction of messages.
#[test]
fn changes_of_values_turn_round_with_the_documents() {
    let (_, list) = diff(["--list-rules"]);
    let values: HashSet<&str> = list
        .lines()
        .filter(|line| {
            line.ends_with("in what a request holds") || line.ends_with("in what a response holds")
        })
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(!values.is_empty());
    let turned = |id: &String| {
        let (keyword, effect) = id.rsplit_once('-').unwrap();
        let effect = match effect {
            "added" => "removed",
            "removed" => "added",
            "tightened" => "loosened",
            "loosened" => "tightened",
            effect => effect,
        };
        format!("{keyword}-{effect}")
    };
    for case in cases() {
        let [old, new] = ["old", "new"].map(|name| format!("{CASES}/{case}/{name}.yaml"));
        let of_values = |changes: Vec<String>| -> Vec<String> {
            changes
                .into_iter()
                .filter(|id| values.contains(id.as_str()))
                .collect()
        };
        let forth = of_values(changes(&old, &new));
        let mut forth: Vec<_> = forth.iter().map(turned).collect();
        let mut back = of_values(changes(&new, &old));
        forth.sort_unstable();
        back.sort_unstable();
        assert_eq!(forth, back, "{case}");
    }
}

/// A name for a file of a test's own.
fn temporary(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"))
}

#[test]
fn a_long_chain_of_references_is_followed_to_its_end() {
    let chain = |end: &str| {
        let mut schemas = serde_json::Map::new();
        for number in 0..5_000 {
            let next = json!({"$ref": format!("#/components/schemas/S{}", number + 1)});
            schemas.insert(
                format!("S{number}"),
                json!({"type": "object", "properties": {"next": next}}),
            );
        }
        schemas.insert("S5000".to_owned(), json!({"type": end}));
        let response = json!({
            "description": "",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}},
        });
        json!({
            "openapi": "3.0.4",
            "info": {"title": "", "version": "0.1.0"},
            "paths": {"/": {"get": {"responses": {"200": response}}}},
            "components": {"schemas": schemas},
        })
    };
    let [old, new] = ["old", "new"].map(|name| temporary(&format!("chain-{name}.json")));
    fs::write(&old, chain("string").to_string()).unwrap();
    fs::write(&new, chain("integer").to_string()).unwrap();
    assert_eq!(changes(&old, &new), ["response-type-changed"]);
}

#[test]
fn what_cannot_be_compared_exits_with_2() {
    let good = format!("{CASES}/same/old.yaml");
    for (name, text, expected) in [
        ("broken", "openapi: [", "broken.yaml:1:"),
        ("swagger", "swagger: '2.0'\n", "there is no `openapi`"),
        ("later", "openapi: 3.1.0\n", "`openapi` is 3.1.0"),
    ] {
        let bad = temporary(&format!("{name}.yaml"));
        fs::write(&bad, text).unwrap();
        for documents in [[&*bad, &*good], [&*good, &*bad]] {
            let (status, printed) = diff(documents);
            assert_eq!(status, 2, "{printed}");
            assert!(
                printed.starts_with("error: ") && printed.contains(expected),
                "{printed}"
            );
        }
    }
    let (status, printed) = diff(["no-such-file.yaml", &*good]);
    assert_eq!(status, 2);
    assert!(
        printed.starts_with("error: cannot read `no-such-file.yaml`: "),
        "{printed}"
    );
}

/// A document that has something of everything.
fn everything() -> Value {
    let schema = json!({"$ref": "#/components/schemas/Thing"});
    let content = json!({"application/json": {"schema": schema, "example": {}, "encoding": {"name": {"style": "form"}}}});
    let operation = json!({
        "operationId": "makeThing",
        "deprecated": true,
        "tags": ["things"],
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "requestBody": {"required": true, "content": content},
        "responses": {
            "200": {"description": "Made.", "headers": {"X-Rate": {"schema": {"type": "integer"}}}, "content": content},
            "404": {"$ref": "#/components/responses/Missing"},
        },
        "security": [{"login": ["read"]}, {}],
        "servers": [{"url": "https://{region}.example", "variables": {"region": {"default": "eu", "enum": ["eu"]}}}],
    });
    let flows = json!({"clientCredentials": {"tokenUrl": "https://a.example", "scopes": {"read": "Read."}}});
    json!({
        "openapi": "3.0.4",
        "info": {"title": "Everything", "version": "0.1.0"},
        "servers": [{"url": "https://a.example", "x-name": "production"}],
        "paths": {"/things/{id}": {
            "post": operation,
            "put": {"callbacks": {"made": {"{$url}": {"post": operation}}}, "responses": {}},
        }},
        "components": {
            "responses": {"Missing": {"description": "Not there."}},
            "securitySchemes": {"login": {"type": "oauth2", "flows": flows}},
            "schemas": {
                "Thing": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string", "enum": ["a", "b"], "maxLength": 9, "pattern": "^a", "nullable": true},
                        "size": {"type": "number", "minimum": 1, "exclusiveMinimum": true, "multipleOf": 0.5, "default": 2},
                        "parts": {"type": "array", "items": schema, "maxItems": 3, "uniqueItems": true},
                        "kind": {"allOf": [schema, {"not": {}}], "readOnly": true},
                        "pet": {"oneOf": [schema, {"type": "string"}], "discriminator": {"propertyName": "kind", "mapping": {"a": "Thing"}}},
                    },
                    "additionalProperties": {"type": "string", "xml": {"name": "a"}},
                },
            },
        },
    })
}

/// The places in a document, as JSON Pointers.
fn pointers(value: &Value, pointer: &str, all: &mut Vec<String>) {
    all.push(pointer.to_owned());
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, &format!("{pointer}/{index}"), all);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, &format!("{pointer}/{}", escaped(key)), all);
            }
        }
        _ => {}
    }
}

/// Something that has no business being somewhere, or has.
fn intruder() -> impl Strategy<Value = Value> {
    let reference = |target: &str| json!({"$ref": target});
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z/{}*;]{0,4}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!(["a", {}])),
        Just(json!({"type": "object", "required": ["a"], "properties": {"a": {"readOnly": true}}})),
        Just(json!({"allOf": [reference("#/components/schemas/Thing")]})),
        Just(reference("#")),
        Just(reference("#/components/schemas/Thing")),
        Just(reference("#/components/schemas")),
        Just(reference("other.yaml")),
    ]
}

fn mutations() -> impl Strategy<Value = Vec<(Index, Value)>> {
    prop::collection::vec((any::<Index>(), intruder()), 1..4)
}

/// Puts values in places that they do not belong.
fn mutated(mut document: Value, mutations: &[(Index, Value)]) -> Value {
    for (place, value) in mutations {
        let mut all = Vec::new();
        pointers(&document, "", &mut all);
        // What makes it a document of OpenAPI 3.0 has to stay.
        all.retain(|pointer| !pointer.is_empty() && pointer != "/openapi");
        let pointer: &String = place.get(&all);
        *document.pointer_mut(pointer).unwrap() = value.clone();
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_can_be_compared(first in mutations(), second in mutations()) {
        let [old, new] = ["old", "new"].map(|name| temporary(&format!("mutated-{name}.json")));
        let document = mutated(everything(), &first);
        fs::write(&old, document.to_string()).unwrap();
        fs::write(&new, mutated(document, &second).to_string()).unwrap();
        changes(&old, &new);
        changes(&new, &old);
        prop_assert_eq!(changes(&old, &old), Vec::<String>::new());
    }
}
