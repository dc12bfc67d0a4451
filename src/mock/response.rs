//! Answers of the user's own.

use std::time::Duration;

use super::Answer;
use crate::generated::ROUTES;

/// An answer for [`MockServer::enqueue`](super::MockServer::enqueue).
///
/// ```
/// use std::time::Duration;
/// use mayar_portal::mock::MockResponse;
///
/// let rate_limit = MockResponse::documented(429);
/// let maintenance = MockResponse::new(503)
///     .header("Retry-After", "120")
///     .header("Content-Type", "text/html")
///     .body("<h1>Back soon</h1>")
///     .delay(Duration::from_millis(50));
/// ```
#[derive(Clone, Debug)]
#[must_use = "an answer does nothing until it is enqueued"]
pub struct MockResponse {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delay: Duration,
}

impl MockResponse {
    /// An answer with this status, without headers of its own or a body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            delay: Duration::ZERO,
        }
    }

    /// The document's example of its response with this status; [`new`](Self::new) where it describes none.
    pub fn documented(status: u16) -> Self {
        ROUTES
            .iter()
            .find_map(|route| route.answer(status))
            .map_or_else(|| Self::new(status), Self::from)
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Waits for this long before the answer.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

impl From<&Answer> for MockResponse {
    fn from(answer: &Answer) -> Self {
        let response = answer
            .headers
            .iter()
            .fold(Self::new(answer.status), |response, (name, value)| {
                response.header(*name, *value)
            });
        match answer.body {
            Some(body) => response
                .header("content-type", "application/json")
                .body(body),
            None => response,
        }
    }
}
