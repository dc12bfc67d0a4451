//! What the commands say of themselves: `tests/help/COMMAND.stdout`, which `UPDATE_EXPECT=1 cargo test -p xtask` writes.
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails fails its test"
)]

use std::{fs, path::PathBuf};

use expect_test::expect_file;

/// What is printed, without colours, by a command that succeeds.
fn xtask(args: &[&str]) -> String {
    let args = ["cargo xtask"].iter().chain(args).map(Into::into);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    assert_eq!(xtask::run(args, &mut out, &mut err), 0);
    let printed = String::from_utf8(out).unwrap();
    anstream::adapter::strip_str(&printed).to_string()
}

fn golden(name: &str) -> PathBuf {
    let directory = fs::canonicalize("tests/help").unwrap();
    directory.join(name).with_extension("stdout")
}

#[test]
fn every_command_explains_itself() {
    let help = xtask(&["--help"]);
    expect_file![golden("xtask")].assert_eq(&help);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.map_while(|line| line.split_whitespace().next());
    for command in commands.filter(|command| *command != "help") {
        expect_file![golden(command)].assert_eq(&xtask(&[command, "--help"]));
    }
}

#[test]
fn the_steps_of_ci_are_listed_with_their_commands() {
    expect_file![golden("ci-list")].assert_eq(&xtask(&["ci", "--list"]));
}
