//! Annotations that GitHub shows beside the lines of a change, by its workflow commands.

use std::fmt;

use crate::source::Location;

/// One annotation. `Display` is the workflow command that makes it.
#[derive(Debug)]
pub(crate) struct Annotation<'a> {
    /// `error`, `warning` or `notice`.
    pub(crate) level: &'static str,
    /// The file's name.
    pub(crate) file: &'a str,
    /// Where what is meant begins and ends.
    pub(crate) start: Location,
    pub(crate) end: Location,
    pub(crate) title: String,
    pub(crate) message: String,
}

impl fmt::Display for Annotation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            level, start, end, ..
        } = self;
        write!(
            f,
            "::{level} file={},line={},col={},endLine={}",
            escape_property(self.file),
            start.line,
            start.column,
            end.line
        )?;
        // GitHub takes an end column on the line of the start alone.
        if start.line == end.line {
            write!(f, ",endColumn={}", end.column)?;
        }
        let title = escape_property(&self.title);
        write!(f, ",title={title}::{}", escape(&self.message))
    }
}

/// A text as the message of a workflow command.
pub(crate) fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text as a property of a workflow command.
pub(crate) fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
