//! Keywords that ask something of values: does the new one let fewer through, or more?

use std::cmp::Ordering;

use serde_json::Number;

use super::{
    delta::Delta,
    facet::{Facet, Kind},
    view::View,
};
use crate::{
    diff::{
        document::{canonical, is_true, shown},
        rule::Effect::{self, Added, Changed, Loosened, Removed, Tightened},
    },
    source::Node,
};

impl Facet {
    /// Compares what the keyword asks of values in one schema and in another.
    pub(super) fn compare_constraints<'s>(
        &self,
        old: &View<'s>,
        new: &View<'s>,
    ) -> Option<Delta<'s>> {
        let (old, new) = (self.constraint(old), self.constraint(new));
        let effect = match (&old, &new) {
            (None, None) => return None,
            (None, Some(_)) => Added,
            (Some(_), None) => Removed,
            (Some(old), Some(new)) => self.relation(old, new)?,
        };
        let (effect, absent) = match self.kind {
            Kind::Flag { default, strict } => {
                let stricter = (effect == Added) == (default != strict);
                let effect = if stricter { Tightened } else { Loosened };
                (effect, default.to_string())
            }
            _ => (effect, "none".to_owned()),
        };
        let text = |constraint: Option<&Constraint<'s>>| {
            constraint.map_or_else(|| absent.clone(), |constraint| constraint.text.clone())
        };
        let (before, after) = (text(old.as_ref()), text(new.as_ref()));
        Some(Delta {
            effect,
            what: format!("`{}`: {before} → {after}", self.keyword),
            old: old.map(|constraint| constraint.node),
            new: new.map(|constraint| constraint.node),
        })
    }

    /// What a schema asks of values by this keyword.
    fn constraint<'s>(&self, view: &View<'s>) -> Option<Constraint<'s>> {
        let mut values = view.values(self.keyword);
        match self.kind {
            Kind::Type => {
                let (node, kind) = view.kind()?;
                let text = kind.to_owned();
                Some(Constraint {
                    text,
                    ..node.into()
                })
            }
            Kind::Upper(exclusive) | Kind::Lower(exclusive) => {
                let limits = view.parts().filter_map(|part| {
                    let node = part.get(self.keyword)?;
                    node.as_number()?;
                    let excluded = exclusive.is_some_and(|keyword| is_true(part, keyword));
                    Some(Constraint::from(node).excluded(excluded))
                });
                limits.max_by(|a, b| self.strictness(a, b))
            }
            Kind::Flag { default, .. } => {
                let value = values.find(|value| value.as_bool() == Some(!default));
                value.map(Constraint::from)
            }
            Kind::Mark => {
                let value = values.find(|value| value.as_bool() == Some(true));
                value.map(Constraint::from)
            }
            _ => {
                let mut constraints: Vec<Constraint<'_>> = values.map(Into::into).collect();
                constraints.sort_by(|a, b| a.value.cmp(&b.value));
                constraints.dedup_by(|a, b| a.value == b.value);
                constraints
                    .into_iter()
                    .reduce(|all, constraint| all.and(&constraint))
            }
        }
    }

    /// What became of a constraint that both schemas have.
    fn relation(&self, old: &Constraint<'_>, new: &Constraint<'_>) -> Option<Effect> {
        match self.kind {
            Kind::Type => included(&old.text, &new.text, &[("integer", "number")]),
            Kind::Format => {
                let inclusions = &[("int32", "int64"), ("float", "double")];
                included(old.node.as_str()?, new.node.as_str()?, inclusions)
            }
            Kind::Upper(_) | Kind::Lower(_) => match self.strictness(old, new) {
                Ordering::Less => Some(Tightened),
                Ordering::Equal => None,
                Ordering::Greater => Some(Loosened),
            },
            Kind::Multiple => {
                let [old, new] = [old, new].map(|constraint| constraint.node.as_number());
                let (old, new) = (old?.as_f64()?, new?.as_f64()?);
                match (is_multiple(new, old), is_multiple(old, new)) {
                    (true, true) => None,
                    (true, false) => Some(Tightened),
                    (false, true) => Some(Loosened),
                    (false, false) => Some(Changed),
                }
            }
            Kind::Same => (old.value != new.value).then_some(Changed),
            _ => None,
        }
    }

    /// Which of two limits lets fewer values through.
    fn strictness(&self, a: &Constraint<'_>, b: &Constraint<'_>) -> Ordering {
        let limits = (a.node.as_number(), b.node.as_number());
        let (Some(first), Some(second)) = limits else {
            return Ordering::Equal;
        };
        let order = compare_numbers(first, second);
        match self.kind {
            Kind::Upper(_) => order.reverse(),
            _ => order,
        }
        .then(a.excluded.cmp(&b.excluded))
    }
}

/// What a keyword asks of values.
#[derive(Debug)]
struct Constraint<'s> {
    node: &'s Node,
    /// The keyword's value, equal for equal values.
    value: String,
    /// The keyword's value for a reader.
    text: String,
    /// Whether a limit is itself excluded.
    excluded: bool,
}

impl<'s> From<&'s Node> for Constraint<'s> {
    fn from(node: &'s Node) -> Self {
        Self {
            node,
            value: canonical(node),
            text: shown(node),
            excluded: false,
        }
    }
}

impl Constraint<'_> {
    fn excluded(self, excluded: bool) -> Self {
        let text = if excluded {
            format!("{} (exclusive)", self.text)
        } else {
            self.text
        };
        Self {
            text,
            excluded,
            ..self
        }
    }

    /// What two schemas ask together.
    fn and(self, other: &Self) -> Self {
        Self {
            value: format!("{}, {}", self.value, other.value),
            text: format!("{} and {}", self.text, other.text),
            ..self
        }
    }
}

/// What became of a word some of which include others.
fn included(old: &str, new: &str, inclusions: &[(&str, &str)]) -> Option<Effect> {
    if old == new {
        None
    } else if inclusions.contains(&(new, old)) {
        Some(Tightened)
    } else if inclusions.contains(&(old, new)) {
        Some(Loosened)
    } else {
        Some(Changed)
    }
}

/// Integers exactly, other numbers as what they are nearest to.
fn compare_numbers(a: &Number, b: &Number) -> Ordering {
    match (a.as_i128(), b.as_i128(), a.as_f64(), b.as_f64()) {
        (Some(a), Some(b), ..) => a.cmp(&b),
        (.., Some(a), Some(b)) => a.total_cmp(&b),
        _ => Ordering::Equal,
    }
}

fn is_multiple(number: f64, of: f64) -> bool {
    let quotient = number / of;
    (quotient - quotient.round()).abs() < 1e-9
}
