//! One try of a request, and whether it can have reached the server.

use std::time::Duration;

use tokio::time::Instant;

use crate::{
    request_body::{self, Custody},
    response::{BodyEnd, Response},
    retry_after::retry_after,
};

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
    /// Time was up, for this try or for the whole call.
    Deadline,
    /// The HTTP client failed.
    Http(reqwest::Error),
    /// The HTTP client followed a redirect, against what was asked of it, and got this by that.
    Redirected(Result<Response, reqwest::Error>),
}

/// Sends `request` once and reads the response.
pub(crate) async fn attempt(
    http: &reqwest::Client,
    request: &reqwest::Request,
    deadline: Instant,
) -> Outcome {
    let (copy, custody) = copy(request);
    let has_body = copy.body().is_some();
    let sent = tokio::time::timeout_at(deadline, http.execute(copy)).await;
    let cause = match sent {
        Ok(Ok(response)) => {
            let redirected = response.url() != request.url();
            let (response, end) = Response::read(response, deadline).await;
            if !redirected {
                return Outcome::Response(response, end);
            }
            Cause::Redirected(Ok(response))
        }
        Ok(Err(error)) => Cause::Http(error.without_url()),
        Err(_) => Cause::Deadline,
    };
    let written = match &cause {
        Cause::Http(error) if !has_body => !error.is_connect(),
        _ => !custody.withdraw(),
    };
    let cause = match cause {
        // To connect after the body was written is to go where a redirect led.
        Cause::Http(error) if error.is_redirect() || written && error.is_connect() => {
            Cause::Redirected(Err(error))
        }
        cause => cause,
    };
    Outcome::NoResponse { cause, written }
}

/// A copy of a request, whose body can be withdrawn.
fn copy(request: &reqwest::Request) -> (reqwest::Request, Custody) {
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut().clone_from(request.headers());
    let (body, custody) = request_body::split(request.body().and_then(reqwest::Body::as_bytes));
    *copy.body_mut() = body.map(reqwest::Body::wrap);
    (copy, custody)
}

impl Outcome {
    /// How long the server asks to wait before the next try.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Response(response, _) => retry_after(&response.headers),
            Self::NoResponse { .. } => None,
        }
    }
}
