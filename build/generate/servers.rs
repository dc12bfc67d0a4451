//! `servers` becomes the enum `Server`.

use std::str::FromStr;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Problem, Rule, docs, identifier};
use crate::source::{Node, Span};

pub(crate) struct Server<'a> {
    variant: Ident,
    name: &'a str,
    url: &'a str,
    description: Option<&'a str>,
}

/// Reads the document's servers. The first is the default.
pub(crate) fn read<'a>(root: &'a Node, problems: &mut Vec<Problem>) -> Vec<Server<'a>> {
    let listed = root.get("servers").and_then(Node::as_array).unwrap_or(&[]);
    if listed.is_empty() {
        problems.push(Problem::new(
            Rule::NoServer,
            root.get("servers").map_or(&root.span, |node| &node.span),
            "there is no server, so a client would not know where to send a request",
            "List at least one under `servers`, with `url` and `x-name`.",
        ));
    }
    let mut servers: Vec<Server<'a>> = Vec::new();
    for node in listed {
        match server(node) {
            Ok(server) if servers.iter().any(|other| other.variant == server.variant) => {
                problems.push(Problem::new(
                    Rule::ServerName,
                    &node.get("x-name").unwrap_or(node).span,
                    format!(
                        "two servers are called `{}`, and code could not tell them apart",
                        server.name
                    ),
                    "Give each server an `x-name` of its own.",
                ));
            }
            Ok(server) => servers.push(server),
            Err(problem) => problems.push(problem),
        }
    }
    servers
}

fn server(node: &Node) -> Result<Server<'_>, Problem> {
    let text = |key| node.get(key).and_then(Node::as_str);
    let span = |key| &node.get(key).unwrap_or(node).span;
    let Some(name) = text("x-name") else {
        return Err(Problem::new(
            Rule::ServerName,
            span("x-name"),
            "this server has no `x-name`, and code needs a short name for it",
            "Add one, such as `x-name: sandbox`. It becomes `Server::Sandbox` and a value of MAYAR_ENV.",
        ));
    };
    let variant = identifier::pascal(Rule::ServerName, name, span("x-name"))?;
    let url = text("url").unwrap_or_default();
    check_url(url, span("url"))?;
    Ok(Server {
        variant,
        name,
        url,
        description: text("description"),
    })
}

/// A URL that the SDK can be pointed at: absolute, https, without variables, credentials, query or fragment.
fn check_url(url: &str, span: &Span) -> Result<(), Problem> {
    let problem = |what: &str, cure: &str| {
        Problem::new(
            Rule::ServerUrl,
            span,
            format!("the server's URL {what}"),
            cure,
        )
    };
    if url.contains(['{', '}']) {
        return Err(problem(
            "has variables, which the SDK cannot carry out: nothing says what to put there",
            "List one server for each value.",
        ));
    }
    let uri = http::Uri::from_str(url).ok().filter(|uri| {
        uri.authority()
            .is_some_and(|authority| !authority.host().is_empty())
    });
    let Some(uri) = uri else {
        return Err(problem(
            "is not an absolute URL, so a client would not know where to send a request",
            "Write it out, such as `https://api.mayar.id/hl/v2`.",
        ));
    };
    if uri.scheme_str() != Some("https") {
        return Err(problem(
            "is not https, and the API key would cross the network for all to read",
            "Use the server's https URL.",
        ));
    }
    if url.contains(['?', '#', '@']) {
        return Err(problem(
            "has a query, a fragment or credentials, which cannot stand before a path",
            "Keep scheme, host, port and path alone.",
        ));
    }
    Ok(())
}

pub(crate) fn generate(servers: &[Server<'_>]) -> TokenStream {
    let variants: Vec<_> = servers.iter().map(|server| &server.variant).collect();
    let names: Vec<_> = servers.iter().map(|server| server.name).collect();
    let urls: Vec<_> = servers
        .iter()
        .map(|server| server.url.trim_end_matches('/'))
        .collect();
    let docs = servers.iter().map(|server| match server.description {
        Some(description) => format!("{}\n\n`{}`", docs::rustdoc(description), server.url),
        None => format!("`{}`", server.url),
    });
    // `#[default]` stands on the first server's variant.
    let default = servers
        .iter()
        .enumerate()
        .map(|(index, _)| (index == 0).then(|| quote! { #[default] }));
    quote! {
        /// A server of the API, by the name that the document gives it. The default is the document's first.
        ///
        /// It parses from its name in any case, `"sandbox"` for instance, and displays as it.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server {
            #(#[doc = #docs] #default #variants,)*
        }

        impl Server {
            /// Every server, in the document's order.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The URL that the paths of operations are appended to; it has no slash at its end.
            #[must_use]
            pub const fn url(self) -> &'static str {
                match self {
                    #(Self::#variants => #urls,)*
                }
            }

            /// The name by which the document, `MAYAR_ENV` and `FromStr` know it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    #(Self::#variants => #names,)*
                }
            }
        }
    }
}
