use std::{fs, path::PathBuf};

use expect_test::expect_file;

use super::{Codegen, PREAMBLE, code};
use crate::output::Verdict;

/// A directory for one test, which is gone when the test is over.
struct Directory(PathBuf);

impl Directory {
    fn new(test: &str) -> Self {
        let name = format!("xtask-codegen-{}-{test}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn snapshot(&self) -> PathBuf {
        self.0.join("generated.rs")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // What is left in the system's directory for such files does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

const DOCUMENT: &str = "tests/codegen/document.yaml";

fn generated() -> String {
    code(DOCUMENT.as_ref()).unwrap().unwrap()
}

/// How the command ends, and what it prints.
fn run(document: &str, directory: &Directory, check: bool) -> (Verdict, String) {
    let codegen = Codegen {
        document: document.into(),
        snapshot: directory.snapshot(),
        check,
    };
    let mut out = Vec::new();
    let verdict = codegen.run(&mut out).unwrap();
    let printed = String::from_utf8(out).unwrap();
    let printed = anstream::adapter::strip_str(&printed).to_string();
    (verdict, printed)
}

fn fresh() -> (Verdict, String) {
    let printed = "       Fresh openapi/generated.rs is what the build generates\n";
    (Verdict::Good, printed.to_owned())
}

#[test]
fn what_is_written_is_up_to_date_and_says_where_it_is_from() {
    let directory = Directory::new("written");
    let lines = generated().lines().count();
    let wrote =
        format!("       Wrote openapi/generated.rs: {lines} lines added, 0 lines removed\n");
    assert_eq!(run(DOCUMENT, &directory, false), (Verdict::Good, wrote));
    let written = fs::read_to_string(directory.snapshot()).unwrap();
    assert!(written.starts_with(PREAMBLE));
    assert!(written.contains("pub async fn send_link"));
    assert_eq!(run(DOCUMENT, &directory, true), fresh());
    assert_eq!(run(DOCUMENT, &directory, false), fresh());
}

#[test]
fn line_ends_of_windows_do_not_make_it_stale() {
    let directory = Directory::new("crlf");
    fs::write(directory.snapshot(), generated().replace('\n', "\r\n")).unwrap();
    assert_eq!(run(DOCUMENT, &directory, true), fresh());
}

#[test]
fn a_stale_snapshot_fails_the_check_with_what_differs_and_is_left_as_it_is() {
    let directory = Directory::new("stale");
    let stale = generated().replacen("It is here for review", "It is here", 1) + "fn gone() {}\n";
    fs::write(directory.snapshot(), &stale).unwrap();
    let (verdict, printed) = run(DOCUMENT, &directory, true);
    assert_eq!(verdict, Verdict::Bad);
    expect_file!["../../tests/codegen/stale.stdout"].assert_eq(&printed);
    assert_eq!(fs::read_to_string(directory.snapshot()).unwrap(), stale);
}

#[test]
fn a_document_that_cannot_become_code_is_refused_with_all_that_is_in_the_way() {
    let directory = Directory::new("refused");
    let (verdict, printed) = run("tests/codegen/refused.yaml", &directory, false);
    assert_eq!(verdict, Verdict::Bad);
    expect_file!["../../tests/codegen/refused.stdout"].assert_eq(&printed);
    assert!(!directory.snapshot().exists());
}

#[test]
fn a_document_that_cannot_be_read_is_no_verdict() {
    let directory = Directory::new("unreadable");
    let codegen = Codegen {
        document: "tests/codegen/no-such-file.yaml".into(),
        snapshot: directory.snapshot(),
        check: true,
    };
    let failure = codegen.run(&mut Vec::new()).unwrap_err();
    let mut printed = Vec::new();
    failure.report(&mut printed).unwrap();
    let printed = String::from_utf8(printed).unwrap();
    assert!(
        printed.contains("cannot read `tests/codegen/no-such-file.yaml`: "),
        "{printed}"
    );
    assert_eq!(failure.status(), 2);
}
