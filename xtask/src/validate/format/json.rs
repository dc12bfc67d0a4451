//! One JSON document. Its shape is what the types here say; fields may be added, and none is taken away or changes
//! its meaning while `version` stays the same.

use std::io::{self, Write};

use serde::Serialize;

use super::Printer;
use crate::{
    source::{Span, Text},
    validate::{
        report::{Report, Summary},
        rule::Finding,
    },
};

#[derive(Default)]
pub(super) struct Json {
    files: Vec<File>,
}

#[derive(Serialize)]
struct Output<'f> {
    version: u32,
    files: &'f [File],
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct File {
    file: String,
    findings: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    severity: String,
    group: String,
    message: String,
    why: &'static str,
    fix: String,
    #[serde(flatten)]
    place: Place,
    labels: Vec<Label>,
}

#[derive(Serialize)]
struct Label {
    message: String,
    #[serde(flatten)]
    place: Place,
}

/// Lines and columns count from 1, and columns count characters; the end is the first that is no longer meant.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Place {
    fn new(text: &Text, span: &Span) -> Self {
        let (start, end) = (text.location(span.start), text.location(span.end));
        Self {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl Entry {
    fn new(text: &Text, finding: &Finding) -> Self {
        let labels = finding.labels.iter();
        Self {
            rule: finding.rule.id,
            severity: finding.rule.severity.to_string(),
            group: finding.rule.group.to_string(),
            message: finding.message.clone(),
            why: finding.rule.why,
            fix: finding.fix().to_owned(),
            place: Place::new(text, &finding.span),
            labels: labels
                .map(|label| Label {
                    message: label.text.clone(),
                    place: Place::new(text, &label.span),
                })
                .collect(),
        }
    }
}

impl Printer for Json {
    fn report(&mut self, report: &Report, _: &mut dyn Write) -> io::Result<()> {
        let findings = report.findings.iter();
        self.files.push(File {
            file: report.name().to_owned(),
            findings: findings
                .map(|finding| Entry::new(report.text(), finding))
                .collect(),
        });
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let output = Output {
            version: 1,
            files: &self.files,
            errors: summary.errors,
            warnings: summary.warnings,
        };
        serde_json::to_writer_pretty(&mut *out, &output)?;
        writeln!(out)
    }
}
