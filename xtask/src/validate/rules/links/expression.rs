//! Runtime expressions.

/// Whether a text is a runtime expression, by the grammar in the specification.
pub(super) fn is_expression(text: &str) -> bool {
    if matches!(text, "$url" | "$method" | "$statusCode") {
        return true;
    }
    let source = text
        .strip_prefix("$request.")
        .or_else(|| text.strip_prefix("$response."));
    let Some(source) = source else { return false };
    if let Some(name) = source.strip_prefix("header.") {
        return !name.is_empty() && name.bytes().all(is_tchar);
    }
    if let Some(rest) = source.strip_prefix("body") {
        return match rest.strip_prefix('#') {
            Some(pointer) => is_pointer(pointer),
            None => rest.is_empty(),
        };
    }
    source.starts_with("query.") || source.starts_with("path.")
}

fn is_tchar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn is_pointer(text: &str) -> bool {
    let mut parts = text.split('~');
    let start = parts.next().unwrap_or_default();
    (start.is_empty() && !text.contains('~') || start.starts_with('/'))
        && parts.all(|escaped| escaped.starts_with(['0', '1']))
}
