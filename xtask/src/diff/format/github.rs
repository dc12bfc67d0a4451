//! Annotations that GitHub shows beside the lines of a change.
//!
//! A breaking change is a warning: it is right where the version says so. What the check finds is an error.

use std::io::{self, Write};

use super::Output;
use crate::{
    diff::{report::Obstacle, rule::Level},
    github::{Annotation, escape, escape_property},
};

pub(super) fn print(output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = output.report;
    for change in output.changes() {
        let (source, span) = report.site(change);
        let places: Vec<_> = change.places.iter().map(ToString::to_string).collect();
        let sdk = change
            .rule
            .sdk()
            .map(|(level, why)| format!("\nSDK: {level}: {why}"));
        let annotation = Annotation {
            level: match change.rule.weight() {
                Level::Breaking | Level::MaybeBreaking => "warning",
                Level::Compatible | Level::Documentation => "notice",
            },
            file: source.name(),
            start: source.location(span.start),
            end: source.location(span.end),
            title: format!("{}: {}", change.rule.level(), change.rule.id()),
            message: format!(
                "{}\n{}\n{}{}",
                change.what,
                places.join("\n"),
                change.rule.why(),
                sdk.unwrap_or_default()
            ),
        };
        writeln!(out, "{annotation}")?;
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
