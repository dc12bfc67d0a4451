//! Schemas that lead back to themselves. Most may: a tree's node has nodes. These have no end.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use crate::validate::{
    conformance::Type,
    openapi::{COMPOSITION, Document, Kind, Place, PlaceId},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[SCHEMA_LOOP, SCHEMA_ENDLESS];

const SCHEMA_LOOP: Rule = Rule {
    id: "schema-loop",
    severity: Severity::Warning,
    group: Group::References,
    summary: "No schema is composed of itself by `allOf`, `anyOf`, `oneOf` or `not`.",
    why: "To judge a value by the schema, it would first have to be judged by the schema: JSON Schema leaves undefined what comes of it, and many tools never come back.",
    fix: "Take the common part into a schema of its own, and refer to that from both.",
    check: Check::Document(schema_loop),
};

fn schema_loop(document: &Document<'_>, findings: &mut Findings) {
    let mut done = HashSet::new();
    for start in document.each(Kind::Schema) {
        // The schemas on the way from `start`, each with the parts that are still to be looked at.
        let mut way: Vec<(&Place<'_>, Vec<&Place<'_>>)> = Vec::new();
        let mut on_way = HashSet::new();
        if done.insert(start.id) {
            on_way.insert(start.id);
            way.push((start, parts(document, start)));
        }
        while let Some((place, open)) = way.last_mut() {
            let Some(part) = open.pop() else {
                on_way.remove(&place.id);
                way.pop();
                continue;
            };
            let Some(next) = document.follow(part) else {
                continue;
            };
            if on_way.contains(&next.id) {
                let span = part.reference.map(|reference| reference.node.span.clone());
                let message = "the schema is composed of itself by this";
                let finding = findings.add(span.unwrap_or(part.headline.clone()), message);
                finding.label(next.headline.clone(), "the schema");
            } else if done.insert(next.id) {
                on_way.insert(next.id);
                way.push((next, parts(document, next)));
            }
        }
    }
}

/// What a schema is composed of, the first at the end.
fn parts<'d, 's>(document: &'d Document<'s>, schema: &'d Place<'s>) -> Vec<&'d Place<'s>> {
    let mut parts: Vec<_> = document
        .children(schema)
        .filter(|part| {
            let field = part.field();
            field.is_some_and(|field| COMPOSITION.contains(&field) || field == "not")
        })
        .collect();
    parts.reverse();
    parts
}

const SCHEMA_ENDLESS: Rule = Rule {
    id: "schema-endless",
    severity: Severity::Warning,
    group: Group::References,
    summary: "No schema requires a value that in turn requires a value of the schema, without end.",
    why: "No finite value satisfies it: nobody can send one.",
    fix: "Take one of the properties out of `required`, or make it `nullable`.",
    check: Check::Document(schema_endless),
};

/// After so many rounds, what is not known to have an end is let pass.
const ROUNDS: usize = 64;

fn schema_endless(document: &Document<'_>, findings: &mut Findings) {
    // What each schema needs that may have no end: at first everything may have none.
    let mut endless: HashMap<PlaceId, Need<'_, '_>> = HashMap::new();
    let mut rest: Vec<_> = document.each(Kind::Schema).collect();
    rest.reverse();
    let mut open: HashSet<_> = rest.iter().map(|schema| schema.id).collect();
    for round in 0.. {
        let before = rest.len();
        endless.clear();
        rest.retain(|schema| {
            let need = need(document, schema, &open);
            if need.is_none() {
                open.remove(&schema.id);
            }
            let may_be_endless = need.is_some();
            endless.extend(need.map(|need| (schema.id, need)));
            may_be_endless
        });
        if rest.len() == before {
            break;
        }
        if round == ROUNDS {
            return;
        }
    }
    let mut told = HashSet::new();
    rest.reverse();
    for start in rest {
        let mut way = Vec::new();
        let mut id = start.id;
        while told.insert(id)
            && let Some(need) = endless.get(&id)
        {
            way.push((id, need));
            id = need.target.id;
        }
        let Some(first) = way.iter().position(|(step, _)| *step == id) else {
            continue;
        };
        let circle = way.split_off(first);
        // By composition alone: told by the other rule.
        let Some((_, first)) = circle.iter().find(|(_, need)| need.of_value) else {
            continue;
        };
        let message = "every value requires another one here, without end";
        let finding = findings.add(first.place.headline.clone(), message);
        for (_, need) in circle.iter().filter(|(id, _)| *id != first.schema) {
            finding.label(need.place.headline.clone(), "by way of this");
        }
    }
}

/// What a schema needs before it can have a value.
struct Need<'d, 's> {
    schema: PlaceId,
    /// Where the schema says so.
    place: &'d Place<'s>,
    /// The schema that has to have a value.
    target: &'d Place<'s>,
    /// Whether it is a value of its own, in a property or an array.
    of_value: bool,
}

/// The first thing that a schema needs and that is among those which may have no end.
fn need<'d, 's>(
    document: &'d Document<'s>,
    schema: &'d Place<'s>,
    open: &HashSet<PlaceId>,
) -> Option<Need<'d, 's>> {
    let stated = Type::of(schema.object);
    if schema.object.get("enum").is_some() || stated.is_some() && schema.is_true("nullable") {
        return None;
    }
    let required: HashSet<_> = match stated {
        Some(Type::Object) => schema
            .elements("required")
            .iter()
            .filter_map(|name| name.as_str())
            .collect(),
        _ => HashSet::new(),
    };
    let least = schema
        .object
        .get("minItems")
        .and_then(|node| node.as_number()?.as_u64());
    let needs_element = stated == Some(Type::Array) && least.is_some_and(|least| least > 0);
    let need = |place: &'d Place<'s>, of_value| {
        let target = document
            .follow(place)
            .filter(|target| open.contains(&target.id))?;
        let schema = schema.id;
        Some(Need {
            schema,
            place,
            target,
            of_value,
        })
    };
    let mut alternatives: HashMap<_, Option<Need<'d, 's>>> = HashMap::new();
    for child in document.children(schema) {
        let found = match child.field()? {
            "properties" if child.name().is_some_and(|name| required.contains(name)) => {
                need(child, true)
            }
            "items" if needs_element => need(child, true),
            "allOf" => need(child, false),
            field @ ("anyOf" | "oneOf") => {
                let found = need(child, false);
                match alternatives.entry(field) {
                    Entry::Vacant(entry) => {
                        entry.insert(found);
                    }
                    Entry::Occupied(mut entry) => {
                        if found.is_none() {
                            entry.insert(None);
                        }
                    }
                }
                None
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    alternatives.into_values().flatten().next()
}
