//! The memory of the process while servers send without end.

use std::time::Duration;

use crate::support::{EMAIL, FaultServer, builder, in_child, process, run_in_child};

/// How much more memory, in KiB, may be in use than after the first calls. One body of all those here would take more.
const FLAT: u64 = 24 * 1024;
const CALLS_AT_ONCE: usize = 4;
const ROUNDS: usize = 6;

/// Each of them sends as fast as it is read, until the client hangs up.
const ENDLESS: [(&str, &str); 5] = [
    (
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "{",
    ),
    (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1000\r\n",
    ),
    ("HTTP/1.1 404 Not Found\r\n\r\n", "<"),
    ("HTTP/1.1 200 OK\r\n", "X-Header: value\r\n"),
    ("", "HTTP/1.1 100 Continue\r\nX-Header: value\r\n\r\n"),
];

#[test]
fn stays_flat_while_a_body_never_ends() {
    if !in_child() {
        return run_in_child("memory::stays_flat_while_a_body_never_ends", &[]);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    for (head, piece) in ENDLESS {
        let piece = match piece.strip_suffix("000\r\n") {
            Some(_) => format!("1000\r\n{}\r\n", " ".repeat(0x1000)),
            None => piece.repeat(1_000),
        };
        runtime.block_on(stays_flat(head, piece));
    }
}

async fn stays_flat(head: &'static str, piece: String) {
    let piece = piece.repeat(16);
    let server = FaultServer::start(move |mut connection| {
        let piece = piece.clone();
        async move {
            connection.unkept_request().await?;
            connection.write(head).await?;
            loop {
                connection.write(&piece).await?;
            }
        }
    })
    .await;
    // Nothing but time ends the last of them.
    let client = builder(&server)
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let mut first = None;
    for round in 0..ROUNDS {
        let calls = (0..CALLS_AT_ONCE).map(|_| {
            let client = client.clone();
            async move { client.create_magic_link(EMAIL).await.map(drop).unwrap_err() }
        });
        let errors = calls.collect::<tokio::task::JoinSet<_>>().join_all().await;
        // The errors hold what was read.
        let memory = process::memory();
        drop(errors);
        let first = *first.get_or_insert(memory);
        assert!(
            memory < first + FLAT,
            "{head:?}: {first} KiB, and {memory} KiB after {round} rounds"
        );
    }
}
