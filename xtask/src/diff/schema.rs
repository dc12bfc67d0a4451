//! Schemas, each pair compared once in a direction, however often it is referred to and whatever it refers to.
//!
//! The pairs form a graph: what differs is found by visiting each pair, and where it shows by walking from the
//! operations to it. So cycles, depth and sharing do not make it slow.

mod alternatives;
mod constraint;
mod delta;
pub(crate) mod facet;
mod property;
mod set;
mod view;
mod visit;

use std::{
    collections::{HashMap, HashSet, VecDeque},
    fmt,
};

use crate::{
    diff::{
        change::{Changes, Place},
        document::{Document, Documents},
        rule::{Direction, Rule},
    },
    source::{Node, Span},
};
use visit::Visit;

/// Pairs of schemas to compare, and the places that have them.
#[derive(Debug, Default)]
pub(crate) struct Schemas<'s> {
    pairs: Vec<Pair<'s>>,
    known: HashMap<(Direction, Vec<*const Node>, Vec<*const Node>), usize>,
    roots: Vec<(Place, usize)>,
}

/// An old schema, and the new one in its place: each is all that its nodes say.
#[derive(Clone, Debug)]
pub(crate) struct Pair<'s> {
    pub(crate) direction: Direction,
    pub(crate) old: Vec<&'s Node>,
    pub(crate) new: Vec<&'s Node>,
}

/// What differs between two schemas themselves.
#[derive(Debug)]
pub(crate) struct Finding<'s> {
    pub(crate) rule: Rule,
    pub(crate) what: String,
    pub(crate) old: Option<&'s Span>,
    pub(crate) new: Option<&'s Span>,
    /// Where it is within the schema, if not the whole.
    pub(crate) step: Option<Step<'s>>,
}

/// How a schema leads to another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'s> {
    /// To a property.
    Property(&'s str),
    /// To the items of an array.
    Items,
    /// To the properties without a name.
    AdditionalProperties,
    /// To a member of `oneOf` or `anyOf`.
    Alternative(&'s str),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(name) => write!(f, "/{name}"),
            Self::Items => f.write_str("/[]"),
            Self::AdditionalProperties => f.write_str("/*"),
            Self::Alternative(name) => write!(f, "/({name})"),
        }
    }
}

impl<'s> Schemas<'s> {
    /// Notes that `place` had one schema and has another; without a schema, any value will do.
    pub(crate) fn add(
        &mut self,
        documents: Documents<'_, 's>,
        place: Place,
        direction: Direction,
        old: Option<&'s Node>,
        new: Option<&'s Node>,
    ) {
        let pair = self.index(
            documents,
            Pair {
                direction,
                old: old.into_iter().collect(),
                new: new.into_iter().collect(),
            },
        );
        self.roots.push((place, pair));
    }

    /// Compares all that was noted, and all that it leads to.
    pub(crate) fn finish(mut self, documents: Documents<'_, 's>, changes: &mut Changes) {
        let mut visited: Vec<Visited<'s>> = Vec::new();
        while let Some(pair) = self.pairs.get(visited.len()) {
            let Visit {
                findings, children, ..
            } = Visit::new(documents, pair.clone());
            let children = children
                .into_iter()
                .map(|(step, pair)| (step, self.index(documents, pair)))
                .collect();
            visited.push(Visited { findings, children });
        }
        let leading = leading(&visited);
        for (place, root) in &self.roots {
            walk(&visited, &leading, *root, |path, finding| {
                changes.add(
                    finding.rule,
                    place.part(path),
                    finding.what.as_str(),
                    finding.old,
                    finding.new,
                );
            });
        }
    }

    /// The number of a pair, new or known.
    fn index(&mut self, documents: Documents<'_, 's>, mut pair: Pair<'s>) -> usize {
        let identity = |document: &Document<'s>, nodes: &mut Vec<&'s Node>| -> Vec<*const Node> {
            for node in nodes.iter_mut() {
                *node = document.resolve(node);
            }
            nodes.iter().copied().map(std::ptr::from_ref).collect()
        };
        let old = identity(documents.old, &mut pair.old);
        let new = identity(documents.new, &mut pair.new);
        *self
            .known
            .entry((pair.direction, old, new))
            .or_insert_with(|| {
                self.pairs.push(pair);
                self.pairs.len() - 1
            })
    }
}

/// What a pair was found to hold.
#[derive(Debug)]
struct Visited<'s> {
    findings: Vec<Finding<'s>>,
    /// The pairs inside this one, by their number.
    children: Vec<(Step<'s>, usize)>,
}

/// Which pairs have findings, or lead to one that has.
fn leading(pairs: &[Visited<'_>]) -> HashSet<usize> {
    let mut parents: HashMap<usize, Vec<usize>> = HashMap::new();
    for (parent, pair) in pairs.iter().enumerate() {
        for (_, child) in &pair.children {
            parents.entry(*child).or_default().push(parent);
        }
    }
    let found = pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| !pair.findings.is_empty());
    let mut waiting: Vec<usize> = found.map(|(index, _)| index).collect();
    let mut leading = HashSet::new();
    while let Some(index) = waiting.pop() {
        if leading.insert(index) {
            waiting.extend(parents.remove(&index).unwrap_or_default());
        }
    }
    leading
}

/// Calls `found` with each finding that `root` leads to, and the shortest way to it.
fn walk<'p, 's>(
    pairs: &'p [Visited<'s>],
    leading: &HashSet<usize>,
    root: usize,
    mut found: impl FnMut(&Path<'_, 's>, &'p Finding<'s>),
) {
    if !leading.contains(&root) {
        return;
    }
    let mut reached = vec![Reached {
        pair: root,
        from: None,
    }];
    let mut seen = HashSet::from([root]);
    let mut next = 0;
    while let Some(pair) = reached
        .get(next)
        .and_then(|reached| pairs.get(reached.pair))
    {
        for finding in &pair.findings {
            found(
                &Path {
                    reached: &reached,
                    end: next,
                    last: finding.step,
                },
                finding,
            );
        }
        for (step, child) in &pair.children {
            if leading.contains(child) && seen.insert(*child) {
                reached.push(Reached {
                    pair: *child,
                    from: Some((next, *step)),
                });
            }
        }
        next += 1;
    }
}

/// A pair, and from where and how it was reached.
#[derive(Debug)]
struct Reached<'s> {
    pair: usize,
    from: Option<(usize, Step<'s>)>,
}

/// The way from a root to a finding.
#[derive(Debug)]
struct Path<'r, 's> {
    reached: &'r [Reached<'s>],
    end: usize,
    last: Option<Step<'s>>,
}

impl fmt::Display for Path<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// No one reads further.
        const ENOUGH: usize = 16;
        let mut steps: VecDeque<_> = self.last.iter().copied().collect();
        let mut at = self.reached.get(self.end);
        while let Some((from, step)) = at.and_then(|reached| reached.from) {
            if steps.len() == ENOUGH {
                f.write_str("/…")?;
                break;
            }
            steps.push_front(step);
            at = self.reached.get(from);
        }
        steps.iter().try_for_each(|step| step.fmt(f))
    }
}
