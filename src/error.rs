//! What can go wrong with a call.

use std::{convert::Infallible, error, fmt, time::Duration};

use http::{HeaderMap, StatusCode};

use crate::{ApiErrorKind, InvalidEmailAddress, response::Response, retry_after};

pub(crate) type Source = Box<dyn error::Error + Send + Sync>;

/// Why a call did not succeed, and whether an email may have been sent all the same.
///
/// | what happened | [`kind`](Self::kind) | [`delivery`](Self::delivery) | tried again |
/// | --- | --- | --- | --- |
/// | the text cannot be an email address | `InvalidEmail` | `NotSent` | no |
/// | no connection: DNS, refused, TLS, connect timeout | `Connect` | `NotSent` | yes |
/// | the connection closed before anything of the request's body was written | `Transport` | `NotSent` | yes |
/// | time was up before anything of the request's body was written | `Timeout` | `NotSent` | yes |
/// | time was up after that | `Timeout` | `Unknown` | opt-in |
/// | the connection was lost after that | `Transport` | `Unknown` | opt-in |
/// | 400, 401 or 404 as the document describes it | `Api` | `NotSent` | no |
/// | 429 | `Api(TooManyRequests)` | `NotSent` | yes |
/// | 500 | `Api(InternalServerError)` | `Unknown` | opt-in |
/// | 503 with `Retry-After` | `UnexpectedResponse` | `Unknown` | yes |
/// | 502, 504, 503 without `Retry-After` | `UnexpectedResponse` | `Unknown` | opt-in |
/// | 404 with a body that is not the documented one | `UnexpectedResponse` | `Unknown` | no |
/// | 400 with a body that is not the documented envelope | `InvalidResponse` | `Unknown` | no |
/// | any other status: 101, 204, 3xx, 403 … | `UnexpectedResponse` | `Unknown` | no |
/// | the caller's own HTTP client refused the request | `Transport` | `NotSent` | no |
/// | the caller's own HTTP client followed a redirect | `UnexpectedResponse` | `Unknown` | no |
/// | 200 with a body that is not the documented one | `InvalidResponse` | `Unknown` | no |
/// | a body of 200 that was cut short | `Transport` | `Unknown` | no |
/// | 200 whose body says `statusCode` 400 or more | as if HTTP had said it | likewise | likewise |
///
/// Nothing is tried again once the call's [`timeout`](crate::ClientBuilder::timeout) is up. *Opt-in* is
/// [`RetryPolicy::resend_when_unknown`](crate::RetryPolicy::resend_when_unknown). Once a request was sent again that way,
/// `delivery` is `Unknown` whatever the last try came to, and the error is not [retryable](Self::is_retryable).
///
/// `Display` and `Debug` show neither the key, nor the customer's address, nor what the server said: the server may
/// repeat the address. [`message`](Self::message), [`body`](Self::body) and [`headers`](Self::headers) have the
/// server's words; treat them as a customer's data.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    delivery: Delivery,
    attempts: u32,
    is_retryable: bool,
    response: Option<Response>,
    source: Option<Source>,
}

/// What sort of error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text cannot be an email address. Nothing was sent.
    InvalidEmail,
    /// The server answered with an error that the document describes.
    Api(ApiErrorKind),
    /// The server answered with a status that the document does not describe, or with a 404 that is not the one that
    /// it describes: some gateway's, or that of a wrong base URL.
    UnexpectedResponse,
    /// The server answered with a status that the document describes, but with another body than the document says.
    InvalidResponse,
    /// The call took longer than its timeout.
    Timeout,
    /// No connection to the server could be made.
    Connect,
    /// The connection was lost, or what came over it was not HTTP.
    Transport,
}

/// Whether a call that failed may have sent an email.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// No email can have been sent by this call.
    NotSent,
    /// An email may have been sent. Calling again may send a second one.
    Unknown,
}

impl Error {
    pub(crate) fn new(
        kind: ErrorKind,
        delivery: Delivery,
        attempts: u32,
        is_retryable: bool,
        response: Option<Response>,
        source: Option<Source>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            delivery,
            attempts,
            is_retryable,
            response,
            source,
        }))
    }

    /// An error from before the first try.
    pub(crate) fn before_request(kind: ErrorKind, source: Option<Source>) -> Self {
        Self::new(kind, Delivery::NotSent, 0, false, None, source)
    }

    /// What sort of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether an email may have been sent all the same.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// The status of the server's answer, if there was one. Where a success says another in its body, it is that one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// What the server said, if it said it in the platform's usual way; Indonesian as often as English. It may name the
    /// customer.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.0.response.as_ref().and_then(Response::message)
    }

    /// The body of the server's answer, as much of it as was read: 256 KiB at most. It may name the customer.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0
            .response
            .as_ref()
            .map(|response| response.body.as_ref())
    }

    /// The headers of the server's answer.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// How long the server asks to wait before the next request: its header `Retry-After`, whether it gave seconds or a
    /// date.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(retry_after::retry_after)
    }

    /// Whether the same call may succeed later *and* cannot send a second email by that. It holds for what the SDK
    /// tries again by itself: *yes* in the table above.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Whether time was up: that of the whole call, or that for making a connection.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
            || self.http_error().is_some_and(reqwest::Error::is_timeout)
    }

    /// Whether no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// How many times the request was tried; 0 if something was wrong before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    fn http_error(&self) -> Option<&reqwest::Error> {
        self.0.source.as_ref()?.downcast_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind {
            ErrorKind::InvalidEmail => return f.write_str(
                "this cannot be an email address, so nothing was sent; ask for it again",
            ),
            ErrorKind::Api(kind) => write!(f, "{kind}{}", Status(self.status())),
            ErrorKind::UnexpectedResponse => write!(
                f,
                "the server answered{} in a way that the API does not document; check that the base URL is the API's",
                Status(self.status())
            ),
            ErrorKind::InvalidResponse => write!(
                f,
                "the server answered{} with a body that is not the documented one",
                Status(self.status())
            ),
            ErrorKind::Timeout => f.write_str("the server did not answer in time"),
            ErrorKind::Connect => f.write_str(
                "no connection to the server could be made; check the network, the server's name and its certificate",
            ),
            ErrorKind::Transport => f.write_str("the connection to the server was lost before its answer was complete"),
        }?;
        f.write_str(match self.0.delivery {
            Delivery::NotSent => "; no email was sent",
            Delivery::Unknown => {
                "; an email may have been sent, and calling again may send a second one"
            }
        })
    }
}

/// ` (HTTP 404)`, or nothing.
struct Status(Option<StatusCode>);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(status) => write!(f, " (HTTP {})", status.as_u16()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("status", &self.status())
            .field("delivery", &self.0.delivery)
            .field("attempts", &self.0.attempts)
            .field("retry_after", &self.retry_after())
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}

impl From<InvalidEmailAddress> for Error {
    fn from(error: InvalidEmailAddress) -> Self {
        Self::before_request(ErrorKind::InvalidEmail, Some(error.into()))
    }
}

/// For an address that was parsed before.
impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Why a body is not the documented one, without a word of it: it may name the customer.
#[derive(Debug)]
pub(crate) enum InvalidBody {
    NotJson { line: usize, column: usize },
    WrongShape { line: usize, column: usize },
    StatusCode,
    TooLong,
}

impl From<&serde_json::Error> for InvalidBody {
    fn from(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_data() {
            Self::WrongShape { line, column }
        } else {
            Self::NotJson { line, column }
        }
    }
}

impl fmt::Display for InvalidBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { line, column } => {
                write!(f, "the body is not JSON: line {line}, column {column}")
            }
            Self::WrongShape { line, column } => {
                write!(
                    f,
                    "the body is JSON of another shape: line {line}, column {column}"
                )
            }
            Self::StatusCode => f.write_str("the body says a status code that is none of HTTP's"),
            Self::TooLong => {
                f.write_str("the body is longer than 256 KiB, and no more than that is read")
            }
        }
    }
}

impl error::Error for InvalidBody {}
