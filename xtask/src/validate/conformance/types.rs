//! `type` and `nullable`.

use serde_json::Number;

use super::{Breach, Spot};
use crate::source::{Node, Object, Value};

/// A type that a schema may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Array,
    Boolean,
    Integer,
    Number,
    Object,
    String,
}

impl Type {
    /// The type that a schema names, where it names one that there is.
    pub(crate) fn of(schema: &Object) -> Option<Self> {
        Some(match schema.get("type")?.as_str()? {
            "array" => Self::Array,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "object" => Self::Object,
            "string" => Self::String,
            _ => return None,
        })
    }

    /// The type with its article.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Array => "an array",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Object => "an object",
            Self::String => "a string",
        }
    }

    /// Whether a value is of the type.
    pub(crate) fn holds(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Array, Value::Array(_))
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::Object, Value::Object(_))
            | (Self::String, Value::String(_)) => true,
            (Self::Integer, Value::Number(number)) => is_integer(number),
            _ => false,
        }
    }
}

/// What a value is, with its article.
pub(crate) const fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => Type::Boolean.name(),
        Value::Number(_) => Type::Number.name(),
        Value::String(_) => Type::String.name(),
        Value::Array(_) => Type::Array.name(),
        Value::Object(_) => Type::Object.name(),
    }
}

/// `1.0` is one.
fn is_integer(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

/// How a value is not of the type that the schema says.
pub(super) fn breach(schema: &Object, spot: Spot<'_>) -> Option<Breach> {
    let demanded = Type::of(schema)?;
    let value = &spot.node.value;
    if demanded.holds(value) {
        return None;
    }
    let demand = schema.get("type").map(|node| node.span.clone())?;
    let (name, expected) = (spot.name(), demanded.name());
    let message = match value {
        Value::Number(number) if demanded == Type::Integer => {
            format!("{name} is {number}, not {expected}")
        }
        _ => format!("{name} is {}, not {expected}", name_of(value)),
    };
    let mut breach = Breach::new(spot.value(), message, demand);
    breach.mistyped = Some(spot.address());
    Some(match help(demanded, spot.node) {
        Some(help) => breach.help(help),
        None => breach,
    })
}

fn help(demanded: Type, node: &Node) -> Option<&'static str> {
    match (&node.value, demanded) {
        (Value::Null, _) => Some("Write a value, or allow null with `nullable: true`."),
        (Value::Number(_) | Value::Bool(_), Type::String) => Some("Write it in quotes."),
        (Value::String(text), _) => {
            let meant = serde_json::from_str::<serde_json::Value>(text).ok()?;
            match (meant, demanded) {
                (serde_json::Value::Number(_), Type::Integer | Type::Number)
                | (serde_json::Value::Bool(_), Type::Boolean) => Some("Write it without quotes."),
                (serde_json::Value::Object(_), Type::Object)
                | (serde_json::Value::Array(_), Type::Array) => {
                    Some("Write the value itself, not a string that holds it.")
                }
                _ => None,
            }
        }
        _ => None,
    }
}
