//! Whether a value is what a Schema Object says.
//!
//! What OpenAPI has its own way with is judged here: `type` and `nullable`, `required` by direction, references, and
//! what a schema is composed of. Each other assertion is left to `jsonschema`, schema by schema: see [`assertions`].

mod alternatives;
mod assertions;
mod breach;
#[cfg(test)]
mod tests;
mod types;

use std::{collections::HashMap, rc::Rc};

pub(crate) use assertions::Patterns;
pub(crate) use breach::{Breach, Spot};
pub(crate) use types::{Type, name_of};

use super::{
    openapi::{Directions, Document, MOST_PARTS, Property, address},
    similar::Guesses,
};
use crate::source::{Node, Object, Value};
use assertions::Assertions;

/// Judges values by the schemas of one document, each schema and value together once.
pub(crate) struct Judge<'d, 's> {
    document: &'d Document<'s>,
    assertions: Assertions<'s>,
    verdicts: HashMap<(usize, usize, Directions), Rc<Verdict>>,
    /// How many schemas may still be held against values.
    steps: usize,
    /// How many schemas are being held against values, each for the sake of the one before.
    depth: usize,
    guesses: Guesses,
}

/// What was found about a value and a schema.
#[derive(Clone, Debug, Default)]
struct Verdict {
    breaches: Vec<Breach>,
    /// Part of the schema is in another document, or leads back to itself: what was not found may be there.
    uncertain: bool,
}

/// So many schemas may be held against values for each byte of the document. Real documents need a tenth of that;
/// an artful one would need a number that grows with the square of its size.
const STEPS_PER_BYTE: usize = 1;

/// A breach costs as much as so many of them, so that there is memory for all that are found.
const STEPS_PER_BREACH: usize = 16;

/// So many schemas deep values are judged: a chain of references may be longer than a stack is.
const DEPTH: usize = 256;

impl<'d, 's> Judge<'d, 's> {
    /// Before any value has been judged.
    pub(crate) fn new(document: &'d Document<'s>) -> Self {
        Self {
            document,
            assertions: Assertions::default(),
            verdicts: HashMap::new(),
            steps: document
                .source()
                .text()
                .len()
                .saturating_mul(STEPS_PER_BYTE),
            depth: 0,
            guesses: Guesses::default(),
        }
    }

    /// Where a value that goes these ways is not what the schema says.
    pub(crate) fn breaches(
        &mut self,
        schema: &'s Object,
        spot: Spot<'s>,
        ways: Directions,
    ) -> Vec<Breach> {
        let mut verdict = Verdict::default();
        self.judge(schema, spot, ways, &mut verdict);
        verdict.remove_duplicates();
        let cost = verdict.breaches.len().saturating_mul(STEPS_PER_BREACH);
        self.steps = self.steps.saturating_sub(cost);
        verdict.breaches
    }

    fn judge(
        &mut self,
        schema: &'s Object,
        spot: Spot<'s>,
        ways: Directions,
        verdict: &mut Verdict,
    ) {
        if schema.get("$ref").is_none() {
            self.judge_itself(schema, spot, ways, verdict);
            return;
        }
        let Some(target) = self.document.dereference(schema) else {
            verdict.uncertain = true;
            return;
        };
        let key = (address(target), spot.address(), ways);
        if let Some(known) = self.verdicts.get(&key) {
            verdict.add(known);
            return;
        }
        // Whoever comes back here before there is a verdict goes in a circle.
        let open = Verdict {
            breaches: Vec::new(),
            uncertain: true,
        };
        self.verdicts.insert(key, Rc::new(open));
        let mut found = Verdict::default();
        self.judge_itself(target, spot, ways, &mut found);
        found.remove_duplicates();
        verdict.add(&found);
        self.verdicts.insert(key, Rc::new(found));
    }

    fn judge_itself(
        &mut self,
        schema: &'s Object,
        spot: Spot<'s>,
        ways: Directions,
        verdict: &mut Verdict,
    ) {
        if self.steps == 0 || self.depth == DEPTH {
            verdict.uncertain = true;
            return;
        }
        self.steps -= 1;
        self.depth += 1;
        self.judge_each(schema, spot, ways, verdict);
        self.depth -= 1;
    }

    /// Judges a value by each keyword of a schema.
    fn judge_each(
        &mut self,
        schema: &'s Object,
        spot: Spot<'s>,
        ways: Directions,
        verdict: &mut Verdict,
    ) {
        if matches!(spot.node.value, Value::Null) && is_true(schema, "nullable") {
            return;
        }
        if let Some(breach) = types::breach(schema, spot) {
            verdict.breaches.push(breach);
            return;
        }
        verdict
            .breaches
            .extend(self.assertions.breaches(schema, spot));
        match &spot.node.value {
            Value::Object(object) => self.judge_object(schema, spot, object, ways, verdict),
            Value::Array(elements) => {
                if let Some(items) = schema.get("items").and_then(Node::as_object) {
                    for element in elements {
                        self.judge(items, Spot::element(element), ways, verdict);
                    }
                }
            }
            _ => {}
        }
        for part in schemas(schema, "allOf") {
            self.judge(part, spot, ways, verdict);
        }
        for keyword in ["anyOf", "oneOf"] {
            if schema.get(keyword).is_some() {
                self.judge_alternatives(schema, keyword, spot, ways, verdict);
            }
        }
        if let Some(not) = schema.member("not")
            && let Some(unwanted) = not.value.as_object()
        {
            let mut found = Verdict::default();
            self.judge(unwanted, spot, ways, &mut found);
            let fits = found.breaches.is_empty();
            verdict.uncertain |= fits && found.uncertain;
            if fits && !found.uncertain {
                let message = format!("{} is what `not` rules out", spot.name());
                let breach = Breach::new(spot.value(), message, not.key_span.clone());
                verdict.breaches.push(breach);
            }
        }
    }

    fn judge_object(
        &mut self,
        schema: &'s Object,
        spot: Spot<'s>,
        object: &'s Object,
        ways: Directions,
        verdict: &mut Verdict,
    ) {
        let required = schema.get("required").and_then(Node::as_array);
        for node in required.unwrap_or_default() {
            if let Some(name) = node.as_str()
                && object.get(name).is_none()
                && self.is_needed(schema, name, ways)
            {
                let message = format!("{} has no `{name}`", spot.name());
                verdict.breaches.push(
                    Breach::new(spot.headline(), message, node.span.clone())
                        .help("Add it, or take it out of `required`."),
                );
            }
        }
        let properties = schema.get("properties").and_then(Node::as_object);
        let additional = schema.member("additionalProperties");
        for member in object {
            let property = properties.and_then(|properties| properties.get(&member.key));
            if let Some(property) = property {
                if let Some(property) = property.as_object() {
                    self.judge(property, Spot::member(member), ways, verdict);
                }
                continue;
            }
            match additional.map(|additional| (additional, &additional.value.value)) {
                Some((additional, Value::Bool(false))) => {
                    let message = format!("`{}` is not a property that the schema has", member.key);
                    let mut breach = Breach::new(
                        member.key_span.clone(),
                        message,
                        additional.key_span.clone(),
                    );
                    let known = properties.into_iter().flatten();
                    let known = known.map(|known| &*known.key);
                    if let Some(meant) = self.guesses.similar(&member.key, known) {
                        breach = breach.help(format!("Is `{meant}` meant?"));
                    }
                    verdict.breaches.push(breach);
                }
                Some((_, Value::Object(additional))) => {
                    self.judge(additional, Spot::member(member), ways, verdict);
                }
                _ => {}
            }
        }
    }

    /// Whether a required property is required of a value that goes these ways.
    fn is_needed(&mut self, schema: &'s Object, name: &str, ways: Directions) -> bool {
        let own = schema
            .get("properties")
            .and_then(|all| all.get(name)?.as_object());
        let property = if let Some(own) = own {
            own
        } else {
            self.steps = self.steps.saturating_sub(MOST_PARTS);
            match self.document.property(schema, name) {
                Property::Described(property) => property,
                Property::Unknown => return false,
                Property::NotDescribed => return true,
            }
        };
        let Some(property) = self.document.dereference(property) else {
            return false;
        };
        let only_response = ways.response && !ways.request;
        let only_request = ways.request && !ways.response;
        (only_response || !is_true(property, "readOnly"))
            && (only_request || !is_true(property, "writeOnly"))
    }
}

impl Verdict {
    fn add(&mut self, other: &Self) {
        self.breaches.extend_from_slice(&other.breaches);
        self.uncertain |= other.uncertain;
    }

    /// Several parts of a schema may say the same by a reference to the same.
    fn remove_duplicates(&mut self) {
        if self.breaches.len() > 1 {
            let mut seen = std::collections::HashSet::new();
            self.breaches
                .retain(|breach| seen.insert(breach.identity()));
        }
    }
}

fn is_true(schema: &Object, keyword: &str) -> bool {
    schema.get(keyword).and_then(Node::as_bool) == Some(true)
}

/// The schemas in the array at a keyword.
fn schemas<'s>(schema: &'s Object, keyword: &str) -> impl Iterator<Item = &'s Object> {
    let schemas = schema.get(keyword).and_then(Node::as_array);
    schemas
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_object)
}
