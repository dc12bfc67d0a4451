//! What the document says of an operation, as far as the wrapper works from it.

use std::{fmt, ops::RangeInclusive};

use http::StatusCode;

use crate::{ApiErrorKind, authorization::Authorization, response::Response};

/// An operation, generated from the document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// How the key is put on a request; `None` where the operation asks for none.
    pub(crate) authorization: Option<Authorization>,
    /// The error responses, the most specific statuses first.
    pub(crate) errors: &'static [ErrorResponse],
}

/// An error response that the document describes.
pub(crate) struct ErrorResponse {
    pub(crate) statuses: RangeInclusive<u16>,
    pub(crate) kind: ApiErrorKind,
    /// Whether a body is one that the document describes for this response.
    pub(crate) describes: fn(&[u8]) -> bool,
}

impl Operation {
    /// The error response that the document describes for a status, whatever its body.
    pub(crate) fn error(&self, status: StatusCode) -> Option<&'static ErrorResponse> {
        self.errors
            .iter()
            .find(|error| error.statuses.contains(&status.as_u16()))
    }

    /// What a response is, where the document describes both its status and its body.
    pub(crate) fn described(&self, response: &Response) -> Option<ApiErrorKind> {
        let error = self.error(response.status)?;
        (error.describes)(&response.body).then_some(error.kind)
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("statuses", &self.statuses)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
