//! Annotations that GitHub shows beside the lines of a change.
//!
//! A breaking change is a warning: it is right where the version says so. What the check finds is an error.

use std::io::{self, Write};

use super::Output;
use crate::diff::{report::Obstacle, rule::Level};

pub(super) fn print(output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = output.report;
    for change in output.changes() {
        let (source, span) = report.site(change);
        let (start, end) = (source.location(span.start), source.location(span.end));
        let command = match change.rule.weight() {
            Level::Breaking | Level::MaybeBreaking => "warning",
            Level::Compatible | Level::Documentation => "notice",
        };
        write!(
            out,
            "::{command} file={},line={},col={},endLine={}",
            escape_property(source.name()),
            start.line,
            start.column,
            end.line
        )?;
        // GitHub takes an end column on the line of the start alone.
        if start.line == end.line {
            write!(out, ",endColumn={}", end.column)?;
        }
        let places: Vec<_> = change.places.iter().map(ToString::to_string).collect();
        let sdk = change
            .rule
            .sdk()
            .map(|(level, why)| format!("\nSDK: {level}: {why}"));
        writeln!(
            out,
            ",title={}::{}",
            escape_property(&format!("{}: {}", change.rule.level(), change.rule.id())),
            escape(&format!(
                "{}\n{}\n{}{}",
                change.what,
                places.join("\n"),
                change.rule.why(),
                sdk.unwrap_or_default()
            ))
        )?;
    }
    let version = report.versions.span.as_ref().map_or(0, |span| span.start);
    let line = report.new.location(version).line;
    let file = escape_property(report.new.name());
    let command = match output.obstacles {
        Some([]) | None => "notice",
        Some(_) => "error",
    };
    for Obstacle { message, help } in output.obstacles.unwrap_or_default() {
        let message = escape(&format!("{message}\n{help}"));
        writeln!(out, "::{command} file={file},line={line}::{message}")?;
    }
    if command == "notice" {
        let message = escape(&format!("version {}", report.versions));
        writeln!(out, "::{command} file={file},line={line}::{message}")?;
    }
    Ok(())
}

fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
