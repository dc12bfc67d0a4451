//! Turns `openapi/mayar-portal.yaml` into the code that `src/generated.rs` includes.

#[path = "build/generate/mod.rs"]
mod generate;
#[path = "build/source.rs"]
mod source;

use std::{env, fs, path::Path, process::ExitCode};

use source::Source;

const DOCUMENT: &str = "openapi/mayar-portal.yaml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    match generated().and_then(|code| write(&code)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                for line in problem.lines() {
                    println!("cargo::error={line}");
                }
            }
            ExitCode::FAILURE
        }
    }
}

/// The code for the document, or all that is wrong with it.
fn generated() -> Result<String, Vec<String>> {
    let bytes = fs::read(DOCUMENT).map_err(|error| {
        vec![format!(
            "{DOCUMENT}: cannot be read, and the client is generated from it: {error}"
        )]
    })?;
    let source = Source::parse(DOCUMENT, bytes).map_err(|error| vec![error.to_string()])?;
    match generate::generate(&source) {
        Ok(code) => Ok(code.to_string()),
        Err(problems) => Err(problems
            .iter()
            .map(|problem| problem.render(&source))
            .collect()),
    }
}

fn write(code: &str) -> Result<(), Vec<String>> {
    let out_dir = env::var_os("OUT_DIR")
        .ok_or_else(|| vec!["OUT_DIR is not set: run this through cargo".to_owned()])?;
    let file = Path::new(&out_dir).join("generated.rs");
    fs::write(&file, code)
        .map_err(|error| vec![format!("{}: cannot be written: {error}", file.display())])
}
