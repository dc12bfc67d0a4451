//! Templates with expressions in braces: paths and servers' URLs.

use std::fmt;

/// A text with expressions in it: `/pets/{petId}`.
pub(crate) struct Template<'s> {
    parts: Vec<Part<'s>>,
}

enum Part<'s> {
    Text(&'s str),
    Expression(&'s str),
}

/// How a text is no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    NotOpened,
    NotClosed,
    Nested,
    Empty,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOpened => "has a `}` without a `{` before it",
            Self::NotClosed => "has a `{` without a `}` after it",
            Self::Nested => "has a `{` within braces",
            Self::Empty => "has nothing between `{` and `}`",
        })
    }
}

impl<'s> Template<'s> {
    /// Reads a template.
    pub(crate) fn parse(text: &'s str) -> Result<Self, Problem> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or(Problem::NotClosed)?;
            if before.contains('}') {
                return Err(Problem::NotOpened);
            }
            if name.contains('{') {
                return Err(Problem::Nested);
            }
            if name.is_empty() {
                return Err(Problem::Empty);
            }
            parts.extend([Part::Text(before), Part::Expression(name)]);
            rest = after;
        }
        if rest.contains('}') {
            return Err(Problem::NotOpened);
        }
        parts.push(Part::Text(rest));
        Ok(Self { parts })
    }

    /// The names in its expressions, in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Expression(name) => Some(*name),
            Part::Text(_) => None,
        })
    }

    /// The text without those names.
    pub(crate) fn shape(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Expression(_) => "{}",
            Part::Text(text) => text,
        });
        parts.collect()
    }
}
