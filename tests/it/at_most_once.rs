//! A request that was written is never repeated, except where the caller asked for it: the server counts.

use std::time::Duration;

use mayar_portal::{ApiErrorKind, Delivery, Error, ErrorKind};

use crate::support::{
    Clock, EMAIL, FaultServer, KEY, NOT_REGISTERED, SENT, at_once, builder, client, refusing_url,
    resending, response, sent,
};

/// Responses after which nobody knows whether the server acted.
const UNKNOWN: [&str; 14] = [
    "200 OK\nRetry-After: 0",
    "201 Created",
    "204 No Content",
    "301 Moved Permanently\nLocation: /elsewhere",
    "302 Found\nLocation: /elsewhere",
    "303 See Other\nLocation: /elsewhere",
    "307 Temporary Redirect\nLocation: /elsewhere",
    "308 Permanent Redirect\nLocation: /elsewhere",
    "500 Internal Server Error",
    "500 Internal Server Error\nRetry-After: 0",
    "502 Bad Gateway\nRetry-After: 0",
    "503 Service Unavailable",
    "503 Service Unavailable\nRetry-After: soon",
    "504 Gateway Timeout\nRetry-After: 0",
];

#[tokio::test]
async fn an_answer_that_leaves_the_delivery_unknown_is_not_repeated() {
    for head in UNKNOWN {
        let server = FaultServer::answering([response(head, "")]).await;
        let error = client(&server).create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{head}");
        assert_eq!(
            (error.attempts(), error.is_retryable()),
            (1, false),
            "{head}"
        );
        assert_eq!(
            server.only_request().target(),
            "POST /hl/v2/customers/portal-login"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_repeated() {
    for head in [
        "429 Too Many Requests",
        "429 Too Many Requests\nRetry-After: 0",
        "503 Busy\nRetry-After: 0",
    ] {
        let refusal = response(head, "");
        let server = FaultServer::answering([refusal.clone(), refusal, sent()]).await;
        let client = builder(&server).retry(at_once()).build().unwrap();
        client.create_magic_link(EMAIL).await.unwrap();
        assert_eq!(server.requests(), 3, "{head}");
    }
}

#[tokio::test]
async fn an_opted_in_resend_succeeds() {
    for head in [
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Busy",
        "504 Gateway Timeout",
    ] {
        let server = FaultServer::answering([response(head, ""), sent()]).await;
        let client = builder(&server).retry(resending()).build().unwrap();
        client.create_magic_link(EMAIL).await.unwrap();
        assert_eq!(server.requests(), 2, "{head}");
    }
}

#[tokio::test]
async fn after_an_opted_in_resend_the_delivery_stays_unknown() {
    let refusals = [
        (
            response("404 Not Found", NOT_REGISTERED),
            ApiErrorKind::EmailNotRegistered,
            2,
        ),
        (
            response("429 Too Many Requests", ""),
            ApiErrorKind::TooManyRequests,
            3,
        ),
    ];
    for (refusal, kind, attempts) in refusals {
        let server = FaultServer::answering([response("500 Oops", ""), refusal]).await;
        let client = builder(&server).retry(resending()).build().unwrap();
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api(kind));
        assert_eq!(error.delivery(), Delivery::Unknown);
        assert_eq!((error.attempts(), error.is_retryable()), (attempts, false));
        assert!(
            error.to_string().contains("an email may have been sent"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_kept_connection_that_closes_under_a_request_is_not_tried_elsewhere() {
    for reset in [false, true] {
        let server = FaultServer::start(move |mut connection| async move {
            connection.request().await?;
            connection.write(sent()).await?;
            connection.request().await?;
            if reset { connection.reset() } else { Ok(()) }
        })
        .await;
        let client = builder(&server).retry(at_once()).build().unwrap();
        client.create_magic_link(EMAIL).await.unwrap();
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Transport, Delivery::Unknown)
        );
        assert_eq!((server.connections(), server.requests()), (1, 2));
    }
}

/// The race that every pool of connections has. Whichever way it goes, the server gets a request once, and is not said
/// to have got none where it got one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kept_connection_that_closes_meanwhile_is_noticed_or_reported() {
    let server = FaultServer::start(|mut connection| async move {
        connection.request().await?;
        connection.write(sent()).await
    })
    .await;
    let client = builder(&server).retry(at_once()).build().unwrap();
    for number in 0..300 {
        let email = format!("customer{number}@example.com");
        let result = client.create_magic_link(email.as_str()).await;
        if let Err(error) = &result {
            assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        }
        let received = server
            .received()
            .iter()
            .filter(|request| request.email() == email)
            .count();
        match result.map_err(|error| error.delivery()) {
            Ok(_) => assert_eq!(received, 1),
            Err(Delivery::NotSent) => assert_eq!(received, 0),
            Err(Delivery::Unknown) => assert!(received <= 1),
        }
    }
}

#[tokio::test]
async fn an_idle_connection_is_given_up_before_the_server_would() {
    let _clock = Clock::stop();
    let server = FaultServer::answering([sent()]).await;
    let client = client(&server);
    client.create_magic_link(EMAIL).await.unwrap();
    client.create_magic_link(EMAIL).await.unwrap();
    assert_eq!(server.connections(), 1);
    Clock::advance(Duration::from_millis(4_500)).await;
    client.create_magic_link(EMAIL).await.unwrap();
    assert_eq!((server.connections(), server.requests()), (2, 3));
}

/// What becomes of a call with a client of the caller's that follows redirects.
async fn redirected(server: &FaultServer) -> Error {
    let client = builder(server)
        .http_client(reqwest::Client::new())
        .retry(at_once())
        .build()
        .unwrap();
    let error = client.create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error:?}");
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    error
}

#[tokio::test]
async fn a_followed_redirect_is_no_success_and_takes_no_key_along() {
    for status in [301, 302, 303] {
        let elsewhere = FaultServer::answering([sent()]).await;
        let redirect = response(&format!("{status} Go\nLocation: {}/", elsewhere.url()), "");
        let server = FaultServer::answering([redirect]).await;
        let error = redirected(&server).await;
        assert_eq!(error.body(), Some(SENT.as_bytes()));
        assert!(server.only_request().head.contains(KEY));
        let request = elsewhere.only_request();
        assert_eq!(request.target(), "GET /");
        assert!(
            !request.head.contains(KEY) && request.body.is_empty(),
            "{request:?}"
        );
    }
}

#[tokio::test]
async fn a_redirect_that_would_repeat_the_request_is_not_followed() {
    for status in [307, 308] {
        let elsewhere = FaultServer::answering([sent()]).await;
        let redirect = response(&format!("{status} Go\nLocation: {}/", elsewhere.url()), "");
        let server = FaultServer::answering([redirect]).await;
        let error = redirected(&server).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!((server.requests(), elsewhere.connections()), (1, 0));
    }
}

#[tokio::test]
async fn a_redirect_to_where_nobody_answers_does_not_unsend_the_request() {
    let redirect = response(&format!("302 Go\nLocation: {}/", refusing_url()), "");
    let server = FaultServer::answering([redirect]).await;
    let error = redirected(&server).await;
    assert!(!error.is_connect());
    assert_eq!((server.requests(), error.status()), (1, None));
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let there = response("302 Go\nLocation: /there", "");
    let server = FaultServer::answering([there]).await;
    redirected(&server).await;
    let posts = server
        .received()
        .iter()
        .filter(|request| request.target().starts_with("POST"))
        .count();
    assert_eq!(posts, 1);
}
