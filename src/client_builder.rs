//! How a client is configured.

use std::{
    env,
    ffi::OsString,
    fmt,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use reqwest::redirect;

use crate::{ApiKey, BuildError, Client, RetryPolicy, Server, base_url::BaseUrl, client::Config};

/// How long a call may take in all, unless the caller says otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long it may take to connect, unless the caller says otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection is kept for the next call: less than servers keep one (5 s with Node.js, and the others more).
/// A request that goes out as the server closes the connection ends as [`Delivery::Unknown`](crate::Delivery::Unknown),
/// which costs a merchant more than a new connection does.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// What requests say of the client, unless the caller says otherwise.
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Configures a [`Client`]. Only the key is required.
///
/// ```
/// use std::time::Duration;
/// use mayar_portal::{Client, Server};
///
/// let client = Client::builder()
///     .api_key("a-sandbox-key")
///     .server(Server::Sandbox)
///     .timeout(Duration::from_secs(20))
///     .build()?;
/// # Ok::<(), mayar_portal::BuildError>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    /// A mistake is kept for `build` to report.
    api_key: Result<ApiKey, BuildError>,
    target: Target,
    timeout: Duration,
    connect_timeout: Duration,
    retry: RetryPolicy,
    user_agent: String,
    http_client: Option<reqwest::Client>,
}

/// Where requests go.
#[derive(Clone)]
enum Target {
    Server(Server),
    BaseUrl(String),
}

/// A URL is not shown before it was checked: it may have credentials in it, or be the key in the wrong place.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(server) => fmt::Debug::fmt(server, f),
            Self::BaseUrl(_) => f.write_str("BaseUrl(redacted)"),
        }
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            api_key: Err(BuildError::MissingApiKey),
            target: Target::Server(Server::default()),
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            retry: RetryPolicy::default(),
            user_agent: DEFAULT_USER_AGENT.to_owned(),
            http_client: None,
        }
    }
}

impl ClientBuilder {
    /// The merchant's API key: a *Read & Write* key, made for the server that requests go to. Required.
    ///
    /// A `&str`, a `String` or an [`ApiKey`]; one that cannot be a key is reported by [`build`](Self::build).
    pub fn api_key<K>(mut self, api_key: K) -> Self
    where
        K: TryInto<ApiKey>,
        K::Error: Into<BuildError>,
    {
        self.api_key = api_key.try_into().map_err(Into::into);
        self
    }

    /// The server that requests go to; the document's first, production, unless this is called. It replaces a
    /// [`base_url`](Self::base_url).
    pub fn server(mut self, server: Server) -> Self {
        self.target = Target::Server(server);
        self
    }

    /// Another URL that requests go to, such as that of a [mock](crate::mock) or of a proxy. It replaces a
    /// [`server`](Self::server).
    ///
    /// It must be https, or http to a loopback address. Where it has no path, it gets the one that the document's
    /// servers have, `/hl/v2`.
    #[cfg_attr(
        not(feature = "mock"),
        expect(rustdoc::broken_intra_doc_links, reason = "the mock is a feature")
    )]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.target = Target::BaseUrl(base_url.into());
        self
    }

    /// How long a call may take in all, tries and the waits between them included; 30 seconds unless this is called.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long it may take to make a connection, TLS included; 10 seconds unless this is called. It does nothing to
    /// an HTTP client that was given with [`http_client`](Self::http_client).
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = connect_timeout;
        self
    }

    /// How often, and how long after one another, a request is tried.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// The value of the header `User-Agent`; the name and version of this crate unless this is called. It does nothing
    /// to an HTTP client that was given with [`http_client`](Self::http_client).
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// An HTTP client to use in place of one that this builder sets up: to share its connections, or for a proxy or
    /// certificates of one's own.
    ///
    /// It must not follow redirects ([`redirect::Policy::none`]): a request that was redirected comes back as an
    /// [`UnexpectedResponse`](crate::ErrorKind::UnexpectedResponse), but by then the key has gone along on the same
    /// host. Nor should it try again by itself ([`reqwest::retry::never`]).
    pub fn http_client(mut self, http_client: reqwest::Client) -> Self {
        self.http_client = Some(http_client);
        self
    }

    /// Takes what the environment says, and keeps the rest as it is:
    ///
    /// | variable | what it sets |
    /// | --- | --- |
    /// | `MAYAR_API_KEY` | [`api_key`](Self::api_key) |
    /// | `MAYAR_ENV` | [`server`](Self::server), by name: `production`, `sandbox` |
    /// | `MAYAR_API_URL` | [`base_url`](Self::base_url); it wins over `MAYAR_ENV` |
    ///
    /// A variable that is empty counts as not set.
    ///
    /// # Errors
    ///
    /// [`BuildError::UnknownServer`] if `MAYAR_ENV` names no server. A wrong key or URL is reported by
    /// [`build`](Self::build).
    pub fn from_env(mut self) -> Result<Self, BuildError> {
        // What is not Unicode stays wrong when it is replaced, and is reported as such.
        let variable = |name| {
            env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(lossy)
        };
        if let Some(api_key) = variable("MAYAR_API_KEY") {
            self = self.api_key(api_key);
        }
        if let Some(server) = variable("MAYAR_ENV") {
            self = self.server(server.parse()?);
        }
        if let Some(base_url) = variable("MAYAR_API_URL") {
            self = self.base_url(base_url);
        }
        Ok(self)
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`BuildError`], one variant a mistake. Nothing is sent, and whether the server accepts the key shows with the
    /// first call.
    pub fn build(self) -> Result<Client, BuildError> {
        let api_key = self.api_key?;
        let base_url = match &self.target {
            Target::Server(server) => BaseUrl::server(*server),
            Target::BaseUrl(url) => BaseUrl::parse(url)?,
        };
        let http = match self.http_client {
            Some(http) => http,
            None => http_client(&base_url, self.connect_timeout, &self.user_agent)?,
        };
        Ok(Client::from_config(Config {
            http,
            base_url,
            api_key,
            timeout: self.timeout,
            retry: self.retry,
        }))
    }
}

/// A client that does nothing by itself: it follows no redirect, repeats no request, and unpacks no body.
fn http_client(
    base_url: &BaseUrl,
    connect_timeout: Duration,
    user_agent: &str,
) -> Result<reqwest::Client, BuildError> {
    if base_url.is_https() && !cfg!(feature = "rustls") {
        return Err(BuildError::NoTls);
    }
    let mut builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
        .user_agent(user_agent)
        .https_only(base_url.is_https());
    if base_url.is_loopback() {
        builder = builder.no_proxy();
    }
    if let Some(name) = base_url.loopback_name() {
        // Not every resolver keeps `localhost` and what ends in it on this machine. Port 0 stands for the URL's.
        let loopback = [
            SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
            SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        ];
        builder = builder.resolve_to_addrs(&name, &loopback);
    }
    builder
        .build()
        .map_err(|error| BuildError::HttpClient(Arc::new(error)))
}

fn lossy(value: OsString) -> String {
    value
        .into_string()
        .unwrap_or_else(|value| value.to_string_lossy().into_owned())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("target", &self.target)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("retry", &self.retry)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}
