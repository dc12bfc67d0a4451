//! The public contract: what is sent, and what comes back.

use std::{error::Error as _, fmt::Debug, time::Duration};

use mayar_portal::{
    ApiErrorKind, ApiKey, BuildError, Client, ClientBuilder, Delivery, EmailAddress, Error,
    ErrorKind, MagicLinkSent, RetryPolicy, Server,
    mock::{MockResponse, MockServer},
    operations::{Operations, types::CreateMagicLinkRequest},
};

pub(crate) const EMAIL: &str = "budi.santoso@example.com";
const KEY: &str = "k-7f3d9a";

pub(crate) fn mock_and_client() -> (MockServer, Client) {
    let mock = MockServer::start().unwrap();
    let client = Client::builder()
        .api_key(KEY)
        .base_url(mock.base_url())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    (mock, client)
}

/// What comes of a call to which the server answers with `response`.
async fn answered(response: MockResponse) -> Result<MagicLinkSent, Error> {
    let (mock, client) = mock_and_client();
    mock.enqueue(response);
    client.create_magic_link(EMAIL).await
}

fn json(status: u16, body: &str) -> MockResponse {
    MockResponse::new(status)
        .header("Content-Type", "application/json")
        .body(body)
}

#[tokio::test]
async fn the_request_is_the_documents_to_the_last_header() {
    let (mock, client) = mock_and_client();
    client.create_magic_link(EMAIL).await.unwrap();

    let received = mock.received();
    let [request] = received.as_slice() else {
        panic!("one request, not {}", received.len());
    };
    assert_eq!(request.method(), "POST");
    assert_eq!(request.path(), "/hl/v2/customers/portal-login");
    assert_eq!(request.body(), br#"{"email":"budi.santoso@example.com"}"#);
    let mut headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    headers.sort_unstable();
    let host = mock.base_url();
    let host = host
        .trim_start_matches("http://")
        .trim_end_matches("/hl/v2");
    let user_agent = concat!("mayar-portal/", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        headers,
        [
            ("accept", "application/json"),
            ("authorization", "Bearer k-7f3d9a"),
            ("content-length", "36"),
            ("content-type", "application/json"),
            ("host", host),
            ("user-agent", user_agent),
        ]
    );
}

#[tokio::test]
async fn a_success_carries_what_the_server_said() {
    let sent = answered(MockResponse::documented(200)).await.unwrap();
    assert_eq!(sent.notice(), Some("Sudah kami kirim ke email anda"));
    assert_eq!(sent.message(), Some("success"));
    assert_eq!(sent.status_code(), Some(200));
    assert_eq!(
        format!("{sent:?}"),
        "MagicLinkSent { status_code: Some(200), .. }"
    );
}

#[tokio::test]
async fn a_success_needs_no_field_and_minds_no_new_one() {
    for body in [
        "{}",
        r#"{"data":null,"messages":null,"statusCode":null}"#,
        r#"{"data":{}}"#,
        r#"{"new":[1],"data":{"new":true}}"#,
    ] {
        let sent = answered(json(200, body)).await.unwrap();
        assert_eq!(
            (sent.notice(), sent.message(), sent.status_code()),
            (None, None, None)
        );
    }
}

#[tokio::test]
async fn a_success_that_is_not_as_documented_is_an_invalid_response() {
    for body in [
        "",
        "<html>",
        "[]",
        "null",
        r#"{"data":"x"}"#,
        r#"{"statusCode":"200"}"#,
        r#"{"messages":1}"#,
        "{",
    ] {
        let error = answered(json(200, body)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidResponse, "{body}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.delivery(), Delivery::Unknown);
        assert!(!error.is_retryable());
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_success_whose_envelope_says_otherwise_is_the_error_that_it_says() {
    let cases = [
        (
            r#"{"statusCode":404,"messages":"Email tidak terdaftar"}"#,
            404,
            ErrorKind::Api(ApiErrorKind::EmailNotRegistered),
            Delivery::NotSent,
        ),
        (
            r#"{"statusCode":404,"messages":"no"}"#,
            404,
            ErrorKind::UnexpectedResponse,
            Delivery::Unknown,
        ),
        (
            r#"{"statusCode":400}"#,
            400,
            ErrorKind::Api(ApiErrorKind::ValidationError),
            Delivery::NotSent,
        ),
        (
            r#"{"statusCode":401}"#,
            401,
            ErrorKind::Api(ApiErrorKind::Unauthorized),
            Delivery::NotSent,
        ),
        (
            r#"{"statusCode":429}"#,
            429,
            ErrorKind::Api(ApiErrorKind::TooManyRequests),
            Delivery::NotSent,
        ),
        (
            r#"{"statusCode":500}"#,
            500,
            ErrorKind::Api(ApiErrorKind::InternalServerError),
            Delivery::Unknown,
        ),
        (
            r#"{"statusCode":418}"#,
            418,
            ErrorKind::UnexpectedResponse,
            Delivery::Unknown,
        ),
    ];
    for (body, status, kind, delivery) in cases {
        let error = answered(json(200, body)).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{body}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.delivery(), delivery, "{body}");
    }
    let sent = answered(json(200, r#"{"statusCode":399}"#)).await.unwrap();
    assert_eq!(sent.status_code(), Some(399));
}

#[tokio::test]
async fn a_404_is_an_unregistered_email_only_where_the_document_says_so() {
    let documented = [
        r#"{"messages":"Email tidak terdaftar"}"#,
        r#"{"statusCode":404,"messages":"Email tidak terdaftar","x":1}"#,
    ];
    for body in documented {
        let error = answered(json(404, body)).await.unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Api(ApiErrorKind::EmailNotRegistered)
        );
        assert_eq!(error.message().as_deref(), Some("Email tidak terdaftar"));
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    let others = [
        "",
        "Not Found",
        "<html></html>",
        "{}",
        "[]",
        r#"{"messages":"email tidak terdaftar"}"#,
        r#"{"message":"Email tidak terdaftar"}"#,
        r#"{"messages":["Email tidak terdaftar"]}"#,
    ];
    for body in others {
        let error = answered(json(404, body)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{body}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
        assert_eq!(error.delivery(), Delivery::Unknown);
    }
}

#[tokio::test]
async fn the_wrong_path_is_not_an_unregistered_email() {
    let mock = MockServer::start().unwrap();
    let url = mock.base_url().replace("/hl/v2", "/hl/v1");
    let client = Client::builder()
        .api_key(KEY)
        .base_url(url)
        .build()
        .unwrap();
    let error = client.create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
}

#[tokio::test]
async fn an_address_that_cannot_be_one_is_not_sent() {
    let (mock, client) = mock_and_client();
    let long = format!("{}@example.com", "x".repeat(65));
    for email in [
        "",
        " ",
        "budi",
        "@example.com",
        "budi@",
        "a b@example.com",
        "Budi <budi@example.com>",
        "a@b@c",
        "a@b\r\nX: y",
        &long,
    ] {
        let error = client.create_magic_link(email).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidEmail, "{email}");
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert_eq!(
            (error.attempts(), error.status(), error.is_retryable()),
            (0, None, false)
        );
    }
    assert!(mock.received().is_empty());
}

#[tokio::test]
async fn an_address_goes_out_as_it_was_given_less_white_space_around_it() {
    let (mock, client) = mock_and_client();
    for email in [
        "budi+mayar@example.com",
        " Budi.Santoso@Example.COM\n",
        "用户@例子.广告",
        "josé@exämple.id",
    ] {
        client.create_magic_link(email).await.unwrap();
    }
    assert_eq!(
        mock.emails(),
        [
            "budi+mayar@example.com",
            "Budi.Santoso@Example.COM",
            "用户@例子.广告",
            "josé@exämple.id"
        ]
    );
}

#[tokio::test]
async fn whatever_converts_into_an_address_is_taken() {
    let (mock, client) = mock_and_client();
    let string = EMAIL.to_owned();
    let address: EmailAddress = EMAIL.parse().unwrap();
    client.create_magic_link(EMAIL).await.unwrap();
    client.create_magic_link(&string).await.unwrap();
    client.create_magic_link(string).await.unwrap();
    client.create_magic_link(&address).await.unwrap();
    client.create_magic_link(address).await.unwrap();
    assert_eq!(mock.emails(), [EMAIL; 5]);
}

#[tokio::test]
async fn an_operation_can_be_called_as_the_document_has_it() {
    let (mock, client) = mock_and_client();
    let request = CreateMagicLinkRequest {
        email: EMAIL.parse().unwrap(),
    };
    let response = client
        .operations()
        .create_magic_link(&request)
        .await
        .unwrap();
    assert_eq!(
        response.data.as_ref().unwrap().url.as_deref(),
        Some("Sudah kami kirim ke email anda")
    );
    // What a server says may name the customer.
    assert_eq!(format!("{response:?}"), "CreateMagicLinkResponse { .. }");
    assert_eq!(format!("{request:?}"), "CreateMagicLinkRequest { .. }");
    assert_eq!(mock.emails(), [EMAIL]);
}

#[tokio::test]
async fn retry_after_is_read_and_the_servers_words_are_kept() {
    let error = answered(MockResponse::documented(429).header("X-Request-Id", "r-1"))
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_mins(1)));
    assert_eq!(error.headers().unwrap()["x-request-id"], "r-1");
    assert_eq!(error.message().as_deref(), Some("Too Many Requests"));
    assert!(error.is_retryable());
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (mock, client) = mock_and_client();
    for status in [301, 302, 303, 307, 308] {
        mock.enqueue(
            MockResponse::new(status)
                .header("Location", mock.base_url() + "/customers/portal-login"),
        );
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
    assert_eq!(mock.received().len(), 5);
}

#[test]
fn servers_are_the_documents() {
    assert_eq!(Server::ALL, [Server::Production, Server::Sandbox]);
    assert_eq!(Server::default(), Server::Production);
    let shown: Vec<_> = Server::ALL
        .iter()
        .map(|server| (server.to_string(), server.url()))
        .collect();
    assert_eq!(
        shown,
        [
            ("production".to_owned(), "https://api.mayar.id/hl/v2"),
            ("sandbox".to_owned(), "https://api.mayar.club/hl/v2"),
        ]
    );
    assert_eq!("Sandbox".parse::<Server>().unwrap(), Server::Sandbox);
    assert!(matches!(
        "".parse::<Server>(),
        Err(BuildError::UnknownServer)
    ));
}

#[test]
fn mistakes_in_the_configuration_are_named() {
    let build = |key: &str, url: &str| Client::builder().api_key(key).base_url(url).build();
    let https = "https://api.example.com";
    assert!(matches!(
        Client::builder().build(),
        Err(BuildError::MissingApiKey)
    ));
    assert!(matches!(build("", https), Err(BuildError::MissingApiKey)));
    for key in ["a b", "a\n", "a\u{7f}", "kunci-é", " "] {
        assert!(matches!(build(key, https), Err(BuildError::InvalidApiKey)));
    }
    for url in [
        "http://api.mayar.id/hl/v2",
        "ftp://example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
    ] {
        assert!(
            matches!(build("k", url), Err(BuildError::InsecureBaseUrl)),
            "{url}"
        );
    }
    for url in [
        "",
        "api.mayar.id",
        "https://",
        "https://u:p@example.com",
        "https://example.com?x",
        "https://example.com/#x",
    ] {
        assert!(
            matches!(build("k", url), Err(BuildError::InvalidBaseUrl { .. })),
            "{url}"
        );
    }
    for url in [
        "http://127.0.0.1:80",
        "http://[::1]:1/x",
        "http://localhost",
        https,
    ] {
        assert!(build("k", url).is_ok(), "{url}");
    }
}

#[test]
fn a_key_is_taken_in_any_form_and_a_wrong_one_reported_by_build() {
    let key = ApiKey::new("k").unwrap();
    assert!(Client::new("k").is_ok());
    assert!(Client::new("k".to_owned()).is_ok());
    assert!(Client::new(key.clone()).is_ok());
    assert!(Client::builder().api_key(key).build().is_ok());
    assert!(matches!(
        "".parse::<ApiKey>(),
        Err(BuildError::MissingApiKey)
    ));
    let builder = Client::builder().api_key("k e y");
    assert!(matches!(
        builder.clone().build(),
        Err(BuildError::InvalidApiKey)
    ));
    assert!(builder.api_key("key").build().is_ok());
}

#[test]
fn a_base_url_without_a_path_gets_the_documents() {
    let shown = |url: &str| {
        format!(
            "{:?}",
            Client::builder()
                .api_key("k")
                .base_url(url)
                .build()
                .unwrap()
        )
    };
    assert!(shown("https://proxy.example.com").contains(r#""https://proxy.example.com/hl/v2""#));
    assert!(shown("https://proxy.example.com/").contains(r#""https://proxy.example.com/hl/v2""#));
    assert!(
        shown("https://proxy.example.com/mayar/").contains(r#""https://proxy.example.com/mayar""#)
    );
}

#[test]
fn every_type_is_what_a_back_end_needs_it_to_be() {
    fn shared<T: Send + Sync + Clone + Debug + 'static>() {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    fn send<T: Send>(_: T) {}
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<ApiKey>();
    shared::<EmailAddress>();
    shared::<MagicLinkSent>();
    shared::<RetryPolicy>();
    shared::<Server>();
    shared::<ErrorKind>();
    shared::<ApiErrorKind>();
    shared::<Delivery>();
    shared::<Operations<'static>>();
    error::<Error>();
    error::<BuildError>();
    let client = Client::new("key").unwrap();
    send(client.create_magic_link(EMAIL));
    send(client.create_magic_link(EMAIL.to_owned()));
}

#[test]
fn errors_of_the_configuration_read_well() {
    let shown: Vec<_> = [
        BuildError::MissingApiKey,
        BuildError::InvalidApiKey,
        BuildError::InvalidBaseUrl {
            reason: "it has a query".to_owned(),
        },
        BuildError::InsecureBaseUrl,
        BuildError::UnknownServer,
        BuildError::NoTls,
    ]
    .iter()
    .map(ToString::to_string)
    .collect();
    assert_eq!(
        shown,
        [
            "no API key, and the server accepts no request without one: set MAYAR_API_KEY or call `api_key`",
            "the API key has a character that no HTTP header can carry: check it for spaces, line breaks and quotes that came along when it was copied",
            "the base URL cannot be used: it has a query; write it like https://api.mayar.id/hl/v2",
            "the base URL is not https, and the API key would cross the network for all to read: use https, or http to a loopback address such as http://127.0.0.1:8080",
            "the server's name is not one of the API's: use production or sandbox",
            "the crate `mayar-portal` was built without TLS and cannot reach an https server: enable its feature `rustls`, or give it an HTTP client that has TLS",
        ]
    );
}
