//! Runs the JSON Schema of OpenAPI 3.0 over a document, and says what fails in our own words.
//!
//! The schema is ours, written from the specification to give one error at one place for one mistake: it branches by
//! `if` and `then` where the specification's own one has alternatives. A `title` names the object that a message is
//! about, and `x-help` has the help for each keyword beside it that fails.

use std::{error::Error, fmt::Write as _};

use jsonschema::{
    Draft, ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind},
};

use super::{
    instance::Tree,
    openapi::start_of,
    rule::{Check, Finding, Findings, Rule},
};
use crate::source::{Member, Node, Source, Span, Value};

/// The JSON Schema of OpenAPI 3.0.
pub(super) const SCHEMA: &str = include_str!("openapi-3.0.schema.yaml");

/// A value in a document and the member of an object that it belongs to.
struct Spot<'s> {
    node: &'s Node,
    member: Option<&'s Member>,
}

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
        for error in self.validator.iter_errors(source.root()) {
            let keyword = error.kind().keyword();
            if let Some(rule) = self.rule(keyword) {
                let mut findings = Findings::of(rule);
                self.report(&error, source.root(), &mut findings);
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

    fn report(&self, error: &ValidationError<'_>, root: &Node, findings: &mut Findings) {
        let spot = Spot::find(root, error.instance_path().as_str());
        let schema_path = error.schema_path().as_str();
        let schema = schema_path
            .rsplit_once('/')
            .and_then(|(parent, _)| self.schema.pointer(parent));
        let title = schema.and_then(|schema| schema.get("title")?.as_str());
        let title = title.unwrap_or("object");
        let help = schema.and_then(|schema| {
            let help = schema.get("x-help")?.get(error.kind().keyword())?;
            help.as_str()
        });
        if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
            let known = schema.and_then(|schema| schema.get("properties")?.as_object());
            for name in unexpected {
                let span = spot.key_of(name).unwrap_or_else(|| spot.headline());
                let finding = findings.add(span, format!("`{name}` is not a field of the {title}"));
                let known = known.into_iter().flat_map(serde_json::Map::keys);
                if let Some(similar) = similar(name, known) {
                    finding.help(format!("Is `{similar}` meant?"));
                } else if let Some(help) = help {
                    finding.help(help);
                }
            }
            return;
        }
        let finding = match error.kind() {
            ValidationErrorKind::Required { property } => {
                let property = property.as_str().unwrap_or_default();
                findings.add(spot.headline(), format!("the {title} has no `{property}`"))
            }
            ValidationErrorKind::MinProperties { .. } | ValidationErrorKind::MinItems { .. } => {
                findings.add(spot.headline(), format!("{} is empty", spot.name()))
            }
            kind => findings.add(spot.value(), spot.describe(kind, error)),
        };
        if let Some(help) = help {
            finding.help(help);
        }
    }
}

impl<'s> Spot<'s> {
    /// Follows the path of an instance that the validator gives.
    fn find(root: &'s Node, path: &str) -> Self {
        let mut spot = Self {
            node: root,
            member: None,
        };
        for token in path.split('/').skip(1) {
            let next = match &spot.node.value {
                Value::Object(object) => {
                    let key = token.replace("~1", "/").replace("~0", "~");
                    object.member(&key).map(|member| Self {
                        node: &member.value,
                        member: Some(member),
                    })
                }
                Value::Array(elements) => token.parse().ok().and_then(|index: usize| {
                    let node = elements.get(index)?;
                    let member = None;
                    Some(Self { node, member })
                }),
                _ => None,
            };
            match next {
                Some(next) => spot = next,
                None => break,
            }
        }
        spot
    }

    /// Where to point when an object or an array as a whole is meant.
    fn headline(&self) -> Span {
        self.member
            .map_or_else(|| start_of(self.node), |member| member.key_span.clone())
    }

    /// Where to point when the value is meant.
    fn value(&self) -> Span {
        match self.node.value {
            Value::Array(_) | Value::Object(_) => self.headline(),
            _ if self.node.span.is_empty() => self.headline(),
            _ => self.node.span.clone(),
        }
    }

    fn key_of(&self, name: &str) -> Option<Span> {
        let member = self.node.as_object()?.member(name)?;
        Some(member.key_span.clone())
    }

    /// What to call the value.
    fn name(&self) -> String {
        self.member.map_or_else(
            || "the value".to_owned(),
            |member| format!("`{}`", member.key),
        )
    }

    fn describe(&self, kind: &ValidationErrorKind, error: &ValidationError<'_>) -> String {
        let name = self.name();
        match kind {
            ValidationErrorKind::Type { kind } => {
                let expected = match kind {
                    TypeKind::Single(one) => with_article(one.as_str()),
                    TypeKind::Multiple(several) => {
                        let several = several.iter().map(|one| with_article(one.as_str()));
                        several.collect::<Vec<_>>().join(" or ")
                    }
                };
                format!("{name} is {}, not {expected}", type_of(&self.node.value))
            }
            ValidationErrorKind::Enum { options } => {
                let mut message = format!("{name} is not one of");
                for (index, option) in options.as_array().into_iter().flatten().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    let text = option
                        .as_str()
                        .map_or_else(|| option.to_string(), Into::into);
                    // Writing to a string does not fail.
                    let _ = write!(message, "{comma} `{text}`");
                }
                message
            }
            ValidationErrorKind::Constant { expected_value } => {
                format!("{name} is not {expected_value}")
            }
            ValidationErrorKind::Pattern { pattern } => {
                format!("{name} does not match `{pattern}`")
            }
            ValidationErrorKind::Format { format } => format!("{name} is not a valid {format}"),
            ValidationErrorKind::UniqueItems => format!("{name} holds a value twice"),
            ValidationErrorKind::FalseSchema => format!("{name} is not allowed here"),
            ValidationErrorKind::MaxProperties { limit } => {
                format!("{name} has more than {limit} members")
            }
            _ => error.to_string(),
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn with_article(json_type: &str) -> String {
    match json_type {
        "null" => "null".to_owned(),
        "array" | "object" | "integer" => format!("an {json_type}"),
        _ => format!("a {json_type}"),
    }
}

/// The one of `known` that was probably meant by `name`.
fn similar<'k>(name: &str, known: impl Iterator<Item = &'k String>) -> Option<&'k str> {
    known
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| *distance <= known.len().div_ceil(4))
        .min()
        .map(|(_, known)| known.as_str())
}
