//! A success.

use std::fmt;

use crate::operations::types::CreateMagicLinkResponse;

/// The server accepted the request: the login link is on its way to the customer by email.
///
/// The link itself never comes back to the caller. All that the server says is optional.
#[derive(Clone)]
pub struct MagicLinkSent(CreateMagicLinkResponse);

impl MagicLinkSent {
    pub(crate) fn new(response: CreateMagicLinkResponse) -> Self {
        Self(response)
    }

    /// A notice for the customer to read, in Indonesian; `Sudah kami kirim ke email anda`, for instance. The document
    /// calls it `data.url`, but it is no URL.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.0.data.as_ref()?.url.as_deref()
    }

    /// What the server said of the status, `success` for instance.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.messages.as_deref()
    }

    /// The status code that stood in the body. It is below 400: a body that says otherwise is an
    /// [`Error`](crate::Error).
    #[must_use]
    pub fn status_code(&self) -> Option<i32> {
        self.0.status_code
    }
}

/// Shows the status code alone: the server's words may name the customer.
impl fmt::Debug for MagicLinkSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MagicLinkSent")
            .field("status_code", &self.status_code())
            .finish_non_exhaustive()
    }
}
