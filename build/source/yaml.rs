//! YAML 1.2 as JSON's values: the core schema, and what OpenAPI allows of YAML.
//!
//! A scalar that is a mapping's key is a string as it is written (`200:` is `"200"`). `<<` is a key like any other:
//! merging is of YAML 1.1. Tags other than the core schema's have no meaning in JSON, and are errors.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};

use super::{
    MAX_DEPTH, Member, Node, Object, Problem, Span, Value,
    scalar::{self, NotJson},
};

/// Reads the one document of a YAML text.
pub(crate) fn read(text: &str) -> Result<Node, Problem> {
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| describe(&error, text))?;
        let tag_span = span.tag_span().and_then(|span| span.byte_range());
        let span = span.byte_range().unwrap_or_default();
        builder.event(event, span, tag_span)?;
    }
    let nothing = "the file holds no document";
    let help = "An OpenAPI document is a mapping that starts with `openapi: 3.0.4` or the like.";
    match builder.root {
        Some(node) if !(node.span.is_empty() && matches!(node.value, Value::Null)) => Ok(node),
        _ => Err(Problem::new(0..0, nothing, help)),
    }
}

/// What a YAML document may copy by aliases, in units of [`Built::weight`]: in proportion to its text, so that a
/// short document cannot fill the memory.
const fn copying_allowance(text: &str) -> usize {
    (1 << 20) + 16 * text.len()
}

/// Makes a tree of the parser's events, with a stack of its own.
struct Builder<'t> {
    text: &'t str,
    open: Vec<Collection>,
    anchors: HashMap<usize, Built>,
    /// How much may yet be copied.
    copies: usize,
    root: Option<Node>,
}

/// A value and what copying it costs.
#[derive(Clone)]
struct Built {
    node: Node,
    /// About the bytes of memory that the value takes.
    weight: usize,
    /// How many collections are inside one another here.
    depth: usize,
}

/// An array or object whose end has not come.
struct Collection {
    start: usize,
    /// Where the last part so far ends.
    end: usize,
    anchor: usize,
    weight: usize,
    depth: usize,
    parts: Parts,
}

enum Parts {
    Elements(Vec<Node>),
    Members(Vec<Member>, Option<(String, Span)>),
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            open: Vec::new(),
            anchors: HashMap::new(),
            copies: copying_allowance(text),
            root: None,
        }
    }

    fn event(
        &mut self,
        event: Event<'_>,
        span: Span,
        tag_span: Option<Span>,
    ) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => Err(Problem::new(
                span,
                "a second document starts here",
                "An OpenAPI description is one YAML document: move the others to files of their own.",
            )),
            Event::Alias(anchor) => {
                let built = self.alias(anchor, span)?;
                self.add(built)
            }
            Event::Scalar(content, style, anchor, tag) => {
                let implicit = span.is_empty() && style == ScalarStyle::Plain;
                let span = self.trim(span);
                let content = if implicit { "" } else { content.as_ref() };
                if self.awaits_key() && tag.is_none() {
                    return self.add_scalar(Value::String(content.to_owned()), span, anchor);
                }
                let value = match tag {
                    Some(tag) => scalar::tagged(content, style, &tag),
                    None => scalar::untagged(content, style),
                };
                let value = value.map_err(|error| match error {
                    NotJson::Number => number_problem(span.clone()),
                    NotJson::Tag => tag_problem(tag_span.unwrap_or_else(|| span.clone())),
                })?;
                self.add_scalar(value, span, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                let tagged = tag.is_none_or(|tag| tag.is_yaml_core_schema_tag("seq"));
                let parts = Parts::Elements(Vec::new());
                self.open(parts, anchor, tagged, span, tag_span)
            }
            Event::MappingStart(_, anchor, tag) => {
                let tagged = tag.is_none_or(|tag| tag.is_yaml_core_schema_tag("map"));
                let parts = Parts::Members(Vec::new(), None);
                self.open(parts, anchor, tagged, span, tag_span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&span),
            _ => Ok(()),
        }
    }

    /// Whether the next value is a mapping's key.
    fn awaits_key(&self) -> bool {
        matches!(
            self.open.last().map(|collection| &collection.parts),
            Some(Parts::Members(_, None))
        )
    }

    fn open(
        &mut self,
        parts: Parts,
        anchor: usize,
        tagged: bool,
        span: Span,
        tag_span: Option<Span>,
    ) -> Result<(), Problem> {
        if !tagged {
            return Err(tag_problem(tag_span.unwrap_or(span)));
        }
        if self.awaits_key() {
            return Err(key_problem(span));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(depth_problem(span));
        }
        self.open.push(Collection {
            start: span.start,
            end: span.end,
            anchor,
            weight: size_of::<Member>(),
            depth: 0,
            parts,
        });
        Ok(())
    }

    fn close(&mut self, span: &Span) -> Result<(), Problem> {
        let Some(collection) = self.open.pop() else {
            return Ok(());
        };
        let value = match collection.parts {
            Parts::Elements(elements) => Value::Array(elements),
            Parts::Members(members, _) => Value::Object(Object::new(members, self.text)?),
        };
        // The parser has a block collection end where whatever follows it begins.
        let end = if span.is_empty() {
            collection.end
        } else {
            span.end
        };
        let span = collection.start..end;
        let built = Built {
            node: Node { span, value },
            weight: collection.weight,
            depth: collection.depth + 1,
        };
        self.remember(collection.anchor, &built)?;
        self.add(built)
    }

    fn add_scalar(&mut self, value: Value, span: Span, anchor: usize) -> Result<(), Problem> {
        let characters = if let Value::String(string) = &value {
            string.len()
        } else {
            0
        };
        let built = Built {
            node: Node { span, value },
            weight: size_of::<Member>() + characters,
            depth: 0,
        };
        self.remember(anchor, &built)?;
        self.add(built)
    }

    /// Puts a value into the collection that is open.
    fn add(&mut self, built: Built) -> Result<(), Problem> {
        let Some(collection) = self.open.last_mut() else {
            self.root = Some(built.node);
            return Ok(());
        };
        collection.end = built.node.span.end;
        collection.weight += built.weight;
        collection.depth = collection.depth.max(built.depth);
        match &mut collection.parts {
            Parts::Elements(elements) => elements.push(built.node),
            Parts::Members(members, key) => match (key.take(), built.node.value) {
                (Some((key, key_span)), value) => members.push(Member {
                    key,
                    key_span,
                    value: Node {
                        span: built.node.span,
                        value,
                    },
                }),
                (None, Value::String(string)) => *key = Some((string, built.node.span)),
                (None, _) => return Err(key_problem(built.node.span)),
            },
        }
        Ok(())
    }

    /// Keeps a copy of a value that has an anchor.
    fn remember(&mut self, anchor: usize, built: &Built) -> Result<(), Problem> {
        if anchor != 0 {
            pay(&mut self.copies, built.weight, &built.node.span)?;
            self.anchors.insert(anchor, built.clone());
        }
        Ok(())
    }

    /// A copy of the value that an alias stands for.
    fn alias(&mut self, anchor: usize, span: Span) -> Result<Built, Problem> {
        let Some(built) = self.anchors.get(&anchor) else {
            return Err(Problem::new(
                span,
                "the alias stands inside the value that it names",
                "A value that holds itself has no end. Write it out, or use `$ref`.",
            ));
        };
        if self.open.len() + built.depth > MAX_DEPTH {
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

    /// A span without the white space at its end.
    fn trim(&self, span: Span) -> Span {
        let text = self.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_ascii_end().len()
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

fn tag_problem(span: Span) -> Problem {
    Problem::new(
        span,
        "the tag does not fit the value, or has no meaning in an OpenAPI document",
        "Remove the tag: OpenAPI knows JSON's types alone.",
    )
}

fn number_problem(span: Span) -> Problem {
    Problem::new(
        span,
        "a number that JSON cannot hold",
        "Put it in quotes if it is meant as text.",
    )
}

fn key_problem(span: Span) -> Problem {
    Problem::new(
        span,
        "a key that is not a string",
        "The keys of an OpenAPI document are strings: write the key in quotes.",
    )
}

fn depth_problem(span: Span) -> Problem {
    Problem::new(
        span,
        format!("more than {MAX_DEPTH} levels of nesting"),
        "Move inner parts to `components` and refer to them by `$ref`.",
    )
}

/// A parser's error in the words of someone who writes an OpenAPI document.
fn describe(error: &ScanError, text: &str) -> Problem {
    let start = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let character = text.get(start..).and_then(|rest| rest.chars().next());
    let span = start..start + character.map_or(0, char::len_utf8);
    let kind = error.kind();
    let (message, help) = match kind {
        ErrorKind::RecursionLimitExceeded => return depth_problem(span),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => (
            "a tab where YAML wants spaces".into(),
            "Indent with spaces: YAML does not allow tabs in indentation.",
        ),
        ErrorKind::UnknownAnchor => (
            "an alias that no anchor before it defines".into(),
            "Define the anchor (`&name`) first, or put the text in quotes if `*` belongs to it.",
        ),
        ErrorKind::UnclosedQuotedScalar => (
            "a quoted string that does not end".into(),
            "Close it with the quote that it starts with.",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "an escape that YAML does not know".into(),
            "In double quotes a backslash starts an escape: double it, or use single quotes.",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "a `:` that cannot start a value here".into(),
            "Put text that holds `: ` in quotes; check that the lines above are indented alike.",
        ),
        ErrorKind::SimpleKeyExpected => (
            "a line that is neither a key nor the rest of a value".into(),
            "Write `key: value`, with a space after the colon; check the indentation.",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => (
            kind.to_string().into(),
            "Indent this line like the keys beside it.",
        ),
        ErrorKind::UnexpectedCharacter { .. } => (
            kind.to_string().into(),
            "Put text that starts with this character in quotes.",
        ),
        _ => (
            kind.to_string().into(),
            "Check the indentation, the quotes and the brackets around this place.",
        ),
    };
    let message: std::borrow::Cow<'static, str> = message;
    Problem::new(span, message, help)
}
