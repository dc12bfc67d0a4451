//! Paths and their templates.

mod ambiguity;

use std::collections::{HashMap, HashSet, hash_map::Entry};

use crate::{
    source::Span,
    validate::{
        openapi::{Document, Kind, Place},
        rule::{Check, Findings, Group, Rule, Severity},
        similar::Guesses,
        template::Template,
    },
};

pub(super) const RULES: &[Rule] = &[
    PATH_TEMPLATE,
    PATH_PARAMETERS,
    PATH_PARAMETER_REPEATED,
    PATH_IDENTICAL,
    ambiguity::PATH_AMBIGUOUS,
    PATH_QUERY,
];

/// The paths of the document: not the expressions of callbacks.
fn paths<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = (&'d Place<'s>, &'s str)> {
    document
        .each(Kind::Paths)
        .flat_map(|paths| document.children(paths))
        .filter_map(|item| Some((item, item.name()?)))
}

/// The bytes of a part of a path in the path's key; the whole key where it is written with escapes.
fn part_of(document: &Document<'_>, item: &Place<'_>, part: &str) -> Span {
    let key = item.headline.clone();
    let text = document
        .source()
        .text()
        .get(key.clone())
        .unwrap_or_default();
    text.find(part).map_or(key.clone(), |offset| {
        let start = key.start + offset;
        start..start + part.len()
    })
}

const PATH_TEMPLATE: Rule = Rule {
    id: "path-template",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Every brace in a path belongs to an expression with a name: `{petId}`.",
    why: "Tools cannot tell what to put in place of the expression.",
    fix: "Write each expression as `{name}`.",
    check: Check::Document(path_template),
};

fn path_template(document: &Document<'_>, findings: &mut Findings) {
    for (item, path) in paths(document) {
        if let Err(problem) = Template::parse(path) {
            let span = item.headline.clone();
            findings.add(span, format!("`{path}` {problem}"));
        }
    }
}

const PATH_PARAMETERS: Rule = Rule {
    id: "path-parameters",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Every expression in a path is declared as a path parameter of each operation, and no other path parameter is.",
    why: "Tools put the values of path parameters in place of the expressions of their names: one is of no use without the other.",
    fix: "Declare `{name: …, in: path, required: true, schema: …}` at the path or at each of its operations, or correct the path.",
    check: Check::Document(path_parameters),
};

fn path_parameters(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    for (item, path) in paths(document) {
        let Ok(template) = Template::parse(path) else {
            continue;
        };
        let mut seen = HashSet::new();
        let mut expected: Vec<_> = template.names().collect();
        expected.retain(|name| seen.insert(*name));
        let shared = PathParameters::of(document, item);
        let operations: Vec<_> = document
            .children(item)
            .filter(|place| place.kind == Kind::Operation)
            .map(|place| (place, PathParameters::of(document, place)))
            .collect();
        let mut unexpected: Vec<_> = std::iter::once(&shared)
            .chain(operations.iter().map(|(_, own)| own))
            .flat_map(|parameters| &parameters.declared)
            .filter(|(name, _)| !seen.contains(name))
            .collect();
        // A path item or a parameter from another document may declare what is not seen here.
        let complete = item.reference.is_none() && shared.complete;
        for name in &expected {
            if !complete || shared.declares(name) {
                continue;
            }
            let without: Vec<_> = operations
                .iter()
                .filter(|(_, own)| own.complete && !own.declares(name))
                .collect();
            if without.is_empty() {
                continue;
            }
            let span = part_of(document, item, &format!("{{{name}}}"));
            let message = format!("`{{{name}}}` is not declared as a parameter");
            let finding = findings.add(span, message);
            for (operation, _) in without {
                let method = operation.field().unwrap_or_default();
                finding.label(
                    operation.headline.clone(),
                    format!("`{method}` does not declare it"),
                );
            }
            let known = unexpected.iter().map(|(name, _)| *name);
            if let Some(meant) = guesses.similar(name, known) {
                finding.help(format!(
                    "Is the parameter `{meant}` meant? Give both the same name."
                ));
                unexpected.retain(|(name, _)| *name != meant);
            }
        }
        for (name, stated) in unexpected {
            let message = format!("the path has no `{{{name}}}`");
            findings
                .add(stated.headline.clone(), message)
                .label(item.headline.clone(), "the path")
                .help(format!(
                    "Write `{{{name}}}` into the path, or remove the parameter."
                ));
        }
    }
}

/// The path parameters that a path item or an operation lists itself.
struct PathParameters<'d, 's> {
    declared: Vec<(&'s str, &'d Place<'s>)>,
    /// Whether this document has all of them.
    complete: bool,
}

impl<'d, 's> PathParameters<'d, 's> {
    fn of(document: &'d Document<'s>, owner: &'d Place<'s>) -> Self {
        let mut declared = Vec::new();
        let mut complete = true;
        for stated in document.children(owner) {
            if stated.kind != Kind::Parameter {
                continue;
            }
            match document.follow(stated) {
                Some(parameter) if parameter.str("in") == Some("path") => {
                    declared.extend(parameter.str("name").map(|name| (name, stated)));
                }
                Some(_) => {}
                None => complete = false,
            }
        }
        Self { declared, complete }
    }

    fn declares(&self, name: &str) -> bool {
        self.declared.iter().any(|(declared, _)| *declared == name)
    }
}

const PATH_PARAMETER_REPEATED: Rule = Rule {
    id: "path-parameter-repeated",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No expression is twice in a path.",
    why: "Some tools replace the first alone, and servers may take either for the value.",
    fix: "Give each expression a name and a parameter of its own.",
    check: Check::Document(path_parameter_repeated),
};

fn path_parameter_repeated(document: &Document<'_>, findings: &mut Findings) {
    for (item, path) in paths(document) {
        let Ok(template) = Template::parse(path) else {
            continue;
        };
        let mut seen = HashSet::new();
        let mut told = HashSet::new();
        for name in template.names() {
            if !seen.insert(name) && told.insert(name) {
                let span = item.headline.clone();
                findings.add(span, format!("`{{{name}}}` is more than once in the path"));
            }
        }
    }
}

const PATH_IDENTICAL: Rule = Rule {
    id: "path-identical",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "No two paths are the same but for the names in their expressions.",
    why: "Every request for one of them is a request for the other: no tool can tell which one is meant.",
    fix: "Make one path of the two, with one name for the parameter.",
    check: Check::Document(path_identical),
};

fn path_identical(document: &Document<'_>, findings: &mut Findings) {
    let mut seen: HashMap<String, &Place<'_>> = HashMap::new();
    for (item, path) in paths(document) {
        let Ok(template) = Template::parse(path) else {
            continue;
        };
        match seen.entry(template.shape()) {
            Entry::Vacant(entry) => {
                entry.insert(item);
            }
            Entry::Occupied(first) => {
                let first = first.get();
                let name = first.name().unwrap_or_default();
                findings
                    .add(
                        item.headline.clone(),
                        format!("`{path}` is the same path as `{name}`"),
                    )
                    .label(first.headline.clone(), "the first of them");
            }
        }
    }
}

const PATH_QUERY: Rule = Rule {
    id: "path-query",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A path has neither a query nor a fragment.",
    why: "Most tools percent-encode the `?` or `#`, and ask for a path that the server does not know.",
    fix: "Describe what comes after the `?` by parameters with `in: query`; leave out a fragment, which is never sent.",
    check: Check::Document(path_query),
};

fn path_query(document: &Document<'_>, findings: &mut Findings) {
    for (item, path) in paths(document) {
        // What is in an expression is its name.
        let mut depth = 0_usize;
        let mark = path.chars().find(|&character| {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(character, '?' | '#')
        });
        if let Some(mark) = mark {
            let what = if mark == '?' { "query" } else { "fragment" };
            let span = part_of(document, item, &mark.to_string());
            findings.add(span, format!("a {what} is not part of a path"));
        }
    }
}
