//! Whether the file can be read, and is an OpenAPI 3.0 document.

use crate::{
    source::{Source, Value},
    validate::{
        openapi::start_of,
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[SYNTAX, OPENAPI_VERSION];

const SYNTAX: Rule = Rule {
    id: "syntax",
    severity: Severity::Error,
    group: Group::Syntax,
    summary: "The file is one YAML 1.2 or JSON document, in UTF-8, without duplicate keys.",
    why: "What cannot be read, or is read differently by different tools, describes nothing.",
    fix: "Mend the place that is marked; what comes after it has not been looked at yet.",
    check: Check::Reader,
};

const OPENAPI_VERSION: Rule = Rule {
    id: "openapi-version",
    severity: Severity::Error,
    group: Group::Syntax,
    summary: "The document is an object whose `openapi` is a version of 3.0.",
    why: "Each version of OpenAPI has other rules: what is right in one is wrong in another.",
    fix: "Write `openapi: 3.0.4` if the document is meant for OpenAPI 3.0, or convert it.",
    check: Check::Source(openapi_version),
};

fn openapi_version(source: &Source, findings: &mut Findings) {
    let root = source.root();
    let Some(object) = root.as_object() else {
        findings.add(start_of(root), "the document is not an object");
        return;
    };
    let Some(member) = object.member("openapi") else {
        if let Some(swagger) = object.member("swagger") {
            findings
                .add(swagger.key_span.clone(), "a Swagger 2.0 document")
                .help("Convert it to OpenAPI 3.0 first; tools such as swagger2openapi do.");
        } else {
            findings.add(start_of(root), "the document has no `openapi`");
        }
        return;
    };
    let span = member.value.span.clone();
    match &member.value.value {
        Value::String(version) if is_3_0(version) => {}
        Value::String(version) => {
            findings.add(span, format!("`{version}` is not a version of OpenAPI 3.0"));
        }
        Value::Number(number) => {
            findings
                .add(span, format!("`openapi` is the number {number}"))
                .help("Write all three parts of the version, such as `openapi: 3.0.4`.");
        }
        _ => {
            findings.add(span, "`openapi` is not a string");
        }
    }
}

/// Whether a version is `3.0.` and digits, perhaps with a suffix such as `-rc1`.
fn is_3_0(version: &str) -> bool {
    version.strip_prefix("3.0.").is_some_and(|patch| {
        let rest = patch.trim_start_matches(|digit: char| digit.is_ascii_digit());
        rest.len() < patch.len() && (rest.is_empty() || rest.starts_with('-'))
    })
}
