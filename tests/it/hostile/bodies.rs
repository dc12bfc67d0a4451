//! Bodies that are not what the document says, or too much of it.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use mayar_portal::{ApiErrorKind, Delivery, ErrorKind};

use super::{MAX_BODY, outcome};
use crate::support::{
    EMAIL, FaultServer, NOT_REGISTERED, Replay, SENT, at_once, builder, client, response,
};

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
