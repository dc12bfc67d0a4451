//! Bodies and their media types.

use crate::validate::{
    openapi::{Document, Kind, Property},
    rule::{Check, Findings, Group, Rule, Severity},
    similar::Guesses,
};

pub(super) const RULES: &[Rule] = &[MEDIA_TYPE_INVALID, ENCODING_PROPERTY, REQUEST_BODY_IGNORED];

const MEDIA_TYPE_INVALID: Rule = Rule {
    id: "media-type-invalid",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A key of `content` is a media type or a range of them: `application/json`, `text/*`.",
    why: "Tools compare it with the `Content-Type` of a message, and it will never be the same.",
    fix: "Write it as RFC 6838 has it: `type/subtype`, perhaps with parameters.",
    check: Check::Document(media_type),
};

fn media_type(document: &Document<'_>, findings: &mut Findings) {
    for media_type in document.each(Kind::MediaType) {
        if let Some(name) = media_type.name()
            && !is_media_type(name)
        {
            findings.add(
                media_type.headline.clone(),
                format!("`{name}` is not a media type"),
            );
        }
    }
    for encoding in document.each(Kind::Encoding) {
        // Several are separated by commas.
        if let Some(node) = encoding.object.get("contentType")
            && let Some(names) = node.as_str()
            && let Some(name) = names.split(',').find(|name| !is_media_type(name.trim()))
        {
            let message = format!("`{}` is not a media type", name.trim());
            findings.add(node.span.clone(), message);
        }
    }
}

/// Whether a text is a media type of RFC 9110, section 8.3.1, or a range, section 12.5.1.
fn is_media_type(text: &str) -> bool {
    let (full_type, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_type = full_type
        .trim_end()
        .split_once('/')
        .is_some_and(|(main, sub)| is_token(main) && is_token(sub));
    is_type && are_parameters(parameters)
}

/// `; name=value`, as often as there are some; a value may be in quotes, with semicolons in it.
fn are_parameters(mut text: &str) -> bool {
    loop {
        text = text.trim_start_matches([' ', '\t', ';']);
        if text.is_empty() {
            return true;
        }
        let Some((name, value)) = text.split_once('=') else {
            return false;
        };
        let end = if value.starts_with('"') {
            let mut escaped = true;
            value
                .find(|character| {
                    let ends = character == '"' && !escaped;
                    escaped = character == '\\' && !escaped;
                    ends
                })
                .map(|end| end + 1)
        } else {
            let end = value.find([';', ' ', '\t']).unwrap_or(value.len());
            value
                .get(..end)
                .filter(|value| is_token(value))
                .map(str::len)
        };
        match end.and_then(|end| value.get(end..)) {
            Some(rest) if is_token(name) => text = rest,
            _ => return false,
        }
    }
}

fn is_token(text: &str) -> bool {
    let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_tchar)
}

const ENCODING_PROPERTY: Rule = Rule {
    id: "encoding-property",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "A key of `encoding` is a property of the schema.",
    why: "There is nothing that could be encoded so.",
    fix: "Correct the name, or describe the property in the schema.",
    check: Check::Document(encoding_property),
};

fn encoding_property(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    for encoding in document.each(Kind::Encoding) {
        let (Some(name), Some(media_type)) = (encoding.name(), document.parent(encoding)) else {
            continue;
        };
        let Some(schema) = media_type.map("schema") else {
            continue;
        };
        if let Property::NotDescribed = document.property(schema, name) {
            let message = format!("the schema has no property `{name}`");
            let finding = findings.add(encoding.headline.clone(), message);
            let known = document
                .dereference(schema)
                .and_then(|schema| schema.get("properties")?.as_object());
            let known = known.into_iter().flatten().map(|property| &*property.key);
            if let Some(meant) = guesses.similar(name, known) {
                finding.help(format!("Is `{meant}` meant?"));
            }
        }
    }
}

const REQUEST_BODY_IGNORED: Rule = Rule {
    id: "request-body-ignored",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No operation with the method GET, HEAD or DELETE has a `requestBody`.",
    why: "HTTP gives it no meaning there, and the specification has clients ignore it.",
    fix: "Send the values as parameters, or use another method, such as POST.",
    check: Check::Document(request_body_ignored),
};

fn request_body_ignored(document: &Document<'_>, findings: &mut Findings) {
    for operation in document.operations() {
        if matches!(operation.method, "get" | "head" | "delete")
            && let Some(member) = operation.place.object.member("requestBody")
        {
            let method = operation.method.to_ascii_uppercase();
            let message = format!("a request with the method {method} has no body");
            findings.add(member.key_span.clone(), message);
        }
    }
}
