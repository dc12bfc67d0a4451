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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Template;

    proptest! {
        #[test]
        fn a_template_has_the_names_and_the_text_that_it_was_made_from(
            parts in prop::collection::vec(("[a-z/]{0,4}", "[a-z]{1,4}"), 0..4),
            end in "[a-z/]{0,4}",
        ) {
            let text = parts.iter().map(|(text, name)| format!("{text}{{{name}}}"));
            let text = text.collect::<Vec<_>>().concat() + &end;
            let shape = parts.iter().map(|(text, _)| format!("{text}{{}}"));
            let shape = shape.collect::<Vec<_>>().concat();
            let template = Template::parse(&text).unwrap();
            let names: Vec<_> = parts.iter().map(|(_, name)| &**name).collect();
            prop_assert_eq!(template.names().collect::<Vec<_>>(), names);
            prop_assert_eq!(template.shape(), shape + &end);
        }

        #[test]
        fn braces_that_do_not_pair_make_no_template(text in "[a{}]{0,6}") {
            let mut open = false;
            let pairs = text.chars().all(|character| {
                let fits = match character {
                    '{' => !open,
                    '}' => open,
                    _ => true,
                };
                open = if character == 'a' { open } else { character == '{' };
                fits
            });
            let right = pairs && !open && !text.contains("{}");
            prop_assert_eq!(Template::parse(&text).is_ok(), right);
        }
    }
}
