//! What a rule is, and what it finds.

use std::fmt;

use super::openapi::Document;
use crate::source::{Source, Span};

/// A rule: all that is known about it, in one place.
pub(crate) struct Rule {
    /// The name that it is known by, in kebab case.
    pub(crate) id: &'static str,
    /// How bad it is to break it.
    pub(crate) severity: Severity,
    /// What the rule is about.
    pub(crate) group: Group,
    /// What the rule demands, in one line.
    pub(crate) summary: &'static str,
    /// What goes wrong where it is broken: one or two sentences.
    pub(crate) why: &'static str,
    /// How to mend it: one or two sentences.
    pub(crate) fix: &'static str,
    /// How it is found out.
    pub(crate) check: Check,
}

/// How a rule is found to be broken.
pub(crate) enum Check {
    /// The file cannot be read: the reader says so.
    Reader,
    /// Looks at a file that could be read; what it finds leaves nothing more to look at.
    Source(fn(&Source, &mut Findings)),
    /// These keywords of the JSON Schema of OpenAPI fail.
    Schema(&'static [&'static str]),
    /// Looks at the OpenAPI objects.
    Document(fn(&Document<'_>, &mut Findings)),
    /// No code can be generated: the generator of build.rs says so.
    Generator,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    /// The document is not what OpenAPI 3.0 says.
    Error,
    /// The document is right, and could be better.
    Warning,
}

impl Severity {
    /// Its name.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The file's syntax, and whether it is an OpenAPI 3.0 document at all.
    Syntax,
    /// What each object may hold.
    Structure,
    /// `$ref`.
    References,
    /// What the specification says beyond the structure.
    Semantics,
    /// What the SDK's code can be generated from. A document may break it and be right: it is for this project's alone.
    Generation,
    /// What makes a description good.
    Craft,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "syntax",
            Self::Structure => "structure",
            Self::References => "references",
            Self::Semantics => "semantics",
            Self::Generation => "generation",
            Self::Craft => "craft",
        })
    }
}

/// One breach of a rule.
pub(crate) struct Finding {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// The bytes that are wrong.
    pub(crate) span: Span,
    /// What is wrong here.
    pub(crate) message: String,
    /// Other places that have to do with it.
    pub(crate) labels: Vec<Label>,
    /// How to mend this very breach, where more can be said than the rule's `fix`.
    pub(crate) help: Option<String>,
}

/// Another place that has to do with a finding.
pub(crate) struct Label {
    /// The bytes.
    pub(crate) span: Span,
    /// What they have to do with it.
    pub(crate) text: String,
}

impl Finding {
    /// Points at another place.
    pub(crate) fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        self.labels.push(Label { span, text });
        self
    }

    /// Says how to mend this very breach.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// How to mend it.
    pub(crate) fn fix(&self) -> &str {
        self.help.as_deref().unwrap_or(self.rule.fix)
    }
}

/// Where a rule puts what it finds.
pub(crate) struct Findings {
    rule: &'static Rule,
    all: Vec<Finding>,
}

impl Findings {
    /// For what `rule` finds.
    pub(super) fn of(rule: &'static Rule) -> Self {
        let all = Vec::new();
        Self { rule, all }
    }

    /// Adds a breach at `span`; `message` says what is wrong there.
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.all.push_mut(Finding {
            rule: self.rule,
            span,
            message: message.into(),
            labels: Vec::new(),
            help: None,
        })
    }

    /// What was found.
    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.all
    }
}
