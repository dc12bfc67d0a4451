//! What every command's output has in common: cargo's look, and what a command's end means.

use std::{
    fmt,
    io::{self, Write},
};

use anstyle::{AnsiColor, Style};

/// How a command that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All is well.
    Good,
    /// Something is wrong with what was looked at; the output says what.
    Bad,
}

/// Why a command could not run, or not to its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line is wrong, or asks for help.
    Usage(clap::Error),
    /// The output could not be written.
    Output(io::Error),
    /// Something else.
    Other(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Says what happened.
    pub(crate) fn report(&self, err: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Usage(error) => write!(err, "{}", error.render().ansi()),
            // Whoever reads the output has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Self::Output(error) => self::error(err, format_args!("cannot write: {error}")),
            Self::Other(message) => self::error(err, message),
        }
    }

    /// The exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Usage(error) => u8::try_from(error.exit_code()).unwrap_or(2),
            Self::Output(_) | Self::Other(_) => 2,
        }
    }
}

const GOOD: Style = AnsiColor::BrightGreen.on_default().bold();
const BAD: Style = AnsiColor::BrightRed.on_default().bold();

/// A line about what the command does or did, the way that cargo has them.
pub(crate) fn status(
    out: &mut dyn Write,
    verb: &str,
    message: impl fmt::Display,
) -> io::Result<()> {
    writeln!(out, "{GOOD}{verb:>12}{GOOD:#} {message}")
}

/// A line about how the command came to a bad end.
pub(crate) fn failed(out: &mut dyn Write, message: impl fmt::Display) -> io::Result<()> {
    writeln!(out, "{BAD}{:>12}{BAD:#} {message}", "Failed")
}

/// A line below [`status`] or [`failed`]: what to do next.
pub(crate) fn hint(out: &mut dyn Write, message: impl fmt::Display) -> io::Result<()> {
    writeln!(out, "{:>12} {message}", "")
}

/// An error that is not a rule's.
pub(crate) fn error(err: &mut dyn Write, message: impl fmt::Display) -> io::Result<()> {
    writeln!(err, "{BAD}error{BAD:#}: {message}")
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
