//! Tests that run in a process of their own: to measure it, or because its environment differs.

use std::{
    env,
    process::{Command, Stdio},
};

const MARK: &str = "MAYAR_PORTAL_TEST_CHILD";

/// Runs the test `name` again in a process of its own, with these variables set, and fails as it fails.
pub(crate) fn run_in_child(name: &str, variables: &[(&str, &str)]) {
    let output = program()
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(MARK, name)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success() && stdout.contains("1 passed"),
        "{name} failed in its process:\n{stdout}\n{stderr}"
    );
}

/// This test program, with room for thousands of sockets where the system gives it.
fn program() -> Command {
    let program = env::current_exe().unwrap();
    if !cfg!(unix) {
        return Command::new(program);
    }
    let mut shell = Command::new("sh");
    shell
        .args(["-c", r#"ulimit -n 8192 2>/dev/null; exec "$0" "$@""#])
        .arg(program);
    shell
}

/// Whether this process is the one that [`run_in_child`] started.
pub(crate) fn in_child() -> bool {
    env::var_os(MARK).is_some()
}
