//! Where the API is to be had.

use crate::{
    source::Node,
    validate::{
        openapi::{Document, Kind, start_of},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[
    SERVERS_MISSING,
    SERVER_EXAMPLE,
    SERVER_HTTPS,
    SERVER_TRAILING_SLASH,
];

const SERVERS_MISSING: Rule = Rule {
    id: "servers-missing",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "The document lists `servers`.",
    why: "Without them the API is taken to be where the document is, which is seldom so.",
    fix: "Add `servers` with the `url` that the paths are appended to.",
    check: Check::Document(servers_missing),
};

fn servers_missing(document: &Document<'_>, findings: &mut Findings) {
    let root = document.source().root();
    match root.get("servers") {
        None => {
            findings.add(start_of(root), "the document lists no `servers`");
        }
        Some(servers) => {
            if servers.as_array().is_some_and(<[Node]>::is_empty) {
                findings.add(servers.span.clone(), "`servers` is empty");
            }
        }
    }
}

const SERVER_EXAMPLE: Rule = Rule {
    id: "server-example",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "A server is one that readers can reach: not `localhost`, not `example.com`.",
    why: "Generated clients and the docs' \"try it\" send requests there.",
    fix: "Write the server's public URL; a server for development can be set in the client.",
    check: Check::Document(server_example),
};

fn server_example(document: &Document<'_>, findings: &mut Findings) {
    for url in urls(document) {
        let host = url.host();
        if is_loopback(host) {
            findings.add(
                url.node.span.clone(),
                format!("`{host}` is each reader's own machine"),
            );
        } else if is_example(host) {
            findings.add(
                url.node.span.clone(),
                format!("`{host}` is a name that is reserved for examples"),
            );
        }
    }
}

const SERVER_HTTPS: Rule = Rule {
    id: "server-https",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "A server is reached by `https`.",
    why: "Keys and data would cross the network for all to read and change.",
    fix: "Write the server's `https` URL.",
    check: Check::Document(server_https),
};

fn server_https(document: &Document<'_>, findings: &mut Findings) {
    for url in urls(document) {
        let plain = url
            .text
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("http://"));
        if plain && !is_loopback(url.host()) {
            findings.add(
                url.node.span.clone(),
                format!("`{}` is not encrypted", url.text),
            );
        }
    }
}

const SERVER_TRAILING_SLASH: Rule = Rule {
    id: "server-trailing-slash",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "A server's URL does not end with a slash.",
    why: "Paths begin with a slash and are appended to it: requests would go to `//…`.",
    fix: "Take the last slash away.",
    check: Check::Document(server_trailing_slash),
};

fn server_trailing_slash(document: &Document<'_>, findings: &mut Findings) {
    for url in urls(document) {
        if url.text.len() > 1 && url.text.ends_with('/') {
            findings.add(
                url.node.span.clone(),
                format!("`{}` ends with a slash", url.text),
            );
        }
    }
}

/// The URL of a server, and where it is written.
struct Url<'s> {
    node: &'s Node,
    text: &'s str,
}

fn urls<'s>(document: &Document<'s>) -> impl Iterator<Item = Url<'s>> {
    document.each(Kind::Server).filter_map(|server| {
        let node = server.object.get("url")?;
        let text = node.as_str()?;
        Some(Url { node, text })
    })
}

impl Url<'_> {
    /// The host's name or address, without a port; empty where there is none.
    fn host(&self) -> &str {
        let Some((_, rest)) = self.text.split_once("//") else {
            return "";
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        match host.find(']') {
            // An IPv6 address is between brackets.
            Some(end) => host.get(..=end).unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        }
    }
}

fn is_loopback(host: &str) -> bool {
    is_in(host, "localhost") || matches!(host, "127.0.0.1" | "0.0.0.0" | "[::1]")
}

/// The names that RFC 2606 reserves for examples.
fn is_example(host: &str) -> bool {
    ["example", "example.com", "example.net", "example.org"]
        .iter()
        .any(|domain| is_in(host, domain))
}

/// Whether a host is a domain or below it.
fn is_in(host: &str, domain: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
