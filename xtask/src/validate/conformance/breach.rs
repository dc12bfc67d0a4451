//! A place where a value is not what a schema says.

use crate::{
    source::{Member, Node, Span, Value},
    validate::openapi::start_of,
};

/// A value, and the member of an object that it is the value of.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'s> {
    pub(super) node: &'s Node,
    member: Option<&'s Member>,
    /// What to call the value, where its key is not its name.
    title: Option<&'static str>,
}

impl<'s> Spot<'s> {
    /// The value of a member that is called `title`.
    pub(crate) fn titled(member: &'s Member, title: &'static str) -> Self {
        let title = Some(title);
        Self {
            title,
            ..Self::member(member)
        }
    }

    /// The value of a member.
    pub(super) fn member(member: &'s Member) -> Self {
        Self {
            node: &member.value,
            member: Some(member),
            title: None,
        }
    }

    /// An element of an array.
    pub(super) fn element(node: &'s Node) -> Self {
        Self {
            node,
            member: None,
            title: Some("the element"),
        }
    }

    /// What tells the value from every other one of its document.
    pub(super) fn address(self) -> usize {
        std::ptr::from_ref(self.node).addr()
    }

    /// Where to point when an object or an array as a whole is meant.
    pub(super) fn headline(self) -> Span {
        self.member
            .map_or_else(|| start_of(self.node), |member| member.key_span.clone())
    }

    /// Where to point when the value is meant.
    pub(super) fn value(self) -> Span {
        match self.node.value {
            Value::Array(_) | Value::Object(_) => self.headline(),
            _ if self.node.span.is_empty() => self.headline(),
            _ => self.node.span.clone(),
        }
    }

    /// What to call the value.
    pub(super) fn name(self) -> String {
        match (self.title, self.member) {
            (Some(title), _) => title.to_owned(),
            (None, Some(member)) => format!("`{}`", member.key),
            (None, None) => "the value".to_owned(),
        }
    }
}

/// A place where a value is not what a schema says.
#[derive(Clone, Debug)]
pub(crate) struct Breach {
    /// The bytes of the value that are wrong.
    pub(crate) span: Span,
    /// What is wrong with them.
    pub(crate) message: String,
    /// How to mend it.
    pub(crate) help: Option<String>,
    /// The bytes of the schema that say otherwise.
    pub(crate) demand: Span,
    /// The value, where it has another type altogether: it was not meant for this schema.
    pub(super) mistyped: Option<usize>,
}

impl Breach {
    pub(super) fn new(span: Span, message: String, demand: Span) -> Self {
        Self {
            span,
            message,
            help: None,
            demand,
            mistyped: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What tells breaches from one another: the same about the same place is one mistake, whatever demands it.
    pub(super) fn identity(&self) -> (Span, String) {
        (self.span.clone(), self.message.clone())
    }
}
