//! `cargo xtask validate` as its users see it.
//!
//! `tests/validate/RULE/` has, for every rule, `fail.yaml`, a document that breaks it, `fail.stdout`, what is printed
//! about it, and `pass.yaml`, its twin that is right; further cases are `fail-CASE.yaml`. JSON will do as well.
//! `UPDATE_EXPECT=1 cargo test -p xtask` writes the `.stdout` files.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of tests that fails fails its test"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use expect_test::expect_file;
use serde_json::Value;

const DOCUMENTS: &str = "tests/validate";

/// The exit status and what was printed, without colours.
fn xtask<'a>(args: impl IntoIterator<Item = &'a str>) -> (u8, String) {
    let args = ["cargo xtask"].into_iter().chain(args).map(Into::into);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = xtask::run(args, &mut out, &mut err);
    out.extend(err);
    let printed = String::from_utf8(out).unwrap();
    (status, anstream::adapter::strip_str(&printed).to_string())
}

/// The ids of the rules.
fn rules() -> BTreeSet<String> {
    let (status, list) = xtask(["validate", "--list-rules"]);
    assert_eq!(status, 0, "{list}");
    let ids = list.lines().filter_map(|line| line.split(' ').next());
    ids.map(str::to_owned).collect()
}

/// The findings of a document that is there for a rule, as the JSON format has them.
fn findings(rule: &str, document: &str) -> Vec<Value> {
    let generation = rule.starts_with("generation-").then_some("--generation");
    let args = ["validate", "--format", "json", document];
    let (_, printed) = xtask(args.into_iter().chain(generation));
    let mut output: Value = serde_json::from_str(&printed).unwrap();
    serde_json::from_value(output["files"][0]["findings"].take()).unwrap()
}

/// The documents in a rule's directory that are called `stem`, or `stem-` and what is special about them.
fn documents(rule: &str, stem: &str) -> Vec<String> {
    let directory = Path::new(DOCUMENTS).join(rule);
    let mut found: Vec<PathBuf> = fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
            let name = name.strip_prefix(stem);
            name.is_some_and(|name| name.is_empty() || name.starts_with('-'))
                && path
                    .extension()
                    .is_some_and(|extension| extension != "stdout")
        })
        .collect();
    assert!(
        found.iter().any(|path| path.file_stem().unwrap() == stem),
        "{DOCUMENTS}/{rule}/ needs a `{stem}.yaml` or `{stem}.json`"
    );
    found.sort();
    let found = found.iter().map(|path| path.to_str().unwrap().to_owned());
    found.collect()
}

#[test]
fn every_rule_has_documents_and_every_document_has_a_rule() {
    let directories = fs::read_dir(DOCUMENTS).unwrap();
    let directories: BTreeSet<String> = directories
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(directories, rules());
}

#[test]
fn a_document_that_breaks_a_rule_is_told_so_and_nothing_else_is_wrong_with_it() {
    for rule in rules() {
        for document in documents(&rule, "fail") {
            let found = findings(&rule, &document);
            assert!(
                found.iter().any(|finding| finding["rule"] == *rule),
                "{document} does not break the rule"
            );
            for finding in found {
                assert!(
                    finding["rule"] == *rule || finding["severity"] != "error",
                    "{document} breaks another rule: {finding:#}"
                );
            }
            let (status, printed) = xtask(["validate", "--rule", &rule, &document]);
            let errors = printed.lines().any(|line| line.starts_with("error["));
            assert_eq!(status, u8::from(errors), "{document}");
            let expected = fs::canonicalize(&document)
                .unwrap()
                .with_extension("stdout");
            expect_file![expected].assert_eq(&printed);
        }
    }
}

#[test]
fn a_document_that_keeps_a_rule_has_no_error() {
    for rule in rules() {
        for document in documents(&rule, "pass") {
            for finding in findings(&rule, &document) {
                assert!(
                    finding["rule"] != *rule && finding["severity"] != "error",
                    "{document}: {finding:#}"
                );
            }
        }
    }
}

#[test]
fn generation_is_judged_where_it_is_asked_for() {
    for rule in rules()
        .iter()
        .filter(|rule| rule.starts_with("generation-"))
    {
        for document in documents(rule, "fail") {
            assert_eq!(xtask(["validate", &document]).0, 0, "{document}");
            assert_eq!(
                xtask(["validate", "--generation", &document]).0,
                1,
                "{document}"
            );
        }
    }
}

#[test]
fn the_generator_repeats_nothing_that_is_said_already() {
    for rule in rules()
        .iter()
        .filter(|rule| !rule.starts_with("generation-"))
    {
        for document in documents(rule, "fail") {
            let without = findings(rule, &document);
            let mut with = findings("generation-", &document);
            with.retain(|finding| finding["group"] != "generation");
            assert_eq!(with, without, "{document}");
        }
    }
}

#[test]
fn the_document_of_this_project_is_without_fault() {
    let (status, printed) = xtask(["validate", "--deny-warnings"]);
    assert_eq!(status, 0, "{printed}");
}

#[test]
fn the_list_of_rules_says_what_each_demands() {
    let (_, list) = xtask(["validate", "--list-rules"]);
    let line = list
        .lines()
        .find(|line| line.starts_with("operation-id-unique "));
    let words: Vec<_> = line.unwrap().split_whitespace().collect();
    let expected =
        "operation-id-unique error semantics No two operations have the same `operationId`.";
    assert_eq!(words.join(" "), expected);
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let document = format!("{DOCUMENTS}/operation-summary/fail.yaml");
    assert_eq!(xtask(["validate", &document]).0, 0);
    assert_eq!(xtask(["validate", "--deny-warnings", &document]).0, 1);
}

#[test]
fn what_cannot_run_exits_with_2() {
    let (status, printed) = xtask(["validate", "tests/no-such-file.yaml"]);
    assert_eq!(status, 2);
    let expected = "error: cannot read `tests/no-such-file.yaml`: ";
    assert!(printed.contains(expected), "{printed}");
    assert_eq!(xtask(["validate", "--explain", "no-such-rule"]).0, 2);
    assert_eq!(xtask(["no-such-command"]).0, 2);
    assert_eq!(xtask([]).0, 2);
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_looked_at() {
    let broken = format!("{DOCUMENTS}/syntax/fail.yaml");
    let (status, printed) = xtask(["validate", "tests/no-such-file.yaml", &broken]);
    assert_eq!(status, 2);
    assert!(printed.contains("error[syntax]"), "{printed}");
}

#[test]
fn output_is_as_expected() {
    let directory = fs::canonicalize("tests/output").unwrap();
    let document = "tests/output/document.yaml";
    for (expected, args) in [
        ("human", &["validate", document][..]),
        ("json", &["validate", "--format", "json", document]),
        ("github", &["validate", "--format", "github", document]),
        ("sarif", &["validate", "--format", "sarif", document]),
        ("explain", &["validate", "--explain", "operation-id-unique"]),
    ] {
        let (_, printed) = xtask(args.iter().copied());
        expect_file![directory.join(expected).with_extension("stdout")].assert_eq(&printed);
    }
}

#[test]
fn what_is_printed_for_programs_is_json() {
    let document = "tests/output/document.yaml";
    for format in ["json", "sarif"] {
        let (_, printed) = xtask(["validate", "--format", format, document]);
        assert!(serde_json::from_str::<Value>(&printed).is_ok(), "{format}");
    }
}
