//! Servers that are broken or mean harm: a typed error or the right success, in bounded time, with the status kept.

use std::{io::Write, time::Duration};

use flate2::{Compression, write::GzEncoder};
use mayar_portal::{ApiErrorKind, Delivery, Error, ErrorKind};

use crate::support::{
    EMAIL, FaultServer, NOT_REGISTERED, Replay, SENT, at_once, builder, client, response, sent,
};

const MAX_BODY: usize = 256 * 1024;

fn outcome(error: &Error) -> (ErrorKind, Delivery, Option<u16>) {
    (
        error.kind(),
        error.delivery(),
        error.status().map(|status| status.as_u16()),
    )
}

/// Bodies that a 200 must not have.
fn broken_bodies() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = [
        "",
        " ",
        "null",
        "true",
        "1",
        "[]",
        "\"success\"",
        "{",
        "{}}",
        "{} {}",
        "{}x",
        "{\"a\"}",
        "{a:1}",
        "{'a':1}",
        "NaN",
        "<!doctype html><title>502</title>",
        "<?xml version=\"1.0\"?><ok/>",
        "statusCode=200",
        "\u{feff}{}",
        "\0",
        // Wrong types, in every field.
        r#"{"statusCode":"200"}"#,
        r#"{"statusCode":200.5}"#,
        r#"{"statusCode":{}}"#,
        r#"{"statusCode":[]}"#,
        r#"{"statusCode":true}"#,
        r#"{"statusCode":1e400}"#,
        r#"{"statusCode":2147483648}"#,
        r#"{"statusCode":-2147483649}"#,
        r#"{"statusCode":99999999999999999999999999999999999999}"#,
        r#"{"messages":1}"#,
        r#"{"messages":["success"]}"#,
        r#"{"messages":{}}"#,
        r#"{"messages":false}"#,
        r#"{"data":"url"}"#,
        r#"{"data":[]}"#,
        r#"{"data":1}"#,
        r#"{"data":true}"#,
        r#"{"data":{"url":1}}"#,
        r#"{"data":{"url":{}}}"#,
        r#"{"data":{"url":[]}}"#,
        // The same key twice.
        r#"{"statusCode":200,"statusCode":404}"#,
        r#"{"messages":"a","messages":"b"}"#,
        r#"{"data":{},"data":{}}"#,
        r#"{"data":{"url":"a","url":"b"}}"#,
        // Codes that HTTP does not have.
        r#"{"statusCode":1000}"#,
        r#"{"statusCode":2147483647}"#,
        r#"{"messages":"\ud800"}"#,
        r#"{"messages":"a	b"}"#,
    ]
    .iter()
    .map(|body| body.as_bytes().to_vec())
    .collect();
    bodies.push(b"{\"messages\":\"\xff\xfe\"}".to_vec());
    bodies.push(b"\xff\xfe{\0}\0".to_vec());
    // Gzip, which nobody asked for.
    bodies.push(b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0\x43\xbf\xa6\xa3\x02\0\0\0".to_vec());
    for depth in [129, 100_000] {
        bodies.push("[".repeat(depth).into_bytes());
        bodies.push(
            format!(
                r#"{{"data":{}{}}}"#,
                r#"{"a":"#.repeat(depth),
                "}".repeat(depth)
            )
            .into_bytes(),
        );
    }
    bodies.push(format!(r#"{{"messages":"{}"}}"#, "x".repeat(MAX_BODY)).into_bytes());
    bodies
}

#[tokio::test]
async fn a_success_with_a_broken_body_may_have_sent_the_email() {
    let replay = Replay::start(at_once()).await;
    for body in broken_bodies() {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        let error = replay
            .call(response("200 OK", &body))
            .await
            .expect_err(&shown);
        assert_eq!(
            outcome(&error),
            (ErrorKind::InvalidResponse, Delivery::Unknown, Some(200)),
            "{shown}"
        );
        assert_eq!(
            error.body(),
            Some(&body[..body.len().min(MAX_BODY)]),
            "{shown}"
        );
        assert_eq!(
            error.headers().unwrap()["content-length"],
            body.len().to_string()
        );
    }
}

#[tokio::test]
async fn a_success_may_say_more_or_less_than_documented() {
    let replay = Replay::start(at_once()).await;
    let rows = [
        ("{}", None, None, None),
        (
            r#"{"statusCode":null,"messages":null,"data":null}"#,
            None,
            None,
            None,
        ),
        (r#"{"data":{"url":null}}"#, None, None, None),
        (
            r#"{"data":{},"new":[{"deep":1e300}],"statusCode":0}"#,
            None,
            None,
            Some(0),
        ),
        (r#"{"statusCode":-2147483648}"#, None, None, Some(i32::MIN)),
        (r#"{"statusCode":399}"#, None, None, Some(399)),
        (
            r#"{"messages":"","data":{"url":"\u0000"}}"#,
            Some("\0"),
            Some(""),
            None,
        ),
        (
            "\r\n\t {\"messages\" : \"\u{1f600}\"}\n",
            None,
            Some("\u{1f600}"),
            None,
        ),
    ];
    for (body, notice, message, status_code) in rows {
        let sent = replay.call(response("200 OK", body)).await.unwrap();
        assert_eq!(
            (sent.notice(), sent.message(), sent.status_code()),
            (notice, message, status_code),
            "{body}"
        );
    }
}

/// What the document does not know of is passed over without recursion.
#[tokio::test]
async fn a_success_may_have_a_deep_extra_field() {
    let replay = Replay::start(at_once()).await;
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    let body = format!(r#"{{"messages":"success","extra":{deep}}}"#);
    let sent = replay.call(response("200 OK", body)).await.unwrap();
    assert_eq!(sent.message(), Some("success"));
}

#[tokio::test]
async fn a_content_type_changes_nothing() {
    let replay = Replay::start(at_once()).await;
    for line in [
        "",
        "Content-Type: text/html\r\n",
        "Content-Type: \r\n",
        "Content-Type: ;;;\u{ff}\r\n",
    ] {
        let head = |status: &str, body: &str| {
            format!(
                "HTTP/1.1 {status}\r\n{line}Content-Length: {}\r\n\r\n{body}",
                body.len()
            )
        };
        replay.call(head("200 OK", SENT)).await.unwrap();
        let error = replay
            .call(head("404 Not Found", NOT_REGISTERED))
            .await
            .unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Api(ApiErrorKind::EmailNotRegistered)
        );
    }
}

/// A customer must never be told to be unknown by a gateway.
#[tokio::test]
async fn only_the_documented_404_means_that_nobody_has_the_address() {
    let replay = Replay::start(at_once()).await;
    let others = [
        "",
        "null",
        "{}",
        "[]",
        "<h1>404</h1>",
        r#"{"messages":null}"#,
        r#"{"messages":"Not Found"}"#,
        r#"{"messages":"email tidak terdaftar"}"#,
        r#"{"messages":"Email tidak terdaftar "}"#,
        r#"{"messages":["Email tidak terdaftar"]}"#,
        r#"{"message":"Email tidak terdaftar"}"#,
        r#"{"messages":"Email tidak terdaftar","messages":"Email tidak terdaftar"}"#,
        r#"{"messages":"Email tidak terdaftar""#,
        r#"{"messages":"Email tidak terdaftar","statusCode":"404"}"#,
        r#"{"error":{"messages":"Email tidak terdaftar"}}"#,
    ];
    for body in others {
        for head in ["404 Not Found", "200 OK"] {
            let Err(error) = replay.call(response(head, body)).await else {
                assert!(head.starts_with("200"));
                continue;
            };
            assert_ne!(
                error.kind(),
                ErrorKind::Api(ApiErrorKind::EmailNotRegistered),
                "{head} {body}"
            );
            assert_eq!(error.delivery(), Delivery::Unknown, "{head} {body}");
        }
    }
    for head in [
        "204 No Content",
        "302 Found",
        "403 Forbidden",
        "410 Gone",
        "418 Teapot",
    ] {
        let error = replay
            .call(response(head, NOT_REGISTERED))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::UnexpectedResponse, Delivery::Unknown)
        );
    }
}

/// Heads that are not HTTP, or more of it than anyone needs.
fn broken_heads() -> Vec<Vec<u8>> {
    let mut heads: Vec<Vec<u8>> = [
        "",
        "\r\n\r\n",
        "HELLO\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 Low\r\n\r\n",
        "HTTP/1.1 -12 Negative\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA\0B: c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n",
        "\x16\x03\x01\x02\0\x01",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ]
    .iter()
    .map(|head| head.as_bytes().to_vec())
    .collect();
    heads.push(format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(101)).into_bytes());
    heads.push(format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "y".repeat(1 << 20)).into_bytes());
    heads.push(format!("HTTP/1.1 200 {}\r\n\r\n", "y".repeat(1 << 20)).into_bytes());
    heads
}

#[tokio::test]
async fn a_broken_head_is_a_lost_connection() {
    let replay = Replay::start(at_once()).await;
    for head in broken_heads() {
        let shown = String::from_utf8_lossy(&head[..head.len().min(60)]).into_owned();
        let error = replay.call(head).await.expect_err(&shown);
        assert_eq!(
            outcome(&error),
            (ErrorKind::Transport, Delivery::Unknown, None),
            "{shown}"
        );
        assert_eq!(error.attempts(), 1, "{shown}");
    }
}

#[tokio::test]
async fn broken_chunks_lose_the_connection_and_keep_the_status() {
    let replay = Replay::start(at_once()).await;
    for chunks in [
        "",
        "\r\n",
        "x\r\n",
        "-1\r\n{}\r\n",
        "5\r\n{}",
        "2\r\n{}",
        "2\r\n{}\r\n",
        "2\r\n{}\r\n0\r\n",
        "2\r\n{}xx0\r\n\r\n",
        "ffffffffffffffffff\r\n{}",
    ] {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let error = replay
            .call(format!("{head}{chunks}"))
            .await
            .expect_err(chunks);
        assert_eq!(
            outcome(&error),
            (ErrorKind::Transport, Delivery::Unknown, Some(200)),
            "{chunks:?}"
        );
    }
}

#[tokio::test]
async fn interim_responses_are_passed_over() {
    let replay = Replay::start(at_once()).await;
    let interim =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n".repeat(1_000);
    replay
        .call([interim.as_bytes(), &sent()].concat())
        .await
        .unwrap();
    let error = replay
        .call(
            [
                interim.as_bytes(),
                &response("404 Not Found", NOT_REGISTERED),
            ]
            .concat(),
        )
        .await
        .unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Api(ApiErrorKind::EmailNotRegistered)
    );
}

#[tokio::test]
async fn any_status_is_kept() {
    let replay = Replay::start(at_once()).await;
    for status in 200..=999 {
        let error = match replay
            .call(response(&format!("{status} Whatever"), "[]"))
            .await
        {
            Ok(sent) => panic!("{status}: {sent:?}"),
            Err(error) => error,
        };
        assert_eq!(error.status().unwrap().as_u16(), status);
        let expected = match status {
            200 | 400 => ErrorKind::InvalidResponse,
            401 => ErrorKind::Api(ApiErrorKind::Unauthorized),
            429 => ErrorKind::Api(ApiErrorKind::TooManyRequests),
            500 => ErrorKind::Api(ApiErrorKind::InternalServerError),
            _ => ErrorKind::UnexpectedResponse,
        };
        assert_eq!(error.kind(), expected, "{status}");
    }
}

/// What a cut leaves of a response: lost, until the last byte.
#[tokio::test]
async fn a_response_cut_at_every_byte_is_lost() {
    let replay = Replay::start(at_once()).await;
    let whole = sent();
    let head = whole.len() - SENT.len();
    for length in 0..whole.len() {
        let error = replay.call(&whole[..length]).await.unwrap_err();
        let status = (length >= head).then_some(200);
        assert_eq!(
            outcome(&error),
            (ErrorKind::Transport, Delivery::Unknown, status),
            "cut at {length}"
        );
        let body = status.map(|_| &whole[head..length]);
        assert_eq!(error.body(), body, "cut at {length}");
    }
    replay.call(whole).await.unwrap();
}

#[tokio::test]
async fn a_refusal_cut_at_every_byte_is_lost() {
    let replay = Replay::start(at_once()).await;
    let whole = response("404 Not Found", NOT_REGISTERED);
    for length in 0..whole.len() {
        let error = replay.call(&whole[..length]).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Transport, Delivery::Unknown),
            "cut at {length}"
        );
    }
    // 401 is a refusal whatever its body, and so without one.
    let whole = response("401 Unauthorized", "Unauthorized");
    let error = replay.call(&whole[..whole.len() - 5]).await.unwrap_err();
    assert_eq!(
        outcome(&error),
        (
            ErrorKind::Api(ApiErrorKind::Unauthorized),
            Delivery::NotSent,
            Some(401)
        )
    );
}

/// Sends `head`, and then `piece` for as long as the client takes it.
async fn endless(head: &'static str, piece: &'static [u8]) -> FaultServer {
    let pieces = piece.repeat(64 * 1024 / piece.len() + 1);
    FaultServer::start(move |mut connection| {
        let pieces = pieces.clone();
        async move {
            connection.request().await?;
            connection.write(head).await?;
            loop {
                connection.write(&pieces).await?;
            }
        }
    })
    .await
}

#[tokio::test]
async fn what_never_ends_is_cut_off() {
    let rows: [(_, &[u8], _, _); 8] = [
        // Gigabytes, in one piece, in pieces, and in the smallest pieces.
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
            b" ",
            ErrorKind::InvalidResponse,
            Some(200),
        ),
        (
            "HTTP/1.1 200 OK\r\n\r\n",
            b"{",
            ErrorKind::InvalidResponse,
            Some(200),
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1\r\n{\r\n",
            ErrorKind::InvalidResponse,
            Some(200),
        ),
        (
            "HTTP/1.1 404 Not Found\r\n\r\n",
            b"x",
            ErrorKind::UnexpectedResponse,
            Some(404),
        ),
        (
            "HTTP/1.1 500 Oops\r\n\r\n",
            b"x",
            ErrorKind::Api(ApiErrorKind::InternalServerError),
            Some(500),
        ),
        // Chunk extensions, header lines, and a status line.
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
            b"x",
            ErrorKind::Transport,
            Some(200),
        ),
        (
            "HTTP/1.1 200 OK\r\n",
            b"X: y\r\n",
            ErrorKind::Transport,
            None,
        ),
        ("HTTP/1.1 200 ", b"x", ErrorKind::Transport, None),
    ];
    for (head, piece, kind, status) in rows {
        let server = endless(head, piece).await;
        let error = client(&server).create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(outcome(&error), (kind, Delivery::Unknown, status), "{head}");
        assert!(
            error.body().is_none_or(|body| body.len() <= MAX_BODY),
            "{head}"
        );
        server.until_closed(1).await;
        assert_eq!(server.requests(), 1, "{head}");
    }
}

/// An endless run of interim responses has no size to be cut off at: it ends with time, on a runtime of one thread too.
#[tokio::test]
async fn a_flood_of_interim_responses_ends_with_the_timeout() {
    let server = endless("", b"HTTP/1.1 100 Continue\r\n\r\n").await;
    let client = builder(&server)
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let error = client.create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(
        outcome(&error),
        (ErrorKind::Timeout, Delivery::Unknown, None)
    );
    server.until_closed(1).await;
}

/// Bytes after the answer must not become the answer to the next request.
#[tokio::test]
async fn an_answer_nobody_asked_for_is_no_answer() {
    let server = FaultServer::start(|mut connection| async move {
        connection.request().await?;
        connection
            .write([response("404 Not Found", NOT_REGISTERED), sent()].concat())
            .await?;
        connection.until_closed().await
    })
    .await;
    let client = client(&server);
    for _ in 0..3 {
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Api(ApiErrorKind::EmailNotRegistered)
        );
    }
    assert_eq!((server.connections(), server.requests()), (3, 3));
}

/// A body that unpacks to 64 MiB.
fn bomb() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let piece = [b' '; 1 << 13];
    for _ in 0..1 << 13 {
        packed.write_all(&piece).unwrap();
    }
    packed.finish().unwrap()
}

/// The client asks for no compression and unpacks none, even where the HTTP library could.
#[tokio::test]
async fn a_compressed_body_is_not_unpacked() {
    let bomb = bomb();
    let server = FaultServer::answering([response("200 OK\nContent-Encoding: gzip", &bomb)]).await;
    let error = client(&server).create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(
        outcome(&error),
        (ErrorKind::InvalidResponse, Delivery::Unknown, Some(200))
    );
    assert_eq!(error.body(), Some(bomb.as_slice()));
    assert_eq!(server.only_request().header("accept-encoding"), None);
}

/// A client of the caller's may unpack, and still no more is read than of any other body.
#[tokio::test]
async fn an_unpacked_body_is_cut_off() {
    let server = FaultServer::answering([response("200 OK\nContent-Encoding: gzip", bomb())]).await;
    let client = builder(&server)
        .http_client(reqwest::Client::new())
        .build()
        .unwrap();
    let error = client.create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(
        outcome(&error),
        (ErrorKind::InvalidResponse, Delivery::Unknown, Some(200))
    );
    assert_eq!(error.body(), Some(vec![b' '; MAX_BODY].as_slice()));
}
