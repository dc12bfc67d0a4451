//! Reading the files that a command is given.

use std::path::Path;

use crate::{
    json,
    output::Failure,
    source::{Source, SyntaxError},
};

/// The bytes of a file.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file)
        .map_err(|error| Failure::Other(format!("cannot read `{}`: {error}", file.display())))
}

/// What messages call a file: its path as it was given, but from the current directory where it is below that.
pub(crate) fn name(file: &Path) -> String {
    let relative = || {
        let current = std::env::current_dir().ok()?.canonicalize().ok()?;
        let file = file.canonicalize().ok()?;
        Some(file.strip_prefix(current).ok()?.to_owned())
    };
    let file =
        if file.is_absolute() { relative() } else { None }.unwrap_or_else(|| file.to_owned());
    file.display().to_string()
}

/// Reads a file's content as what its name says it is, else as what its first character says.
pub(crate) fn parse(name: &str, bytes: Vec<u8>) -> Result<Source, SyntaxError> {
    let extension = Path::new(name).extension().and_then(|name| name.to_str());
    let is_json = match extension {
        Some("json") => true,
        Some("yaml" | "yml") => false,
        _ => bytes.trim_ascii_start().starts_with(b"{"),
    };
    if is_json {
        json::parse(name, bytes)
    } else {
        Source::parse(name, bytes)
    }
}
