//! What the mock received.

use std::fmt;

use http::{HeaderMap, request::Parts};

/// A request as the mock received it. `Debug` shows neither headers nor body: they hold the key and the email.
#[derive(Clone)]
pub struct ReceivedRequest {
    method: String,
    path: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl ReceivedRequest {
    pub(super) fn new(head: &Parts, body: &[u8]) -> Self {
        Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            headers: head.headers.clone(),
            body: body.to_owned(),
        }
    }

    /// The method, in upper case.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, base path included, without a query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The email in the body, if there is one.
    #[must_use]
    pub fn email(&self) -> Option<String> {
        let body: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        body.get("email")?.as_str().map(str::to_owned)
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
