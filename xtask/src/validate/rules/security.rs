//! Security requirements.

use crate::source::Member;
use crate::validate::{
    openapi::{Document, Kind, Place},
    rule::{Check, Findings, Group, Rule, Severity},
    similar::Guesses,
};

pub(super) const RULES: &[Rule] = &[
    SECURITY_UNDEFINED,
    SECURITY_SCOPES,
    SECURITY_SCOPE_UNDEFINED,
];

const SECURITY_UNDEFINED: Rule = Rule {
    id: "security-undefined",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Every security requirement names a scheme in `components.securitySchemes`.",
    why: "Nothing says what a client has to send to be let in.",
    fix: "Define the scheme in `components.securitySchemes`, or correct the name.",
    check: Check::Document(security_undefined),
};

fn security_undefined(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    let schemes = document.components("securitySchemes");
    for requirement in document.each(Kind::SecurityRequirement) {
        for member in requirement.object {
            if schemes.is_some_and(|schemes| schemes.get(&member.key).is_some()) {
                continue;
            }
            let message = format!("there is no security scheme `{}`", member.key);
            let finding = findings.add(member.key_span.clone(), message);
            let known = schemes.into_iter().flatten().map(|scheme| &*scheme.key);
            if let Some(meant) = guesses.similar(&member.key, known) {
                finding.help(format!("Is `{meant}` meant?"));
            }
        }
    }
}

/// Each scheme that a security requirement names, where the document has it.
fn required<'d, 's>(
    document: &'d Document<'s>,
) -> impl Iterator<Item = (&'s Member, &'d Place<'s>)> {
    document
        .each(Kind::SecurityRequirement)
        .flat_map(|requirement| requirement.object)
        .filter_map(|member| {
            let scheme = document.component("securitySchemes", &member.key)?;
            Some((member, document.follow(scheme)?))
        })
}

const SECURITY_SCOPES: Rule = Rule {
    id: "security-scopes",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Only a requirement of an `oauth2` or `openIdConnect` scheme has scopes.",
    why: "Other schemes have no scopes: the specification says that the array must be empty.",
    fix: "Write an empty array: `[]`.",
    check: Check::Document(security_scopes),
};

fn security_scopes(document: &Document<'_>, findings: &mut Findings) {
    for (member, scheme) in required(document) {
        let Some(sort @ ("apiKey" | "http")) = scheme.str("type") else {
            continue;
        };
        let Some(first) = member.value.as_array().and_then(<[_]>::first) else {
            continue;
        };
        findings
            .add(
                first.span.clone(),
                format!("`{}` is of type `{sort}`, which has no scopes", member.key),
            )
            .label(scheme.headline.clone(), "the scheme");
    }
}

const SECURITY_SCOPE_UNDEFINED: Rule = Rule {
    id: "security-scope-undefined",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "Every scope that is required of an `oauth2` scheme is in the `scopes` of one of its flows.",
    why: "Nothing says what the scope allows, and tools do not offer it to who logs in.",
    fix: "Add the scope to the flow's `scopes`, or correct its name.",
    check: Check::Document(security_scope_undefined),
};

fn security_scope_undefined(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    for (member, scheme) in required(document) {
        if scheme.str("type") != Some("oauth2") {
            continue;
        }
        let scopes: Vec<_> = document
            .inside(scheme)
            .filter(|place| place.kind == Kind::OAuthFlow)
            .filter_map(|flow| flow.map("scopes"))
            .collect();
        for scope in member.value.as_array().unwrap_or_default() {
            let Some(name) = scope.as_str() else { continue };
            if scopes.iter().any(|scopes| scopes.get(name).is_some()) {
                continue;
            }
            let message = format!("`{}` has no scope `{name}`", member.key);
            let finding = findings.add(scope.span.clone(), message);
            finding.label(scheme.headline.clone(), "the scheme");
            let known = scopes.iter().copied().flatten().map(|scope| &*scope.key);
            if let Some(meant) = guesses.similar(name, known) {
                finding.help(format!("Is `{meant}` meant?"));
            }
        }
    }
}
