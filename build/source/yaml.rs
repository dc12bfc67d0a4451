//! YAML 1.2 as JSON's values: the core schema, and what OpenAPI allows of YAML.
//!
//! A scalar that is a mapping's key is a string as it is written (`200:` is `"200"`). `<<` is a key like any other:
//! merging is of YAML 1.1. Tags other than the core schema's have no meaning in JSON, and are errors.

#[path = "yaml/anchors.rs"]
mod anchors;
#[path = "yaml/error.rs"]
mod error;

use granit_parser::{Event, Parser, ScalarStyle};

use super::{
    MAX_DEPTH, Member, Node, Object, Problem, Span, Value,
    scalar::{self, NotJson},
};
use anchors::{Anchors, Built};
use error::{depth_problem, describe, key_problem, number_problem, tag_problem};

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

/// Makes a tree of the parser's events, with a stack of its own.
struct Builder<'t> {
    text: &'t str,
    open: Vec<Collection>,
    anchors: Anchors,
    root: Option<Node>,
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
            anchors: Anchors::new(text),
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
                let built = self.anchors.copy(anchor, span, self.open.len())?;
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
        self.anchors.remember(collection.anchor, &built)?;
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
        self.anchors.remember(anchor, &built)?;
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

    /// A span without the white space at its end.
    fn trim(&self, span: Span) -> Span {
        let text = self.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_ascii_end().len()
    }
}
