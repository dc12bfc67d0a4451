//! Servers and their variables.

use std::collections::HashSet;

use crate::{
    source::Node,
    validate::{
        openapi::{Document, Kind},
        rule::{Check, Findings, Group, Rule, Severity},
        similar::Guesses,
        template::Template,
    },
};

pub(super) const RULES: &[Rule] = &[
    SERVER_URL,
    SERVER_VARIABLE_UNDEFINED,
    SERVER_VARIABLE_UNUSED,
    SERVER_VARIABLE_ENUM,
];

/// Each server's URL that is a string, with its variables.
fn urls<'d, 's>(
    document: &'d Document<'s>,
) -> impl Iterator<Item = (&'d crate::validate::openapi::Place<'s>, &'s Node, &'s str)> {
    document.each(Kind::Server).filter_map(|server| {
        let node = server.object.get("url")?;
        Some((server, node, node.as_str()?))
    })
}

const SERVER_URL: Rule = Rule {
    id: "server-url",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Every brace in a server's URL belongs to a variable with a name: `{region}`.",
    why: "Tools cannot tell what to put in place of the variable, and the URL is none without it.",
    fix: "Write each variable as `{name}`.",
    check: Check::Document(server_url),
};

fn server_url(document: &Document<'_>, findings: &mut Findings) {
    for (_, node, url) in urls(document) {
        if let Err(problem) = Template::parse(url) {
            findings.add(node.span.clone(), format!("`{url}` {problem}"));
        }
    }
}

const SERVER_VARIABLE_UNDEFINED: Rule = Rule {
    id: "server-variable-undefined",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "Every variable in a server's URL is defined in its `variables`.",
    why: "There is nothing to put in its place: the URL leads nowhere.",
    fix: "Define it: `variables: {name: {default: …}}`.",
    check: Check::Document(server_variable_undefined),
};

fn server_variable_undefined(document: &Document<'_>, findings: &mut Findings) {
    let mut guesses = Guesses::default();
    for (server, node, url) in urls(document) {
        let Ok(template) = Template::parse(url) else {
            continue;
        };
        let variables = server.map("variables");
        let mut seen = HashSet::new();
        for name in template.names().filter(|name| seen.insert(*name)) {
            if variables.is_some_and(|variables| variables.get(name).is_some()) {
                continue;
            }
            let finding = findings.add(
                node.span.clone(),
                format!("the variable `{{{name}}}` is not defined"),
            );
            let known = variables.into_iter().flatten().map(|known| &*known.key);
            if let Some(meant) = guesses.similar(name, known) {
                finding.help(format!("Is `{{{meant}}}` meant?"));
            }
        }
    }
}

const SERVER_VARIABLE_UNUSED: Rule = Rule {
    id: "server-variable-unused",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "Every variable of a server is in its URL.",
    why: "Whoever chooses a value for it changes nothing.",
    fix: "Write it into the URL, or remove it.",
    check: Check::Document(server_variable_unused),
};

fn server_variable_unused(document: &Document<'_>, findings: &mut Findings) {
    for (server, node, url) in urls(document) {
        let Ok(template) = Template::parse(url) else {
            continue;
        };
        let used: HashSet<_> = template.names().collect();
        for variable in server.map("variables").into_iter().flatten() {
            let name = &*variable.key;
            if !used.contains(name) {
                findings
                    .add(
                        variable.key_span.clone(),
                        format!("the URL has no `{{{name}}}`"),
                    )
                    .label(node.span.clone(), "the URL");
            }
        }
    }
}

const SERVER_VARIABLE_ENUM: Rule = Rule {
    id: "server-variable-enum",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "The `enum` of a server's variable has values, the `default` among them.",
    why: "The default is what is sent where nobody chooses: it has to be one of the choices.",
    fix: "Add the default to the `enum`, or make one of its values the default.",
    check: Check::Document(server_variable_enum),
};

fn server_variable_enum(document: &Document<'_>, findings: &mut Findings) {
    for variable in document.each(Kind::ServerVariable) {
        let Some(choices) = variable.object.member("enum") else {
            continue;
        };
        let Some(values) = choices.value.as_array() else {
            continue;
        };
        if values.is_empty() {
            findings
                .add(choices.key_span.clone(), "`enum` is empty")
                .help("Add the values, or remove `enum` where any value will do.");
            continue;
        }
        if let Some(default) = variable.object.get("default")
            && let Some(value) = default.as_str()
            && !values.iter().any(|choice| choice.as_str() == Some(value))
        {
            findings
                .add(
                    default.span.clone(),
                    format!("`{value}` is not one of the values in `enum`"),
                )
                .label(choices.key_span.clone(), "the values");
        }
    }
}
