//! The table in the docs of `Error`, row by row: it is read out of the docs, so that it cannot drift from this test.

use std::time::Duration;

use mayar_portal::{ApiErrorKind, ClientBuilder, Delivery, Error, ErrorKind, RetryPolicy};

use crate::support::{
    Authority, Clock, EMAIL, FaultServer, NOT_REGISTERED, SENT, at_once, builder, refusing_url,
    resending, response, unresolvable_url,
};

/// How long a try may take where time is to be up.
const ATTEMPT: Duration = Duration::from_secs(5);
/// A message that the platform would not send.
const WORDS: &str = "Ada yang salah";

/// A row of the table.
#[derive(Debug)]
struct Row {
    what: &'static str,
    kind: &'static str,
    delivery: &'static str,
    again: &'static str,
}

fn rows() -> Vec<Row> {
    let rows: Vec<_> = include_str!("../../src/error.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("/// | ")?.strip_suffix(" |"))
        .map(|line| {
            let cells: Vec<_> = line.split(" | ").collect();
            let [what, kind, delivery, again] = cells[..] else {
                panic!("not a row of four cells: {line}");
            };
            Row {
                what,
                kind,
                delivery,
                again,
            }
        })
        .skip(2)
        .collect();
    assert!(rows.len() > 15, "the table is not where it was: {rows:?}");
    rows
}

/// Whether the SDK tries again by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Again {
    No,
    OptIn,
    Yes,
}

/// A way to make a row happen, and what comes of it beyond what the row says.
struct Case {
    server: Option<FaultServer>,
    /// How to reach it.
    builder: ClientBuilder,
    kind: ErrorKind,
    /// Where the row says "likewise".
    likewise: Option<(Delivery, Again)>,
    is_timeout: bool,
    status: Option<u16>,
    retry_after: Option<Duration>,
    body: Option<String>,
    message: Option<String>,
    /// Whole requests that reach the server in one try.
    requests: usize,
}

impl Case {
    /// The server answers. `head` is the status line after `HTTP/1.1`, and header lines.
    async fn answered(head: &str, body: &str, kind: ErrorKind) -> Self {
        let server = FaultServer::answering([response(head, body)]).await;
        Self {
            status: Some(head[..3].parse().unwrap()),
            retry_after: head.contains("Retry-After: 0").then_some(Duration::ZERO),
            body: Some(body.to_owned()),
            message: serde_json::from_str::<serde_json::Value>(body)
                .ok()
                .and_then(|body| Some(body["messages"].as_str()?.to_owned())),
            requests: 1,
            ..Self::unanswered(builder(&server), Some(server), kind)
        }
    }

    fn unanswered(builder: ClientBuilder, server: Option<FaultServer>, kind: ErrorKind) -> Self {
        Self {
            server,
            builder: builder
                .timeout(ATTEMPT * 1000)
                .connect_timeout(ATTEMPT * 10),
            kind,
            likewise: None,
            is_timeout: false,
            status: None,
            retry_after: None,
            body: None,
            message: None,
            requests: 0,
        }
    }
}

async fn api(head: &str, kind: ApiErrorKind) -> Case {
    let body = format!(r#"{{"messages":"{WORDS}"}}"#);
    Case::answered(head, &body, ErrorKind::Api(kind)).await
}

async fn unexpected(head: &str) -> Case {
    let body = format!(r#"{{"messages":"{WORDS}"}}"#);
    Case::answered(head, &body, ErrorKind::UnexpectedResponse).await
}

/// The ways to make a row happen.
async fn cases(what: &str) -> Vec<Case> {
    match what {
        "no connection: DNS, refused, TLS, connect timeout" => no_connection().await,
        "the connection closed before anything of the request's body was written" => {
            let (url, http_client) = Authority::new().server_that_hangs_up();
            let builder = mayar_portal::Client::builder()
                .api_key("key")
                .base_url(url)
                .http_client(http_client);
            vec![Case::unanswered(builder, None, ErrorKind::Transport)]
        }
        "time was up before anything of the request's body was written" => {
            let server = silent_tls().await;
            let builder = builder(&server).base_url(server.https_url());
            vec![Case {
                is_timeout: true,
                ..Case::unanswered(builder, Some(server), ErrorKind::Timeout)
            }]
        }
        "time was up after that" => {
            let server = FaultServer::start(|mut connection| async move {
                connection.request().await?;
                Clock::advance(ATTEMPT).await;
                connection.until_closed().await
            })
            .await;
            vec![Case {
                is_timeout: true,
                requests: 1,
                ..Case::unanswered(builder(&server), Some(server), ErrorKind::Timeout)
            }]
        }
        "the connection was lost after that" => {
            let end =
                FaultServer::start(
                    |mut connection| async move { connection.request().await.map(drop) },
                );
            let reset = FaultServer::start(|mut connection| async move {
                connection.request().await?;
                connection.reset()
            });
            let lost = |server| Case {
                requests: 1,
                ..Case::unanswered(builder(&server), Some(server), ErrorKind::Transport)
            };
            vec![lost(end.await), lost(reset.await)]
        }
        "400, 401 or 404 as the document describes it" => vec![
            api("400 Bad Request", ApiErrorKind::ValidationError).await,
            api("401 Unauthorized", ApiErrorKind::Unauthorized).await,
            Case::answered(
                "404 Not Found",
                NOT_REGISTERED,
                ErrorKind::Api(ApiErrorKind::EmailNotRegistered),
            )
            .await,
        ],
        "429" => vec![
            api("429 Too Many Requests", ApiErrorKind::TooManyRequests).await,
            api(
                "429 Too Many Requests\nRetry-After: 0",
                ApiErrorKind::TooManyRequests,
            )
            .await,
        ],
        "500" => vec![
            api(
                "500 Internal Server Error",
                ApiErrorKind::InternalServerError,
            )
            .await,
        ],
        "503 with `Retry-After`" => {
            vec![unexpected("503 Service Unavailable\nRetry-After: 0").await]
        }
        "502, 504, 503 without `Retry-After`" => vec![
            unexpected("502 Bad Gateway").await,
            unexpected("503 Service Unavailable").await,
            unexpected("504 Gateway Timeout").await,
        ],
        "404 with a body that is not the documented one" => vec![
            unexpected("404 Not Found").await,
            Case::answered(
                "404 Not Found",
                "<h1>nginx</h1>",
                ErrorKind::UnexpectedResponse,
            )
            .await,
        ],
        "400 with a body that is not the documented envelope" => {
            vec![
                Case::answered(
                    "400 Bad Request",
                    "<h1>nginx</h1>",
                    ErrorKind::InvalidResponse,
                )
                .await,
            ]
        }
        "any other status: 101, 204, 3xx, 403 …" => {
            let mut cases = vec![
                unexpected("201 Created").await,
                unexpected("302 Found\nLocation: https://elsewhere.example/").await,
                unexpected("307 Temporary Redirect\nLocation: /elsewhere").await,
                unexpected("403 Forbidden").await,
                unexpected("505 HTTP Version Not Supported").await,
                unexpected("999 Whatever").await,
            ];
            // These have no body.
            for head in [
                "101 Switching Protocols\nConnection: upgrade",
                "204 No Content",
                "304 Not Modified",
            ] {
                cases.push(Case::answered(head, "", ErrorKind::UnexpectedResponse).await);
            }
            cases
        }
        "the caller's own HTTP client followed a redirect" => {
            let redirect = response("302 Found\nLocation: /elsewhere", "");
            let server = FaultServer::answering([redirect, response("200 OK", SENT)]).await;
            vec![Case {
                status: Some(200),
                body: Some(SENT.to_owned()),
                message: Some("success".to_owned()),
                requests: 2,
                ..Case::unanswered(
                    builder(&server).http_client(reqwest::Client::new()),
                    Some(server),
                    ErrorKind::UnexpectedResponse,
                )
            }]
        }
        "200 with a body that is not the documented one" => vec![
            Case::answered(
                "200 OK",
                "<h1>Selamat datang</h1>",
                ErrorKind::InvalidResponse,
            )
            .await,
            Case::answered("200 OK", "", ErrorKind::InvalidResponse).await,
        ],
        "a body of 200 that was cut short" => {
            let server = FaultServer::start(|mut connection| async move {
                connection.request().await?;
                connection
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"messages\":")
                    .await
            })
            .await;
            vec![Case {
                status: Some(200),
                body: Some("{\"messages\":".to_owned()),
                requests: 1,
                ..Case::unanswered(builder(&server), Some(server), ErrorKind::Transport)
            }]
        }
        "200 whose body says `statusCode` 400 or more" => vec![
            claimed(
                400,
                ErrorKind::Api(ApiErrorKind::ValidationError),
                Delivery::NotSent,
                Again::No,
            )
            .await,
            claimed(
                404,
                ErrorKind::UnexpectedResponse,
                Delivery::Unknown,
                Again::No,
            )
            .await,
            claimed(
                429,
                ErrorKind::Api(ApiErrorKind::TooManyRequests),
                Delivery::NotSent,
                Again::Yes,
            )
            .await,
            claimed(
                500,
                ErrorKind::Api(ApiErrorKind::InternalServerError),
                Delivery::Unknown,
                Again::OptIn,
            )
            .await,
            claimed(
                502,
                ErrorKind::UnexpectedResponse,
                Delivery::Unknown,
                Again::OptIn,
            )
            .await,
        ],
        _ => panic!("the table has a row that is not tested: {what}"),
    }
}

async fn no_connection() -> Vec<Case> {
    let mut cases = Vec::new();
    for url in [unresolvable_url(), refusing_url()] {
        let builder = mayar_portal::Client::builder().api_key("key").base_url(url);
        cases.push(Case::unanswered(builder, None, ErrorKind::Connect));
    }
    let plain = FaultServer::start_plain().await;
    let tls_to_plain = builder(&plain).base_url(plain.https_url());
    cases.push(Case::unanswered(
        tls_to_plain,
        Some(plain),
        ErrorKind::Connect,
    ));
    let silent = silent_tls().await;
    let tls_to_silent = builder(&silent).base_url(silent.https_url());
    let mut timeout = Case::unanswered(tls_to_silent, Some(silent), ErrorKind::Connect);
    timeout.builder = timeout.builder.connect_timeout(ATTEMPT / 2);
    cases.push(Case {
        is_timeout: true,
        ..timeout
    });
    cases
}

/// A server that takes a connection, and lets the time for a try go by without a word.
async fn silent_tls() -> FaultServer {
    FaultServer::start(|mut connection| async move {
        connection.read().await?;
        Clock::advance(ATTEMPT).await;
        connection.until_closed().await
    })
    .await
}

async fn claimed(code: u16, kind: ErrorKind, delivery: Delivery, again: Again) -> Case {
    let body = format!(r#"{{"statusCode":{code},"messages":"{WORDS}"}}"#);
    Case {
        status: Some(code),
        likewise: Some((delivery, again)),
        ..Case::answered("200 OK", &body, kind).await
    }
}

#[tokio::test]
async fn every_row_of_the_table_is_true() {
    let _clock = Clock::stop();
    for row in rows() {
        if row.what == "the text cannot be an email address" {
            check_invalid_email(&row).await;
            continue;
        }
        let cells = (delivery(row.delivery), again(row.again));
        for (policy, tries_again) in [
            (RetryPolicy::never(), [].as_slice()),
            (at_once(), &[Again::Yes]),
            (resending(), &[Again::Yes, Again::OptIn]),
        ] {
            for (number, case) in cases(row.what).await.into_iter().enumerate() {
                let place = format!("{}, case {number}, {policy:?}", row.what);
                let (delivery, again) = case.likewise.or(cells.0.zip(cells.1)).expect(&place);
                let attempts = if tries_again.contains(&again) { 3 } else { 1 };
                let policy = policy.attempt_timeout(ATTEMPT);
                let client = case.builder.clone().retry(policy).build().unwrap();
                let error = client.create_magic_link(EMAIL).await.expect_err(&place);
                let resent = attempts > 1 && again == Again::OptIn;
                check(&case, &error, &place);
                check_kind(&row, &error, &place);
                assert_eq!(error.delivery(), delivery, "{place}");
                assert_eq!(error.attempts(), attempts, "{place}");
                assert_eq!(
                    error.is_retryable(),
                    again == Again::Yes && !resent,
                    "{place}"
                );
                if let Some(server) = &case.server {
                    let tries = usize::try_from(attempts).unwrap();
                    assert_eq!(server.requests(), tries * case.requests, "{place}");
                }
            }
        }
    }
}

/// What the row does not say.
fn check(case: &Case, error: &Error, place: &str) {
    let text = |bytes| String::from_utf8(<[u8]>::to_vec(bytes)).unwrap();
    assert_eq!(error.kind(), case.kind, "{place}: {error:?}");
    assert_eq!(error.is_timeout(), case.is_timeout, "{place}");
    assert_eq!(
        error.is_connect(),
        case.kind == ErrorKind::Connect,
        "{place}"
    );
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        case.status,
        "{place}"
    );
    assert_eq!(error.retry_after(), case.retry_after, "{place}");
    assert_eq!(error.body().map(text), case.body, "{place}");
    assert_eq!(error.message(), case.message, "{place}");
    let length = error
        .headers()
        .map(|headers| headers.contains_key("content-length"));
    assert_eq!(length, case.status.map(|_| true), "{place}");
}

fn check_kind(row: &Row, error: &Error, place: &str) {
    let kind = format!("{:?}", error.kind());
    match row.kind {
        "as if HTTP had said it" => {}
        "`Api`" => assert!(kind.starts_with("Api("), "{place}: {kind}"),
        cell => assert_eq!(format!("`{kind}`"), cell, "{place}"),
    }
}

async fn check_invalid_email(row: &Row) {
    let client = mayar_portal::Client::new("key").unwrap();
    let error = client.create_magic_link("siti").await.unwrap_err();
    check_kind(row, &error, row.what);
    assert_eq!(Some(error.delivery()), delivery(row.delivery));
    assert_eq!(again(row.again), Some(Again::No));
    assert_eq!(error.attempts(), 0);
    assert!(!error.is_retryable() && !error.is_timeout() && !error.is_connect());
    assert_eq!(
        (error.status(), error.retry_after(), error.body()),
        (None, None, None)
    );
    assert!(error.message().is_none() && error.headers().is_none());
}

fn delivery(cell: &str) -> Option<Delivery> {
    match cell {
        "`NotSent`" => Some(Delivery::NotSent),
        "`Unknown`" => Some(Delivery::Unknown),
        "likewise" => None,
        _ => panic!("not a delivery: {cell}"),
    }
}

fn again(cell: &str) -> Option<Again> {
    match cell {
        "no" => Some(Again::No),
        "opt-in" => Some(Again::OptIn),
        "yes" => Some(Again::Yes),
        "likewise" => None,
        _ => panic!("not an answer: {cell}"),
    }
}
