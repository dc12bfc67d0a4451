//! What `cargo xtask ci` runs.

use std::fmt;

/// A command that has to succeed.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// The program and its arguments, between spaces.
    pub(super) command: &'static str,
    /// Variables of the environment that the command has besides ours.
    pub(super) env: &'static [(&'static str, &'static str)],
}

/// As it is typed in a shell.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in self.env {
            write!(f, "{name}='{value}' ")?;
        }
        f.write_str(self.command)
    }
}

const fn step(name: &'static str, command: &'static str) -> Step {
    let env = &[];
    Step { name, command, env }
}

const fn docs(name: &'static str, command: &'static str) -> Step {
    let env = &[("RUSTDOCFLAGS", "-D warnings")];
    Step { name, command, env }
}

/// The steps: what is quick and fails often first.
pub(super) const STEPS: &[Step] = &[
    step("format", "cargo fmt --all --check"),
    step("validate", "cargo xtask validate --deny-warnings"),
    step("codegen", "cargo xtask codegen --check"),
    step("diff", "cargo xtask diff --check"),
    step(
        "lints",
        "cargo clippy --locked --workspace --all-targets -- -D warnings",
    ),
    step(
        "lints, all features",
        "cargo clippy --locked --workspace --all-targets --all-features -- -D warnings",
    ),
    step(
        "lints, no features",
        "cargo clippy --locked --workspace --all-targets --no-default-features -- -D warnings",
    ),
    step("tests", "cargo test --locked --workspace --all-features"),
    // A workspace of its own: fuzzing needs a nightly compiler, but not to see that the targets fit the crate.
    step(
        "fuzz targets",
        "cargo check --locked --manifest-path fuzz/Cargo.toml --target-dir target",
    ),
    docs(
        "docs, all features",
        "cargo doc --locked --no-deps --package mayar-portal --all-features",
    ),
    docs(
        "docs",
        "cargo doc --locked --no-deps --package mayar-portal",
    ),
    // Builds the crate from what would be published: a file that is missing from it shows.
    step(
        "package",
        "cargo package --locked --allow-dirty --package mayar-portal",
    ),
];
