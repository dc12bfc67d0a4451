//! Many thousand calls at once, to a server that fails at random.

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use mayar_portal::{Client, Delivery, Error, MagicLinkSent};

use crate::support::{
    Connection, FaultServer, NOT_REGISTERED, Request, at_once, builder, in_child, process,
    response, run_in_child, sent,
};

const CALLS: u32 = 20_000;
const AT_ONCE: usize = 200;
/// When no further call is begun, on a machine that is too busy for all of them.
const TIME: Duration = Duration::from_secs(20);
/// How much more memory, in KiB, may be in use in the end than when the first quarter was done.
const FLAT: u64 = 16 * 1024;

/// How often the server sent an email to each customer.
type Emails = Arc<Mutex<HashMap<u32, u32>>>;

/// What the server does with a request.
enum Fate {
    Answer(Vec<u8>),
    AnswerAndClose(Vec<u8>),
    Close,
    Reset,
    Silence,
}

/// Draws a fate, and whether the server sends the email before that.
fn fate(random: &mut fastrand::Rng) -> (bool, Fate) {
    let answer = |head, body| Fate::Answer(response(head, body));
    let cut = || sent()[..sent().len() / 2].to_vec();
    match random.u8(0..60) {
        0..8 => (false, answer("429 Slow down\nRetry-After: 0", "")),
        8..12 => (false, answer("503 Busy\nRetry-After: 0", "")),
        12..20 => (false, answer("404 Not Found", NOT_REGISTERED)),
        20..24 => (false, answer("401 Unauthorized", "")),
        24..26 => (true, Fate::Close),
        26..28 => (true, Fate::Reset),
        28..30 => (true, Fate::Silence),
        30..32 => (true, answer("500 Oops", "")),
        32..34 => (true, answer("504 Gateway Timeout", "")),
        34..36 => (true, answer("302 Found\nLocation: /", "")),
        36..38 => (true, answer("200 OK", "<h1>OK</h1>")),
        38..40 => (true, Fate::AnswerAndClose(cut())),
        40..42 => (true, Fate::AnswerAndClose(b"HELLO\r\n\r\n".to_vec())),
        42..45 => (true, Fate::AnswerAndClose(sent())),
        _ => (true, Fate::Answer(sent())),
    }
}

/// The server's side of a connection.
async fn serve(
    mut connection: Connection,
    mut random: fastrand::Rng,
    emails: Emails,
) -> io::Result<()> {
    if random.u8(0..100) < 5 {
        return if random.bool() {
            connection.reset()
        } else {
            Ok(())
        };
    }
    loop {
        if random.u8(0..100) < 5 {
            // Some of a request.
            connection.read().await?;
            return connection.reset();
        }
        let request = connection.unkept_request().await?;
        let (accepted, fate) = fate(&mut random);
        if accepted {
            *emails
                .lock()
                .unwrap()
                .entry(customer(&request))
                .or_default() += 1;
        }
        match fate {
            Fate::Answer(answer) => connection.write(answer).await?,
            Fate::AnswerAndClose(answer) => return connection.write(answer).await,
            Fate::Close => return Ok(()),
            Fate::Reset => return connection.reset(),
            Fate::Silence => return connection.until_closed().await,
        }
    }
}

fn customer(request: &Request) -> u32 {
    let email = request.email();
    email.split_once('@').unwrap().0.parse().unwrap()
}

/// How a call ended, in what it says of the email.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Sent,
    Unknown,
    NotSent,
}

impl From<Result<MagicLinkSent, Error>> for End {
    fn from(result: Result<MagicLinkSent, Error>) -> Self {
        match result.map_err(|error| error.delivery()) {
            Ok(_) => Self::Sent,
            Err(Delivery::Unknown) => Self::Unknown,
            Err(Delivery::NotSent) => Self::NotSent,
        }
    }
}

#[test]
fn every_call_ends_and_tells_the_truth_about_its_email() {
    if !in_child() {
        return run_in_child(
            "soak::every_call_ends_and_tells_the_truth_about_its_email",
            &[],
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(soak());
}

async fn soak() {
    let sockets = process::sockets();
    let emails = Emails::default();
    let server = {
        let (emails, connections) = (Arc::clone(&emails), AtomicU32::new(0));
        FaultServer::start(move |connection| {
            let seed = connections.fetch_add(1, Ordering::Relaxed);
            serve(
                connection,
                fastrand::Rng::with_seed(seed.into()),
                Arc::clone(&emails),
            )
        })
        .await
    };
    // Timeouts so short that they meet requests in the act of being written, and one that is long enough for most.
    let clients = [1, 2, 5, 10, 500].map(|millis| {
        let timeout = Duration::from_millis(millis);
        builder(&server)
            .timeout(timeout)
            .retry(at_once())
            .build()
            .unwrap()
    });

    let (ends, memory) = call_all(clients).await;
    // Nothing of a call goes on: with the clients gone, every connection closes.
    drop(server);
    process::until_sockets(sockets).await;

    let emails = emails.lock().unwrap();
    for (customer, end) in &ends {
        let emails = emails.get(customer).copied().unwrap_or_default();
        let truth = match end {
            End::Sent => emails == 1,
            End::Unknown => emails <= 1,
            End::NotSent => emails == 0,
        };
        assert!(
            truth,
            "customer {customer} got {emails} emails, and the call ended as {end:?}"
        );
    }
    let count = |wanted| ends.values().filter(|end| **end == wanted).count();
    let counts = [End::Sent, End::Unknown, End::NotSent].map(count);
    println!(
        "{} calls ended {counts:?}; memory {memory:?} KiB",
        ends.len()
    );
    assert!(
        ends.len() > 1_000 && counts.iter().all(|count| *count > 50),
        "{counts:?}"
    );
    assert!(memory.1 < memory.0 + FLAT, "memory grew: {memory:?} KiB");
}

/// Makes the calls. How each ended, and the memory in use after the first quarter and in the end.
async fn call_all<const N: usize>(clients: [Client; N]) -> (HashMap<u32, End>, (u64, u64)) {
    let next = Arc::new(AtomicU32::new(0));
    let start = Instant::now();
    let early = Arc::new(Mutex::new(None));
    let callers: tokio::task::JoinSet<_> = (0..AT_ONCE)
        .map(|caller| {
            let (next, early) = (Arc::clone(&next), Arc::clone(&early));
            // Most calls have the time that they need.
            let client = clients[if caller % 20 < N { caller % 20 } else { N - 1 }].clone();
            async move {
                let mut ends = Vec::new();
                while start.elapsed() < TIME {
                    let customer = next.fetch_add(1, Ordering::Relaxed);
                    if customer >= CALLS {
                        break;
                    }
                    if customer == CALLS / 4 {
                        *early.lock().unwrap() = Some(process::memory());
                    }
                    let email = format!("{customer}@pelanggan.example");
                    ends.push((customer, End::from(client.create_magic_link(email).await)));
                }
                ends
            }
        })
        .collect();
    let ends = callers.join_all().await.into_iter().flatten().collect();
    let late = process::memory();
    let early = early.lock().unwrap().unwrap_or(late);
    (ends, (early, late))
}
