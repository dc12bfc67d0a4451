//! The workshop of the OpenAPI document: `cargo xtask --help`.

fn main() {}
