//! Why a client could not be built.

use std::{convert::Infallible, error, fmt, sync::Arc};

use crate::Server;

/// A mistake in the configuration of a client. No request was made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No API key was given, or an empty one.
    MissingApiKey,
    /// The API key has a character that a header cannot carry: a space, a line break, anything but visible ASCII.
    InvalidApiKey,
    /// The base URL is not one that paths can be appended to.
    InvalidBaseUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// The base URL is not https. Only a loopback address may be http.
    InsecureBaseUrl,
    /// The server's name is none of the document's.
    UnknownServer,
    /// The base URL is https, and the crate was built without TLS.
    NoTls,
    /// The HTTP client could not be set up; the source says why.
    HttpClient(Arc<dyn error::Error + Send + Sync>),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingApiKey => f.write_str(
                "no API key, and the server accepts no request without one: set MAYAR_API_KEY or call `api_key`",
            ),
            Self::InvalidApiKey => f.write_str(
                "the API key has a character that no HTTP header can carry: check it for spaces, line breaks and \
                 quotes that came along when it was copied",
            ),
            Self::InvalidBaseUrl { reason } => write!(
                f,
                "the base URL cannot be used: {reason}; write it like {}",
                Server::default().url()
            ),
            Self::InsecureBaseUrl => f.write_str(
                "the base URL is not https, and the API key would cross the network for all to read: use https, or \
                 http to a loopback address such as http://127.0.0.1:8080",
            ),
            Self::UnknownServer => {
                let names: Vec<_> = Server::ALL.iter().map(|server| server.name()).collect();
                write!(
                    f,
                    "the server's name is not one of the API's: use {}",
                    names.join(" or ")
                )
            }
            Self::NoTls => f.write_str(
                "the crate `mayar-portal` was built without TLS and cannot reach an https server: enable its feature \
                 `rustls`, or give it an HTTP client that has TLS",
            ),
            Self::HttpClient(_) => f.write_str(
                "the HTTP client could not be set up, on account of TLS most often: the source of this error says \
                 what is missing",
            ),
        }
    }
}

impl error::Error for BuildError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::HttpClient(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}

/// For a key that was parsed before.
impl From<Infallible> for BuildError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
