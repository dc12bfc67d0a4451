//! Runs the JSON Schema of OpenAPI 3.0 over a document, and says what fails in our own words.

mod spot;
#[cfg(test)]
mod tests;
mod wording;

use std::error::Error;

use jsonschema::{Draft, Validator};

use super::{
    instance::Tree,
    rule::{Check, Finding, Findings, Rule},
    similar::Guesses,
};
use crate::source::Source;
use spot::Spot;
use wording::Failure;

/// The JSON Schema of OpenAPI 3.0.
const SCHEMA: &str = include_str!("openapi-3.0.schema.yaml");

/// The structure's check, ready to run over many documents.
pub(crate) struct Structure {
    schema: serde_json::Value,
    validator: Validator<Tree>,
    rules: Vec<&'static Rule>,
}

impl Structure {
    /// Compiles the schema for these rules.
    pub(crate) fn new(rules: &[&'static Rule]) -> Result<Self, Box<dyn Error>> {
        let schema = Source::parse("openapi-3.0.schema.yaml", SCHEMA.into())?;
        let schema = schema.root().to_json();
        Ok(Self {
            validator: jsonschema::options_for::<Tree>()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .build(&schema)?,
            schema,
            rules: rules
                .iter()
                .filter(|rule| matches!(rule.check, Check::Schema(_)))
                .copied()
                .collect(),
        })
    }

    /// What is wrong with the structure of a document.
    pub(crate) fn check(&self, source: &Source) -> Vec<Finding> {
        let mut found = Vec::new();
        if self.rules.is_empty() {
            return found;
        }
        let mut guesses = Guesses::default();
        for error in self.validator.iter_errors(source.root()) {
            if let Some(rule) = self.rule(error.kind().keyword()) {
                let mut findings = Findings::of(rule);
                let spot = Spot::find(source.root(), error.instance_path().as_str());
                Failure::new(&self.schema, &error, spot).report(&mut guesses, &mut findings);
                found.extend(findings.into_vec());
            }
        }
        found
    }

    /// The rule that a keyword of the schema belongs to.
    fn rule(&self, keyword: &str) -> Option<&'static Rule> {
        self.rules
            .iter()
            .find(
                |rule| matches!(rule.check, Check::Schema(keywords) if keywords.contains(&keyword)),
            )
            .copied()
    }
}
