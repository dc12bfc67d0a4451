//! Documents that would take rules a time out of proportion to their size.

use std::fmt::Write as _;

use crate::validate::report::{Inspector, Report};

const HEAD: &str = "openapi: 3.0.4\ninfo: {title: a, version: a}\n";

fn inspect(text: &str) -> Report {
    let inspector = Inspector::new(&[]).unwrap();
    inspector.inspect("document.yaml", format!("{HEAD}{text}").into(), false)
}

/// The findings of a rule.
fn count(report: &Report, rule: &str) -> usize {
    let findings = report.findings.iter();
    findings.filter(|finding| finding.rule.id == rule).count()
}

const MANY: usize = 5_000;

#[test]
fn many_paths_that_overlap_are_not_compared_each_with_each() {
    let mut text = "paths:\n".to_owned();
    for path in 0..MANY {
        write!(text, "  /{{a}}/b{path}: {{}}\n  /c{path}/{{d}}: {{}}\n").unwrap();
    }
    assert!(count(&inspect(&text), "path-ambiguous") > 0);
}

#[test]
fn many_slips_are_not_compared_each_with_each() {
    let mut text = "paths: {}\ncomponents:\n  schemas:\n".to_owned();
    for schema in 0..MANY {
        writeln!(
            text,
            "    Schema{schema}: {{$ref: '#/components/schemas/Shcema{schema}'}}"
        )
        .unwrap();
    }
    assert_eq!(count(&inspect(&text), "ref-unresolved"), MANY);
}

#[test]
fn a_path_of_many_segments_overflows_no_stack() {
    let text = format!("paths:\n  ? /{}\n  : {{}}\n", "a/".repeat(200_000));
    assert_eq!(count(&inspect(&text), "path-ambiguous"), 0);
}

#[test]
fn a_long_chain_of_schemas_overflows_no_stack() {
    let mut text = "paths: {}\ncomponents:\n  schemas:\n".to_owned();
    for schema in 0..MANY {
        let next = (schema + 1) % MANY;
        let reference = format!("{{$ref: '#/components/schemas/S{next}'}}");
        writeln!(
            text,
            "    S{schema}: {{type: object, allOf: [{reference}], example: {{}}}}"
        )
        .unwrap();
    }
    assert_eq!(count(&inspect(&text), "schema-loop"), 1);
}
