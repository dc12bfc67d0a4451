//! What has an anchor, and what its aliases may cost.

use std::collections::HashMap;

use super::{
    super::{MAX_DEPTH, Node, Problem, Span},
    error::depth_problem,
};

/// A value and what copying it costs.
#[derive(Clone)]
pub(super) struct Built {
    pub(super) node: Node,
    /// About the bytes of memory that the value takes.
    pub(super) weight: usize,
    /// How many collections are inside one another here.
    pub(super) depth: usize,
}

/// The values that have anchors.
pub(super) struct Anchors {
    values: HashMap<usize, Built>,
    /// How much may yet be copied, in units of [`Built::weight`].
    copies: usize,
}

impl Anchors {
    /// For a document of this text. What may be copied is in proportion to it, so that a short document cannot fill
    /// the memory.
    pub(super) fn new(text: &str) -> Self {
        Self {
            values: HashMap::new(),
            copies: (1 << 20) + 16 * text.len(),
        }
    }

    /// Keeps a copy of a value if it has an anchor: a number other than 0.
    pub(super) fn remember(&mut self, anchor: usize, built: &Built) -> Result<(), Problem> {
        if anchor != 0 {
            pay(&mut self.copies, built.weight, &built.node.span)?;
            self.values.insert(anchor, built.clone());
        }
        Ok(())
    }

    /// A copy of the value that an alias at `span` stands for, inside so many collections.
    pub(super) fn copy(
        &mut self,
        anchor: usize,
        span: Span,
        inside: usize,
    ) -> Result<Built, Problem> {
        let Some(built) = self.values.get(&anchor) else {
            return Err(Problem::new(
                span,
                "the alias stands inside the value that it names",
                "A value that holds itself has no end. Write it out, or use `$ref`.",
            ));
        };
        if inside + built.depth > MAX_DEPTH {
            return Err(depth_problem(span));
        }
        pay(&mut self.copies, built.weight, &span)?;
        Ok(Built {
            node: Node {
                span,
                value: built.node.value.clone(),
            },
            ..*built
        })
    }
}

/// Takes what a copy costs from what may yet be copied.
fn pay(copies: &mut usize, weight: usize, span: &Span) -> Result<(), Problem> {
    *copies = copies.checked_sub(weight).ok_or_else(|| {
        Problem::new(
            span.clone(),
            "aliases make the document many times as large as its text",
            "Use `$ref` and components instead of anchors and aliases.",
        )
    })?;
    Ok(())
}
