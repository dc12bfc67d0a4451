//! What an operation returns when all went well.

use super::{Problem, Rule, document::Document, errors, reference};
use crate::source::{Member, Node};

/// progenitor panics where successes differ in type, and the SDK needs one that it can return.
pub(crate) fn check(document: &Document<'_>) -> Result<(), Problem> {
    for operation in &document.operations {
        let responses = operation.node.get("responses").and_then(Node::as_object);
        let mut successes = responses
            .iter()
            .flat_map(|responses| responses.iter())
            .filter(|response| errors::is_success(&response.key))
            .map(|response| Ok((response, schema(document, response)?)));
        let Some(first) = successes.next() else {
            return Err(Problem::new(
                Rule::NoSuccess,
                operation.span,
                format!(
                    "`{}` describes no success, so its method would have nothing to return",
                    operation.name
                ),
                "Describe what the server answers when all went well, such as `'200'`.",
            ));
        };
        let (_, schema) = first?;
        for success in successes {
            let (response, other) = success?;
            if schema.map(Node::to_json) != other.map(Node::to_json) {
                return Err(Problem::new(
                    Rule::SuccessesDiffer,
                    &response.key_span,
                    "this success has another schema than the first, and a method returns one type",
                    "Let all successes of an operation refer to the same schema.",
                ));
            }
        }
    }
    Ok(())
}

/// The schema of a success, unless it has no content.
fn schema<'a>(document: &Document<'a>, response: &'a Member) -> Result<Option<&'a Node>, Problem> {
    let resolved = reference::resolve(document.source.root(), &response.value)?.node;
    let content = resolved.get("content").and_then(Node::as_object);
    let mut schema = None;
    for media_type in content.iter().flat_map(|content| content.iter()) {
        schema = media_type.value.get("schema");
        if !errors::is_json(&media_type.key) || schema.is_none() {
            return Err(Problem::new(
                Rule::MediaType,
                &media_type.key_span,
                "a success must be JSON with a schema, or have no content: the SDK returns it as a Rust type",
                "Describe it as `application/json` with a `schema`.",
            ));
        }
    }
    Ok(schema)
}
