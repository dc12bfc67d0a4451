//! Annotations that GitHub shows beside the lines of a change.

use std::io::{self, Write};

use super::Printer;
use crate::validate::report::{Report, Summary};

pub(super) struct Github;

impl Printer for Github {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            let start = report.text().location(finding.span.start);
            let end = report.text().location(finding.span.end);
            write!(
                out,
                "::{} file={},line={},col={},endLine={}",
                finding.rule.severity,
                escape_property(report.name()),
                start.line,
                start.column,
                end.line,
            )?;
            // GitHub takes an end column on the line of the start alone.
            if start.line == end.line {
                write!(out, ",endColumn={}", end.column)?;
            }
            writeln!(
                out,
                ",title={}::{}",
                escape_property(finding.rule.id),
                escape(&format!("{}\n{}", finding.message, finding.fix())),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
