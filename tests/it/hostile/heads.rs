//! Heads that are not HTTP, or more of it than anyone needs; and answers beside the one that was asked for.

use mayar_portal::{ApiErrorKind, Delivery, ErrorKind};

use super::outcome;
use crate::support::{EMAIL, FaultServer, NOT_REGISTERED, Replay, at_once, client, response, sent};

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
