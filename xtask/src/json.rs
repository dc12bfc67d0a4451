//! JSON as RFC 8259 has it. A YAML reader takes trailing commas and comments, so it is no judge of a `.json` file.
//!
//! `serde_json` decides what is JSON; `jsonc-parser`, which is lenient in places, then says where everything is.

use std::fmt;

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{self, ObjectPropName},
    common::{Range, Ranged},
};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::source::{MAX_DEPTH, Member, Node, Object, Problem, Source, SyntaxError, Value};

/// Reads a JSON document. `name` is what messages call the file.
pub(crate) fn parse(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source, SyntaxError> {
    Source::read(name, bytes, read)
}

fn read(text: &str) -> Result<Node, Problem> {
    serde_json::from_str::<Strict>(text).map_err(|error| describe(&error, text))?;
    let parsed = jsonc_parser::parse_to_ast(
        text,
        &CollectOptions::default(),
        &ParseOptions {
            allow_comments: false,
            allow_trailing_commas: false,
            ..ParseOptions::default()
        },
    );
    let error = match parsed.map(|parsed| parsed.value) {
        Ok(Some(value)) => return node(value, text),
        Ok(None) => Problem::new(0..0, "the file holds no document", ""),
        Err(error) => {
            let range = error.range();
            Problem::new(range.start..range.end, error.kind().to_string(), "")
        }
    };
    Err(error)
}

/// The value with its places. It recurses as deep as [`Strict`] has let pass.
fn node(value: ast::Value<'_>, text: &str) -> Result<Node, Problem> {
    let Range { start, end } = value.range();
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::NumberLit(literal) => match literal.value.parse() {
            Ok(number) => Value::Number(number),
            Err(_) => return Err(Problem::new(start..end, "a number out of range", "")),
        },
        ast::Value::StringLit(literal) => Value::String(literal.value.into_owned()),
        ast::Value::Array(array) => Value::Array(
            array
                .elements
                .into_iter()
                .map(|element| node(element, text))
                .collect::<Result<_, _>>()?,
        ),
        ast::Value::Object(object) => Value::Object(Object::new(
            object
                .properties
                .into_iter()
                .map(|property| member(property, text))
                .collect::<Result<_, _>>()?,
            text,
        )?),
    };
    Ok(Node {
        span: start..end,
        value,
    })
}

fn member(property: ast::ObjectProp<'_>, text: &str) -> Result<Member, Problem> {
    let Range { start, end } = property.name.range();
    Ok(Member {
        key: match property.name {
            ObjectPropName::String(literal) => literal.value.into_owned(),
            ObjectPropName::Word(literal) => literal.value.to_owned(),
        },
        key_span: start..end,
        value: node(property.value, text)?,
    })
}

/// `serde_json`'s error in the words of someone who writes an OpenAPI document.
fn describe(error: &serde_json::Error, text: &str) -> Problem {
    let line_start = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    // serde_json's column counts bytes from 1, and is 0 at a line's start.
    let mut start = text.floor_char_boundary(line_start + error.column().saturating_sub(1));
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
    let (message, help) = match message {
        _ if after.starts_with("//") || after.starts_with("/*") || after.starts_with('#') => (
            "a comment".to_owned(),
            "Remove it: JSON has no comments. In YAML they start with `#`.",
        ),
        "trailing comma" => {
            // The error is at what follows the comma.
            start = before.rfind(',').unwrap_or(start);
            (
                "a comma after the last value".to_owned(),
                "Remove the comma: JSON has none after the last value.",
            )
        }
        _ if text.trim().is_empty() => (
            "the file holds no document".to_owned(),
            "An OpenAPI document is an object that starts with `\"openapi\": \"3.0.4\"` or the like.",
        ),
        "key must be a string" => (
            "a key that is not a string".to_owned(),
            "Write the key in double quotes.",
        ),
        "recursion limit exceeded" => (
            format!("more than {MAX_DEPTH} levels of nesting"),
            "Move inner parts to `components` and refer to them by `$ref`.",
        ),
        _ if let Some(inside) = message.strip_prefix("EOF while parsing ") => (
            format!("the file ends inside {inside}"),
            "Is a bracket or a quote not closed, or the rest of the file missing?",
        ),
        _ => (
            message.to_owned(),
            "JSON has neither comments nor single quotes, and a comma between two values.",
        ),
    };
    let end = text.ceil_char_boundary((start + 1).min(text.len()));
    Problem::new(start..end, message, help)
}

/// A value that is read for nothing but `serde_json`'s judgement. Unlike [`serde::de::IgnoredAny`] it has every string
/// decoded, every number converted, and nesting counted.
struct Strict;

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while elements.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        while members.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}
