//! The error responses of operations become `ApiErrorKind`, and the rules by which a response is told to be one.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Problem, Rule, docs,
    document::{Document, Operation},
    identifier, reference,
};
use crate::source::{Member, Node};

pub(crate) struct ErrorResponse<'a> {
    /// The first and the last status that this response is for.
    statuses: (u16, u16),
    pub(crate) variant: Ident,
    /// The response itself, behind any `$ref`.
    pub(crate) node: &'a Node,
    /// What a JSON body must be; `None` where any body will do.
    pub(crate) schema: Option<&'a Node>,
    /// The status as the document has it: `404`, `4XX` or `default`.
    pub(crate) status: &'a str,
}

/// Reads an operation's responses other than successes, the most specific statuses first.
pub(crate) fn read<'a>(
    root: &'a Node,
    operation: &'a Node,
) -> Result<Vec<ErrorResponse<'a>>, Vec<Problem>> {
    let mut errors = Vec::new();
    let mut problems = Vec::new();
    let responses = operation.get("responses").and_then(Node::as_object);
    for response in responses.iter().flat_map(|responses| responses.iter()) {
        match statuses(&response.key) {
            Some(statuses) => match error_response(root, response, statuses) {
                Ok(error) => errors.push(error),
                Err(problem) => problems.push(problem),
            },
            None if is_success(&response.key) || response.key.starts_with("x-") => {}
            None => problems.push(Problem::new(
                Rule::Status,
                &response.key_span,
                format!("a response for `{}` is neither a success nor an error, and the SDK follows no other", response.key),
                "Describe 2xx, 4xx and 5xx responses, `4XX`, `5XX` or `default`.",
            )),
        }
    }
    errors.sort_by_key(|error| error.statuses.1 - error.statuses.0);
    if problems.is_empty() {
        Ok(errors)
    } else {
        Err(problems)
    }
}

/// The statuses of an error response; `None` for a response that is none.
fn statuses(status: &str) -> Option<(u16, u16)> {
    match status {
        "default" => Some((400, 599)),
        "4XX" => Some((400, 499)),
        "5XX" => Some((500, 599)),
        code => {
            let code = code.parse().ok().filter(|code| (400..600).contains(code))?;
            Some((code, code))
        }
    }
}

pub(crate) fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn error_response<'a>(
    root: &'a Node,
    response: &'a Member,
    statuses: (u16, u16),
) -> Result<ErrorResponse<'a>, Problem> {
    let resolved = reference::resolve(root, &response.value)?;
    let name = match resolved.component {
        Some(component) => component.to_owned(),
        None => inline_name(&response.key),
    };
    let media_types = resolved.node.get("content").and_then(Node::as_object);
    let schema = media_types
        .iter()
        .flat_map(|media_types| media_types.iter())
        .find(|media_type| is_json(&media_type.key))
        .and_then(|media_type| media_type.value.get("schema"));
    Ok(ErrorResponse {
        statuses,
        variant: identifier::pascal(Rule::ErrorName, &name, &response.key_span)?,
        node: resolved.node,
        schema,
        status: &response.key,
    })
}

/// What an error response that is not a component is called: by what HTTP calls its status.
fn inline_name(status: &str) -> String {
    let reason = status
        .parse()
        .ok()
        .and_then(|code: u16| http::StatusCode::from_u16(code).ok()?.canonical_reason());
    match (status, reason) {
        ("4XX", _) => "ClientError".to_owned(),
        ("5XX", _) => "ServerError".to_owned(),
        ("default", _) => "OtherError".to_owned(),
        (_, Some(reason)) => reason.replace([' ', '\''], "_"),
        (code, None) => format!("Status{code}"),
    }
}

pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.starts_with("application/json;")
}

impl ErrorResponse<'_> {
    pub(crate) fn description(&self) -> &str {
        self.node
            .get("description")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .trim_end()
    }

    /// As a value of the wrapper's `ErrorResponse`; `body` is the type that a body must be.
    pub(crate) fn tokens(&self, body: Option<&TokenStream>) -> TokenStream {
        let (first, last) = self.statuses;
        let variant = &self.variant;
        let describes = decodes_as(body);
        quote! {
            crate::operation::ErrorResponse {
                statuses: #first..=#last,
                kind: ApiErrorKind::#variant,
                describes: #describes,
            }
        }
    }
}

/// What the document says of one variant, over all operations that have it.
#[derive(Default)]
struct Variant<'a> {
    /// Status and description of each response that is this variant, without repetition.
    responses: Vec<(&'a str, &'a str)>,
}

pub(crate) fn generate(document: &Document<'_>) -> TokenStream {
    let mut variants: BTreeMap<&Ident, Variant<'_>> = BTreeMap::new();
    for error in document
        .operations
        .iter()
        .flat_map(|Operation { errors, .. }| errors)
    {
        let responses = &mut variants.entry(&error.variant).or_default().responses;
        let response = (error.status, error.description());
        if !responses.contains(&response) {
            responses.push(response);
        }
    }
    let names: Vec<_> = variants.keys().collect();
    let docs = variants.values().map(|variant| {
        let paragraphs: Vec<_> = variant
            .responses
            .iter()
            .map(|(status, description)| {
                format!("{}\n\nStatus: `{status}`.", docs::rustdoc(description))
            })
            .collect();
        paragraphs.join("\n\n")
    });
    let sentences = variants.values().map(|variant| {
        let description = variant
            .responses
            .first()
            .map_or("", |(_, description)| description);
        first_sentence(description)
    });
    // Without a variant there is no value, and the match has nothing to stand on.
    let display = if variants.is_empty() {
        quote! { match *self {} }
    } else {
        quote! { f.write_str(match self { #(Self::#names => #sentences,)* }) }
    };
    quote! {
        /// The error responses that the document describes. `Display` says what the document says of one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ApiErrorKind {
            #(#[doc = #docs] #names,)*
        }

        impl std::fmt::Display for ApiErrorKind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #display
            }
        }
    }
}

/// The first sentence on one line, without its full stop: something to go on from.
fn first_sentence(description: &str) -> String {
    let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = line
        .split_once(". ")
        .map_or(line.as_str(), |(first, _)| first);
    sentence.trim_end_matches('.').to_owned()
}

/// A function that tells whether bytes are JSON of a type, or anything at all where there is no type.
pub(crate) fn decodes_as(body: Option<&impl quote::ToTokens>) -> TokenStream {
    body.map_or_else(
        || quote! { |_| true },
        |body| quote! { |body| serde_json::from_slice::<#body>(body).is_ok() },
    )
}
