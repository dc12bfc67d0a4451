//! Nothing outlives the timeouts, and nothing goes on after its future was dropped.

use std::{future::Future, pin::pin, time::Duration};

use mayar_portal::{Client, Delivery, Error, ErrorKind, MagicLinkSent, RetryPolicy};

use crate::support::{
    Clock, Connection, EMAIL, FaultServer, at_once, builder, client, in_child, response,
    run_in_child, sent,
};

const SECOND: Duration = Duration::from_secs(1);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Runs a call with a timeout of ten seconds against `server` while the clock goes on, and sees that the call is over
/// when they are.
async fn call_for_ten_seconds(server: &FaultServer, retry: RetryPolicy) -> Error {
    let client = builder(server)
        .timeout(TIMEOUT)
        .retry(retry)
        .build()
        .unwrap();
    let step = Duration::from_millis(100);
    let (result, time) = Clock::advance_until(step, client.create_magic_link(EMAIL)).await;
    assert!(time <= TIMEOUT + step, "the call took {time:?}");
    result.unwrap_err()
}

#[tokio::test]
async fn the_timeout_bounds_tries_and_waits_together() {
    let _clock = Clock::stop();
    let server = FaultServer::answering([response("429 Slow down\nRetry-After: 3", "")]).await;
    let error = call_for_ten_seconds(&server, at_once().max_attempts(u32::MAX)).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(
        (2..=4).contains(&server.requests()),
        "{} requests",
        server.requests()
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_timeout_bounds_a_server_that_says_nothing() {
    let _clock = Clock::stop();
    let server = FaultServer::start(|mut connection| async move {
        connection.request().await?;
        connection.until_closed().await
    })
    .await;
    let client = builder(&server)
        .timeout(TIMEOUT)
        .retry(at_once())
        .build()
        .unwrap();
    let mut call = pin!(client.create_magic_link(EMAIL));
    tokio::select! {
        result = &mut call => panic!("the clock stands still: {result:?}"),
        () = server.until_requests(1) => {}
    }
    Clock::advance(TIMEOUT).await;
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Timeout, Delivery::Unknown)
    );
    assert_eq!((error.attempts(), error.is_timeout()), (1, true));
    server.until_closed(1).await;
    assert_eq!(server.requests(), 1);
}

/// A server that sends `head`, and then `piece` once a second.
async fn trickle(head: &'static str, piece: &'static str) -> FaultServer {
    FaultServer::start(move |mut connection: Connection| async move {
        connection.request().await?;
        connection.write(head).await?;
        loop {
            connection.write(piece).await?;
            Clock::advance(SECOND).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_trickle_does_not_outlive_the_timeout() {
    let trickles = [
        // A body of known and of unknown length; one cannot tell how much of it came.
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n",
            "{",
            Some(200),
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1\r\n{\r\n",
            Some(200),
        ),
        ("HTTP/1.1 503 Busy\r\n\r\n", "{", Some(503)),
        // Header lines, a status line, and interim responses, without end.
        ("HTTP/1.1 200 OK\r\n", "X-A: b\r\n", None),
        ("", "HTTP/1.1 102 Processing\r\n\r\n", None),
        ("HTTP/1.1 200 ", "O", None),
    ];
    for (head, piece, status) in trickles {
        let _clock = Clock::stop();
        let server = trickle(head, piece).await;
        let client = builder(&server)
            .timeout(TIMEOUT)
            .retry(at_once())
            .build()
            .unwrap();
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Timeout, Delivery::Unknown),
            "{piece:?}"
        );
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            status,
            "{piece:?}"
        );
        assert_eq!((error.attempts(), server.requests()), (1, 1), "{piece:?}");
        server.until_closed(1).await;
        tokio::time::resume();
    }
}

#[tokio::test]
async fn no_duration_is_too_long_or_too_short() {
    let refusal = response("429 Slow down\nRetry-After: 99999999999999999999", "");
    let server = FaultServer::answering([response("429 Slow down", ""), refusal, sent()]).await;
    let longest = RetryPolicy::default()
        .max_attempts(u32::MAX)
        .initial_backoff(Duration::ZERO)
        .max_backoff(Duration::MAX)
        .max_retry_after(Duration::MAX)
        .attempt_timeout(Duration::MAX);
    let client = builder(&server)
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .retry(longest)
        .build()
        .unwrap();
    // A wait that is longer than the call may take is not begun.
    let error = client.create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.retry_after()),
        (2, Some(Duration::from_secs(u64::MAX)))
    );
    client.create_magic_link(EMAIL).await.unwrap();

    let server =
        FaultServer::start(|mut connection| async move { connection.until_closed().await }).await;
    for connect_timeout in [Duration::ZERO, SECOND] {
        let client = builder(&server)
            .timeout(Duration::ZERO)
            .connect_timeout(connect_timeout)
            .retry(longest.initial_backoff(Duration::MAX))
            .build()
            .unwrap();
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(error.attempts(), 1);
    }
}

/// Polls a call until `reached`, and drops it.
async fn drop_call_when(client: &Client, reached: impl Future<Output = ()>) {
    tokio::select! {
        result = client.create_magic_link(EMAIL) => panic!("the call ended: {result:?}"),
        () = reached => {}
    }
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    // While connecting: a TLS handshake that gets no answer.
    let server =
        FaultServer::start(|mut connection| async move { connection.until_closed().await }).await;
    let tls = builder(&server)
        .base_url(server.https_url())
        .build()
        .unwrap();
    drop_call_when(&tls, server.until_connections(1)).await;
    server.until_closed(1).await;

    // While waiting for the answer, for the rest of its head, and for the rest of its body.
    for answer in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
    ] {
        let server = FaultServer::start(move |mut connection| async move {
            connection.request().await?;
            connection.write(answer).await?;
            connection.until_closed().await
        })
        .await;
        drop_call_when(&client(&server), server.until_requests(1)).await;
        server.until_closed(1).await;
        assert_eq!(
            (server.connections(), server.requests()),
            (1, 1),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn a_call_dropped_between_tries_does_not_go_on() {
    let _clock = Clock::stop();
    let refusal = response("429 Slow down\nRetry-After: 5\nConnection: close", "");
    let server = FaultServer::answering([refusal, sent()]).await;
    drop_call_when(&client(&server), server.until_closed(1)).await;
    Clock::advance(Duration::from_hours(1)).await;
    client(&server).create_magic_link(EMAIL).await.unwrap();
    assert_eq!(
        server.requests(),
        2,
        "one of the dropped call, and one of the next"
    );
}

#[test]
fn one_client_serves_thousands_of_calls_at_once() {
    const CALLS: usize = 2_000;
    if !in_child() {
        return run_in_child(
            "deadlines::one_client_serves_thousands_of_calls_at_once",
            &[],
        );
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        // Nobody is answered before everybody has asked.
        let (all, _) = tokio::sync::watch::channel(0);
        let server = FaultServer::start(move |mut connection| {
            let all = all.clone();
            async move {
                connection.request().await?;
                all.send_modify(|asked| *asked += 1);
                all.subscribe()
                    .wait_for(|asked| *asked == CALLS)
                    .await
                    .unwrap();
                connection.write(sent()).await
            }
        })
        .await;
        let client = builder(&server)
            .timeout(60 * SECOND)
            .connect_timeout(60 * SECOND)
            .build()
            .unwrap();
        let calls: tokio::task::JoinSet<Result<MagicLinkSent, Error>> = (0..CALLS)
            .map(|_| {
                let client = client.clone();
                async move { client.create_magic_link(EMAIL).await }
            })
            .collect();
        for result in calls.join_all().await {
            result.unwrap();
        }
        assert_eq!(server.requests(), CALLS);
    });
}
