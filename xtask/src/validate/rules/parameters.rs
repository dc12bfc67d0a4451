//! Parameters and headers.

use std::collections::{HashMap, hash_map::Entry};

use crate::validate::{
    openapi::{Document, Kind, Place},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[
    PARAMETER_DUPLICATE,
    PARAMETER_IGNORED,
    HEADER_DUPLICATE,
    HEADER_IGNORED,
];

const PARAMETER_DUPLICATE: Rule = Rule {
    id: "parameter-duplicate",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "No two parameters in a list have the same name and the same place (`in`).",
    why: "Tools keep one of the two, and which one differs.",
    fix: "Remove one of them, or give it another name.",
    check: Check::Document(parameter_duplicate),
};

fn parameter_duplicate(document: &Document<'_>, findings: &mut Findings) {
    let owners = document
        .each(Kind::PathItem)
        .chain(document.each(Kind::Operation));
    for owner in owners {
        let mut seen: HashMap<_, &Place<'_>> = HashMap::new();
        for (stated, parameter) in parameters(document, owner) {
            let (Some(name), Some(place)) = (parameter.str("name"), parameter.str("in")) else {
                continue;
            };
            match seen.entry((name, place)) {
                Entry::Vacant(entry) => {
                    entry.insert(stated);
                }
                Entry::Occupied(first) => {
                    findings
                        .add(
                            stated.headline.clone(),
                            format!("the list has a {place} parameter `{name}` already"),
                        )
                        .label(first.get().headline.clone(), "the first of them");
                }
            }
        }
    }
}

/// The parameters in the list of a path item or an operation: where each is stated, and what is stated.
fn parameters<'d, 's>(
    document: &'d Document<'s>,
    owner: &'d Place<'s>,
) -> impl Iterator<Item = (&'d Place<'s>, &'d Place<'s>)> {
    document
        .children(owner)
        .filter(|place| place.kind == Kind::Parameter)
        .filter_map(|stated| Some((stated, document.follow(stated)?)))
}

const PARAMETER_IGNORED: Rule = Rule {
    id: "parameter-ignored",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No parameter, and no field of one, is there that the specification has tools ignore.",
    why: "What it says has no effect.",
    fix: "Remove it.",
    check: Check::Document(parameter_ignored),
};

fn parameter_ignored(document: &Document<'_>, findings: &mut Findings) {
    for parameter in document.each(Kind::Parameter) {
        let Some(place) = parameter.str("in") else {
            continue;
        };
        if place == "header"
            && let Some(node) = parameter.object.get("name")
            && let Some(name) = node.as_str()
            && let Some(help) = said_elsewhere(name)
        {
            let message = format!("a parameter for the header `{name}` has no effect");
            findings.add(node.span.clone(), message).help(help);
        }
        for field in ["allowEmptyValue", "allowReserved"] {
            if let Some(member) = parameter.object.member(field)
                && member.value.as_bool() == Some(true)
                && place != "query"
            {
                let message = format!("`{field}` has no effect on a {place} parameter");
                findings.add(member.key_span.clone(), message);
            }
        }
    }
}

/// What describes a header that no parameter does.
fn said_elsewhere(header: &str) -> Option<&'static str> {
    Some(match header.to_ascii_lowercase().as_str() {
        "accept" => "Remove it: the media types in the responses' `content` say what is accepted.",
        "content-type" => {
            "Remove it: the media types in the request body's `content` say what is sent."
        }
        "authorization" => "Remove it: describe a security scheme, and name it in `security`.",
        _ => return None,
    })
}

const HEADER_DUPLICATE: Rule = Rule {
    id: "header-duplicate",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No two headers have names that differ by upper and lower case alone.",
    why: "Names of headers are case-insensitive: the two describe one header.",
    fix: "Remove one of them.",
    check: Check::Document(header_duplicate),
};

fn header_duplicate(document: &Document<'_>, findings: &mut Findings) {
    for owner in owners_of_headers(document) {
        let mut seen: HashMap<_, &Place<'_>> = HashMap::new();
        for (header, name) in headers(document, owner) {
            match seen.entry(name.to_ascii_lowercase()) {
                Entry::Vacant(entry) => {
                    entry.insert(header);
                }
                Entry::Occupied(first) => {
                    findings
                        .add(
                            header.headline.clone(),
                            format!("the header `{name}` is described already"),
                        )
                        .label(first.get().headline.clone(), "the first of them");
                }
            }
        }
    }
}

const HEADER_IGNORED: Rule = Rule {
    id: "header-ignored",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No header is called `Content-Type`.",
    why: "The specification has tools ignore it: the media types in `content` are what it can be.",
    fix: "Remove it.",
    check: Check::Document(header_ignored),
};

fn header_ignored(document: &Document<'_>, findings: &mut Findings) {
    for owner in owners_of_headers(document) {
        for (header, name) in headers(document, owner) {
            if name.eq_ignore_ascii_case("Content-Type") {
                findings.add(
                    header.headline.clone(),
                    format!("a header `{name}` has no effect here"),
                );
            }
        }
    }
}

fn owners_of_headers<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = &'d Place<'s>> {
    document
        .each(Kind::Response)
        .chain(document.each(Kind::Encoding))
}

fn headers<'d, 's>(
    document: &'d Document<'s>,
    owner: &'d Place<'s>,
) -> impl Iterator<Item = (&'d Place<'s>, &'s str)> {
    document
        .children(owner)
        .filter(|place| place.kind == Kind::Header)
        .filter_map(|header| Some((header, header.name()?)))
}
