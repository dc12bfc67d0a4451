//! For people: the way rustc prints.

use std::io::{self, Write};

use annotate_snippets::{
    AnnotationKind, Group, Level as Severity, Origin, Renderer, Snippet, renderer::DecorStyle,
};

use super::Output;
use crate::{
    diff::{
        change::Change,
        report::{Obstacle, Report},
        rule::Level,
    },
    output,
    source::{Source, Span},
};

/// So many places of a change are named.
const ENOUGH: usize = 3;

/// Longer lines are not shown.
const LONG: usize = 400;

pub(super) fn print(output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = output.report;
    let files = format!("{} with {}", report.old.name(), report.new.name());
    output::status(out, "Comparing", files)?;
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    for change in output.changes() {
        writeln!(out, "{}\n", renderer.render(&[describe(report, change)]))?;
    }
    output::status(out, "Compared", summary(output))?;
    match output.obstacles {
        None => output::status(out, "Version", &report.versions),
        Some([]) => output::status(out, "Checked", format_args!("version {}", report.versions)),
        Some(obstacles) => obstacles.iter().try_for_each(|Obstacle { message, help }| {
            output::failed(out, message)?;
            writeln!(out, "{:12} {help}", "")
        }),
    }
}

/// How many changes there are.
fn summary(output: &Output<'_>) -> String {
    let report = output.report;
    if report.changes.is_empty() {
        return if report.is_empty() {
            "no differences".to_owned()
        } else {
            "no differences but in how the documents are written".to_owned()
        };
    }
    let counts = Level::ALL.map(|level| match (level, report.count(level)) {
        (Level::Documentation, 0) => String::new(),
        (Level::Documentation, count) if output.verbose => format!(", {count} in documentation"),
        (Level::Documentation, count) => {
            format!(", {count} in documentation (`--verbose` lists them)")
        }
        (Level::Breaking, count) => format!("{count} {level}"),
        (_, count) => format!(", {count} {level}"),
    });
    let worse = |change: &&Change| change.rule.weight() > change.rule.level();
    let sdk = match report.changes.iter().filter(worse).count() {
        0 => String::new(),
        count => format!("; {count} of them worse for programs that use the SDK's types"),
    };
    counts.concat() + &sdk
}

fn describe<'r>(report: &'r Report, change: &'r Change) -> Group<'r> {
    let level = change.rule.level();
    let severity = match level {
        Level::Breaking => Severity::ERROR,
        Level::MaybeBreaking => Severity::WARNING,
        Level::Compatible | Level::Documentation => Severity::INFO,
    };
    let title = severity
        .with_name(level.to_string())
        .primary_title(&*change.what)
        .id(change.rule.id());
    let (source, span) = report.site(change);
    let places = Severity::NOTE.with_name("in").message(places(change));
    // What breaks for the SDK because it breaks for the API need not be said twice.
    let sdk = change
        .rule
        .sdk()
        .filter(|(sdk, _)| *sdk > level)
        .map(|(level, why)| {
            Severity::NOTE
                .with_name("sdk")
                .message(format!("{level}: {why}"))
        });
    if level <= Level::Compatible {
        let location = source.location(span.start);
        let origin = Origin::path(source.name())
            .line(location.line)
            .char_column(location.column);
        return title.element(origin).element(places).elements(sdk);
    }
    let mut group = excerpt(
        Group::with_title(title),
        source,
        &span,
        AnnotationKind::Primary,
        None,
    );
    if let (Some(_), Some(old)) = (&change.new, &change.old) {
        group = excerpt(
            group,
            &report.old,
            old,
            AnnotationKind::Context,
            Some("before"),
        );
    }
    let why = Severity::NOTE.with_name("why").message(change.rule.why());
    group.element(places).element(why).elements(sdk)
}

/// Adds the first line of a place in a document, or the part of it that matters. Only that is given to the renderer,
/// which reads all it is given.
fn excerpt<'r>(
    group: Group<'r>,
    source: &'r Source,
    span: &Span,
    kind: AnnotationKind,
    label: Option<&'r str>,
) -> Group<'r> {
    let line = source.lines().line(span.start);
    let location = source.location(span.start);
    let within = |shown: Span| {
        let text = source.text().get(shown.clone()).unwrap_or_default();
        let end = span.end.min(shown.end).max(span.start);
        let mark = kind.span(span.start - shown.start..end - shown.start);
        Snippet::source(text)
            .line_start(location.line)
            .annotation(mark.label(label))
    };
    if line.len() <= LONG {
        return group.element(within(line).path(source.name()));
    }
    let start = span.start.saturating_sub(LONG / 8).max(line.start);
    let end = (span.start + LONG / 4).min(line.end);
    let (start, end) = (
        source.text().floor_char_boundary(start),
        source.text().ceil_char_boundary(end),
    );
    let origin = Origin::path(source.name())
        .line(location.line)
        .char_column(location.column);
    group.element(origin).element(within(start..end))
}

/// Where a change shows.
fn places(change: &Change) -> String {
    let named: Vec<_> = change
        .places
        .iter()
        .take(ENOUGH)
        .map(ToString::to_string)
        .collect();
    match change.places.len().saturating_sub(ENOUGH) {
        0 => named.join("\n"),
        more => format!(
            "{}\nand {}",
            named.join("\n"),
            output::count(more, "other place")
        ),
    }
}
