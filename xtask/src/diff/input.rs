//! Reading what is to be compared.

use std::path::Path;

use crate::{json, output::Failure, source::Source};

/// Reads an OpenAPI 3.0 document, JSON by its name or else YAML.
pub(crate) fn document(file: &Path) -> Result<Source, Failure> {
    let bytes = read(file)?;
    let name = name(file);
    let source = match file.extension() {
        Some(extension) if extension == "json" => json::parse(name, bytes),
        _ => Source::parse(name, bytes),
    };
    let source = source.map_err(|error| Failure::Other(error.to_string()))?;
    let version = source
        .root()
        .get("openapi")
        .and_then(|version| version.as_str());
    if version.is_some_and(|version| version.starts_with("3.0.")) {
        return Ok(source);
    }
    let what = match version {
        Some(version) => format!("`openapi` is {version}"),
        None => "there is no `openapi`".to_owned(),
    };
    Err(Failure::Other(format!(
        "{}: {what}, so this is no OpenAPI 3.0 document; `cargo xtask validate` says more",
        source.name()
    )))
}

/// Reads a text.
pub(crate) fn text(file: &Path) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&read(file)?).into_owned())
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file)
        .map_err(|error| Failure::Other(format!("cannot read `{}`: {error}", name(file))))
}

/// What messages call a file: its path as it was given, but from the current directory where it is below that.
fn name(file: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    file.strip_prefix(current)
        .unwrap_or(file)
        .display()
        .to_string()
}
