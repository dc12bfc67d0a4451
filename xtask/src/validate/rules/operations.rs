//! Operations.

use std::collections::{HashMap, hash_map::Entry};

use crate::validate::{
    openapi::Document,
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[OPERATION_ID_UNIQUE];

const OPERATION_ID_UNIQUE: Rule = Rule {
    id: "operation-id-unique",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "No two operations have the same `operationId`.",
    why: "Tools name functions and links after it, and cannot tell two operations of one name apart.",
    fix: "Give one of the operations another `operationId`.",
    check: Check::Document(operation_id_unique),
};

fn operation_id_unique(document: &Document<'_>, findings: &mut Findings) {
    let mut seen = HashMap::new();
    for operation in document.operations() {
        let Some(node) = operation.place.object.get("operationId") else {
            continue;
        };
        let Some(id) = node.as_str() else { continue };
        match seen.entry(id) {
            Entry::Vacant(entry) => {
                entry.insert(node);
            }
            Entry::Occupied(first) => {
                let span = node.span.clone();
                findings
                    .add(span, format!("another operation is called `{id}` too"))
                    .label(first.get().span.clone(), "the first of that name");
            }
        }
    }
}
