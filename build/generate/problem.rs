//! What stands in the way of generating code.

use crate::source::{Source, Span};

/// One reason why the document cannot become code: which rule, where, what is wrong, what to do.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The rule that the document breaks, by the name that `cargo xtask validate` has for it.
    pub(crate) rule: &'static str,
    /// The bytes of the document that are to blame.
    pub(crate) span: Span,
    /// What is wrong and why it matters.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn new(
        rule: &'static str,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            span: span.clone(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// `file:line:column: what is wrong [rule]`, and below it what to do.
    pub(crate) fn render(&self, source: &Source) -> String {
        format!(
            "{}:{}: {} [{}]\n  {}",
            source.name(),
            source.location(self.span.start),
            self.message,
            self.rule,
            self.help
        )
    }
}
