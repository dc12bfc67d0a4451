//! Each operation becomes a route of the mock server, whose answers are the document's examples.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, Pat, Type};

use super::{
    Problem,
    client::Client,
    document::{Document, Operation},
    errors::decodes_as,
    reference,
    security::Authorization,
};
use crate::source::{Member, Node};

pub(crate) fn generate(document: &Document<'_>, client: &Client) -> Result<TokenStream, Problem> {
    let routes = document
        .operations
        .iter()
        .map(|operation| route(document, operation, client))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        #[cfg(feature = "mock")]
        pub(crate) const ROUTES: &[crate::mock::Route] = &[#(#routes),*];
    })
}

fn route(
    document: &Document<'_>,
    operation: &Operation<'_>,
    client: &Client,
) -> Result<TokenStream, Problem> {
    let method = operation.method.to_uppercase();
    let path = operation.path;
    let authorization = Authorization::tokens(operation.authorization.as_ref());
    let accepts = decodes_as(json_body_type(operation, client));
    let responses = operation.node.get("responses").and_then(Node::as_object);
    let answers = responses
        .iter()
        .flat_map(|responses| responses.iter())
        .filter(|response| !response.key.starts_with("x-"))
        .map(|response| answer(document.source.root(), response))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        crate::mock::Route {
            method: #method,
            path: #path,
            authorization: #authorization,
            accepts: #accepts,
            answers: &[#(#answers),*],
        }
    })
}

/// The type of the parameter `body` of progenitor's method, where the request has a body in JSON.
fn json_body_type<'a>(operation: &Operation<'_>, client: &'a Client) -> Option<&'a Type> {
    let inputs = &client.method(&operation.name)?.sig.inputs;
    inputs.iter().find_map(|input| match input {
        FnArg::Typed(typed) => match (typed.pat.as_ref(), typed.ty.as_ref()) {
            (Pat::Ident(name), Type::Reference(reference)) if name.ident == "body" => {
                Some(reference.elem.as_ref())
            }
            _ => None,
        },
        FnArg::Receiver(_) => None,
    })
}

/// The example of a response, with the headers that have one.
fn answer(root: &Node, response: &Member) -> Result<TokenStream, Problem> {
    let status: u16 = match response.key.as_str() {
        "default" => 500,
        range if range.ends_with("XX") => range.replace("XX", "00").parse().unwrap_or(500),
        code => code.parse().unwrap_or(500),
    };
    let response = reference::resolve(root, &response.value)?.node;
    let content = response
        .get("content")
        .and_then(Node::as_object)
        .and_then(|content| content.iter().next());
    let body = match content {
        Some(content) => example(root, &content.value)?,
        None => None,
    };
    let body = option(body.map(|example| example.to_json().to_string()));
    let mut headers = Vec::new();
    for header in response
        .get("headers")
        .and_then(Node::as_object)
        .iter()
        .flat_map(|headers| headers.iter())
    {
        let resolved = reference::resolve(root, &header.value)?.node;
        let value = resolved
            .get("example")
            .or_else(|| resolved.get("schema")?.get("example"));
        if let Some(value) = value {
            let name = header.key.to_lowercase();
            let value = value
                .as_str()
                .map_or_else(|| value.to_json().to_string(), str::to_owned);
            headers.push(quote! { (#name, #value) });
        }
    }
    Ok(quote! {
        crate::mock::Answer { status: #status, headers: &[#(#headers),*], body: #body }
    })
}

/// The first example of a media type.
fn example<'a>(root: &'a Node, media_type: &'a Node) -> Result<Option<&'a Node>, Problem> {
    if let Some(example) = media_type.get("example") {
        return Ok(Some(example));
    }
    let examples = media_type.get("examples").and_then(Node::as_object);
    let Some(first) = examples.and_then(|examples| examples.iter().next()) else {
        return Ok(None);
    };
    Ok(reference::resolve(root, &first.value)?.node.get("value"))
}

fn option(value: Option<String>) -> TokenStream {
    value.map_or_else(|| quote! { None }, |value| quote! { Some(#value) })
}
