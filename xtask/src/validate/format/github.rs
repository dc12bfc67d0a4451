//! Annotations of a GitHub workflow.

use std::io::{self, Write};

use super::Printer;
use crate::{
    github::Annotation,
    validate::report::{Report, Summary},
};

pub(super) struct Github;

impl Printer for Github {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            let annotation = Annotation {
                level: finding.rule.severity.as_str(),
                file: report.name(),
                start: report.text().location(finding.span.start),
                end: report.text().location(finding.span.end),
                title: finding.rule.id.to_owned(),
                message: format!("{}\n{}", finding.message, finding.fix()),
            };
            writeln!(out, "{annotation}")?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
