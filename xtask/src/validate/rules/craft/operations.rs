//! What is said of operations.

use super::says;
use crate::{
    source::Node,
    validate::{
        openapi::{Document, Kind, Operation, Place},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[
    OPERATION_SUMMARY,
    OPERATION_DESCRIPTION,
    OPERATION_TAGS,
    OPERATION_ID_MISSING,
    OPERATION_ID_URL_SAFE,
    OPERATION_CLIENT_ERROR,
    OPERATION_EXAMPLE,
    OPERATION_SECURITY,
];

const OPERATION_SUMMARY: Rule = Rule {
    id: "operation-summary",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every operation has a `summary`.",
    why: "Lists of operations, in docs and tools, show the summary and nothing else.",
    fix: "Add a `summary`: what the operation does, in a few words.",
    check: Check::Document(operation_summary),
};

fn operation_summary(document: &Document<'_>, findings: &mut Findings) {
    for operation in document.operations() {
        if !says(operation.place, "summary") {
            lacks(&operation, "`summary`", findings);
        }
    }
}

const OPERATION_DESCRIPTION: Rule = Rule {
    id: "operation-description",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every operation has a `description`.",
    why: "The summary has no room for what a caller needs to know: effects, limits, whether a repeat does harm.",
    fix: "Add a `description`: what the operation does, and what to know before calling it.",
    check: Check::Document(operation_description),
};

fn operation_description(document: &Document<'_>, findings: &mut Findings) {
    for operation in of_the_api(document) {
        if !says(operation.place, "description") {
            lacks(&operation, "`description`", findings);
        }
    }
}

const OPERATION_TAGS: Rule = Rule {
    id: "operation-tags",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every operation has a tag.",
    why: "Docs make chapters of tags, and many clients make modules of them.",
    fix: "Add `tags` with the name of the chapter that it belongs in.",
    check: Check::Document(operation_tags),
};

fn operation_tags(document: &Document<'_>, findings: &mut Findings) {
    for operation in of_the_api(document) {
        let tags = operation.place.object.get("tags");
        if tags.is_none_or(|tags| tags.as_array().is_some_and(<[Node]>::is_empty)) {
            lacks(&operation, "tags", findings);
        }
    }
}

const OPERATION_ID_MISSING: Rule = Rule {
    id: "operation-id-missing",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every operation has an `operationId`.",
    why: "Clients name their function after it, and docs their link; without one each tool makes up another name.",
    fix: "Add an `operationId`: a verb and what it is done to, such as `listPets`.",
    check: Check::Document(operation_id_missing),
};

fn operation_id_missing(document: &Document<'_>, findings: &mut Findings) {
    for operation in of_the_api(document) {
        if !says(operation.place, "operationId") {
            lacks(&operation, "`operationId`", findings);
        }
    }
}

const OPERATION_ID_URL_SAFE: Rule = Rule {
    id: "operation-id-url-safe",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "An `operationId` can stand in a URL as it is.",
    why: "Docs make links of it, which break or look broken with other characters.",
    fix: "Use ASCII letters, digits, `-`, `_` and `.` alone.",
    check: Check::Document(operation_id_url_safe),
};

fn operation_id_url_safe(document: &Document<'_>, findings: &mut Findings) {
    // What RFC 3986 has for URLs, but for the percent sign.
    let stands_in_url = |character: char| {
        character.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(character)
    };
    for operation in document.operations() {
        let Some(node) = operation.place.object.get("operationId") else {
            continue;
        };
        let id = node.as_str().unwrap_or_default();
        if let Some(character) = id.chars().find(|&character| !stands_in_url(character)) {
            findings.add(
                node.span.clone(),
                format!("`{id}` has {character:?}, which cannot stand in a URL"),
            );
        }
    }
}

const OPERATION_CLIENT_ERROR: Rule = Rule {
    id: "operation-client-error",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "Every operation describes what a client's error is answered with: a 4xx, or `default`.",
    why: "Callers learn what can go wrong, and how to tell, from nowhere else.",
    fix: "Add the responses that a wrong request has, such as `400`, `401` or `404`; or `4XX` for them all.",
    check: Check::Document(operation_client_error),
};

fn operation_client_error(document: &Document<'_>, findings: &mut Findings) {
    for operation in of_the_api(document) {
        let responses = document
            .children(operation.place)
            .find(|place| place.kind == Kind::Responses);
        let Some(responses) = responses else {
            continue;
        };
        let described = responses
            .object
            .iter()
            .any(|response| response.key.starts_with('4') || response.key == "default");
        if !described {
            findings.add(
                responses.headline.clone(),
                format!("{} describes no client's error", name(&operation)),
            );
        }
    }
}

const OPERATION_EXAMPLE: Rule = Rule {
    id: "operation-example",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "The JSON of an operation's request and of its success has an example.",
    why: "An example says at a glance what a schema says in a page; docs and mock servers make one up without.",
    fix: "Add an `example` to the media type, to its schema, or to the schema's properties.",
    check: Check::Document(operation_example),
};

fn operation_example(document: &Document<'_>, findings: &mut Findings) {
    let exemplified = document.exemplified();
    let lacks_example = |stated: &Place<'_>| {
        let content = document.follow(stated).into_iter();
        let mut media_types = content
            .flat_map(|place| document.children(place))
            .filter(|place| place.kind == Kind::MediaType)
            .filter(|media_type| media_type.name().is_some_and(|name| name.contains("json")))
            .filter(|media_type| media_type.object.get("schema").is_some())
            .peekable();
        media_types.peek().is_some() && !media_types.any(|place| exemplified.has(place))
    };
    for operation in of_the_api(document) {
        let bodies = document
            .children(operation.place)
            .flat_map(|place| match place.kind {
                Kind::RequestBody => vec![(place, "request".to_owned())],
                Kind::Responses => document
                    .children(place)
                    .filter_map(|response| Some((response, response.name()?)))
                    .filter(|(_, status)| status.starts_with('2'))
                    .map(|(response, status)| (response, format!("response `{status}`")))
                    .collect(),
                _ => Vec::new(),
            });
        for (stated, what) in bodies {
            if lacks_example(stated) {
                findings.add(
                    stated.headline.clone(),
                    format!("the {what} of {} has no example", name(&operation)),
                );
            }
        }
    }
}

const OPERATION_SECURITY: Rule = Rule {
    id: "operation-security",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "The document says how every operation is secured, or that it is not.",
    why: "Without it nobody can tell whether a request needs a key, and generated clients send none.",
    fix: "Add `security` to the document or to the operation; `security: []` says that none is needed.",
    check: Check::Document(operation_security),
};

fn operation_security(document: &Document<'_>, findings: &mut Findings) {
    if document.source().root().get("security").is_some() {
        return;
    }
    let (silent, telling): (Vec<_>, Vec<_>) = of_the_api(document)
        .partition(|operation| operation.place.object.get("security").is_none());
    if telling.is_empty()
        && let Some(first) = silent.first()
        && let Some(paths) = document.parent(first.path_item)
    {
        // One omission, not one for each operation.
        findings.add(
            paths.headline.clone(),
            "neither the document nor any operation has `security`",
        );
        return;
    }
    for operation in silent {
        lacks(
            &operation,
            "`security`, and neither has the document",
            findings,
        );
    }
}

/// The operations that a client calls, which those of callbacks are not.
fn of_the_api<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = Operation<'d, 's>> {
    document
        .operations()
        .filter(|operation| !operation.is_callback())
}

fn name(operation: &Operation<'_, '_>) -> String {
    format!("`{} {}`", operation.method, operation.path)
}

fn lacks(operation: &Operation<'_, '_>, what: &str, findings: &mut Findings) {
    findings.add(
        operation.place.headline.clone(),
        format!("{} has no {what}", name(operation)),
    );
}
