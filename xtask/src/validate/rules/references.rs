//! `$ref`.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use percent_encoding::percent_decode_str;

use crate::{
    source::{Object, Span},
    validate::{
        conformance::name_of,
        openapi::{Document, External, Kind, Place, Resolution},
        rule::{Check, Findings, Group, Rule, Severity},
        similar::Guesses,
    },
};

pub(super) const RULES: &[Rule] = &[REF_UNRESOLVED, REF_KIND, REF_CYCLE, REF_SIBLING];

const REF_UNRESOLVED: Rule = Rule {
    id: "ref-unresolved",
    severity: Severity::Error,
    group: Group::References,
    summary: "Every `$ref` leads to something that exists.",
    why: "Whoever reads the document finds nothing where the reference leads.",
    fix: "Define the component under that name, or correct the reference.",
    check: Check::Document(ref_unresolved),
};

fn ref_unresolved(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    let mut files = HashMap::new();
    for (place, reference) in document.references() {
        let target = reference.target;
        let span = reference.node.span.clone();
        match document.resolve(reference) {
            Resolution::Nothing => {
                let finding = findings.add(span, format!("`{target}` leads to nothing"));
                if let Some(meant) = meant(document, place.kind, target, &mut guesses) {
                    finding.help(format!("Is `{meant}` meant?"));
                }
            }
            Resolution::External(External::Invalid) => {
                findings
                    .add(span, format!("`{target}` is not a URI reference"))
                    .help("Write `#/components/…`, a relative file or a URL.");
            }
            Resolution::External(External::File(file)) => {
                let is_there = files
                    .entry(file)
                    .or_insert_with(|| is_beside(document, file));
                if !*is_there {
                    let finding = findings.add(span, format!("there is no file `{file}`"));
                    if let Some(meant) = meant(document, place.kind, target, &mut guesses) {
                        finding.help(format!("Is `{meant}` meant?"));
                    } else {
                        finding.help("Correct the path: it starts from this file's directory.");
                    }
                }
            }
            // What is on the network, and what is in other files, is not this document's mistake.
            Resolution::Place(_)
            | Resolution::Value(_)
            | Resolution::External(External::Url(_)) => {}
        }
    }
}

/// Whether there is a file at a path from the document's directory. Where a path from the root starts depends on where
/// the document is published: that is not known here.
fn is_beside(document: &Document<'_>, file: &str) -> bool {
    let path = file.split('?').next().unwrap_or_default();
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return false;
    };
    let directory = Path::new(document.source().name()).parent();
    path.starts_with('/') || directory.is_some_and(|directory| directory.join(&*path).is_file())
}

/// The component that was probably meant by a reference that leads to none, or to one of another kind.
fn meant(
    document: &Document<'_>,
    kind: Kind,
    target: &str,
    guesses: &mut Guesses,
) -> Option<String> {
    let sort = kind.components()?;
    let name = target.rsplit(['/', '#']).next()?;
    let known = document.components(sort)?;
    let meant = guesses.similar(name, known.iter().map(|member| &*member.key))?;
    Some(format!("#/components/{sort}/{meant}"))
}

const REF_KIND: Rule = Rule {
    id: "ref-kind",
    severity: Severity::Error,
    group: Group::References,
    summary: "Every `$ref` leads to an object of the kind that is expected where it stands.",
    why: "Tools read what they find as what they expect: fields of another kind of object mean nothing to them.",
    fix: "Refer to a component of the right kind, or move what is referred to.",
    check: Check::Document(ref_kind),
};

fn ref_kind(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    for (place, reference) in document.references() {
        let target = reference.target;
        let expected = place.kind.with_article();
        let span = reference.node.span.clone();
        let finding = match document.resolve(reference) {
            Resolution::Place(found) if found.kind != place.kind => {
                let found_kind = found.kind.name();
                let message = format!(
                    "`{target}` is {}, and {expected} is expected here",
                    found.kind.with_article()
                );
                findings
                    .add(span, message)
                    .label(found.headline.clone(), format!("the {found_kind}"))
            }
            Resolution::Value(found) if found.as_object().is_none() => {
                let found = name_of(&found.value);
                let message = format!("`{target}` is {found}, and {expected} is expected here");
                findings.add(span, message)
            }
            _ => continue,
        };
        if let Some(meant) = meant(document, place.kind, target, &mut guesses) {
            finding.help(format!("Is `{meant}` meant?"));
        }
    }
}

const REF_CYCLE: Rule = Rule {
    id: "ref-cycle",
    severity: Severity::Error,
    group: Group::References,
    summary: "No `$ref` leads back to itself with nothing in between.",
    why: "There is nothing in such a circle: a tool that follows it gives up, or never comes back.",
    fix: "Put the object itself in place of one of the references.",
    check: Check::Document(ref_cycle),
};

fn ref_cycle(document: &Document<'_>, findings: &mut Findings) {
    let mut followed = HashSet::new();
    for (start, _) in document.references() {
        let mut path: Vec<&Place<'_>> = Vec::new();
        let mut next = Some(start);
        while let Some(place) = next
            && let Some(reference) = place.reference
            && followed.insert(place.id)
        {
            path.push(place);
            next = match document.resolve(reference) {
                Resolution::Place(target) => Some(target),
                _ => None,
            };
        }
        let Some(place) = next else { continue };
        let Some(first) = path.iter().position(|step| step.id == place.id) else {
            continue;
        };
        let Some((first, others)) = path.get(first..).and_then(<[_]>::split_first) else {
            continue;
        };
        let Some(reference) = first.reference else {
            continue;
        };
        let message = format!("`{}` leads back to this `$ref`", reference.target);
        let finding = findings.add(reference.node.span.clone(), message);
        for reference in others.iter().filter_map(|other| other.reference) {
            finding.label(reference.node.span.clone(), "by way of this one");
        }
    }
}

const REF_SIBLING: Rule = Rule {
    id: "ref-sibling",
    severity: Severity::Warning,
    group: Group::References,
    summary: "Nothing stands beside a `$ref`.",
    why: "The specification has tools ignore it: a `description`, a `nullable` or a `default` there has no effect.",
    fix: "Remove it; around a schema, `allOf: [{$ref: …}]` may have fields beside it.",
    check: Check::Document(ref_sibling),
};

fn ref_sibling(document: &Document<'_>, findings: &mut Findings) {
    for (place, _) in document.references() {
        // A Path Item Object's `$ref` is one of its fields.
        if place.kind == Kind::PathItem {
            continue;
        }
        let siblings = siblings(place.object);
        let Some((first, others)) = siblings.split_first() else {
            continue;
        };
        let names: Vec<_> = siblings
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let have = if others.is_empty() { "has" } else { "have" };
        findings.add(
            first.1.clone(),
            format!("{} beside `$ref` {have} no effect", names.join(", ")),
        );
    }
}

/// What stands beside the `$ref`, but for extensions, which tools make of what they want.
fn siblings(object: &Object) -> Vec<(&str, Span)> {
    object
        .iter()
        .filter(|member| member.key != "$ref" && !member.key.starts_with("x-"))
        .map(|member| (&*member.key, member.key_span.clone()))
        .collect()
}
