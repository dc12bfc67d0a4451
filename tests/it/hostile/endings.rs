//! Responses that end too early, or never.

use std::time::Duration;

use mayar_portal::{ApiErrorKind, Delivery, ErrorKind};

use super::{MAX_BODY, outcome};
use crate::support::{
    EMAIL, FaultServer, NOT_REGISTERED, Replay, SENT, at_once, builder, client, response, sent,
};

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
