//! References within the document.

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
