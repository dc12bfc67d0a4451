//! For people: the way rustc prints.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};

use super::Printer;
use crate::{
    output::{self, count},
    source::{Span, Text},
    validate::{
        report::{Report, Summary},
        rule::{Finding, Severity},
    },
};

/// So many findings of one rule are printed with source lines; further ones have a line each, for a document with
/// many has one cause for them more often than not.
const IN_FULL: usize = 10;

/// Places that are so many lines apart are shown in one piece.
const NEAR: usize = 4;

/// Lines with more bytes are shown in part.
const LONG: usize = 400;

pub(super) struct Human;

impl Printer for Human {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        output::status(out, "Checking", report.name())?;
        let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
        let mut printed = HashMap::new();
        for finding in &report.findings {
            let printed: &mut usize = printed.entry(finding.rule.id).or_default();
            *printed += 1;
            let title = level(finding)
                .primary_title(&*finding.message)
                .id(finding.rule.id);
            let group = if *printed > IN_FULL {
                title.element(origin(report, finding.span.start))
            } else {
                let mut group = Group::with_title(title);
                group = excerpts(group, report, finding);
                group
                    .element(Level::NOTE.message(finding.rule.why))
                    .element(Level::HELP.message(finding.fix()))
            };
            let end = if *printed < IN_FULL { "\n\n" } else { "\n" };
            write!(out, "{}{end}", renderer.render(&[group]))?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let &Summary {
            files,
            errors,
            warnings,
            ..
        } = summary;
        let line = format!(
            "{}: {}, {}",
            count(files, "file"),
            count(errors, "error"),
            count(warnings, "warning")
        );
        if summary.failed() {
            output::failed(out, line)?;
        } else {
            output::status(out, "Finished", line)?;
        }
        if errors + warnings > 0 {
            writeln!(
                out,
                "{:12} `cargo xtask validate --explain RULE` says more",
                ""
            )?;
        }
        Ok(())
    }
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

fn origin(report: &Report, offset: usize) -> Origin<'_> {
    let location = report.text().location(offset);
    Origin::path(report.name())
        .line(location.line)
        .char_column(location.column)
}

/// A place to mark, within a line.
struct Mark<'f> {
    span: Span,
    line: Span,
    number: usize,
    kind: AnnotationKind,
    text: Option<&'f str>,
}

impl<'f> Mark<'f> {
    fn new(text: &Text, span: &Span, kind: AnnotationKind, label: Option<&'f str>) -> Self {
        let line = text.line(span.start);
        Self {
            // One line says enough: the rest of a place that goes on for many is left out.
            span: span.start..span.end.min(line.end).max(span.start),
            number: text.location(span.start).line,
            line,
            kind,
            text: label,
        }
    }

    fn annotation(&self, excerpt: &Span) -> Annotation<'f> {
        let end = self.span.end.min(excerpt.end);
        self.kind
            .span(self.span.start - excerpt.start..end - excerpt.start)
            .label(self.text)
    }
}

/// Adds the source lines of a finding. Only they are given to the renderer, which reads all it is given.
fn excerpts<'f>(mut group: Group<'f>, report: &'f Report, finding: &'f Finding) -> Group<'f> {
    let text = report.text();
    let primary = Mark::new(text, &finding.span, AnnotationKind::Primary, None);
    let mut marks = vec![primary];
    for label in &finding.labels {
        let kind = AnnotationKind::Context;
        marks.push(Mark::new(text, &label.span, kind, Some(&label.text)));
    }
    // The finding's own place comes first, and draws in what is near it.
    while !marks.is_empty() {
        let first = marks.remove(0);
        if first.line.len() > LONG {
            let excerpt = part(text.as_str(), &first);
            group = group.element(origin(report, first.span.start)).element(
                snippet(text, &excerpt, first.number).annotation(first.annotation(&excerpt)),
            );
            continue;
        }
        let (near, far): (Vec<_>, Vec<_>) = marks.into_iter().partition(|mark| {
            mark.number.abs_diff(first.number) <= NEAR && mark.line.len() <= LONG
        });
        marks = far;
        let near: Vec<_> = std::iter::once(first).chain(near).collect();
        let start = near.iter().map(|mark| mark.line.start).min().unwrap_or(0);
        let end = near.iter().map(|mark| mark.line.end).max().unwrap_or(0);
        let number = near.iter().map(|mark| mark.number).min().unwrap_or(1);
        let annotations: Vec<_> = near
            .iter()
            .map(|mark| mark.annotation(&(start..end)))
            .collect();
        group = group.element(
            snippet(text, &(start..end), number)
                .path(report.name())
                .annotations(annotations),
        );
    }
    group
}

fn snippet<'t>(text: &'t Text, excerpt: &Span, number: usize) -> Snippet<'t, Annotation<'t>> {
    let source = text.as_str().get(excerpt.clone()).unwrap_or_default();
    Snippet::source(source).line_start(number)
}

/// The part of a long line around a mark.
fn part(text: &str, mark: &Mark<'_>) -> Span {
    let start = mark
        .span
        .start
        .saturating_sub(LONG / 8)
        .max(mark.line.start);
    let end = (mark.span.start + LONG / 4).min(mark.line.end);
    text.floor_char_boundary(start)..text.ceil_char_boundary(end)
}
