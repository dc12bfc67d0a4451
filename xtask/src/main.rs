//! The workshop of the OpenAPI document: `cargo xtask --help`.

use std::{io::BufWriter, process::ExitCode};

fn main() -> ExitCode {
    // Colours pass only where a terminal wants them and `NO_COLOR` does not forbid them.
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut err = anstream::stderr().lock();
    xtask::run(std::env::args_os(), &mut out, &mut err).into()
}
