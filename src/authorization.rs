//! How the document's security scheme puts the API key on a request.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::ApiKey;

/// A header that carries the key behind a prefix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Authorization {
    /// The header's name in lower case.
    pub(crate) header: &'static str,
    /// What stands before the key, `Bearer ` for instance.
    pub(crate) prefix: &'static str,
}

impl Authorization {
    pub(crate) fn name(self) -> HeaderName {
        HeaderName::from_static(self.header)
    }

    /// The header's value, marked as sensitive. Its memory is wiped when the last copy of it is dropped.
    pub(crate) fn value(self, key: &ApiKey) -> Result<HeaderValue, http::Error> {
        let value = Zeroizing::new([self.prefix, key.expose()].concat().into_bytes());
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(value))?;
        value.set_sensitive(true);
        Ok(value)
    }
}
