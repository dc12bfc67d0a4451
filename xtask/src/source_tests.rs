//! What both readers promise.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::{
    json,
    source::{MAX_DEPTH, Node, Source, SyntaxError, Value},
};

fn yaml(text: impl Into<Vec<u8>>) -> Result<Source, SyntaxError> {
    Source::parse("a.yaml", text.into())
}

fn strict_json(text: impl Into<Vec<u8>>) -> Result<Source, SyntaxError> {
    json::parse("a.json", text.into())
}

/// The YAML document's value.
#[track_caller]
fn value(text: &str) -> Json {
    yaml(text).unwrap().root().to_json()
}

/// The error, and the text that it points at.
#[track_caller]
fn error(result: Result<Source, SyntaxError>) -> (String, String) {
    let error = result.map(|source| source.root().to_json()).unwrap_err();
    let text = error.text.as_str().get(error.span.clone()).unwrap();
    (
        format!("{}: {}", error.location, error.message),
        text.to_owned(),
    )
}

/// Every span is within the text, and what is at the span of a string or number in a JSON text says the same.
fn check_spans(node: &Node, text: &str, is_json: bool) {
    let written = text.get(node.span.clone()).unwrap();
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                check_spans(element, text, is_json);
            }
        }
        Value::Object(object) => {
            for member in object {
                let key = text.get(member.key_span.clone()).unwrap();
                if is_json {
                    assert_eq!(serde_json::from_str::<String>(key).unwrap(), member.key);
                }
                check_spans(&member.value, text, is_json);
            }
        }
        _ if is_json => {
            let written: Json = serde_json::from_str(written).unwrap();
            assert_eq!(written, node.to_json());
        }
        _ => {}
    }
}

/// Any JSON value, of no great depth.
fn any_json() -> impl Strategy<Value = Json> {
    let number = prop_oneof![
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        number,
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::btree_map(any::<String>(), inner, 0..12)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Text with much of what means something to a YAML reader.
fn yaml_like() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        8 => "[ \n:,&*!|>'\"%@`{}\\[\\]#?~<-]",
        2 => "(a|b|1|0x1|1e9|true|null|<<|---|\\.\\.\\.|\\.inf|!!str |&a |\\*a|\t|\u{e9}|\u{2028}|\u{feff})",
        1 => "\n {0,6}[ab]: ",
    ];
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = yaml(bytes.clone());
        let _ = strict_json(bytes);
    }

    #[test]
    fn no_yaml_makes_a_reader_panic(text in yaml_like()) {
        match yaml(text.clone()) {
            Ok(source) => check_spans(source.root(), source.text(), false),
            Err(error) => prop_assert!(error.text.as_str().get(error.span).is_some()),
        }
        if let Err(error) = strict_json(text) {
            prop_assert!(error.text.as_str().get(error.span).is_some());
        }
    }

    #[test]
    fn json_reads_back_as_it_was(value in any_json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            // What serde_json itself reads: the last digit of a double may differ from what was written.
            let expected: Json = serde_json::from_str(&text).unwrap();
            for source in [strict_json(&*text), yaml(&*text)] {
                let source = source.unwrap();
                prop_assert_eq!(&source.root().to_json(), &expected);
                check_spans(source.root(), source.text(), true);
            }
        }
    }

    #[test]
    fn a_location_is_what_counting_from_the_start_gives(
        text in "(\n|a|\u{e9}|\u{1f600}|\r){0,3000}",
        at in any::<prop::sample::Index>(),
    ) {
        let text = format!("x: |\n {text}");
        if let Ok(source) = yaml(&*text) {
            let offset = source.text().floor_char_boundary(at.index(text.len() + 1));
            let before = source.text().get(..offset).unwrap();
            let location = source.location(offset);
            prop_assert_eq!(location.line, before.matches('\n').count() + 1);
            let line = before.rsplit('\n').next().unwrap();
            prop_assert_eq!(location.column, line.chars().count() + 1);
        }
    }
}

#[test]
fn scalars_are_those_of_the_core_schema() {
    assert_eq!(
        value("[~, null, true, yes, on, No, 12, -7, +3, 0x1F, 0o17, 017, 1.5, .5, 1., 1e3, 2001-01-01, 1_000, 0b1, ., -]"
            .replace(", -]", "]").as_str()),
        json!([
            null, null, true, "yes", "on", "No", 12, -7, 3, 31, 15, 17, 1.5, 0.5, 1.0, 1000.0, "2001-01-01",
            "1_000", "0b1", "."
        ])
    );
    assert_eq!(
        value("[!!str 1, !!int 1, 'true', \"1\"]"),
        json!(["1", 1, "true", "1"])
    );
    assert_eq!(value("18446744073709551615"), json!(u64::MAX));
    assert_eq!(
        value("18446744073709551616"),
        json!(18_446_744_073_709_551_616_f64)
    );
}

#[test]
fn keys_are_strings_as_they_are_written() {
    assert_eq!(
        value("{200: a, 0x1: b, true: c, null: d, 1.0: e, '': f, <<: g}"),
        json!({"200": "a", "0x1": "b", "true": "c", "null": "d", "1.0": "e", "": "f", "<<": "g"})
    );
}

#[test]
fn an_alias_is_a_copy_of_its_value() {
    assert_eq!(
        value("a: &x {b: [1]}\nc: *x\n"),
        json!({"a": {"b": [1]}, "c": {"b": [1]}})
    );
}

#[test]
fn a_span_is_what_was_written_for_a_value() {
    let text = "a:\n  b: [1, {c: 2}] # comment\n  d: |\n    text\n\n  # comment\ne: 'f'\n";
    let source = yaml(text).unwrap();
    for (pointer, written) in [
        ("", text.trim_end()),
        ("/a", "b: [1, {c: 2}] # comment\n  d: |\n    text"),
        ("/a/b", "[1, {c: 2}]"),
        ("/a/b/1", "{c: 2}"),
        ("/a/d", "text"),
        ("/e", "'f'"),
    ] {
        let node = source.root().pointer(pointer).unwrap();
        assert_eq!(text.get(node.span.clone()), Some(written), "{pointer}");
    }
}

#[test]
fn syntax_errors_have_a_place() {
    for (text, message, marked) in [
        (
            "a: 1\nb: 2\na: 3\n",
            "3:1: duplicate key `a`: line 1 has it already",
            "a",
        ),
        ("", "1:1: the file holds no document", ""),
        ("# nothing\n", "1:1: the file holds no document", ""),
        (
            "a: 1\n---\nb: 2\n",
            "2:1: a second document starts here",
            "---",
        ),
        (
            "a: !color red\n",
            "1:4: the tag does not fit the value, or has no meaning in an OpenAPI document",
            "!color",
        ),
        (
            "a: *b\n",
            "1:4: an alias that no anchor before it defines",
            "*",
        ),
        (
            "a: &a [*a]\n",
            "1:8: the alias stands inside the value that it names",
            "*a",
        ),
        ("? [a]\n: b\n", "1:3: a key that is not a string", "["),
        ("a: .inf\n", "1:4: a number that JSON cannot hold", ".inf"),
        ("a: 1e999\n", "1:4: a number that JSON cannot hold", "1e999"),
        ("a:\n\tb: 1\n", "2:2: a tab where YAML wants spaces", "b"),
        (
            "a: b: c\n",
            "1:5: a `:` that cannot start a value here",
            ":",
        ),
    ] {
        assert_eq!(
            error(yaml(text)),
            (message.to_owned(), marked.to_owned()),
            "{text:?}"
        );
    }
}

#[test]
fn json_is_read_strictly() {
    for (text, message, marked) in [
        ("{\"a\": 1,}", "1:8: a comma after the last value", ","),
        ("[1] // one", "1:5: a comment", "/"),
        ("{'a': 1}", "1:2: a key that is not a string", "'"),
        ("{a: 1}", "1:2: a key that is not a string", "a"),
        (
            "\"\u{1}\"",
            "1:2: control character (\\u0000-\\u001F) found while parsing a string",
            "\u{1}",
        ),
        ("\"\\ud800\"", "1:8: unexpected end of hex escape", "\""),
        (
            "{\"a\": 1, \"a\": 2}",
            "1:10: duplicate key `a`: line 1 has it already",
            "\"a\"",
        ),
        ("{\"a\": 1e999}", "1:11: number out of range", "9"),
        ("", "1:1: the file holds no document", ""),
        ("\u{a0}1", "1:1: expected value", "\u{a0}"),
    ] {
        assert_eq!(
            error(strict_json(text)),
            (message.to_owned(), marked.to_owned()),
            "{text:?}"
        );
    }
}

#[test]
fn what_is_not_utf8_is_told_apart() {
    assert_eq!(value("\u{feff}a: 1"), json!({"a": 1}));
    let (message, _) = error(yaml(b"a: caf\xe9\n"));
    assert_eq!(
        message,
        "1:7: the file is not UTF-8: the byte 0xE9 cannot stand here"
    );
    let (message, _) = error(yaml([0xFF, 0xFE, b'a', 0]));
    assert_eq!(message, "1:1: the file is UTF-16, not UTF-8");
}

#[test]
fn nesting_is_capped() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        // serde_json counts the innermost value too.
        let nested = |depth| format!("{}0{}", open.repeat(depth), close.repeat(depth));
        for depth in [MAX_DEPTH - 1, MAX_DEPTH + 1, 100_000] {
            assert_eq!(yaml(nested(depth)).is_ok(), depth < MAX_DEPTH, "{depth}");
            assert_eq!(
                strict_json(nested(depth)).is_ok(),
                depth < MAX_DEPTH,
                "{depth}"
            );
        }
    }
    assert!(yaml("- ".repeat(100_000)).is_err());
    let mut stairs = String::new();
    for depth in 0..2000 {
        writeln!(stairs, "{}a:", " ".repeat(depth)).unwrap();
    }
    assert!(yaml(stairs).is_err());
    // Aliases nest too.
    let mut aliases = "a0: &a0 []\n".to_owned();
    for level in 1..20 {
        let before = level - 1;
        writeln!(aliases, "a{level}: &a{level} [[[[[[[[[*a{before}]]]]]]]]]").unwrap();
    }
    let (message, _) = error(yaml(aliases));
    assert_eq!(message, "16:20: more than 128 levels of nesting");
}

#[test]
fn aliases_cannot_fill_the_memory() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        writeln!(bomb, "a{level}: &a{level} [{}]", vec![alias; 10].join(", ")).unwrap();
    }
    let (message, _) = error(yaml(bomb));
    assert!(
        message.ends_with("aliases make the document many times as large as its text"),
        "{message}"
    );
}

#[test]
fn size_is_no_obstacle() {
    let scalar = "x".repeat(10_000_000);
    assert_eq!(value(&format!("a: {scalar}")), json!({ "a": scalar }));
    let mut lines = String::new();
    for line in 0..100_000 {
        writeln!(lines, "key{line}: {line}").unwrap();
    }
    let source = yaml(lines).unwrap();
    let node = source.root().get("key99999").unwrap();
    assert_eq!(node.to_json(), json!(99_999));
    assert_eq!(source.location(node.span.start).to_string(), "100000:11");
}

#[test]
fn pointers_are_rfc_6901() {
    let source = yaml("a/b: {c~d: [x, y]}\n'': z\n").unwrap();
    let at = |pointer| source.root().pointer(pointer).map(Node::to_json);
    assert_eq!(at("/a~1b/c~0d/1"), Some(json!("y")));
    assert_eq!(at("/"), Some(json!("z")));
    assert_eq!(at(""), Some(source.root().to_json()));
    for nothing in [
        "a",
        "/a~1b/c~0d/01",
        "/a~1b/c~0d/2",
        "/a~1b/c~0d/-",
        "/nope",
        "/~01",
    ] {
        assert_eq!(at(nothing), None, "{nothing}");
    }
}
