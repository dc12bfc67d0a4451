//! What there is to read about the rules, made from the rules.

use std::io::{self, Write};

use anstyle::Style;

use super::{rule::Rule, rules};

const BOLD: Style = Style::new().bold();

/// One line a rule.
pub(super) fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules::all() {
        let Rule {
            id,
            severity,
            group,
            summary,
            ..
        } = rule;
        let (severity, group) = (severity.to_string(), group.to_string());
        writeln!(
            out,
            "{BOLD}{id:width$}{BOLD:#}  {severity:7}  {group:10}  {summary}"
        )?;
    }
    Ok(())
}

/// All about a rule, as Markdown.
pub(super) fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let Rule {
        id,
        severity,
        group,
        summary,
        why,
        fix,
        ..
    } = rule;
    write!(
        out,
        "{BOLD}# {id}{BOLD:#}\n\n{summary}\n\n- severity: {severity}\n- group: {group}\n\n\
         {BOLD}## Why{BOLD:#}\n\n{why}\n\n{BOLD}## How to mend it{BOLD:#}\n\n{fix}\n"
    )
}
