//! Paths that a request may fit both of.

use std::collections::HashMap;

use crate::validate::{
    openapi::{Document, Place},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const PATH_AMBIGUOUS: Rule = Rule {
    id: "path-ambiguous",
    severity: Severity::Warning,
    group: Group::Semantics,
    summary: "No request fits two paths of which neither is the more concrete.",
    why: "The specification leaves it to each tool which of the two to take: `/books/me` fits `/{entity}/me` and `/books/{id}`.",
    fix: "Change one of the paths so that a segment tells them apart.",
    check: Check::Document(path_ambiguous),
};

fn path_ambiguous(document: &Document<'_>, findings: &mut Findings) {
    let mut tree = Tree::default();
    for (item, path) in super::paths(document) {
        let segments: Vec<_> = path.split('/').skip(1).map(Segment::new).collect();
        if segments.len() > LONGEST {
            continue;
        }
        tree.steps += segments.len() * STEPS_PER_SEGMENT;
        if let Some(other) = tree.overlapping(&segments, Node::ROOT, Advantage::default()) {
            let name = other.name().unwrap_or_default();
            findings
                .add(
                    item.headline.clone(),
                    format!("a request may fit both `{path}` and `{name}`"),
                )
                .label(other.headline.clone(), "the other path");
        }
        tree.insert(&segments, item);
    }
}

/// So many steps in the tree each segment of a path pays for. Where many paths start with an expression, each may
/// overlap with each, and there will be findings enough.
const STEPS_PER_SEGMENT: usize = 64;

/// A path of more segments is not looked at.
const LONGEST: usize = 128;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Segment<'s> {
    Concrete(&'s str),
    /// One expression and nothing else.
    Expression,
}

impl<'s> Segment<'s> {
    fn new(segment: &'s str) -> Self {
        let inner = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        match inner {
            Some(name) if !name.contains(['{', '}']) => Self::Expression,
            _ => Self::Concrete(segment),
        }
    }
}

/// Which of two paths is concrete where the other has an expression.
#[derive(Clone, Copy, Default)]
struct Advantage {
    ours: bool,
    theirs: bool,
}

/// The paths, segment by segment.
struct Tree<'d, 's> {
    nodes: Vec<Node<'d, 's>>,
    /// How many steps may still be taken.
    steps: usize,
}

#[derive(Default)]
struct Node<'d, 's> {
    concrete: HashMap<&'s str, usize>,
    /// The same in the order of the document, so that the same path is always named.
    in_order: Vec<usize>,
    expression: Option<usize>,
    /// The path that ends here.
    path: Option<&'d Place<'s>>,
}

impl Node<'_, '_> {
    const ROOT: usize = 0;
}

impl Default for Tree<'_, '_> {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            steps: 0,
        }
    }
}

impl<'d, 's> Tree<'d, 's> {
    fn insert(&mut self, segments: &[Segment<'s>], path: &'d Place<'s>) {
        let mut at = Node::ROOT;
        for segment in segments {
            let new = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = match segment {
                Segment::Concrete(segment) => *node.concrete.entry(segment).or_insert_with(|| {
                    node.in_order.push(new);
                    new
                }),
                Segment::Expression => *node.expression.get_or_insert(new),
            };
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.path.get_or_insert(path);
        }
    }

    /// A path below a node that a request may fit as well as it fits these segments.
    fn overlapping(
        &mut self,
        segments: &[Segment<'s>],
        at: usize,
        advantage: Advantage,
    ) -> Option<&'d Place<'s>> {
        self.steps = self.steps.checked_sub(1)?;
        let node = self.nodes.get(at)?;
        let Some((first, rest)) = segments.split_first() else {
            return node.path.filter(|_| advantage.ours && advantage.theirs);
        };
        let expression = node.expression;
        match first {
            Segment::Concrete(segment) => {
                let same = node.concrete.get(segment).copied();
                let ours = Advantage {
                    ours: true,
                    ..advantage
                };
                same.and_then(|next| self.overlapping(rest, next, advantage))
                    .or_else(|| self.overlapping(rest, expression?, ours))
            }
            Segment::Expression => {
                let theirs = Advantage {
                    theirs: true,
                    ..advantage
                };
                for index in 0..node.in_order.len() {
                    let next = *self.nodes.get(at)?.in_order.get(index)?;
                    if let Some(found) = self.overlapping(rest, next, theirs) {
                        return Some(found);
                    }
                    if self.steps == 0 {
                        return None;
                    }
                }
                self.overlapping(rest, expression?, advantage)
            }
        }
    }
}
