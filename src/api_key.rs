//! The secret that authorizes requests.

use std::{fmt, str::FromStr};

use zeroize::Zeroizing;

use crate::BuildError;

/// A merchant's API key. `Debug` does not show it, and its memory is wiped when it is dropped.
///
/// ```
/// use mayar_portal::ApiKey;
///
/// let key = ApiKey::new("a-secret")?;
/// assert_eq!(format!("{key:?}"), "ApiKey(redacted)");
/// # Ok::<(), mayar_portal::BuildError>(())
/// ```
#[derive(Clone)]
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    /// Takes a key over; a `String` is wiped in the end, and so is the copy that is made of a `&str`.
    ///
    /// # Errors
    ///
    /// [`BuildError::MissingApiKey`] if it is empty; [`BuildError::InvalidApiKey`] if it has a character other than
    /// visible ASCII: no header could carry it.
    pub fn new(key: impl Into<String>) -> Result<Self, BuildError> {
        let key = Zeroizing::new(key.into());
        if key.is_empty() {
            Err(BuildError::MissingApiKey)
        } else if key.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(key))
        } else {
            Err(BuildError::InvalidApiKey)
        }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiKey {
    type Err = BuildError;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        Self::new(key)
    }
}

impl TryFrom<&str> for ApiKey {
    type Error = BuildError;

    fn try_from(key: &str) -> Result<Self, Self::Error> {
        Self::new(key)
    }
}

impl TryFrom<String> for ApiKey {
    type Error = BuildError;

    fn try_from(key: String) -> Result<Self, Self::Error> {
        Self::new(key)
    }
}

impl TryFrom<&String> for ApiKey {
    type Error = BuildError;

    fn try_from(key: &String) -> Result<Self, Self::Error> {
        Self::new(key)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(redacted)")
    }
}
