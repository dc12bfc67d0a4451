//! HTTP/2, which a client of the caller's may speak: it can refuse streams and hold a body back.

use std::{future::Future, time::Duration};

use bytes::Bytes;
use h2::{Reason, RecvStream, server::SendResponse};
use mayar_portal::{Client, Delivery, Error, ErrorKind};
use tokio::{
    io::AsyncReadExt,
    net::{TcpListener, TcpStream},
};

use crate::support::{EMAIL, KEY, SENT, at_once};

/// A timeout that is not meant to be reached.
const LONG: Duration = Duration::from_secs(30);

type H2 = h2::server::Connection<TcpStream, Bytes>;
type Stream = (http::Request<RecvStream>, SendResponse<Bytes>);

/// Runs `script` on every connection.
async fn serve<F>(script: impl Fn(H2) -> F + Send + 'static) -> String
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let connection = h2::server::handshake(stream).await;
            tokio::spawn(script(connection.unwrap()));
        }
    });
    url
}

/// A client that speaks HTTP/2, and left to itself would repeat what a server refuses.
fn client(url: &str, timeout: Duration) -> Client {
    let http_client = reqwest::Client::builder()
        .http2_prior_knowledge()
        .build()
        .unwrap();
    Client::builder()
        .api_key(KEY)
        .base_url(url)
        .http_client(http_client)
        .retry(at_once())
        .timeout(timeout)
        .build()
        .unwrap()
}

/// The next request with its whole body, while the connection goes on.
async fn request(connection: &mut H2) -> Option<Stream> {
    let (mut request, response) = connection.accept().await?.ok()?;
    let body = async {
        while let Some(data) = request.body_mut().data().await {
            request
                .body_mut()
                .flow_control()
                .release_capacity(data.unwrap().len())
                .unwrap();
        }
    };
    tokio::select! {
        () = body => {}
        _ = connection.accept() => panic!("a second request before the first was complete"),
    }
    Some((request, response))
}

fn answer(mut respond: SendResponse<Bytes>) {
    let mut body = respond
        .send_response(http::Response::new(()), false)
        .unwrap();
    body.send_data(Bytes::from_static(SENT.as_bytes()), true)
        .unwrap();
}

fn assert_unknown_after_one_try(error: &Error) {
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Transport, Delivery::Unknown),
        "{error:?}"
    );
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[tokio::test]
async fn a_call_goes_through() {
    let (seen, mut requests) = tokio::sync::mpsc::unbounded_channel();
    let url = serve(move |mut connection| {
        let seen = seen.clone();
        async move {
            while let Some((request, respond)) = request(&mut connection).await {
                seen.send(request).unwrap();
                answer(respond);
            }
        }
    })
    .await;
    client(&url, LONG).create_magic_link(EMAIL).await.unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!(request.headers()["authorization"], format!("Bearer {KEY}"));
    assert!(requests.try_recv().is_err());
}

/// The header's value is marked as sensitive: it is sent as a literal that nothing on the way may put into a table.
#[tokio::test]
async fn the_key_is_never_indexed() {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    // A literal that is never indexed (RFC 7541, 6.2.3), with the name that is number 23 in the static table.
    const NEVER_INDEXED_AUTHORIZATION: [u8; 2] = [0x1f, 0x08];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(&format!("http://{}", listener.local_addr().unwrap()), LONG);
    let headers = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut [0; PREFACE]).await.unwrap();
        loop {
            let mut head = [0; 9];
            stream.read_exact(&mut head).await.unwrap();
            let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
            let mut payload = vec![0; usize::try_from(length).unwrap()];
            stream.read_exact(&mut payload).await.unwrap();
            if head[3] == HEADERS {
                return payload;
            }
        }
    };
    let headers = tokio::select! {
        headers = headers => headers,
        result = client.create_magic_link(EMAIL) => panic!("nobody answered: {result:?}"),
    };
    assert!(
        headers
            .windows(2)
            .any(|bytes| bytes == NEVER_INDEXED_AUTHORIZATION),
        "{headers:x?}"
    );
}

/// A body that the server's flow control holds back may be sent any moment, and so counts as written.
#[tokio::test]
async fn a_body_that_is_held_back_is_not_sent_elsewhere() {
    let (seen, mut requests) = tokio::sync::mpsc::unbounded_channel();
    let url = serve(move |mut connection| {
        let seen = seen.clone();
        async move {
            for number in 0..2 {
                let Some((_, respond)) = request(&mut connection).await else {
                    return;
                };
                // By the second request the client knows the first settings, and there may be others.
                if number == 1 {
                    connection.set_initial_window_size(0).unwrap();
                }
                seen.send("whole").unwrap();
                answer(respond);
            }
            let Some(held) = connection.accept().await else {
                return;
            };
            seen.send("head alone").unwrap();
            connection.abrupt_shutdown(Reason::NO_ERROR);
            let _ = std::future::poll_fn(|context| connection.poll_closed(context)).await;
            drop(held);
        }
    })
    .await;
    let client = client(&url, LONG);
    for _ in 0..2 {
        client.create_magic_link(EMAIL).await.unwrap();
    }
    assert_unknown_after_one_try(&client.create_magic_link(EMAIL).await.unwrap_err());
    let requests: Vec<_> = std::iter::from_fn(|| requests.try_recv().ok()).collect();
    assert_eq!(requests, ["whole", "whole", "head alone"]);
}

/// A stream that the server refused was not acted on, it says; but the body was written, and so nothing repeats it.
#[tokio::test]
async fn a_refused_stream_is_not_repeated() {
    for reason in [
        Reason::REFUSED_STREAM,
        Reason::INTERNAL_ERROR,
        Reason::CANCEL,
        Reason::NO_ERROR,
        Reason::ENHANCE_YOUR_CALM,
    ] {
        let (seen, mut requests) = tokio::sync::mpsc::unbounded_channel();
        let url = serve(move |mut connection| {
            let seen = seen.clone();
            async move {
                while let Some((_, mut respond)) = request(&mut connection).await {
                    seen.send(()).unwrap();
                    respond.send_reset(reason);
                }
            }
        })
        .await;
        let error = client(&url, LONG)
            .create_magic_link(EMAIL)
            .await
            .unwrap_err();
        assert_unknown_after_one_try(&error);
        assert_eq!(
            (requests.recv().await, requests.try_recv().ok()),
            (Some(()), None),
            "{reason}"
        );
    }
}

#[tokio::test]
async fn a_connection_that_goes_away_is_not_repeated_elsewhere() {
    for reason in [Reason::NO_ERROR, Reason::INTERNAL_ERROR] {
        let (seen, mut requests) = tokio::sync::mpsc::unbounded_channel();
        let url = serve(move |mut connection| {
            let seen = seen.clone();
            async move {
                let request = request(&mut connection).await;
                seen.send(()).unwrap();
                connection.abrupt_shutdown(reason);
                let _ = std::future::poll_fn(|context| connection.poll_closed(context)).await;
                drop(request);
            }
        })
        .await;
        let error = client(&url, LONG)
            .create_magic_link(EMAIL)
            .await
            .unwrap_err();
        assert_unknown_after_one_try(&error);
        assert_eq!(
            (requests.recv().await, requests.try_recv().ok()),
            (Some(()), None),
            "{reason}"
        );
    }
}

/// Frames without content have no size to be cut off at, and cost the server nothing of its windows: time ends them, or
/// the HTTP library before that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_empty_frames_ends() {
    let url = serve(|mut connection| async move {
        let Some((_, mut respond)) = request(&mut connection).await else {
            return;
        };
        let mut body = respond
            .send_response(http::Response::new(()), false)
            .unwrap();
        let flood = async {
            while body.send_data(Bytes::new(), false).is_ok() {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = flood => {}
            _ = connection.accept() => {}
        }
    })
    .await;
    let error = client(&url, Duration::from_millis(300))
        .create_magic_link(EMAIL)
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Transport),
        "{error:?}"
    );
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(error.status(), Some(http::StatusCode::OK));
}
