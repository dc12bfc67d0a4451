//! What holds for every document and every rule.

use std::{collections::BTreeSet, fmt::Write as _, fs, sync::LazyLock};

use proptest::{prelude::*, sample::Index};

use super::{
    format::Format,
    is_own_document,
    report::{Inspector, Report, Summary},
    rule::{Check, Severity},
    rules,
};
use crate::generate;

static INSPECTOR: LazyLock<Inspector> = LazyLock::new(|| Inspector::new(&[]).unwrap());

/// The documents of the rules' own tests.
static DOCUMENTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let directories = fs::read_dir("tests/validate").unwrap();
    let mut files: Vec<_> = directories
        .flat_map(|directory| fs::read_dir(directory.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|file| {
            file.extension()
                .is_none_or(|extension| extension != "stdout")
        })
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
});

/// Looks at a document, prints what is found in every format, and checks that it is at places of the document.
fn inspect(name: &str, bytes: Vec<u8>) -> Report {
    let report = INSPECTOR.inspect(name, bytes, true);
    let text = report.text().as_str();
    for finding in &report.findings {
        assert!(
            text.get(finding.span.clone()).is_some(),
            "{}",
            finding.message
        );
        for label in &finding.labels {
            assert!(text.get(label.span.clone()).is_some(), "{}", label.text);
        }
    }
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        let mut printer = format.printer();
        printer.report(&report, &mut std::io::sink()).unwrap();
        printer
            .finish(&Summary::new(false), &mut std::io::sink())
            .unwrap();
    }
    report
}

proptest! {
    #[test]
    fn no_bytes_make_a_rule_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        inspect("any.yaml", bytes.clone());
        inspect("any.json", bytes);
    }

    /// Lines are taken out, doubled, moved in or out, and bits of other documents put in.
    #[test]
    fn no_damage_to_a_document_makes_a_rule_panic(
        document in any::<Index>(),
        damage in prop::collection::vec((any::<Index>(), any::<Index>(), 0..6), 1..6),
    ) {
        let document = document.get(&DOCUMENTS);
        let mut lines: Vec<_> = document.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        for (at, other, sort) in damage {
            let other = other.get(&lines).clone();
            let at = at.index(lines.len());
            match sort {
                0 if lines.len() > 1 => { lines.remove(at); }
                1 => lines.insert(at, other),
                2 => lines[at].insert(0, b' '),
                3 => lines[at] = lines[at].trim_ascii_start().to_vec(),
                4 => lines[at].truncate(other.len()),
                _ => lines[at].extend(b": [{$ref: '#/paths'}]"),
            }
        }
        inspect("any.yaml", lines.join(&b'\n'));
    }
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        let kebab = |character: char| character == '-' || character.is_ascii_lowercase();
        assert!(rule.id.chars().all(kebab), "{}", rule.id);
    }
}

#[test]
fn every_rule_of_the_generator_is_explained() {
    let generator: BTreeSet<_> = generate::Rule::ALL.iter().map(|rule| rule.id()).collect();
    for id in &generator {
        assert!(rules::by_id(id).is_some(), "{id}");
    }
    for rule in rules::all() {
        let known = generator.contains(rule.id);
        assert!(
            known || !matches!(rule.check, Check::Generator),
            "{}",
            rule.id
        );
    }
}

#[test]
fn the_document_of_this_project_is_known_by_any_path() {
    for path in [
        "../openapi/mayar-portal.yaml",
        "src/../../openapi/./mayar-portal.yaml",
    ] {
        assert!(is_own_document(path.as_ref()), "{path}");
    }
    for path in ["tests/output/document.yaml", "no-such-file.yaml"] {
        assert!(!is_own_document(path.as_ref()), "{path}");
    }
}

#[test]
fn security_that_is_missing_everywhere_is_missed_once() {
    let mut text = "openapi: 3.0.4\ninfo: {title: a, version: a}\npaths:\n".to_owned();
    for path in 0..20 {
        let responses = "{'204': {description: a}}";
        writeln!(text, "  /{path}: {{get: {{responses: {responses}}}}}").unwrap();
    }
    let report = inspect("silent.yaml", text.into());
    let found = report.findings.iter();
    let found: Vec<_> = found
        .filter(|finding| finding.rule.id == "operation-security")
        .map(|finding| &*finding.message)
        .collect();
    assert_eq!(
        found,
        ["neither the document nor any operation has `security`"]
    );
}

#[test]
fn what_is_one_name_in_rust_alone_is_for_the_generator_to_say() {
    let operation = |id: &str| {
        format!("      operationId: {id}\n      responses:\n        '204': {{description: a}}\n")
    };
    let text = format!(
        "openapi: 3.0.4\ninfo: {{title: a, version: a}}\nservers:\n  - {{url: 'https://a.id', x-name: a}}\npaths:\n  \
         /a:\n    get:\n{}    put:\n{}",
        operation("getA"),
        operation("get_a")
    );
    let errors = |generation| {
        let report = INSPECTOR.inspect("names.yaml", text.clone().into(), generation);
        let findings = report.findings.into_iter();
        let errors = findings.filter(|finding| finding.rule.severity == Severity::Error);
        errors.map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert!(errors(false).is_empty());
    assert_eq!(errors(true), ["operation-id-unique"]);
}

#[test]
fn the_deepest_document_does_not_overflow_the_stack() {
    let open = "{allOf: [".repeat(60);
    let close = "]}".repeat(60);
    let text = format!(
        "openapi: 3.0.4\ninfo: {{title: a, version: a}}\npaths: {{}}\n\
         components: {{schemas: {{A: {open}{close}}}}}\n"
    );
    inspect("deep.yaml", text.into());
}

#[test]
fn references_in_circles_end() {
    let text = "openapi: 3.0.4\ninfo: {title: a, version: a}\npaths:\n  /a:\n    get:\n      parameters:\n\
                \x20       - $ref: '#/components/parameters/A'\n      responses:\n        '200':\n          \
                $ref: '#/components/responses/A'\ncomponents:\n  parameters:\n    A: {$ref: '#/components/parameters/B'}\n\
                \x20   B: {$ref: '#/components/parameters/A'}\n  responses:\n    A: {$ref: '#/components/responses/A'}\n  \
                schemas:\n    A: {items: {$ref: '#/components/schemas/A'}}\n";
    inspect("circle.yaml", text.into());
}

#[test]
fn many_findings_and_long_lines_take_no_time_to_speak_of() {
    let mut text =
        "{\"openapi\":\"3.0.4\",\"info\":{\"title\":\"\",\"version\":\"\"},\"paths\":{".to_owned();
    for path in 0..4_000 {
        let comma = if path == 0 { "" } else { "," };
        write!(
            text,
            "{comma}\"/{path}\":{{\"get\":{{\"operationId\":\"same\"}}}}"
        )
        .unwrap();
    }
    text.push_str("}}");
    let report = inspect("long.json", text.into());
    // Each operation: no summary, no responses; and each but the first: the id of another.
    assert!(report.findings.len() >= 11_999, "{}", report.findings.len());
}
