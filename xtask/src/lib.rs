//! The workshop of the OpenAPI document, as a library so that its output can be tested: `cargo xtask --help`.

mod ci;
mod cli;
mod codegen;
mod diff;
#[path = "../../build/generate/mod.rs"]
mod generate;
mod github;
mod input;
mod json;
mod output;
mod project;
#[path = "../../build/source.rs"]
mod source;
#[cfg(test)]
mod source_tests;
mod validate;

use std::{ffi::OsString, io::Write};

/// Runs one command line. Returns the exit status: 0 all is well, 1 something is wrong with what was looked at, 2 the
/// command could not run.
///
/// Results go to `out` and what keeps the command from running to `err`, both with colours, which the caller strips
/// where they are not wanted.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    match cli::run(args, out).and_then(|verdict| out.flush().map(|()| verdict).map_err(Into::into))
    {
        Ok(output::Verdict::Good) => 0,
        Ok(output::Verdict::Bad) => 1,
        Err(error) => {
            // There is nobody left to tell if this fails too.
            let _ = error.report(err);
            error.status()
        }
    }
}
