//! What is said of parameters.

use super::says;
use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[PARAMETER_DESCRIPTION];

const PARAMETER_DESCRIPTION: Rule = Rule {
    id: "parameter-description",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every parameter, or its schema, has a `description`.",
    why: "A name seldom says what a value means, which are taken, and what goes without one.",
    fix: "Add a `description`: what the parameter does to the result.",
    check: Check::Document(parameter_description),
};

fn parameter_description(document: &Document<'_>, findings: &mut Findings) {
    for parameter in document.each(Kind::Parameter) {
        let described = says(parameter, "description")
            || document
                .children(parameter)
                .filter(|child| child.kind == Kind::Schema)
                .filter_map(|schema| document.follow(schema))
                .any(|schema| says(schema, "description"));
        if !described {
            let name = parameter.str("name").unwrap_or_default();
            findings.add(
                parameter.headline.clone(),
                format!("the parameter `{name}` has no `description`"),
            );
        }
    }
}
