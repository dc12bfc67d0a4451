//! A response as it came in, read up to a limit.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use crate::generated::types::Envelope;

/// How much of a body is read. The API's own take a few hundred bytes.
const MAX_BODY: usize = 256 * 1024;

/// A status, headers, and as much of the body as came and was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// How reading a body ended.
#[derive(Debug)]
pub(crate) enum BodyEnd {
    /// It was read whole.
    Complete,
    /// It is longer than is read.
    TooLong,
    /// The connection was lost, or spoke something other than HTTP.
    Lost(reqwest::Error),
    /// Time was up.
    Timeout,
}

impl Response {
    /// Reads a response until its body ends, is too long, or time is up; what came by then is kept.
    pub(crate) async fn read(
        mut response: reqwest::Response,
        deadline: Instant,
    ) -> (Self, BodyEnd) {
        let mut body = BytesMut::new();
        let end = loop {
            match tokio::time::timeout_at(deadline, response.chunk()).await {
                Ok(Ok(Some(chunk))) => {
                    let room = MAX_BODY - body.len();
                    body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                    if chunk.len() > room {
                        break BodyEnd::TooLong;
                    }
                }
                Ok(Ok(None)) => break BodyEnd::Complete,
                Ok(Err(error)) => break BodyEnd::Lost(error.without_url()),
                Err(_) => break BodyEnd::Timeout,
            }
        };
        let mut read = Self {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: body.freeze(),
        };
        read.status = read.effective_status();
        (read, end)
    }

    /// The status that the response means: a success whose envelope says 400 or more is an error of that code.
    fn effective_status(&self) -> StatusCode {
        if !self.status.is_success() {
            return self.status;
        }
        self.claimed_failure()
            .and_then(|code| StatusCode::from_u16(u16::try_from(code).ok()?).ok())
            .unwrap_or(self.status)
    }

    /// Whether the envelope says 400 or more, be it a code that HTTP does not have.
    pub(crate) fn claims_failure(&self) -> bool {
        self.claimed_failure().is_some()
    }

    fn claimed_failure(&self) -> Option<i32> {
        let envelope: Envelope = serde_json::from_slice(&self.body).ok()?;
        envelope.status_code.filter(|code| *code >= 400)
    }

    /// The server's words: the envelope's `messages`, or `message`, as some of the platform's endpoints have it.
    pub(crate) fn message(&self) -> Option<String> {
        let envelope: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        let words = |field| envelope.get(field).and_then(serde_json::Value::as_str);
        words("messages")
            .or_else(|| words("message"))
            .map(str::to_owned)
    }
}

/// The response as progenitor's client takes it.
impl From<&Response> for reqwest::Response {
    fn from(response: &Response) -> Self {
        let mut rebuilt = http::Response::new(response.body.clone());
        *rebuilt.status_mut() = response.status;
        Self::from(rebuilt)
    }
}
