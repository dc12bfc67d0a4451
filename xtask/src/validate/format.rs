//! How findings are printed.

mod github;
mod human;
mod json;
mod sarif;

use std::io::{self, Write};

use super::report::{Report, Summary};

/// The name of a way to print findings.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// For people, with the source lines
    #[default]
    Human,
    /// One JSON document
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// SARIF 2.1.0, one document
    Sarif,
}

/// Prints findings as files are looked at.
pub(super) trait Printer {
    /// Prints what was found in a file, or keeps it for the end.
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()>;

    /// Prints what comes at the end.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

impl Format {
    /// A printer of this format.
    pub(super) fn printer(self) -> Box<dyn Printer> {
        match self {
            Self::Human => Box::new(human::Human),
            Self::Json => Box::<json::Json>::default(),
            Self::Github => Box::new(github::Github),
            Self::Sarif => Box::<sarif::Sarif>::default(),
        }
    }
}
