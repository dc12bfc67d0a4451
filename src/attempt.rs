//! One try of a request, and whether it can have reached the server.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::Instant;

use crate::response::{BodyEnd, Response};

/// How a try ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A response came.
    Response(Response, BodyEnd),
    /// None came.
    NoResponse {
        cause: Cause,
        /// Whether the request can have reached the server, in part at least.
        written: bool,
    },
}

/// Why no response came.
#[derive(Debug)]
pub(crate) enum Cause {
    /// Time was up for the whole call.
    Deadline,
    /// The HTTP client failed.
    Http(reqwest::Error),
    /// The HTTP client followed a redirect, against what was asked of it.
    Redirected(Response),
}

/// Sends `request` once and reads the response.
pub(crate) async fn attempt(
    http: &reqwest::Client,
    request: &reqwest::Request,
    deadline: Instant,
) -> Outcome {
    let (request, url) = (copy(request), request.url());
    let (request, written) = request;
    let no_response = |cause, written| Outcome::NoResponse { cause, written };
    match tokio::time::timeout_at(deadline, http.execute(request)).await {
        Ok(Ok(response)) if response.url() != url => {
            let (response, _) = Response::read(response, deadline).await;
            no_response(Cause::Redirected(response), true)
        }
        Ok(Ok(response)) => {
            let (response, end) = Response::read(response, deadline).await;
            Outcome::Response(response, end)
        }
        Ok(Err(error)) => {
            let written = written.get() && !error.is_connect();
            no_response(Cause::Http(error.without_url()), written)
        }
        Err(_) => no_response(Cause::Deadline, written.get()),
    }
}

/// A copy of a request that tells when its body begins to be written.
fn copy(request: &reqwest::Request) -> (reqwest::Request, Written) {
    let written = Written::default();
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut().clone_from(request.headers());
    match request.body().and_then(reqwest::Body::as_bytes) {
        Some(body) => {
            let body = WatchedBody {
                content: Some(Bytes::copy_from_slice(body)),
                written: written.clone(),
            };
            *copy.body_mut() = Some(reqwest::Body::wrap(body));
        }
        // There is nothing to watch: take it for written from the start.
        None => written.set(),
    }
    (copy, written)
}

/// Whether a request has begun to be written. It is set before the first byte of the body leaves, and a server cannot
/// act on a request without its body.
#[derive(Clone, Debug, Default)]
struct Written(Arc<AtomicBool>);

impl Written {
    fn set(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A body that notes when it is asked for. It can be read once: nothing below the SDK can send it again.
struct WatchedBody {
    content: Option<Bytes>,
    written: Written,
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.written.set();
        Poll::Ready(self.content.take().map(|content| Ok(Frame::data(content))))
    }

    fn is_end_stream(&self) -> bool {
        self.content.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.content.as_ref().map_or(0, Bytes::len);
        SizeHint::with_exact(u64::try_from(length).unwrap_or(u64::MAX))
    }
}

impl Outcome {
    /// How long the server asks to wait before the next try.
    pub(crate) fn retry_after(&self) -> Option<std::time::Duration> {
        match self {
            Self::Response(response, _) => crate::retry_after::retry_after(&response.headers),
            Self::NoResponse { .. } => None,
        }
    }
}
