//! From a file to what is found in it.

use std::error::Error;

use super::{
    generation,
    openapi::Document,
    rule::{Check, Finding, Findings, Group, Rule, Severity},
    rules,
    structure::Structure,
};
use crate::{
    input,
    source::{Source, SyntaxError, Text},
};

/// What was found in a file.
pub(crate) struct Report {
    input: Result<Source, SyntaxError>,
    /// In the order of their places.
    pub(crate) findings: Vec<Finding>,
}

impl Report {
    /// What to call the file.
    pub(crate) fn name(&self) -> &str {
        match &self.input {
            Ok(source) => source.name(),
            Err(error) => &error.name,
        }
    }

    /// The file's text, which the findings' spans point into.
    pub(crate) fn text(&self) -> &Text {
        match &self.input {
            Ok(source) => source.lines(),
            Err(error) => &error.text,
        }
    }

    /// How many findings are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.rule.severity == severity)
            .count()
    }
}

/// What was found in all files.
pub(crate) struct Summary {
    /// How many files were looked at.
    pub(crate) files: usize,
    /// How many errors they have.
    pub(crate) errors: usize,
    /// How many warnings they have.
    pub(crate) warnings: usize,
    deny_warnings: bool,
}

impl Summary {
    /// Before any file has been looked at.
    pub(crate) fn new(deny_warnings: bool) -> Self {
        Self {
            files: 0,
            errors: 0,
            warnings: 0,
            deny_warnings,
        }
    }

    /// Whether what was found is too much.
    pub(crate) fn failed(&self) -> bool {
        self.errors > 0 || self.deny_warnings && self.warnings > 0
    }

    /// Counts in what was found in one more file.
    pub(crate) fn add(&mut self, report: &Report) {
        self.files += 1;
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
    }
}

/// The rules, ready to be run over many files.
pub(crate) struct Inspector {
    rules: Vec<&'static Rule>,
    structure: Structure,
}

impl Inspector {
    /// Makes ready the rules of these ids, or all, where there is none. Whether a file is a document is always asked.
    pub(crate) fn new(ids: &[String]) -> Result<Self, Box<dyn Error>> {
        let rules: Vec<_> = rules::all()
            .filter(|rule| {
                ids.is_empty()
                    || matches!(rule.check, Check::Reader | Check::Source(_))
                    || ids.iter().any(|id| id == rule.id)
            })
            .collect();
        let structure = Structure::new(&rules)?;
        Ok(Self { rules, structure })
    }

    /// Finds everything that is wrong with a file; with `generation`, also what keeps it from becoming the SDK's code.
    pub(crate) fn inspect(&self, name: &str, bytes: Vec<u8>, generation: bool) -> Report {
        let input = input::parse(name, bytes);
        let mut findings = match &input {
            Ok(source) => self.findings(source, generation),
            Err(error) => self.syntax_error(error),
        };
        findings.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.span.start, finding.rule.id, finding.span.end);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        // What an alias stands for is looked at wherever it is used, and is wrong in one place all the same.
        findings
            .dedup_by(|a, b| a.rule.id == b.rule.id && a.span == b.span && a.message == b.message);
        Report { input, findings }
    }

    fn findings(&self, source: &Source, generation: bool) -> Vec<Finding> {
        let first = self.run(|rule, findings| {
            if let Check::Source(check) = rule.check {
                check(source, findings);
            }
        });
        if !first.is_empty() {
            return first;
        }
        let document = Document::new(source);
        let mut found = self.structure.check(source);
        found.extend(self.run(|rule, findings| {
            if let Check::Document(check) = rule.check
                && (generation || rule.group != Group::Generation)
            {
                check(&document, findings);
            }
        }));
        if generation {
            found.extend(generation::check(source, &self.rules, &found));
        }
        found
    }

    fn syntax_error(&self, error: &SyntaxError) -> Vec<Finding> {
        self.run(|rule, findings| {
            if let Check::Reader = rule.check {
                let finding = findings.add(error.span.clone(), &*error.message);
                if !error.help.is_empty() {
                    finding.help(&*error.help);
                }
            }
        })
    }

    fn run(&self, mut check: impl FnMut(&Rule, &mut Findings)) -> Vec<Finding> {
        let rules = self.rules.iter();
        rules
            .flat_map(|rule| {
                let mut findings = Findings::of(rule);
                check(rule, &mut findings);
                findings.into_vec()
            })
            .collect()
    }
}
