//! The document as progenitor can take it.

use serde_json::{Value, json};

use super::{
    docs,
    document::{Document, Operation},
    errors::{self, ErrorResponse},
};

/// A copy of the document that progenitor can take:
///
/// - It keeps the successes alone. progenitor panics where error responses differ in type, and reduces one whose body
///   is not as described to an error without a status; an error that it does not know reaches the wrapper whole.
/// - The schemas of error bodies become components, so that they still become types.
/// - Descriptions become documentation that holds no tests.
pub(crate) fn prepared(document: &Document<'_>) -> Value {
    let mut copy = document.source.root().to_json();
    docs::rustdoc_below(&mut copy);
    for operation in &document.operations {
        for error in &operation.errors {
            if let (Some(name), Some(schema)) = (inline_body_name(operation, error), error.schema) {
                let schemas = entry(entry(&mut copy, "components"), "schemas");
                if let Some(schemas) = schemas.as_object_mut() {
                    schemas.insert(name, schema.to_json());
                }
            }
        }
        let path = copy
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(operation.path));
        let responses = path.and_then(|path| {
            path.get_mut(operation.method)?
                .get_mut("responses")?
                .as_object_mut()
        });
        if let Some(responses) = responses {
            responses.retain(|status, _| errors::is_success(status));
        }
    }
    copy
}

fn entry<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    if value.get(key).is_none_or(|found| !found.is_object()) {
        value[key] = json!({});
    }
    &mut value[key]
}

/// What the type of an error's body is called: its component's name, or one made up where the schema stands inline.
pub(crate) fn body_name(operation: &Operation<'_>, error: &ErrorResponse<'_>) -> Option<String> {
    inline_body_name(operation, error).or_else(|| {
        let reference = error.schema?.get("$ref")?.as_str()?;
        reference.rsplit('/').next().map(str::to_owned)
    })
}

fn inline_body_name(operation: &Operation<'_>, error: &ErrorResponse<'_>) -> Option<String> {
    let inline = error.schema?.get("$ref").is_none();
    inline.then(|| format!("{}_{}_{}_body", operation.name, error.variant, error.status))
}
