//! `$ref`.

use crate::validate::{
    openapi::{Document, External, Resolution},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[REF_UNRESOLVED];

const REF_UNRESOLVED: Rule = Rule {
    id: "ref-unresolved",
    severity: Severity::Error,
    group: Group::References,
    summary: "Every `$ref` leads to something that exists.",
    why: "Whoever reads the document finds nothing where the reference leads.",
    fix: "Define the component under that name, or correct the reference.",
    check: Check::Document(ref_unresolved),
};

fn ref_unresolved(document: &Document<'_>, findings: &mut Findings) {
    for (_, reference) in document.references() {
        let target = reference.target;
        let span = reference.node.span.clone();
        match document.resolve(reference) {
            Resolution::Nothing => {
                findings.add(span, format!("`{target}` leads to nothing"));
            }
            Resolution::External(External::Invalid) => {
                findings
                    .add(span, format!("`{target}` is not a URI reference"))
                    .help("Write `#/components/…`, a relative file or a URL.");
            }
            // What is outside the document is not looked at, and not this document's mistake.
            Resolution::Place(_)
            | Resolution::Value(_)
            | Resolution::External(External::File(_) | External::Url(_)) => {}
        }
    }
}
