//! The key goes out encrypted, and to the server whose name was asked for.

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    path::PathBuf,
    sync::LazyLock,
};

use mayar_portal::{BuildError, Client, Delivery, ErrorKind};
use proptest::prelude::*;

use crate::support::{
    Authority, EMAIL, FaultServer, KEY, at_once, in_child, refusing_url, run_in_child, sent,
    unresolvable_url,
};

/// Calls with the default client, and sees that no connection was made, three times.
async fn cannot_connect(url: &str) {
    let client = Client::builder()
        .api_key(KEY)
        .base_url(url)
        .retry(at_once())
        .build()
        .unwrap();
    let error = client.create_magic_link(EMAIL).await.expect_err(url);
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Connect, Delivery::NotSent),
        "{url}: {error:?}"
    );
    assert_eq!(
        (error.attempts(), error.is_retryable(), error.is_connect()),
        (3, true, true),
        "{url}"
    );
}

/// The default client, with certificates that the system trusts: on Linux the system can be told by a variable, and so
/// this runs in a process of its own.
#[cfg(target_os = "linux")]
#[test]
fn only_a_valid_certificate_of_the_right_name_is_trusted() {
    let name = "tls::only_a_valid_certificate_of_the_right_name_is_trusted";
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let trusted = directory.join("trusted.pem");
    if !in_child() {
        std::fs::create_dir_all(&directory).unwrap();
        return run_in_child(
            name,
            &[
                ("SSL_CERT_FILE", trusted.to_str().unwrap()),
                ("SSL_CERT_DIR", ""),
            ],
        );
    }
    let authority = Authority::new();
    std::fs::write(&trusted, authority.pem()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let server = FaultServer::answering_tls(authority.server("127.0.0.1"), [sent()]).await;
        let client = Client::builder()
            .api_key(KEY)
            .base_url(server.url())
            .build()
            .unwrap();
        client.create_magic_link(EMAIL).await.unwrap();
        assert_eq!(server.requests(), 1);

        let faults = [
            authority.server("localhost"),
            authority.server("api.mayar.id"),
            authority.expired_server("127.0.0.1"),
            Authority::self_signed_server("127.0.0.1"),
            Authority::new().server("127.0.0.1"),
        ];
        for fault in faults {
            let server = FaultServer::answering_tls(fault, [sent()]).await;
            cannot_connect(&server.url()).await;
            assert_eq!((server.connections(), server.requests()), (3, 0));
        }
    });
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing() {
    let server = FaultServer::start_plain().await;
    cannot_connect(&server.https_url()).await;
    assert_eq!((server.connections(), server.requests()), (3, 0));
}

#[tokio::test]
async fn a_port_that_refuses_and_a_name_that_nobody_has_are_no_connection() {
    cannot_connect(&refusing_url()).await;
    cannot_connect(&unresolvable_url()).await;
    cannot_connect("https://mayar-portal.invalid").await;
}

/// A proxy of the caller's sees where the call goes, and no more; if it will not connect, nothing was sent.
#[tokio::test]
async fn a_proxy_sees_no_secret() {
    for refusal in [
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\n\r\n",
        "",
        "HTTP/1.1 200 OK\r\n\r\n",
    ] {
        let proxy = FaultServer::start(move |mut connection| async move {
            connection.request().await?;
            connection.write(refusal).await
        })
        .await;
        let http_client = reqwest::Client::builder()
            .proxy(reqwest::Proxy::all(proxy.url()).unwrap())
            .build()
            .unwrap();
        let client = Client::builder()
            .api_key(KEY)
            .http_client(http_client)
            .retry(at_once())
            .build()
            .unwrap();
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Connect, Delivery::NotSent),
            "{refusal}: {error:?}"
        );
        assert_eq!(proxy.requests(), 3);
        for request in proxy.received() {
            assert_eq!(request.target(), "CONNECT api.mayar.id:443");
            assert!(!request.head.contains(KEY));
        }
    }
}

/// `localhost` is this machine, whatever a resolver says; and so is what ends in it.
#[tokio::test]
async fn localhost_is_this_machine() {
    let server = FaultServer::answering([sent()]).await;
    let port = server.address().port();
    for name in ["localhost", "LOCALHOST", "mayar.localhost", "a.b.localhost"] {
        let client = Client::builder()
            .api_key(KEY)
            .base_url(format!("http://{name}:{port}"))
            .build()
            .unwrap();
        client.create_magic_link(EMAIL).await.unwrap();
    }
    assert_eq!(server.requests(), 4);
}

fn build(url: &str) -> Result<Client, BuildError> {
    // One HTTP client for all: to set up TLS takes its time.
    static HTTP: LazyLock<reqwest::Client> = LazyLock::new(reqwest::Client::new);
    Client::builder()
        .api_key(KEY)
        .base_url(url)
        .http_client(HTTP.clone())
        .build()
}

#[test]
fn plain_http_is_for_loopback_alone() {
    let refused = [
        "http://api.mayar.id",
        "HTTP://API.MAYAR.ID/",
        "http://0.0.0.0",
        "http://[::]",
        "http://128.0.0.1",
        "http://127.0.0.1.example",
        "http://127.0.0.1.nip.io",
        "http://localhost.",
        "http://localhost.example",
        "http://notlocalhost",
        "http://local\u{ff0e}host",
        "http://[::2]",
        "http://[::ffff:10.0.0.1]",
        "http://[2002:7f00:1::]",
        "http://[fe80::1]",
        "http://2130706432.example",
        "http://192.168.0.1",
        // What looks like loopback stands before, or after, the host.
        "http://127.0.0.1@evil.example",
        "http://127.0.0.1:80@evil.example",
        "http://localhost%40@evil.example",
        "http://evil.example/127.0.0.1",
        "http://evil.example?127.0.0.1",
        "http://evil.example#@127.0.0.1",
        "http://evil.example\\@127.0.0.1",
        "http:\\\\evil.example",
        "http:evil.example",
        "ht\ttp://evil.ex\nample",
        "ws://127.0.0.1",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "data:,x",
        "javascript:x",
        "unix:/run/x",
    ];
    for url in refused {
        let error = build(url).expect_err(url);
        assert!(
            matches!(
                error,
                BuildError::InsecureBaseUrl | BuildError::InvalidBaseUrl { .. }
            ),
            "{url}: {error:?}"
        );
    }
    let loopback = [
        "http://127.0.0.1",
        "http://127.0.0.1:8080/x/",
        "http://127.255.255.254",
        "http://127.1",
        "http://2130706433",
        "http://0x7f000001",
        "http://0177.0.0.1",
        "http://\u{ff11}27.0.0.1",
        "http://[::1]:80",
        "http://[::ffff:127.0.0.1]",
        "http://localhost:1",
        "http:127.0.0.1",
        " http://127.0.0.1\n",
    ];
    for url in loopback {
        build(url).expect(url);
    }
    for (url, part) in [
        ("https://a@b.example", "credentials"),
        ("https://:b@b.example", "credentials"),
        ("https://b.example?", "a query"),
        ("https://b.example#", "a fragment"),
    ] {
        assert!(build(url).unwrap_err().to_string().contains(part), "{url}");
    }
}

/// An IPv4 address in the forms that URLs know, and some more of IPv6.
fn forms(address: Ipv4Addr) -> [String; 6] {
    let [a, b, c, d] = address.octets();
    [
        address.to_string(),
        address.to_bits().to_string(),
        format!("0x{:x}", address.to_bits()),
        format!("0{a:o}.0x{b:X}.{}", u16::from_be_bytes([c, d])),
        format!("{address}."),
        format!("[{}]", address.to_ipv6_mapped()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_http_to_an_address_is_for_loopback_alone(
        address in prop_oneof![any::<Ipv4Addr>(), any::<[u8; 3]>().prop_map(|[b, c, d]| Ipv4Addr::new(127, b, c, d))],
        other in any::<Ipv6Addr>(),
        port in any::<u16>(),
        path in "(/[a-z0-9]{0,5}){0,3}",
    ) {
        for host in forms(address) {
            let url = format!("http://{host}:{port}{path}");
            prop_assert_eq!(build(&url).is_ok(), address.is_loopback(), "{}", url);
        }
        let loopback = other.is_loopback() || other.to_ipv4_mapped().is_some_and(|address| address.is_loopback());
        prop_assert_eq!(build(&format!("http://[{other}]:{port}{path}")).is_ok(), loopback);
    }
}
