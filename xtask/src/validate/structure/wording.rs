//! What to say about a keyword that failed.

use std::borrow::Cow;

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value as Json;

use super::spot::Spot;
use crate::{
    source::{Span, Value},
    validate::{rule::Findings, similar::Guesses},
};

/// So many bytes of a document's text are quoted in a message.
const SHORT: usize = 40;

/// A keyword of the schema that failed, and the value that it failed for.
pub(super) struct Failure<'a> {
    kind: &'a Kind,
    keyword: &'a str,
    /// What the keyword stands in, with the annotations beside it.
    subschema: Option<&'a Json>,
    spot: Spot<'a>,
}

impl<'a> Failure<'a> {
    /// An error of `schema`, for the value at `spot`.
    pub(super) fn new(schema: &'a Json, error: &'a ValidationError<'_>, spot: Spot<'a>) -> Self {
        let path = error.schema_path().as_str();
        let (subschema, keyword) = path.rsplit_once('/').unwrap_or_default();
        Self {
            kind: error.kind(),
            keyword,
            subschema: schema.pointer(subschema),
            spot,
        }
    }

    /// What an annotation says under a key.
    fn says(&self, annotation: &str, key: &str) -> Option<&'a str> {
        self.subschema?.get(annotation)?.get(key)?.as_str()
    }

    fn title(&self) -> &'a str {
        let title = self.subschema.and_then(|schema| schema.get("title"));
        title.and_then(Json::as_str).unwrap_or("object")
    }

    /// Says what is wrong, where, and how to mend it.
    pub(super) fn report(&self, guesses: &mut Guesses, findings: &mut Findings) {
        if let Kind::AdditionalProperties { unexpected } = self.kind {
            for name in unexpected {
                let message = match self.says("x-message", self.keyword) {
                    Some(message) => format!("`{name}` {message}"),
                    None => format!("`{name}` is not a field of the {}", self.title()),
                };
                let finding = findings.add(self.spot.member_key(name), message);
                if let Some(help) = self.help_with_unknown(name, guesses) {
                    finding.help(help);
                }
            }
            return;
        }
        let finding = findings.add(self.place(), self.message());
        if let Some(help) = self.help(guesses) {
            finding.help(help);
        }
    }

    fn place(&self) -> Span {
        match self.kind {
            Kind::Required { .. } | Kind::MinProperties { .. } | Kind::MinItems { .. } => {
                self.spot.headline()
            }
            Kind::PropertyNames { error } => {
                let name = error.instance();
                self.spot.member_key(name.as_str().unwrap_or_default())
            }
            Kind::UniqueItems if let Some(repeated) = self.spot.repeated() => repeated.span.clone(),
            _ => self.spot.value(),
        }
    }

    fn message(&self) -> String {
        let subject = match self.kind {
            Kind::Required { .. } => format!("the {}", self.title()),
            Kind::PropertyNames { error } => quote(error.instance().as_str(), "the key"),
            _ => quote(self.spot.key(), "the value"),
        };
        let predicate = match self.says("x-message", self.keyword) {
            Some(message) => message.into(),
            None => self.predicate(),
        };
        format!("{subject} {predicate}")
    }

    fn predicate(&self) -> Cow<'static, str> {
        let found = &self.spot.node.value;
        match self.kind {
            Kind::Constant { expected_value } => format!("is not `{expected_value}`").into(),
            Kind::Enum { options } => {
                let found = quote(self.spot.node.as_str(), type_of(found));
                let options = options.as_array().into_iter().flatten();
                let options = options.filter_map(Json::as_str).map(|it| format!("`{it}`"));
                format!("is {found}, not {}", alternatives(options)).into()
            }
            Kind::ExclusiveMinimum { limit } => format!("is not greater than {limit}").into(),
            Kind::Format { format } if format == "email" => "is not an email address".into(),
            Kind::Format { format } if format == "uri" => "is not an absolute URI".into(),
            Kind::Format { .. } => "is not a URL".into(),
            Kind::MinItems { .. } | Kind::MinProperties { .. } => "is empty".into(),
            Kind::Minimum { limit } => format!("is less than {limit}").into(),
            Kind::Required { property } => {
                format!("has no `{}`", property.as_str().unwrap_or_default()).into()
            }
            Kind::Type { kind } => {
                let expected = match kind {
                    TypeKind::Single(one) => with_article(one.as_str()).to_owned(),
                    TypeKind::Multiple(several) => {
                        alternatives(several.iter().map(|one| with_article(one.as_str())))
                    }
                };
                format!("is {}, not {expected}", type_of(found)).into()
            }
            Kind::UniqueItems => {
                let repeated = self.spot.repeated().and_then(|node| node.as_str());
                format!("has {} twice", quote(repeated, "a value")).into()
            }
            _ => "is not what it has to be".into(),
        }
    }

    fn help(&self, guesses: &mut Guesses) -> Option<Cow<'static, str>> {
        let help = self.says("x-help", self.keyword).map(str::to_owned);
        match self.kind {
            Kind::Enum { options } => {
                let options = options.as_array().into_iter().flatten();
                let found = self.spot.node.as_str();
                let meant = found
                    .and_then(|found| guesses.similar(found, options.filter_map(Json::as_str)));
                meant.map(is_it_meant).or(help.map(Cow::Owned))
            }
            Kind::Required { property } => {
                let help = self.says("x-missing", property.as_str()?)?;
                Some(help.to_owned().into())
            }
            Kind::Type { kind } => {
                let help = help.map(Cow::Owned);
                help_with_null_or_reference(&self.spot)
                    .map(Cow::Borrowed)
                    .or(help)
                    .or_else(|| help_with_type(kind, &self.spot.node.value).map(Cow::Borrowed))
            }
            _ => help.map(Cow::Owned),
        }
    }

    /// How to mend that the object has a field of this name.
    fn help_with_unknown(&self, name: &str, guesses: &mut Guesses) -> Option<Cow<'static, str>> {
        if let Some(help) = self.says("x-unknown", name) {
            return Some(help.to_owned().into());
        }
        let fields = self
            .subschema
            .and_then(|schema| schema.get("properties")?.as_object());
        let fields = fields.into_iter().flatten().map(|(name, _)| name.as_str());
        if let Some(meant) = guesses.similar(name, fields) {
            Some(is_it_meant(meant))
        } else if name == "$ref" {
            Some("A reference cannot stand for this: write it out, or refer to its parts.".into())
        } else {
            let help = self.says("x-help", self.keyword)?;
            Some(help.to_owned().into())
        }
    }
}

fn is_it_meant(name: &str) -> Cow<'static, str> {
    format!("Is `{name}` meant?").into()
}

fn help_with_null_or_reference(spot: &Spot<'_>) -> Option<&'static str> {
    match spot.node.value {
        Value::Null if spot.node.span.is_empty() => {
            Some("A key without a value is null: write the value, or remove the key.")
        }
        Value::Null => Some("Write a value, or remove the key: null is a value too."),
        Value::String(_) if spot.key() == Some("$ref") => Some(
            "Each entry of a map may be a reference, but not the map: here `$ref` is the key of an entry.",
        ),
        _ => None,
    }
}

fn help_with_type(expected: &TypeKind, found: &Value) -> Option<&'static str> {
    let TypeKind::Single(expected) = expected else {
        return None;
    };
    Some(match (expected.as_str(), found) {
        ("array", _) => "Write a list, be it of one: `[…]`, or `- …` in lines of their own.",
        ("boolean", _) => "Write `true` or `false`, without quotes.",
        ("integer", Value::Number(_)) => "Write a whole number.",
        ("integer" | "number", _) => "Write a number, without quotes.",
        ("object", _) => "Write an object: `{…}`, or `key: value` in lines of their own.",
        ("string", Value::Bool(_) | Value::Number(_)) => "Put it in quotes.",
        _ => return None,
    })
}

/// A short text in quotes; something else where there is none or it is long.
fn quote(text: Option<&str>, otherwise: &str) -> String {
    match text {
        Some(text) if text.len() <= SHORT => format!("`{text}`"),
        _ => otherwise.to_owned(),
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

fn with_article(json_type: &str) -> &str {
    match json_type {
        "array" => "an array",
        "boolean" => "a boolean",
        "integer" => "an integer",
        "number" => "a number",
        "object" => "an object",
        "string" => "a string",
        other => other,
    }
}

/// `a`, `a or b`, `a, b or c`.
fn alternatives(options: impl Iterator<Item = impl AsRef<str>>) -> String {
    let options: Vec<_> = options.collect();
    let mut text = String::new();
    for (index, option) in options.iter().enumerate() {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == options.len() => " or ",
            _ => ", ",
        });
        text.push_str(option.as_ref());
    }
    text
}
