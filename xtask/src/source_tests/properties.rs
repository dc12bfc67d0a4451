//! What holds for every text.

use proptest::prelude::*;
use serde_json::Value as Json;

use super::{strict_json, yaml};
use crate::source::{Node, Value};

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
