//! The command line.

use std::{ffi::OsString, io::Write};

use clap::{Parser, Subcommand};

use crate::{
    ci, codegen, diff,
    output::{Failure, Verdict},
    validate,
};

/// The workshop of the OpenAPI document.
///
/// Works on this project's document, or on any OpenAPI 3.0 document, in YAML or JSON, that is given by path.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// A command joins by a variant here and an arm in [`run`].
#[derive(Debug, Subcommand)]
enum Command {
    Validate(validate::Args),
    Codegen(codegen::Args),
    Diff(diff::Args),
    Ci(ci::Args),
}

/// Runs the command that `args` name.
pub(crate) fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
) -> Result<Verdict, Failure> {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(help) if !help.use_stderr() => {
            write!(out, "{}", help.render().ansi())?;
            return Ok(Verdict::Good);
        }
        Err(error) => return Err(Failure::Usage(error)),
    };
    match cli.command {
        Command::Validate(args) => validate::run(&args, out),
        Command::Codegen(args) => codegen::run(&args, out),
        Command::Diff(args) => diff::run(&args, out),
        Command::Ci(args) => ci::run(&args, out),
    }
}
