//! Descriptions of the document as documentation in Rust.

use serde_json::Value;

/// Marks code blocks that name no language as text: rustdoc would take them for Rust, and run them as tests.
pub(crate) fn rustdoc(description: &str) -> String {
    let mut in_code = false;
    let lines = description.trim_end().lines().map(|line| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        if is_fence && in_code && line.trim() == "```" {
            format!("{line}text")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Does the same to every description below `value`.
pub(crate) fn rustdoc_below(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(rustdoc_below),
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key == "description" => *text = rustdoc(text),
                    _ => rustdoc_below(member),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
