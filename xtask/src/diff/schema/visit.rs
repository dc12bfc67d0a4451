//! What differs between two schemas themselves, without those inside them.

use super::{
    Finding, Pair, Step,
    alternatives::{Alternative, Alternatives},
    facet::{FACETS, Kind},
    view::View,
};
use crate::{
    diff::{
        document::Documents,
        rule::{Effect, Rule},
    },
    source::{Node, Span},
};

/// What a pair of schemas was found to hold.
#[derive(Debug)]
pub(crate) struct Visit<'d, 's> {
    pub(super) documents: Documents<'d, 's>,
    pub(super) pair: Pair<'s>,
    pub(crate) findings: Vec<Finding<'s>>,
    /// The schemas inside these two.
    pub(crate) children: Vec<(Step<'s>, Pair<'s>)>,
}

impl<'d, 's> Visit<'d, 's> {
    /// Compares two schemas.
    pub(crate) fn new(documents: Documents<'d, 's>, pair: Pair<'s>) -> Self {
        let old = View::new(documents.old, &pair.old);
        let new = View::new(documents.new, &pair.new);
        let mut visit = Self {
            documents,
            pair,
            findings: Vec::new(),
            children: Vec::new(),
        };
        if let Some((old, new)) = visit.alternatives(old, new)
            && visit.keywords(&old, &new)
        {
            visit.properties(&old, &new);
            visit.inside(Step::Items, "items", &old, &new);
            visit.inside(
                Step::AdditionalProperties,
                "additionalProperties",
                &old,
                &new,
            );
        }
        visit
    }

    /// Compares `oneOf` and `anyOf`, and returns what else there is to compare.
    fn alternatives(&mut self, old: View<'s>, new: View<'s>) -> Option<(View<'s>, View<'s>)> {
        match Alternatives::new(self.documents, old, new) {
            Alternatives::Plain(old, new) => Some((old, new)),
            Alternatives::Unrelated(old, new) => {
                let (effect, what) = match &old {
                    None => (Effect::Added, "one schema → one of several"),
                    Some(_) => (Effect::Removed, "one of several → one schema"),
                };
                let sites = (old.map(|node| &node.span), new.map(|node| &node.span));
                self.alternative(effect, what.to_owned(), sites);
                None
            }
            Alternatives::Matched { pairing, rest } => {
                for Alternative { node, label, .. } in pairing.removed {
                    let what = format!("`{label}` is no longer one of the alternatives");
                    self.alternative(Effect::Tightened, what, (Some(&node.span), None));
                }
                for Alternative { node, label, .. } in pairing.added {
                    let what = format!("`{label}` became one of the alternatives");
                    self.alternative(Effect::Loosened, what, (None, Some(&node.span)));
                }
                for (old, new) in pairing.both {
                    self.child(Step::Alternative(new.label), vec![old.node], vec![new.node]);
                }
                Some(rest)
            }
        }
    }

    fn alternative(
        &mut self,
        effect: Effect,
        what: String,
        (old, new): (Option<&'s Span>, Option<&'s Span>),
    ) {
        let facet = FACETS.iter().find(|facet| facet.kind == Kind::Alternatives);
        self.findings.extend(facet.map(|facet| Finding {
            rule: Rule::Values(self.pair.direction, facet, effect),
            what,
            old,
            new,
            step: None,
        }));
    }

    /// Compares the keywords, and returns whether what is inside can be compared too.
    fn keywords(&mut self, old: &View<'s>, new: &View<'s>) -> bool {
        let direction = self.pair.direction;
        let mut comparable = true;
        for facet in FACETS {
            for delta in facet.compare(old, new) {
                self.findings.push(Finding {
                    rule: Rule::Values(direction, facet, delta.effect),
                    what: delta.what,
                    old: delta.old.map(|node| &node.span),
                    new: delta.new.map(|node| &node.span),
                    step: None,
                });
                if facet.kind == Kind::Type {
                    comparable = false;
                    if delta.effect == Effect::Changed {
                        return false;
                    }
                }
            }
        }
        comparable
    }

    /// Notes the schemas under a keyword; one that is absent takes any value.
    fn inside(&mut self, step: Step<'s>, keyword: &str, old: &View<'s>, new: &View<'s>) {
        let schemas = |view: &View<'s>| -> Vec<&'s Node> {
            view.values(keyword)
                .filter(|node| node.as_object().is_some())
                .collect()
        };
        self.child(step, schemas(old), schemas(new));
    }

    /// Notes the schemas inside these two at `step`.
    pub(super) fn child(&mut self, step: Step<'s>, old: Vec<&'s Node>, new: Vec<&'s Node>) {
        if !(old.is_empty() && new.is_empty()) {
            let direction = self.pair.direction;
            self.children.push((
                step,
                Pair {
                    direction,
                    old,
                    new,
                },
            ));
        }
    }
}
