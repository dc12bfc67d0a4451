//! Where requests go, when it is not one of the document's servers.

use std::net::IpAddr;

use url::{Host, Url};

use crate::{BuildError, Server};

/// A URL that the paths of operations are appended to, without a slash at its end.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    url: String,
    is_loopback: bool,
}

impl BaseUrl {
    pub(crate) fn server(server: Server) -> Self {
        Self {
            url: server.url().to_owned(),
            is_loopback: false,
        }
    }

    /// Takes a URL of the caller's: https, or http to a loopback address. Where it has no path, it gets the one that
    /// the document's servers have.
    pub(crate) fn parse(url: &str) -> Result<Self, BuildError> {
        let mut url = Url::parse(url.trim()).map_err(|error| BuildError::InvalidBaseUrl {
            reason: error.to_string(),
        })?;
        let is_loopback = url.host().is_some_and(|host| is_loopback(&host));
        let secure = url.scheme() == "https" || url.scheme() == "http" && is_loopback;
        if !secure {
            return Err(BuildError::InsecureBaseUrl);
        }
        let excess = [
            (
                !url.username().is_empty() || url.password().is_some(),
                "credentials",
            ),
            (url.query().is_some(), "a query"),
            (url.fragment().is_some(), "a fragment"),
        ];
        if let Some((_, part)) = excess.into_iter().find(|(present, _)| *present) {
            return Err(BuildError::InvalidBaseUrl {
                reason: format!("it has {part}"),
            });
        }
        if url.path() == "/" {
            url.set_path(&base_path());
        }
        Ok(Self {
            url: url.as_str().trim_end_matches('/').to_owned(),
            is_loopback,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.url
    }

    /// The name that stands for a loopback address, if the URL has one.
    pub(crate) fn loopback_name(&self) -> Option<String> {
        let url = Url::parse(&self.url).ok().filter(|_| self.is_loopback)?;
        url.domain().map(str::to_owned)
    }

    /// Whether requests stay on this machine, and so may go without TLS and must not go to a proxy.
    pub(crate) fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.starts_with("https:")
    }
}

/// The path that the document's default server has, `/hl/v2`.
pub(crate) fn base_path() -> String {
    Url::parse(Server::default().url())
        .map(|url| url.path().trim_end_matches('/').to_owned())
        .unwrap_or_default()
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(domain) => *domain == "localhost" || domain.ends_with(".localhost"),
        Host::Ipv4(address) => IpAddr::V4(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).to_canonical().is_loopback(),
    }
}
