//! What the generator of build.rs says of a document.

use super::rule::{Check, Finding, Findings, Rule, Severity};
use crate::{
    generate::{self, Problem},
    source::{Source, Span},
};

/// What keeps a document from becoming code, as far as these rules go and nothing that is `found` says it already.
///
/// Code is only generated from a document without errors: the generator relies on that, and would tell of each
/// error's consequences. What it reads before, it judges in any case.
pub(super) fn check(source: &Source, rules: &[&'static Rule], found: &[Finding]) -> Vec<Finding> {
    let has_errors = found
        .iter()
        .any(|finding| finding.rule.severity == Severity::Error);
    let problems = if has_errors {
        generate::Document::read(source).err()
    } else {
        generate::generate(source).err()
    };
    let problems = problems.unwrap_or_default().into_iter();
    problems
        .filter_map(|problem| finding(source, rules, found, problem))
        .collect()
}

fn finding(
    source: &Source,
    rules: &[&'static Rule],
    found: &[Finding],
    problem: Problem,
) -> Option<Finding> {
    let rule = rules.iter().find(|rule| rule.id == problem.rule.id())?;
    let own = matches!(rule.check, Check::Generator);
    if !own && found.iter().any(|finding| finding.rule.id == rule.id) {
        return None;
    }
    let mut findings = Findings::of(rule);
    findings
        .add(first_line(source, &problem.span), problem.message)
        .help(problem.help);
    findings.into_vec().pop()
}

/// The part of a span on its first line: some of the generator's are whole objects.
fn first_line(source: &Source, span: &Span) -> Span {
    let line = source.lines().line(span.start);
    span.start..span.end.min(line.end).max(span.start)
}
