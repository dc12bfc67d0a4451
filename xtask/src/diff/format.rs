//! How a report is printed.

mod github;
mod human;
mod json;

use std::io::{self, Write};

use super::{
    change::Change,
    report::{Obstacle, Report},
    rule::Level,
};

/// The name of a way to print a report.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// For people, with the source lines
    #[default]
    Human,
    /// One JSON document
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

/// What is to be printed.
#[derive(Debug)]
pub(super) struct Output<'r> {
    pub(super) report: &'r Report,
    /// What the check found; absent if it was not asked for.
    pub(super) obstacles: Option<&'r [Obstacle]>,
    /// Whether each change of the documentation is printed, and not only their number.
    pub(super) verbose: bool,
}

impl Output<'_> {
    /// Prints it.
    pub(super) fn print(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Human => human::print(self, out),
            Format::Json => json::print(self, out),
            Format::Github => github::print(self, out),
        }
    }

    /// The changes to print one by one.
    fn changes(&self) -> impl Iterator<Item = &Change> {
        let changes = self.report.changes.iter();
        changes.filter(|change| self.verbose || change.rule.level() != Level::Documentation)
    }
}
