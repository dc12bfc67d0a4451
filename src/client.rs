//! The client.

use std::{fmt, sync::Arc, time::Duration};

use crate::{
    ApiKey, BuildError, ClientBuilder, EmailAddress, Error, MagicLinkSent, RetryPolicy,
    base_url::BaseUrl,
    call::Call,
    generated,
    operation::Operation,
    operations::{Operations, types::CreateMagicLinkRequest},
};

/// Sends login links to the customers of one merchant.
///
/// It is cheap to clone: clones share the connections and the configuration. Keep one for the life of the program.
/// Its methods need a Tokio runtime with I/O and time enabled, as `#[tokio::main]` has.
///
/// Dropping the future of a call ends the call: nothing of it goes on in the background. An email may have been sent
/// by then.
#[derive(Clone)]
pub struct Client(Arc<Config>);

/// What all clones and calls of a client share.
pub(crate) struct Config {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: BaseUrl,
    pub(crate) api_key: ApiKey,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
}

impl Client {
    /// A client for the document's default server, production, with default settings.
    ///
    /// # Errors
    ///
    /// [`BuildError`] if the key is missing or cannot be sent, or if TLS could not be set up.
    pub fn new<K>(api_key: K) -> Result<Self, BuildError>
    where
        K: TryInto<ApiKey>,
        K::Error: Into<BuildError>,
    {
        Self::builder().api_key(api_key).build()
    }

    /// A client as the environment configures it: [`ClientBuilder::from_env`] says by which variables.
    ///
    /// # Errors
    ///
    /// [`BuildError`] if a variable is missing or wrong, or if TLS could not be set up.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder().from_env()?.build()
    }

    /// A client with other settings than the default ones.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Emails the customer with this address a link that logs them in to the merchant's portal.
    ///
    /// Every call that succeeds sends an email. The SDK never sends two by itself: it tries again only where the
    /// server cannot have acted on the last request.
    ///
    /// # Errors
    ///
    /// [`Error::kind`] says what happened and [`Error::delivery`] whether an email may have been sent all the same.
    /// The commonest: no customer has this address
    /// ([`EmailNotRegistered`](crate::ApiErrorKind::EmailNotRegistered)), too many requests
    /// ([`TooManyRequests`](crate::ApiErrorKind::TooManyRequests); [`Error::retry_after`] says how long to wait), and
    /// text that cannot be an address ([`InvalidEmail`](crate::ErrorKind::InvalidEmail); nothing is sent).
    ///
    /// Do not tell a visitor of a web page which of these it was: they would learn who your customers are. Answer
    /// alike whether an address is registered or not.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # #[cfg(feature = "mock")] {
    /// # let mock = mayar_portal::mock::MockServer::start()?;
    /// # let client = mayar_portal::Client::builder().api_key("key").base_url(mock.base_url()).build()?;
    /// let sent = client.create_magic_link("budi.santoso@example.com").await?;
    /// println!("{}", sent.notice().unwrap_or_default());
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_magic_link<E>(&self, email: E) -> Result<MagicLinkSent, Error>
    where
        E: TryInto<EmailAddress>,
        E::Error: Into<Error>,
    {
        let email = email.try_into().map_err(Into::into)?;
        let request = CreateMagicLinkRequest { email };
        let response = self.operations().create_magic_link(&request).await?;
        Ok(MagicLinkSent::new(response))
    }

    /// The operations as the document has them, for what this type does not wrap.
    #[must_use]
    pub fn operations(&self) -> Operations<'_> {
        Operations { client: self }
    }

    pub(crate) fn from_config(config: Config) -> Self {
        Self(Arc::new(config))
    }

    /// progenitor's client for one call.
    pub(crate) fn call(&self, operation: &'static Operation) -> generated::Client {
        let http = self.0.http.clone();
        let call = Call::new(operation, Arc::clone(&self.0));
        generated::Client::new_with_client(self.0.base_url.as_str(), http, call)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url.as_str())
            .field("api_key", &self.api_key)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
