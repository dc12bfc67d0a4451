//! A document as read from its file: a tree of values in which every value and every key knows its bytes.
//!
//! `build.rs` and `cargo xtask` share this file and those in `source/`, so that a mistake is reported at the same
//! place by both. They depend on `granit-parser`, `serde_json` and the standard library alone.
#![allow(
    dead_code,
    reason = "two programs include this file, and neither uses all of it"
)]

#[path = "source/node.rs"]
mod node;
#[path = "source/scalar.rs"]
mod scalar;
#[path = "source/yaml.rs"]
mod yaml;

use std::{borrow::Cow, fmt};

pub(crate) use node::{Member, Node, Object, Value};

/// A place in a document's text: a range of bytes.
pub(crate) type Span = std::ops::Range<usize>;

/// How deep arrays and objects may nest: `serde_json`'s own limit, and shallow enough that code which recurses over
/// a document cannot overflow its stack.
pub(crate) const MAX_DEPTH: usize = 128;

/// A document: its text, and the tree that was read from it.
#[derive(Debug)]
pub(crate) struct Source {
    name: String,
    text: Text,
    root: Node,
}

impl Source {
    /// Reads a YAML document. `name` is what messages call the file.
    pub(crate) fn parse(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SyntaxError> {
        Self::read(name, bytes, yaml::read)
    }

    /// Decodes `bytes` and hands the text to `reader`, which turns a format's syntax into a tree.
    pub(crate) fn read(
        name: impl Into<String>,
        bytes: Vec<u8>,
        reader: impl FnOnce(&str) -> Result<Node, Problem>,
    ) -> Result<Self, SyntaxError> {
        let name = name.into();
        let text = match decode(bytes) {
            Ok(text) => text,
            Err((text, problem)) => return Err(SyntaxError::new(name, text, problem)),
        };
        match reader(&text) {
            Ok(root) => Ok(Self {
                name,
                text: Text::new(text),
                root,
            }),
            Err(problem) => Err(SyntaxError::new(name, text, problem)),
        }
    }

    /// What messages call the file.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text that spans point into: the file's, without a byte order mark.
    pub(crate) fn text(&self) -> &str {
        &self.text.content
    }

    /// The document's root value.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// The text with its lines.
    pub(crate) fn lines(&self) -> &Text {
        &self.text
    }

    /// The line and column of a byte.
    pub(crate) fn location(&self, offset: usize) -> Location {
        self.text.location(offset)
    }
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1.
    pub(crate) column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What a reader found wrong, and where; [`SyntaxError`] adds the file.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The bytes that are wrong.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: Cow<'static, str>,
    /// What to do about it.
    pub(crate) help: Cow<'static, str>,
}

impl Problem {
    /// A problem at `span`.
    pub(crate) fn new(
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            span,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// A file that could not be read as a document.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    /// What messages call the file.
    pub(crate) name: String,
    /// Where the error is.
    pub(crate) location: Location,
    /// The bytes of [`text`](Self::text) that are wrong.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: Box<str>,
    /// What to do about it.
    pub(crate) help: Box<str>,
    /// The file's text, to quote from; what is not UTF-8 in it is replaced.
    pub(crate) text: Box<Text>,
}

impl SyntaxError {
    fn new(name: String, text: String, problem: Problem) -> Self {
        let text = Text::new(text);
        Self {
            name,
            location: text.location(problem.span.start),
            span: problem.span,
            message: problem.message.into(),
            help: problem.help.into(),
            text: Box::new(text),
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            location,
            message,
            help,
            ..
        } = self;
        write!(f, "{name}:{location}: {message}\n  {help}")
    }
}

impl std::error::Error for SyntaxError {}

/// A text with what it takes to turn an offset into a line and column without reading the text from its start,
/// however long its lines are.
#[derive(Debug)]
pub(crate) struct Text {
    content: String,
    /// Where each line starts.
    lines: Vec<usize>,
    /// How many characters start before each block of [`BLOCK`] bytes.
    characters: Vec<usize>,
}

/// How many bytes lie between two entries of [`Text::characters`].
const BLOCK: usize = 1024;

impl Text {
    fn new(content: String) -> Self {
        let newlines = content
            .bytes()
            .enumerate()
            .filter(|&(_, byte)| byte == b'\n');
        let lines = std::iter::once(0)
            .chain(newlines.map(|(offset, _)| offset + 1))
            .collect();
        let mut before = 0;
        let characters = content
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let start = before;
                before += count_characters(block);
                start
            })
            .collect();
        Self {
            content,
            lines,
            characters,
        }
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.content
    }

    /// The bytes of the line that a byte is on, without what ends the line.
    pub(crate) fn line(&self, offset: usize) -> Span {
        let next = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines.get(next.saturating_sub(1)).copied().unwrap_or(0);
        let end = self.lines.get(next).copied().unwrap_or(self.content.len());
        let line = self.content.get(start..end).unwrap_or_default();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }

    /// The line and column of a byte.
    pub(crate) fn location(&self, offset: usize) -> Location {
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Location {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.content.len());
        let block = (offset / BLOCK).min(self.characters.len().saturating_sub(1));
        let counted = self.characters.get(block).copied().unwrap_or(0);
        let rest = self.content.as_bytes().get(block * BLOCK..offset);
        counted + rest.map_or(0, count_characters)
    }
}

/// Counts the bytes that start a character.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// The text of a file that holds UTF-8, without a byte order mark.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, Problem)> {
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let message = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            "the file is UTF-16, not UTF-8".into()
        } else {
            let byte = bytes.get(offset).copied().unwrap_or_default();
            format!("the file is not UTF-8: the byte 0x{byte:02X} cannot stand here")
        };
        let problem = Problem::new(
            offset..offset + char::REPLACEMENT_CHARACTER.len_utf8(),
            message,
            "Save the file as UTF-8, the encoding that OpenAPI documents are exchanged in.",
        );
        (String::from_utf8_lossy(bytes).into_owned(), problem)
    })
}
