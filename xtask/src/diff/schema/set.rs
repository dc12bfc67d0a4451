//! Keywords that list what there is: which of it is gone, and which is new.

use std::collections::HashSet;

use super::{delta::Delta, facet::Facet, view::View};
use crate::{
    diff::{
        document::{canonical, shown},
        rule::Effect::{Added, Loosened, Removed, Tightened},
    },
    source::Node,
};

impl Facet {
    /// Compares what the keyword lists in one schema and in another.
    pub(super) fn compare_sets<'s>(
        &self,
        old: &View<'s>,
        new: &View<'s>,
        list: fn(&View<'s>, &str) -> Option<Set<'s>>,
    ) -> Vec<Delta<'s>> {
        let keyword = self.keyword;
        let delta = |effect, what: &str, elements: &[&Element<'s>], old, new| Delta {
            effect,
            what: format!("`{keyword}` {what} {}", listed(elements)),
            old,
            new,
        };
        match (list(old, keyword), list(new, keyword)) {
            (None, None) => Vec::new(),
            (None, Some(new)) => {
                let elements: Vec<_> = new.elements.iter().collect();
                vec![delta(Added, "was added:", &elements, None, Some(new.node))]
            }
            (Some(old), None) => {
                let elements: Vec<_> = old.elements.iter().collect();
                vec![delta(
                    Removed,
                    "was removed:",
                    &elements,
                    Some(old.node),
                    None,
                )]
            }
            (Some(old), Some(new)) => {
                let (gone, fresh) = (old.without(&new), new.without(&old));
                let tightened = gone
                    .first()
                    .map(|first| delta(Tightened, "lost", &gone, Some(first.node), Some(new.node)));
                let loosened = fresh.first().map(|first| {
                    delta(Loosened, "gained", &fresh, Some(old.node), Some(first.node))
                });
                tightened.into_iter().chain(loosened).collect()
            }
        }
    }
}

/// The values that a keyword lists.
#[derive(Debug)]
pub(super) struct Set<'s> {
    node: &'s Node,
    elements: Vec<Element<'s>>,
}

#[derive(Debug)]
struct Element<'s> {
    node: &'s Node,
    /// The value, equal for equal values.
    value: String,
    /// The value for a reader.
    text: String,
}

impl<'s> Set<'s> {
    /// The elements that `other` does not have.
    fn without(&self, other: &Self) -> Vec<&Element<'s>> {
        let others: HashSet<_> = other
            .elements
            .iter()
            .map(|element| &element.value)
            .collect();
        let missing = |element: &&Element<'s>| !others.contains(&element.value);
        self.elements.iter().filter(missing).collect()
    }
}

/// The values that an `enum` lists; with several of them, those that all list.
pub(super) fn enumerated<'s>(view: &View<'s>, keyword: &str) -> Option<Set<'s>> {
    let sets = view.values(keyword).filter_map(|node| {
        let elements = node.as_array()?.iter().map(|node| Element {
            node,
            value: canonical(node),
            text: shown(node),
        });
        Some(Set {
            node,
            elements: elements.collect(),
        })
    });
    sets.reduce(|first, second| {
        let others: HashSet<_> = second
            .elements
            .into_iter()
            .map(|element| element.value)
            .collect();
        let mut elements = first.elements;
        elements.retain(|element| others.contains(&element.value));
        Set { elements, ..first }
    })
}

/// The members of an object, each a key and its value.
pub(super) fn mapped<'s>(view: &View<'s>, keyword: &str) -> Option<Set<'s>> {
    let node = view.values(keyword).next()?;
    let elements = node.as_object()?.iter().map(|member| Element {
        node: &member.value,
        value: format!("{}: {}", member.key, canonical(&member.value)),
        text: format!("{}: {}", member.key, shown(&member.value)),
    });
    Some(Set {
        node,
        elements: elements.collect(),
    })
}

/// Some of the elements in words.
fn listed(elements: &[&Element<'_>]) -> String {
    const ENOUGH: usize = 6;
    let some = elements.iter().take(ENOUGH);
    let texts: Vec<_> = some.map(|element| format!("`{}`", element.text)).collect();
    match elements.len().saturating_sub(ENOUGH) {
        0 => texts.join(", "),
        more => format!("{} and {more} more", texts.join(", ")),
    }
}
