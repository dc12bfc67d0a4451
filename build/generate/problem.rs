//! What stands in the way of generating code.

use std::fmt;

use crate::source::{Source, Span};

/// Defines [`Rule`], so that no rule is without its name or missing from [`Rule::ALL`].
macro_rules! rules {
    ($($rule:ident = $id:literal,)+) => {
        /// What a document must keep to become code, by the name that `cargo xtask validate` explains it under.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Rule {
            $(#[doc = concat!("`", $id, "`")] $rule,)+
        }

        impl Rule {
            /// Every rule.
            #[allow(dead_code, reason = "`cargo xtask` alone lists them")]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$rule,)+];

            /// The rule's name.
            pub(crate) const fn id(self) -> &'static str {
                match self {
                    $(Self::$rule => $id,)+
                }
            }
        }
    };
}

rules! {
    OpenapiVersion = "openapi-version",
    OperationIdUnique = "operation-id-unique",
    RefCycle = "ref-cycle",
    RefUnresolved = "ref-unresolved",
    SecurityUndefined = "security-undefined",
    ErrorBody = "generation-error-body",
    ErrorName = "generation-error-name",
    ExternalRef = "generation-external-ref",
    MediaType = "generation-media-type",
    NoOperation = "generation-no-operation",
    NoServer = "generation-no-server",
    NoSuccess = "generation-no-success",
    OperationId = "generation-operation-id",
    OwnServers = "generation-own-servers",
    PathItemRef = "generation-path-item-ref",
    SchemaLoop = "generation-schema-loop",
    Security = "generation-security",
    ServerName = "generation-server-name",
    ServerUrl = "generation-server-url",
    Status = "generation-status",
    SuccessesDiffer = "generation-successes-differ",
    Unsupported = "generation-unsupported",
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One reason why the document cannot become code: which rule, where, what is wrong, what to do.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The rule that the document breaks.
    pub(crate) rule: Rule,
    /// The bytes of the document that are to blame.
    pub(crate) span: Span,
    /// What is wrong and why it matters.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn new(
        rule: Rule,
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
