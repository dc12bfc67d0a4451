//! SARIF 2.1.0, which code scanners exchange.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::Printer;
use crate::{
    source::Span,
    validate::{
        report::{Report, Summary},
        rule::Finding,
        rules,
    },
};

/// What a path's characters must not be in a URI reference.
const NOT_IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Default)]
pub(super) struct Sarif {
    results: Vec<Value>,
    /// The ids of the rules that the results are of.
    broken: BTreeSet<&'static str>,
}

impl Printer for Sarif {
    fn report(&mut self, report: &Report, _: &mut dyn Write) -> io::Result<()> {
        let findings = report.findings.iter();
        self.broken
            .extend(findings.clone().map(|finding| finding.rule.id));
        self.results
            .extend(findings.map(|finding| result(report, finding)));
        Ok(())
    }

    fn finish(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let rules: Vec<_> = rules::all()
            .filter(|rule| self.broken.contains(rule.id))
            .map(|rule| {
                json!({
                    "id": rule.id,
                    "shortDescription": { "text": rule.summary },
                    "fullDescription": { "text": rule.why },
                    "help": { "text": rule.fix },
                    "defaultConfiguration": { "level": rule.severity.to_string() },
                    "properties": { "tags": [rule.group.to_string()] },
                })
            })
            .collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "cargo xtask validate",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

fn result(report: &Report, finding: &Finding) -> Value {
    let related: Vec<_> = finding
        .labels
        .iter()
        .map(|label| {
            json!({
                "physicalLocation": location(report, &label.span),
                "message": { "text": label.text },
            })
        })
        .collect();
    json!({
        "ruleId": finding.rule.id,
        "level": finding.rule.severity.to_string(),
        "message": { "text": format!("{}. {}", finding.message, finding.fix()) },
        "locations": [{ "physicalLocation": location(report, &finding.span) }],
        "relatedLocations": related,
    })
}

fn location(report: &Report, span: &Span) -> Value {
    let (start, end) = (
        report.text().location(span.start),
        report.text().location(span.end),
    );
    json!({
        "artifactLocation": {
            "uri": utf8_percent_encode(report.name(), NOT_IN_PATH).to_string(),
        },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    })
}
