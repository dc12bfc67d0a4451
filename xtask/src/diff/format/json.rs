//! One JSON document. Its shape is what the types here say; fields may be added, and none is taken away or changes
//! its meaning while `version` stays the same.

use std::io::{self, Write};

use serde::Serialize;

use super::Output;
use crate::{
    diff::{
        change::Change,
        report::{Obstacle, Report},
        rule::Level,
        version::Verdict,
    },
    source::{Source, Span},
};

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    old: &'r str,
    new: &'r str,
    changes: Vec<Entry<'r>>,
    summary: Summary,
    verdict: Judgement<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacles: Option<Vec<Hindrance<'r>>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    rule: String,
    level: String,
    message: &'r str,
    why: &'static str,
    /// What it does to programs that use the types and methods that the SDK generates, if anything.
    sdk: Option<Sdk>,
    /// Where it is in the old document, if it is there.
    old: Option<Position<'r>>,
    /// Where it is in the new document, if it is there.
    new: Option<Position<'r>>,
    places: Vec<Part<'r>>,
}

#[derive(Serialize)]
struct Sdk {
    level: String,
    why: &'static str,
}

/// Lines and columns count from 1, and columns count characters; the end is the first that is no longer meant.
#[derive(Serialize)]
struct Position<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Part<'r> {
    operation: Option<&'r str>,
    part: &'r str,
}

#[derive(Serialize)]
struct Summary {
    breaking: usize,
    maybe_breaking: usize,
    compatible: usize,
    documentation: usize,
}

#[derive(Serialize)]
struct Judgement<'r> {
    old: &'r str,
    new: &'r str,
    /// The least version that fits, if that can be said.
    minimum: Option<String>,
    fits: bool,
}

#[derive(Serialize)]
struct Hindrance<'r> {
    message: &'r str,
    help: &'r str,
}

pub(super) fn print(output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = output.report;
    let (minimum, fits) = match &report.versions.verdict {
        Verdict::Fits { minimum } => (Some(minimum), true),
        Verdict::DoesNotFit { minimum } => (Some(minimum), false),
        Verdict::Unknown(_) => (None, false),
    };
    let document = Document {
        version: 1,
        old: report.old.name(),
        new: report.new.name(),
        changes: output
            .changes()
            .map(|change| Entry::new(report, change))
            .collect(),
        summary: Summary {
            breaking: report.count(Level::Breaking),
            maybe_breaking: report.count(Level::MaybeBreaking),
            compatible: report.count(Level::Compatible),
            documentation: report.count(Level::Documentation),
        },
        verdict: Judgement {
            old: &report.versions.old,
            new: &report.versions.new,
            minimum: minimum.map(ToString::to_string),
            fits,
        },
        obstacles: output.obstacles.map(|obstacles| {
            let obstacles = obstacles.iter();
            obstacles
                .map(|Obstacle { message, help }| Hindrance { message, help })
                .collect()
        }),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

impl<'r> Entry<'r> {
    fn new(report: &'r Report, change: &'r Change) -> Self {
        Self {
            rule: change.rule.id(),
            level: change.rule.level().to_string(),
            message: &change.what,
            why: change.rule.why(),
            sdk: change.rule.sdk().map(|(level, why)| Sdk {
                level: level.to_string(),
                why,
            }),
            old: change
                .old
                .as_ref()
                .map(|span| Position::new(&report.old, span)),
            new: change
                .new
                .as_ref()
                .map(|span| Position::new(&report.new, span)),
            places: change
                .places
                .iter()
                .map(|place| Part {
                    operation: place.operation.as_deref(),
                    part: &place.part,
                })
                .collect(),
        }
    }
}

impl<'r> Position<'r> {
    fn new(source: &'r Source, span: &Span) -> Self {
        let (start, end) = (source.location(span.start), source.location(span.end));
        Self {
            file: source.name(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
