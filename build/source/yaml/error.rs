//! What can be wrong with YAML, in the words of someone who writes an OpenAPI document.

use std::borrow::Cow;

use granit_parser::{ErrorKind, ScanError};

use super::super::{MAX_DEPTH, Problem, Span};

pub(super) fn tag_problem(span: Span) -> Problem {
    Problem::new(
        span,
        "the tag does not fit the value, or has no meaning in an OpenAPI document",
        "Remove the tag: OpenAPI knows JSON's types alone.",
    )
}

pub(super) fn number_problem(span: Span) -> Problem {
    Problem::new(
        span,
        "a number that JSON cannot hold",
        "Put it in quotes if it is meant as text.",
    )
}

pub(super) fn key_problem(span: Span) -> Problem {
    Problem::new(
        span,
        "a key that is not a string",
        "The keys of an OpenAPI document are strings: write the key in quotes.",
    )
}

pub(super) fn depth_problem(span: Span) -> Problem {
    Problem::new(
        span,
        format!("more than {MAX_DEPTH} levels of nesting"),
        "Move inner parts to `components` and refer to them by `$ref`.",
    )
}

/// A parser's error.
pub(super) fn describe(error: &ScanError, text: &str) -> Problem {
    let start = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let character = text.get(start..).and_then(|rest| rest.chars().next());
    let span = start..start + character.map_or(0, char::len_utf8);
    let kind = error.kind();
    let (message, help) = match kind {
        ErrorKind::RecursionLimitExceeded => return depth_problem(span),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => (
            "a tab where YAML wants spaces".into(),
            "Indent with spaces: YAML does not allow tabs in indentation.",
        ),
        ErrorKind::UnknownAnchor => (
            "an alias that no anchor before it defines".into(),
            "Define the anchor (`&name`) first, or put the text in quotes if `*` belongs to it.",
        ),
        ErrorKind::UnclosedQuotedScalar => (
            "a quoted string that does not end".into(),
            "Close it with the quote that it starts with.",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "an escape that YAML does not know".into(),
            "In double quotes a backslash starts an escape: double it, or use single quotes.",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "a `:` that cannot start a value here".into(),
            "Put text that holds `: ` in quotes; check that the lines above are indented alike.",
        ),
        ErrorKind::SimpleKeyExpected => (
            "a line that is neither a key nor the rest of a value".into(),
            "Write `key: value`, with a space after the colon; check the indentation.",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => (
            kind.to_string().into(),
            "Indent this line like the keys beside it.",
        ),
        ErrorKind::UnexpectedCharacter { .. } => (
            kind.to_string().into(),
            "Put text that starts with this character in quotes.",
        ),
        _ => (
            kind.to_string().into(),
            "Check the indentation, the quotes and the brackets around this place.",
        ),
    };
    let message: Cow<'static, str> = message;
    Problem::new(span, message, help)
}
