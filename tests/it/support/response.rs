//! Responses as they stand on the wire.

/// The documented body of a success.
pub(crate) const SENT: &str =
    r#"{"statusCode":200,"messages":"success","data":{"url":"Sudah kami kirim ke email anda"}}"#;
/// The documented body of a 404.
pub(crate) const NOT_REGISTERED: &str = r#"{"messages":"Email tidak terdaftar"}"#;

/// A whole response. `head` is the status line after `HTTP/1.1`, and further header lines after it.
pub(crate) fn response(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut response = format!(
        "HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        head.trim_end().replace('\n', "\r\n"),
        body.len()
    )
    .into_bytes();
    response.extend_from_slice(body);
    response
}

/// The documented success.
pub(crate) fn sent() -> Vec<u8> {
    response("200 OK", SENT)
}
