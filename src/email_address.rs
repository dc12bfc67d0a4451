//! The address that a login link is sent to.

use std::{error, fmt, str::FromStr};

use email_address::Options;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An email address, checked once. It goes out as it was given, less white space around it.
///
/// Internationalised addresses pass; a display name (`Budi <budi@example.com>`) does not. `Debug` does not show it:
/// it belongs to a customer.
///
/// ```
/// use mayar_portal::EmailAddress;
///
/// let email: EmailAddress = " budi.santoso@example.com\n".parse()?;
/// assert_eq!(email.as_str(), "budi.santoso@example.com");
/// assert_eq!(format!("{email:?}"), "EmailAddress(redacted)");
/// assert!("budi.santoso".parse::<EmailAddress>().is_err());
/// # Ok::<(), mayar_portal::InvalidEmailAddress>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as it goes out.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(email: &str) -> Result<Self, Self::Err> {
        let email = email.trim();
        let options = Options::default().without_display_text();
        match email_address::EmailAddress::parse_with_options(email, options) {
            Ok(_) => Ok(Self(email.to_owned())),
            Err(reason) => Err(InvalidEmailAddress(reason)),
        }
    }
}

impl TryFrom<&str> for EmailAddress {
    type Error = InvalidEmailAddress;

    fn try_from(email: &str) -> Result<Self, Self::Error> {
        email.parse()
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = InvalidEmailAddress;

    fn try_from(email: String) -> Result<Self, Self::Error> {
        email.parse()
    }
}

impl TryFrom<&String> for EmailAddress {
    type Error = InvalidEmailAddress;

    fn try_from(email: &String) -> Result<Self, Self::Error> {
        email.parse()
    }
}

impl From<&Self> for EmailAddress {
    fn from(email: &Self) -> Self {
        email.clone()
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(redacted)")
    }
}

impl Serialize for EmailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let email = String::deserialize(deserializer)?;
        email.parse().map_err(de::Error::custom)
    }
}

/// A text that cannot be an email address. It does not contain the text.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidEmailAddress(email_address::Error);

impl fmt::Display for InvalidEmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an email address: expected the form name@domain, without a display name")
    }
}

impl error::Error for InvalidEmailAddress {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.0)
    }
}
