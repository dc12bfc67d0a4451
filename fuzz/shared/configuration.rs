//! Text in the place of a key, a base URL, a server's name and an address, a line each.

use std::{net::IpAddr, sync::LazyLock};

use mayar_portal::{ApiKey, BuildError, Client, EmailAddress, Server};
use url::{Host, Url};

/// One HTTP client for all: to set up TLS takes its time.
static HTTP: LazyLock<reqwest::Client> = LazyLock::new(reqwest::Client::new);

/// Whatever the text, it makes a client that keeps its promises, or none.
pub(crate) fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(4, '\n');
    let mut line = || lines.next().unwrap_or_default();
    key(line());
    base_url(line());
    let name = line();
    let server = Server::ALL
        .iter()
        .find(|server| server.name().eq_ignore_ascii_case(name.trim()));
    assert_eq!(name.parse::<Server>().ok(), server.copied());
    address(line());
}

fn key(key: &str) {
    let fits = !key.is_empty() && key.chars().all(|char| char.is_ascii_graphic());
    match ApiKey::new(key) {
        Ok(_) => assert!(fits),
        Err(error) => {
            // One of two texts, and so without the key.
            assert!(!fits);
            let expected = if key.is_empty() {
                BuildError::MissingApiKey
            } else {
                BuildError::InvalidApiKey
            };
            assert_eq!(
                format!("{error} {error:?}"),
                format!("{expected} {expected:?}")
            );
        }
    }
    assert_eq!(
        Client::builder()
            .api_key(key)
            .http_client(HTTP.clone())
            .build()
            .is_ok(),
        fits
    );
}

fn base_url(base_url: &str) {
    let builder = Client::builder()
        .api_key("key")
        .base_url(base_url)
        .http_client(HTTP.clone());
    let Ok(client) = builder.build() else {
        return;
    };
    let url = Url::parse(base_url).unwrap();
    assert!(
        url.username().is_empty() && url.password().is_none(),
        "{client:?}"
    );
    assert!(
        url.query().is_none() && url.fragment().is_none(),
        "{client:?}"
    );
    if url.scheme() != "https" {
        assert_eq!(url.scheme(), "http");
        let is_loopback = match url.host().unwrap() {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => IpAddr::from(address).is_loopback(),
            Host::Ipv6(address) => IpAddr::from(address).to_canonical().is_loopback(),
        };
        assert!(is_loopback, "{client:?}");
    }
}

fn address(text: &str) {
    match text.parse::<EmailAddress>() {
        Ok(address) => {
            assert_eq!(address.as_str(), text.trim());
            assert!(address.as_str().contains('@') && !address.as_str().contains(['\r', '\n']));
            // What went through once goes through again, and is the same.
            assert_eq!(address.as_str().parse().as_ref(), Ok(&address));
        }
        // One text for all, and so without the address.
        Err(error) => assert_eq!(
            error.to_string(),
            "".parse::<EmailAddress>().unwrap_err().to_string()
        ),
    }
}
