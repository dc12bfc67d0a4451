//! The workshop of the OpenAPI document: `cargo xtask --help`.

#[path = "../../build/source.rs"]
mod source;

fn main() {}
