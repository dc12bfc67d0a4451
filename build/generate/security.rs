//! `security` becomes how the API key is put on a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Problem, Rule, reference};
use crate::source::{Member, Node, Span};

const RULE: Rule = Rule::Security;

/// A header that carries the API key, and what stands before the key in it.
#[derive(Debug)]
pub(crate) struct Authorization {
    header: String,
    prefix: &'static str,
}

impl Authorization {
    /// As a value of the wrapper's `Authorization`.
    pub(crate) fn tokens(authorization: Option<&Self>) -> TokenStream {
        authorization.map_or_else(
            || quote! { None },
            |Self { header, prefix }| {
                quote! { Some(crate::authorization::Authorization { header: #header, prefix: #prefix }) }
            },
        )
    }
}

/// How `operation` wants the key. Of several alternatives the first that takes a key in a way that the SDK can carry
/// out is used, even where none is an alternative too.
pub(crate) fn read(root: &Node, operation: &Node) -> Result<Option<Authorization>, Problem> {
    let Some(security) = operation.get("security").or_else(|| root.get("security")) else {
        return Ok(None);
    };
    let alternatives = security.as_array().unwrap_or(&[]).iter();
    alternatives
        .map(|requirement| requirement_authorization(root, requirement))
        .reduce(|best, next| match (&best, &next) {
            (Ok(Some(_)), _) | (Ok(None), Ok(None) | Err(_)) | (Err(_), Err(_)) => best,
            (_, Ok(_)) => next,
        })
        .unwrap_or(Ok(None))
}

fn requirement_authorization(
    root: &Node,
    requirement: &Node,
) -> Result<Option<Authorization>, Problem> {
    let schemes: Vec<&Member> = requirement
        .as_object()
        .map(|object| object.iter().collect())
        .unwrap_or_default();
    match schemes.as_slice() {
        // `{}`: no key is an alternative.
        [] => Ok(None),
        [scheme] => scheme_authorization(root, scheme).map(Some),
        [..] => Err(unsupported(
            &requirement.span,
            "this requirement asks for several schemes at once, and the SDK has one key",
        )),
    }
}

fn scheme_authorization(root: &Node, requirement: &Member) -> Result<Authorization, Problem> {
    let name = &requirement.key;
    let defined = root
        .get("components")
        .and_then(|components| components.get("securitySchemes"))
        .and_then(|schemes| schemes.get(name));
    let Some(scheme) = defined else {
        return Err(Problem::new(
            Rule::SecurityUndefined,
            &requirement.key_span,
            format!(
                "the security scheme `{name}` is not defined, so nothing says how to authorize a request"
            ),
            "Define it under `components.securitySchemes`, or correct the name.",
        ));
    };
    let scheme = reference::resolve(root, scheme)?.node;
    let text = |key| scheme.get(key).and_then(Node::as_str).unwrap_or_default();
    let place = &scheme.get("type").unwrap_or(scheme).span;
    match (text("type"), text("in")) {
        ("http", _) if text("scheme").eq_ignore_ascii_case("bearer") => Ok(Authorization {
            header: "authorization".to_owned(),
            prefix: "Bearer ",
        }),
        ("http", _) => Err(unsupported(
            &scheme.get("scheme").unwrap_or(scheme).span,
            format!(
                "the security scheme `{name}` is HTTP authentication `{}`, which the SDK cannot carry out",
                text("scheme")
            ),
        )),
        ("apiKey", "header") => header_authorization(name, scheme),
        ("apiKey", location) => Err(unsupported(
            &scheme.get("in").unwrap_or(scheme).span,
            format!(
                "the security scheme `{name}` puts a key in the {location}, which the SDK cannot carry out"
            ),
        )),
        (kind, _) => Err(unsupported(
            place,
            format!(
                "the security scheme `{name}` is of type `{kind}`, which the SDK cannot carry out"
            ),
        )),
    }
}

fn header_authorization(name: &str, scheme: &Node) -> Result<Authorization, Problem> {
    let header = scheme.get("name").unwrap_or(scheme);
    match http::HeaderName::from_bytes(header.as_str().unwrap_or_default().as_bytes()) {
        Ok(parsed) => Ok(Authorization {
            header: parsed.as_str().to_owned(),
            prefix: "",
        }),
        Err(_) => Err(Problem::new(
            RULE,
            &header.span,
            format!(
                "the security scheme `{name}` does not name a header, and the key has to go into one"
            ),
            "Set `name` to a header's name, such as `X-API-Key`.",
        )),
    }
}

fn unsupported(span: &Span, message: impl Into<String>) -> Problem {
    Problem::new(
        RULE,
        span,
        message,
        "Use `type: http` with `scheme: bearer`, or `type: apiKey` with `in: header`. Another scheme needs code: \
         build/generate/security.rs.",
    )
}
