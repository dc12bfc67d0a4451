//! How to make each row of the table happen.

use std::time::Duration;

use mayar_portal::{
    ApiErrorKind::{
        EmailNotRegistered, InternalServerError, TooManyRequests, Unauthorized, ValidationError,
    },
    ClientBuilder, Delivery, ErrorKind,
};

use super::Again;
use crate::support::{
    Authority, Clock, FaultServer, NOT_REGISTERED, SENT, builder, refusing_url, response,
    unresolvable_url,
};

/// How long a try may take where time is to be up.
pub(super) const ATTEMPT: Duration = Duration::from_secs(5);
/// A body in the platform's usual form, with a message that it would not send.
const ENVELOPE: &str = r#"{"messages":"Ada yang salah"}"#;
/// A body that is not the platform's.
const PAGE: &str = "<h1>nginx</h1>";

/// A way to make a row happen, and what comes of it beyond what the row says.
pub(super) struct Case {
    pub(super) server: Option<FaultServer>,
    /// How to reach it.
    pub(super) builder: ClientBuilder,
    pub(super) kind: ErrorKind,
    /// Where the row says "likewise".
    pub(super) likewise: Option<(Delivery, Again)>,
    pub(super) is_timeout: bool,
    pub(super) status: Option<u16>,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: Option<String>,
    pub(super) message: Option<String>,
    /// Whole requests that reach the server in one try.
    pub(super) requests: usize,
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

/// The ways to make a row happen.
pub(super) async fn cases(what: &str) -> Vec<Case> {
    let answers = answers(what);
    if !answers.is_empty() {
        let mut cases = Vec::new();
        for (head, body, kind) in answers {
            cases.push(Case::answered(head, body, kind).await);
        }
        return cases;
    }
    match what {
        "no connection: DNS, refused, TLS, connect timeout" => no_connection().await,
        "the connection closed before anything of the request's body was written" => {
            let (url, http_client) = Authority::new().server_that_hangs_up();
            let client = mayar_portal::Client::builder().api_key("key");
            let builder = client.base_url(url).http_client(http_client);
            vec![Case::unanswered(builder, None, ErrorKind::Transport)]
        }
        "time was up before anything of the request's body was written" => {
            let server = silent(true).await;
            let builder = builder(&server).base_url(server.https_url());
            vec![Case {
                is_timeout: true,
                ..Case::unanswered(builder, Some(server), ErrorKind::Timeout)
            }]
        }
        "time was up after that" => {
            let server = silent(false).await;
            vec![Case {
                is_timeout: true,
                requests: 1,
                ..Case::unanswered(builder(&server), Some(server), ErrorKind::Timeout)
            }]
        }
        "the connection was lost after that" => lost().await,
        "the caller's own HTTP client refused the request" => {
            let server = FaultServer::start_plain().await;
            let http_client = reqwest::Client::builder().https_only(true).build();
            let builder = builder(&server).http_client(http_client.unwrap());
            vec![Case::unanswered(
                builder,
                Some(server),
                ErrorKind::Transport,
            )]
        }
        "the caller's own HTTP client followed a redirect" => vec![redirected().await],
        "a body of 200 that was cut short" => vec![cut_short().await],
        "200 whose body says `statusCode` 400 or more" => claimed().await,
        _ => panic!("the table has a row that is not tested: {what}"),
    }
}

/// The answers that make a row happen, where that is all there is to it: head, body, and the kind of error.
fn answers(what: &str) -> Vec<(&'static str, &'static str, ErrorKind)> {
    use ErrorKind::{Api, InvalidResponse, UnexpectedResponse};
    let unexpected = |heads: &[&'static str]| {
        let answer = |head: &&'static str| (*head, ENVELOPE, UnexpectedResponse);
        heads.iter().map(answer).collect()
    };
    match what {
        "400, 401 or 404 as the document describes it" => vec![
            ("400 Bad Request", ENVELOPE, Api(ValidationError)),
            ("401 Unauthorized", PAGE, Api(Unauthorized)),
            ("404 Not Found", NOT_REGISTERED, Api(EmailNotRegistered)),
        ],
        "429" => vec![
            ("429 Slow", ENVELOPE, Api(TooManyRequests)),
            ("429 Slow\nRetry-After: 0", PAGE, Api(TooManyRequests)),
        ],
        "500" => vec![
            ("500 Oops", ENVELOPE, Api(InternalServerError)),
            ("500 Oops\nRetry-After: 0", PAGE, Api(InternalServerError)),
        ],
        "503 with `Retry-After`" => unexpected(&["503 Busy\nRetry-After: 0"]),
        "502, 504, 503 without `Retry-After`" => unexpected(&["502 Bad", "503 Busy", "504 Late"]),
        "404 with a body that is not the documented one" => vec![
            ("404 Not Found", ENVELOPE, UnexpectedResponse),
            ("404 Not Found", PAGE, UnexpectedResponse),
        ],
        "400 with a body that is not the documented envelope" => {
            vec![("400 Bad Request", PAGE, InvalidResponse)]
        }
        "200 with a body that is not the documented one" => vec![
            ("200 OK", PAGE, InvalidResponse),
            ("200 OK", "", InvalidResponse),
        ],
        "any other status: 101, 204, 3xx, 403 …" => [
            unexpected(&[
                "201 Created",
                "302 Found\nLocation: https://elsewhere.example/",
                "307 Temporary Redirect\nLocation: /elsewhere",
                "403 Forbidden",
                "505 HTTP Version Not Supported",
                "999 Whatever",
            ]),
            vec![
                (
                    "101 Switching Protocols\nConnection: upgrade",
                    "",
                    UnexpectedResponse,
                ),
                ("204 No Content", "", UnexpectedResponse),
                ("304 Not Modified", "", UnexpectedResponse),
            ],
        ]
        .concat(),
        _ => Vec::new(),
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
    let silent = silent(true).await;
    let tls_to_silent = builder(&silent).base_url(silent.https_url());
    let mut timeout = Case::unanswered(tls_to_silent, Some(silent), ErrorKind::Connect);
    timeout.builder = timeout.builder.connect_timeout(ATTEMPT / 2);
    cases.push(Case {
        is_timeout: true,
        ..timeout
    });
    cases
}

/// A server that lets the time for a try go by without a word: in a TLS handshake, or after a request.
async fn silent(handshake: bool) -> FaultServer {
    FaultServer::start(move |mut connection| async move {
        if handshake {
            connection.read().await?;
        } else {
            connection.request().await?;
        }
        Clock::advance(ATTEMPT).await;
        connection.until_closed().await
    })
    .await
}

async fn lost() -> Vec<Case> {
    let mut cases = Vec::new();
    for reset in [false, true] {
        let server = FaultServer::start(move |mut connection| async move {
            connection.request().await?;
            if reset { connection.reset() } else { Ok(()) }
        })
        .await;
        cases.push(Case {
            requests: 1,
            ..Case::unanswered(builder(&server), Some(server), ErrorKind::Transport)
        });
    }
    cases
}

async fn redirected() -> Case {
    let redirect = response("302 Found\nLocation: /elsewhere", "");
    let server = FaultServer::answering([redirect, response("200 OK", SENT)]).await;
    let builder = builder(&server).http_client(reqwest::Client::new());
    Case {
        status: Some(200),
        body: Some(SENT.to_owned()),
        message: Some("success".to_owned()),
        requests: 2,
        ..Case::unanswered(builder, Some(server), ErrorKind::UnexpectedResponse)
    }
}

async fn cut_short() -> Case {
    let server = FaultServer::start(|mut connection| async move {
        connection.request().await?;
        let cut = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"messages\":";
        connection.write(cut).await
    })
    .await;
    Case {
        status: Some(200),
        body: Some("{\"messages\":".to_owned()),
        requests: 1,
        ..Case::unanswered(builder(&server), Some(server), ErrorKind::Transport)
    }
}

async fn claimed() -> Vec<Case> {
    use Delivery::{NotSent, Unknown};
    let rows = [
        (400, ErrorKind::Api(ValidationError), NotSent, Again::No),
        (404, ErrorKind::UnexpectedResponse, Unknown, Again::No),
        (429, ErrorKind::Api(TooManyRequests), NotSent, Again::Yes),
        (
            500,
            ErrorKind::Api(InternalServerError),
            Unknown,
            Again::OptIn,
        ),
        (502, ErrorKind::UnexpectedResponse, Unknown, Again::OptIn),
    ];
    let mut cases = Vec::new();
    for (code, kind, delivery, again) in rows {
        let body = format!(r#"{{"statusCode":{code},"messages":"Ada yang salah"}}"#);
        cases.push(Case {
            status: Some(code),
            likewise: Some((delivery, again)),
            ..Case::answered("200 OK", &body, kind).await
        });
    }
    cases
}
