//! The assertions that OpenAPI takes from JSON Schema as they are, judged by `jsonschema`.

use std::{collections::HashMap, fmt::Write as _};

use jsonschema::{Draft, ValidationError, Validator, error::ValidationErrorKind};
use serde_json::{Map, Value as Json, json};

use super::{Breach, Spot};
use crate::{
    source::{Node, Object, Value},
    validate::{instance::Tree, similar::Guesses},
};

/// The formats that are judged: those that OpenAPI, or the JSON Schema that it refers to, defines.
const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uuid",
];

/// So many values of an `enum` are quoted.
const QUOTED: usize = 8;

/// The schemas' assertions, each schema's compiled when it is first asked for.
#[derive(Default)]
pub(super) struct Assertions<'s> {
    compiled: HashMap<usize, Option<Validator<Tree>>>,
    patterns: HashMap<&'s str, bool>,
    guesses: Guesses,
}

/// Whether `pattern` can be matched: `jsonschema` knows more of them than ECMA-262 has.
fn compiles(pattern: &str) -> bool {
    compile(&json!({ "pattern": pattern })).is_some()
}

/// Judges whether strings are regular expressions of ECMA-262.
pub(crate) struct Patterns(Option<Validator<Tree>>);

impl Patterns {
    /// A judge.
    pub(crate) fn new() -> Self {
        Self(compile(&json!({ "format": "regex" })))
    }

    /// Whether a string is a regular expression.
    pub(crate) fn contain(&self, pattern: &Node) -> bool {
        let Self(validator) = self;
        validator
            .as_ref()
            .is_none_or(|validator| validator.is_valid(pattern))
    }
}

fn compile(schema: &Json) -> Option<Validator<Tree>> {
    jsonschema::options_for::<Tree>()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .ok()
}

impl<'s> Assertions<'s> {
    /// Which of a schema's assertions do not hold for a value.
    pub(super) fn breaches(&mut self, schema: &'s Object, spot: Spot<'s>) -> Vec<Breach> {
        let mut breaches: Vec<_> = out_of_range(schema, spot).into_iter().collect();
        let address = crate::validate::openapi::address(schema);
        if !self.compiled.contains_key(&address) {
            let validator = self.translate(schema).and_then(|schema| compile(&schema));
            self.compiled.insert(address, validator);
        }
        if let Some(Some(validator)) = self.compiled.get(&address)
            && !validator.is_valid(spot.node)
        {
            let errors = validator.iter_errors(spot.node);
            let guesses = &mut self.guesses;
            breaches.extend(errors.filter_map(|error| breach(schema, spot, &error, guesses)));
        }
        breaches
    }

    /// The assertions of a schema in the JSON Schema that `jsonschema` knows, if there are any.
    fn translate(&mut self, schema: &'s Object) -> Option<Json> {
        let mut assertions = Map::new();
        for member in schema {
            let keyword = match &*member.key {
                "maximum" if exclusive(schema, "exclusiveMaximum") => "exclusiveMaximum",
                "minimum" if exclusive(schema, "exclusiveMinimum") => "exclusiveMinimum",
                "format" if !is_one_of(&member.value, FORMATS) => continue,
                "pattern" if !self.compiles(&member.value) => continue,
                keyword @ ("enum" | "format" | "maximum" | "maxItems" | "maxLength"
                | "maxProperties" | "minimum" | "minItems" | "minLength"
                | "minProperties" | "multipleOf" | "pattern" | "uniqueItems") => keyword,
                _ => continue,
            };
            assertions.insert(keyword.to_owned(), member.value.to_json());
        }
        (!assertions.is_empty()).then_some(Json::Object(assertions))
    }

    fn compiles(&mut self, pattern: &'s Node) -> bool {
        pattern.as_str().is_some_and(|pattern| {
            *self
                .patterns
                .entry(pattern)
                .or_insert_with(|| compiles(pattern))
        })
    }
}

fn exclusive(schema: &Object, keyword: &str) -> bool {
    super::is_true(schema, keyword)
}

fn is_one_of(node: &Node, all: &[&str]) -> bool {
    node.as_str().is_some_and(|text| all.contains(&text))
}

/// `format: int32` and `int64`, which `jsonschema` does not know.
fn out_of_range(schema: &Object, spot: Spot<'_>) -> Option<Breach> {
    let format = schema.get("format")?;
    let number = spot.node.as_number()?;
    let fits = match format.as_str()? {
        "int32" => number
            .as_i64()
            .is_some_and(|value| i32::try_from(value).is_ok()),
        "int64" => number.is_i64(),
        _ => return None,
    };
    // `1.0` is an integer, and one with a fraction is for `type`.
    if fits || number.is_f64() {
        return None;
    }
    let message = format!("{} does not fit into an {}", spot.name(), format.as_str()?);
    Some(Breach::new(spot.value(), message, format.span.clone()))
}

fn breach(
    schema: &Object,
    spot: Spot<'_>,
    error: &ValidationError<'_>,
    guesses: &mut Guesses,
) -> Option<Breach> {
    let name = spot.name();
    let mut help = None;
    let (keyword, message) = match error.kind() {
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            help = spot.node.as_str().and_then(|text| {
                let meant = guesses.similar(text, options.iter().filter_map(Json::as_str))?;
                Some(format!("Is `{meant}` meant?"))
            });
            ("enum", format!("{name} is not one of {}", listed(options)))
        }
        ValidationErrorKind::ExclusiveMaximum { limit } => {
            ("maximum", format!("{name} is not less than {limit}"))
        }
        ValidationErrorKind::ExclusiveMinimum { limit } => {
            ("minimum", format!("{name} is not more than {limit}"))
        }
        ValidationErrorKind::Format { format } => {
            ("format", format!("{name} is not a valid {format}"))
        }
        ValidationErrorKind::MaxItems { limit } => {
            let count = count(spot.node);
            (
                "maxItems",
                format!("{name} has {count} elements, more than {limit}"),
            )
        }
        ValidationErrorKind::Maximum { limit } => {
            ("maximum", format!("{name} is more than {limit}"))
        }
        ValidationErrorKind::MaxLength { limit } => {
            let count = count(spot.node);
            (
                "maxLength",
                format!("{name} has {count} characters, more than {limit}"),
            )
        }
        ValidationErrorKind::MaxProperties { limit } => {
            let count = count(spot.node);
            (
                "maxProperties",
                format!("{name} has {count} properties, more than {limit}"),
            )
        }
        ValidationErrorKind::MinItems { limit } => {
            let count = count(spot.node);
            (
                "minItems",
                format!("{name} has {count} elements, fewer than {limit}"),
            )
        }
        ValidationErrorKind::Minimum { limit } => {
            ("minimum", format!("{name} is less than {limit}"))
        }
        ValidationErrorKind::MinLength { limit } => {
            let count = count(spot.node);
            (
                "minLength",
                format!("{name} has {count} characters, fewer than {limit}"),
            )
        }
        ValidationErrorKind::MinProperties { limit } => {
            let count = count(spot.node);
            (
                "minProperties",
                format!("{name} has {count} properties, fewer than {limit}"),
            )
        }
        ValidationErrorKind::MultipleOf { multiple_of } => (
            "multipleOf",
            format!("{name} is not a multiple of {multiple_of}"),
        ),
        ValidationErrorKind::Pattern { .. } => {
            let pattern = schema.get("pattern")?.as_str()?;
            ("pattern", format!("{name} does not match `{pattern}`"))
        }
        ValidationErrorKind::UniqueItems => ("uniqueItems", format!("{name} has an element twice")),
        // A match that takes too long, say, is not the value's fault.
        _ => return None,
    };
    let demand = schema.member(keyword)?;
    let demand = match demand.value.value {
        Value::Array(_) => demand.key_span.clone(),
        _ => demand.value.span.clone(),
    };
    let breach = Breach::new(spot.value(), message, demand);
    Some(match help {
        Some(help) => breach.help(help),
        None => breach,
    })
}

/// How many characters, elements or members a value has.
fn count(node: &Node) -> usize {
    match &node.value {
        Value::String(text) => text.chars().count(),
        Value::Array(elements) => elements.len(),
        Value::Object(object) => object.len(),
        _ => 0,
    }
}

fn listed(options: &[Json]) -> String {
    let mut list = String::new();
    for (index, option) in options.iter().take(QUOTED).enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = match option.as_str() {
            Some(text) => write!(list, "{comma}`{text}`"),
            None => write!(list, "{comma}`{option}`"),
        };
    }
    if options.len() > QUOTED {
        list.push_str(", …");
    }
    list
}
