//! References within the document.

use std::collections::{HashMap, HashSet};

use super::{Problem, Rule};
use crate::source::Node;

/// How many references may lead from one to the next before they are taken for a circle.
const MAX_HOPS: usize = 32;

/// A node of the document, and the component that it was referred to as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved<'a> {
    pub(crate) node: &'a Node,
    /// The component's key, `EmailNotRegistered` of `#/components/responses/EmailNotRegistered`.
    pub(crate) component: Option<&'a str>,
}

/// Follows `$ref`s from `node` to what they stand for.
pub(crate) fn resolve<'a>(root: &'a Node, node: &'a Node) -> Result<Resolved<'a>, Problem> {
    let mut resolved = Resolved {
        node,
        component: None,
    };
    for _ in 0..MAX_HOPS {
        let Some(reference) = resolved.node.get("$ref") else {
            return Ok(resolved);
        };
        let Some(target) = reference.as_str() else {
            return Err(Problem::new(
                Rule::RefUnresolved,
                &reference.span,
                "`$ref` is not a string, so it refers to nothing",
                "Write it as `'#/components/…'`.",
            ));
        };
        let Some(pointer) = target.strip_prefix('#') else {
            return Err(Problem::new(
                Rule::ExternalRef,
                &reference.span,
                format!(
                    "`{target}` is outside this document, and code is generated from one file alone"
                ),
                "Copy what it refers to into `components`, and refer to it there.",
            ));
        };
        let Some(node) = root.pointer(pointer) else {
            return Err(Problem::new(
                Rule::RefUnresolved,
                &reference.span,
                format!("`{target}` is not in this document, so there is nothing to generate from"),
                "Correct the path, or add the component.",
            ));
        };
        resolved = Resolved {
            node,
            component: target.rsplit('/').next(),
        };
    }
    Err(Problem::new(
        Rule::RefCycle,
        &node.span,
        "these `$ref`s lead in a circle and never reach a definition",
        "Let one of them be the definition itself.",
    ))
}

/// The schemas that are made of themselves, by `$ref`, `allOf`, `anyOf` and `oneOf` alone: no value is the smallest, and
/// progenitor follows them until the stack overflows.
pub(crate) fn endless_schemas(root: &Node) -> Vec<Problem> {
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Node::as_object);
    let parts: HashMap<_, _> = schemas
        .iter()
        .flat_map(|schemas| schemas.iter())
        .map(|schema| (schema.key.as_str(), parts(&schema.value)))
        .collect();
    let leads_back = |schema: &str| {
        let mut seen = HashSet::new();
        let mut open = vec![schema];
        while let Some(name) = open.pop() {
            for reference in parts.get(name).into_iter().flatten() {
                let target = reference.as_str().unwrap_or_default();
                match target.strip_prefix("#/components/schemas/") {
                    Some(part) if part == schema => return Some(&reference.span),
                    Some(part) if seen.insert(part) => open.push(part),
                    _ => {}
                }
            }
        }
        None
    };
    schemas
        .iter()
        .flat_map(|schemas| schemas.iter())
        .filter_map(|schema| {
            Some(Problem::new(
                Rule::SchemaLoop,
                leads_back(&schema.key)?,
                format!(
                    "this makes the schema `{}` of itself, without end",
                    schema.key
                ),
                "Let it hold itself in a property or in `items`, or take the `$ref` away.",
            ))
        })
        .collect()
}

/// The `$ref`s to the schemas that a schema is made of.
fn parts(schema: &Node) -> Vec<&Node> {
    if let Some(reference) = schema.get("$ref") {
        return vec![reference];
    }
    ["allOf", "anyOf", "oneOf"]
        .iter()
        .filter_map(|keyword| schema.get(keyword)?.as_array())
        .flatten()
        .flat_map(parts)
        .collect()
}
