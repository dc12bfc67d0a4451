//! Names of the document as names in Rust, spelt as progenitor spells them.

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::Ident;
use quote::format_ident;

use super::{Problem, Rule};
use crate::source::Span;

/// The name of a type or variant, `EmailNotRegistered`.
pub(crate) fn pascal(rule: Rule, name: &str, span: &Span) -> Result<Ident, Problem> {
    identifier(rule, name, &name.to_pascal_case(), span)
}

/// The name of a method, `create_magic_link`.
pub(crate) fn snake(rule: Rule, name: &str, span: &Span) -> Result<Ident, Problem> {
    identifier(rule, name, &name.to_snake_case(), span)
}

fn identifier(rule: Rule, name: &str, cased: &str, span: &Span) -> Result<Ident, Problem> {
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if plain && syn::parse_str::<Ident>(cased).is_ok() {
        return Ok(format_ident!("{cased}"));
    }
    Err(Problem::new(
        rule,
        span,
        format!("`{name}` cannot be a name in Rust (it would be `{cased}`), and code needs one"),
        "Use ASCII letters, digits, `_` and `-`, begin with a letter, and avoid Rust's keywords.",
    ))
}
