//! What `cargo xtask validate` costs for documents of 1×, 10× and 100× the size: `cargo bench -p xtask`.
//!
//! The times are beside those of `serde_json` for the same document in the same round, so that the ratio says something
//! on a noisy machine too. Where cost is linear, it is the same in every row but the first: that one has in it what the
//! command takes to start.

use std::{
    error::Error,
    fs,
    hint::black_box,
    io,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};

const ROUNDS: usize = 15;
const RESOURCES: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    println!("           size       MB    validate   a MB  serde_json   ratio");
    for size in [1, 10, 100] {
        let document = document(size * RESOURCES);
        let json = serde_json::to_string_pretty(&document)?;
        for (format, text) in [("json", json.clone()), ("yaml", yaml(&document))] {
            let file = directory.join(format!("{size}.{format}"));
            fs::write(&file, &text)?;
            let (mut ours, mut baseline) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                let start = Instant::now();
                validate(&file)?;
                ours.push(start.elapsed());

                let start = Instant::now();
                black_box(serde_json::from_str::<Value>(black_box(&json))?);
                baseline.push(start.elapsed());
            }
            let (ours, baseline) = (median(ours), median(baseline));
            #[expect(clippy::cast_precision_loss, reason = "a size to print")]
            let megabytes = text.len() as f64 / 1e6;
            println!(
                "{size:>10}× {format} {megabytes:>8.3} {:>8.2} ms {:>6.1} {:>8.2} ms {:>7.1}",
                milliseconds(ours),
                milliseconds(ours) / megabytes,
                milliseconds(baseline),
                milliseconds(ours) / milliseconds(baseline)
            );
        }
    }
    Ok(())
}

fn validate(file: &Path) -> Result<(), Box<dyn Error>> {
    let args = ["cargo xtask".into(), "validate".into(), file.into()];
    let mut errors = Vec::new();
    let status = xtask::run(args, &mut io::sink(), &mut errors);
    if status == 0 {
        Ok(())
    } else {
        Err(format!("{}: status {status}", file.display()).into())
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A document without errors that has so many resources, each like the others.
fn document(resources: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..resources {
        let name = format!("Thing{number}");
        let path = format!("/things{number}");
        paths.insert(path.clone(), collection(&name));
        paths.insert(format!("{path}/{{id}}"), item(&name));
        schemas.insert(name.clone(), schema(&name, number));
    }
    schemas.insert(
        "Error".into(),
        json!({
            "type": "object",
            "description": "What went wrong",
            "required": ["message"],
            "properties": { "message": { "type": "string", "description": "In words", "example": "No such thing." } }
        }),
    );
    json!({
        "openapi": "3.0.4",
        "info": { "title": "Things", "version": "1.0.0", "description": "Many things" },
        "servers": [{ "url": "https://api.example.org/v1" }],
        "security": [{ "key": [] }],
        "tags": [{ "name": "things", "description": "All things" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": {
                "Id": { "name": "id", "in": "path", "required": true, "description": "Which one", "schema": { "type": "string" } }
            },
            "responses": {
                "Error": {
                    "description": "It went wrong.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } }
                }
            },
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer" } }
        }
    })
}

fn collection(name: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    json!({
        "get": {
            "operationId": format!("list{name}"),
            "summary": "List the things",
            "description": "Lists them page by page, the newest first.",
            "tags": ["things"],
            "parameters": [
                { "name": "page", "in": "query", "description": "Which page", "schema": { "type": "integer", "minimum": 1, "default": 1 } },
                { "name": "kinds", "in": "query", "description": "Of which kinds", "explode": false, "schema": { "type": "array", "items": { "type": "string", "enum": ["small", "large"] } } }
            ],
            "responses": {
                "200": { "description": "A page", "content": { "application/json": { "schema": { "type": "array", "items": schema } } } },
                "4XX": { "$ref": "#/components/responses/Error" }
            }
        },
        "post": {
            "operationId": format!("make{name}"),
            "summary": "Make a thing",
            "description": "Makes one, and says what it has become.",
            "tags": ["things"],
            "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
            "responses": {
                "201": { "description": "Made", "content": { "application/json": { "schema": schema } } },
                "4XX": { "$ref": "#/components/responses/Error" }
            }
        }
    })
}

fn item(name: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    json!({
        "parameters": [{ "$ref": "#/components/parameters/Id" }],
        "get": {
            "operationId": format!("get{name}"),
            "summary": "Get a thing",
            "description": "Gets the one of that id.",
            "tags": ["things"],
            "responses": {
                "200": { "description": "The thing", "content": { "application/json": { "schema": schema } } },
                "4XX": { "$ref": "#/components/responses/Error" }
            }
        },
        "delete": {
            "operationId": format!("remove{name}"),
            "summary": "Remove a thing",
            "description": "Removes the one of that id.",
            "tags": ["things"],
            "responses": {
                "204": { "description": "Removed" },
                "4XX": { "$ref": "#/components/responses/Error" }
            }
        }
    })
}

/// A schema that refers to the one before it, so that there are long ways from one to the other.
fn schema(name: &str, number: usize) -> Value {
    let mut schema = json!({
        "type": "object",
        "title": name,
        "description": "A thing like the others",
        "required": ["id", "kind"],
        "properties": {
            "id": { "type": "string", "description": "What it is known by", "pattern": "^[a-z0-9]+$", "readOnly": true, "example": "a1" },
            "kind": { "type": "string", "description": "Of which kind it is", "enum": ["small", "large"] },
            "weight": { "type": "number", "description": "In kilograms", "format": "double", "minimum": 0, "nullable": true },
            "made": { "type": "string", "description": "When it was made", "format": "date-time" },
            "labels": { "type": "object", "description": "What it is called", "additionalProperties": { "type": "string" } }
        },
        "example": { "id": "a1", "kind": "small", "weight": 1.5, "made": "2024-02-03T04:05:06Z", "labels": { "en": "thing" } }
    });
    if let Some(before) = number.checked_sub(1)
        && let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut)
    {
        let reference = json!({ "$ref": format!("#/components/schemas/Thing{before}") });
        properties.insert("before".into(), reference);
    }
    schema
}

/// The document as YAML in blocks, the way that people write it.
fn yaml(document: &Value) -> String {
    let mut text = String::new();
    write_yaml(document, 0, &mut text);
    text
}

fn write_yaml(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                text.push_str(&" ".repeat(indent));
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_nested(value, indent, text);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            for element in elements {
                text.push_str(&" ".repeat(indent));
                text.push('-');
                write_nested(element, indent, text);
            }
        }
        scalar => {
            text.push_str(&scalar.to_string());
            text.push('\n');
        }
    }
}

fn write_nested(value: &Value, indent: usize, text: &mut String) {
    let in_block = match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        _ => false,
    };
    text.push(if in_block { '\n' } else { ' ' });
    write_yaml(value, indent + 2, text);
}
