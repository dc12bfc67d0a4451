//! This project's own files.

use std::path::{Path, PathBuf};

/// The document that the SDK is generated from, from the project's root.
pub(crate) const DOCUMENT: &str = "openapi/mayar-portal.yaml";

/// The directory that the workspace lies in.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// The path of a file of the project.
pub(crate) fn file(name: &str) -> PathBuf {
    root().join(name)
}
