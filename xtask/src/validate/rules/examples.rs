//! Examples and defaults, against their schemas.

use crate::{
    source::{Member, Node, Object, Value},
    validate::{
        conformance::{Judge, Spot, Type, name_of},
        openapi::{Directions, Document, Kind, Place},
        rule::{Check, Findings, Group, Rule, Severity},
    },
};

pub(super) const RULES: &[Rule] = &[EXAMPLE_INVALID, DEFAULT_TYPE, DEFAULT_INVALID];

const EXAMPLE_INVALID: Rule = Rule {
    id: "example-invalid",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "Every example satisfies its schema.",
    why: "People copy examples, and mock servers and tests send them: what they show has to work.",
    fix: "Correct the example, or the schema if it is the schema that is wrong.",
    check: Check::Document(example),
};

fn example(document: &Document<'_>, findings: &mut Findings) {
    let mut judge = Judge::new(document);
    let mut check = |schema, member, ways| {
        let spot = Spot::titled(member, "the example");
        report(&mut judge, schema, spot, ways, findings);
    };
    for media_type in document.each(Kind::MediaType) {
        let Some(schema) = media_type.map("schema") else {
            continue;
        };
        let is_json = media_type.name().is_some_and(is_json);
        for member in examples(document, media_type) {
            // Of other media types than JSON, a string is what is sent as it is sent.
            if is_json || member.value.as_str().is_none() {
                check(schema, member, document.directions(media_type));
            }
        }
    }
    let parameters = document
        .each(Kind::Parameter)
        .chain(document.each(Kind::Header));
    for parameter in parameters {
        let Some(schema) = parameter.map("schema") else {
            continue;
        };
        let stated = document.dereference(schema).and_then(Type::of);
        for member in examples(document, parameter) {
            // The specification has both: the value, and the string that is made of it by `style`.
            let as_sent = member.value.as_str().is_some()
                && matches!(stated, Some(Type::Array | Type::Object));
            if !as_sent {
                check(schema, member, document.directions(parameter));
            }
        }
    }
    for schema in document.each(Kind::Schema) {
        if let Some(member) = schema.object.member("example") {
            check(schema.object, member, document.directions(schema));
        }
    }
}

/// The values of the examples of a media type, a parameter or a header.
fn examples<'d, 's>(
    document: &'d Document<'s>,
    owner: &'d Place<'s>,
) -> impl Iterator<Item = &'s Member> {
    let several = document
        .children(owner)
        .filter(|child| child.kind == Kind::Example)
        .filter_map(|example| document.follow(example)?.object.member("value"));
    owner.object.member("example").into_iter().chain(several)
}

fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let name = name.to_ascii_lowercase();
    name.ends_with("/json") || name.ends_with("+json")
}

fn report<'s>(
    judge: &mut Judge<'_, 's>,
    schema: &'s Object,
    spot: Spot<'s>,
    ways: Directions,
    findings: &mut Findings,
) {
    for breach in judge.breaches(schema, spot, ways) {
        let finding = findings.add(breach.span, breach.message);
        finding.label(breach.demand, "the schema says so here");
        if let Some(help) = breach.help {
            finding.help(help);
        }
    }
}

const DEFAULT_TYPE: Rule = Rule {
    id: "default-type",
    severity: Severity::Error,
    group: Group::Semantics,
    summary: "A `default` is of the `type` of its schema.",
    why: "Generators write it into code as a value of that type, which does not compile.",
    fix: "Write the value in the type that is stated, with quotes or without.",
    check: Check::Document(default_type),
};

fn default_type(document: &Document<'_>, findings: &mut Findings) {
    for schema in document.each(Kind::Schema) {
        if let Some((default, stated, label)) = mistyped(schema) {
            let value = name_of(&default.value);
            let message = format!("the default is {value}, not {}", stated.name());
            let span = match default.value {
                Value::Array(_) | Value::Object(_) => schema
                    .object
                    .member("default")
                    .map(|member| member.key_span.clone()),
                _ => Some(default.span.clone()).filter(|span| !span.is_empty()),
            };
            findings
                .add(span.unwrap_or_else(|| schema.headline.clone()), message)
                .label(label.span.clone(), "the type");
        }
    }
}

/// The default of a schema that is not of its type, the type, and where that is stated.
fn mistyped<'s>(schema: &Place<'s>) -> Option<(&'s Node, Type, &'s Node)> {
    let default = schema.object.get("default")?;
    let stated = Type::of(schema.object)?;
    // A default of null says that there is none.
    let fits = stated.holds(&default.value) || matches!(default.value, Value::Null);
    (!fits).then_some((default, stated, schema.object.get("type")?))
}

const DEFAULT_INVALID: Rule = Rule {
    id: "default-invalid",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "A `default` satisfies its schema.",
    why: "It stands for what is not sent: a server that takes it for the value would refuse it as a value.",
    fix: "Correct the default, or the schema if it is the schema that is wrong.",
    check: Check::Document(default),
};

fn default(document: &Document<'_>, findings: &mut Findings) {
    let mut judge = Judge::new(document);
    for schema in document.each(Kind::Schema) {
        if let Some(member) = schema.object.member("default")
            && mistyped(schema).is_none()
        {
            let ways = document.directions(schema);
            let spot = Spot::titled(member, "the default");
            report(&mut judge, schema.object, spot, ways, findings);
        }
    }
}
