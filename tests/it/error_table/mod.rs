//! The table in the docs of `Error`, row by row: it is read out of the docs, so that it cannot drift from this test.

mod cases;

use mayar_portal::{Delivery, Error, ErrorKind, RetryPolicy};

use crate::support::{Clock, EMAIL, at_once, resending};

use cases::{ATTEMPT, Case, cases};

/// A row of the table.
#[derive(Debug)]
struct Row {
    what: &'static str,
    kind: &'static str,
    delivery: &'static str,
    again: &'static str,
}

fn rows() -> Vec<Row> {
    let rows: Vec<_> = include_str!("../../../src/error.rs")
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
