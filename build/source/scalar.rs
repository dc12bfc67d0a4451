//! What YAML's scalars mean by the core schema of YAML 1.2.

use granit_parser::{ScalarStyle, Tag};

use super::Value;

/// Why a scalar is no JSON value.
pub(super) enum NotJson {
    /// A number that JSON cannot hold.
    Number,
    /// A tag that is not of the core schema, or that the scalar does not fit.
    Tag,
}

/// The value of a scalar with a tag.
pub(super) fn tagged(content: &str, style: ScalarStyle, tag: &Tag) -> Result<Value, NotJson> {
    let tag = tag.core_suffix().ok_or(NotJson::Tag)?;
    if tag == "str" {
        return Ok(Value::String(content.to_owned()));
    }
    match (tag, untagged(content, style)?) {
        ("null", value @ Value::Null)
        | ("bool", value @ Value::Bool(_))
        | ("int" | "float", value @ Value::Number(_)) => Ok(value),
        _ => Err(NotJson::Tag),
    }
}

/// The value of a scalar without a tag.
pub(super) fn untagged(content: &str, style: ScalarStyle) -> Result<Value, NotJson> {
    if style != ScalarStyle::Plain {
        return Ok(Value::String(content.to_owned()));
    }
    Ok(match content {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Err(NotJson::Number),
        _ if matches!(
            content.strip_prefix(['-', '+']).unwrap_or(content),
            ".inf" | ".Inf" | ".INF"
        ) =>
        {
            return Err(NotJson::Number);
        }
        _ if is_number(content) => Value::Number(number(content).ok_or(NotJson::Number)?),
        _ => Value::String(content.to_owned()),
    })
}

/// Whether a plain scalar is one of the core schema's integers or floating-point numbers.
fn is_number(content: &str) -> bool {
    if let Some(digits) = content.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    }
    if let Some(digits) = content.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
    }
    let unsigned = content.strip_prefix(['-', '+']).unwrap_or(content);
    let whole = unsigned.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits_before = whole.len() < unsigned.len();
    let rest = match whole.strip_prefix('.') {
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            if !digits_before && rest.len() == fraction.len() {
                return false;
            }
            rest
        }
        None if digits_before => whole,
        None => return false,
    };
    rest.is_empty()
        || rest.strip_prefix(['e', 'E']).is_some_and(|exponent| {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
        })
}

/// The number that the digits say: exact where 64 bits hold it, else the nearest double.
fn number(digits: &str) -> Option<serde_json::Number> {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            return u64::from_str_radix(digits, radix).ok().map(Into::into);
        }
    }
    if let Ok(integer) = digits.parse::<u64>() {
        return Some(integer.into());
    }
    if let Ok(integer) = digits.parse::<i64>() {
        return Some(integer.into());
    }
    serde_json::Number::from_f64(digits.parse().ok()?)
}
