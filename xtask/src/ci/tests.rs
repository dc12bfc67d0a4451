use std::{fs, io, time::Duration};

use expect_test::{ExpectFile, expect_file};

use super::{Outcome, STEPS, Step, run_all};
use crate::{output::Verdict, project};

const THREE: &[Step] = &[
    Step {
        name: "first",
        command: "cargo first --check",
        env: &[],
    },
    Step {
        name: "second",
        command: "cargo second",
        env: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    Step {
        name: "third",
        command: "cargo third",
        env: &[],
    },
];

/// Runs the three steps, the nth of which ends in a way of its own.
fn check(
    nth: usize,
    end: impl Fn() -> io::Result<Outcome>,
    verdict: Option<Verdict>,
    expected: &ExpectFile,
) {
    let mut out = Vec::new();
    let mut ran = 0;
    let mut execute = |_: &Step| {
        ran += 1;
        if ran == nth {
            return end();
        }
        Ok(Outcome {
            success: true,
            took: Duration::from_millis(1_240),
        })
    };
    let result = run_all(THREE, &mut execute, &mut out);
    assert_eq!(result.as_ref().ok(), verdict.as_ref());
    if let Err(failure) = result {
        failure.report(&mut out).unwrap();
    }
    let printed = String::from_utf8(out).unwrap();
    expected.assert_eq(&anstream::adapter::strip_str(&printed).to_string());
}

#[test]
fn every_step_is_run_and_timed() {
    let slow = || {
        Ok(Outcome {
            success: true,
            took: Duration::from_millis(185_900),
        })
    };
    check(
        2,
        slow,
        Some(Verdict::Good),
        &expect_file!["../../tests/ci/success.stdout"],
    );
}

#[test]
fn the_first_failure_is_the_end_and_is_named_with_its_command() {
    let failure = || {
        Ok(Outcome {
            success: false,
            took: Duration::from_secs(61),
        })
    };
    check(
        2,
        failure,
        Some(Verdict::Bad),
        &expect_file!["../../tests/ci/failure.stdout"],
    );
}

#[test]
fn a_command_that_cannot_be_run_is_said_to_be_so() {
    let missing = || Err(io::Error::new(io::ErrorKind::NotFound, "no such program"));
    check(
        1,
        missing,
        None,
        &expect_file!["../../tests/ci/missing.stdout"],
    );
}

#[test]
fn the_tests_are_run_by_the_command_that_the_readme_gives() {
    let readme = fs::read_to_string(project::file("README.md")).unwrap();
    let tests = STEPS.iter().find(|step| step.name == "tests").unwrap();
    let command = tests.to_string().replace(" --locked", "");
    assert!(readme.lines().any(|line| line == command), "{command}");
}

#[test]
fn cargo_takes_the_lock_file_as_it_is() {
    for step in STEPS {
        let resolves = !["cargo fmt", "cargo xtask"]
            .iter()
            .any(|command| step.command.starts_with(command));
        assert_eq!(step.command.contains(" --locked "), resolves, "{step}");
    }
}
