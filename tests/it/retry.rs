//! How long the SDK waits between tries, and when it does not.

use std::time::{Duration, SystemTime};

use mayar_portal::{ApiErrorKind, Delivery, ErrorKind, RetryPolicy};
use proptest::{prelude::*, test_runner::TestRunner};

use crate::support::{Clock, EMAIL, FaultServer, Replay, at_once, builder, client, response, sent};

const SECOND: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(50);

/// What the header `Retry-After` is taken to mean.
async fn retry_after(replay: &Replay, headers: &str) -> Option<Duration> {
    let refusal = response(&format!("429 Slow down\n{headers}"), "");
    replay.call(refusal).await.unwrap_err().retry_after()
}

#[tokio::test]
async fn retry_after_is_read_in_both_its_forms() {
    let rows = [
        ("", None),
        ("Retry-After: 0", Some(Duration::ZERO)),
        ("Retry-After:   60  ", Some(60 * SECOND)),
        ("Retry-After: 007", Some(7 * SECOND)),
        (
            "retry-after: 18446744073709551616",
            Some(Duration::from_secs(u64::MAX)),
        ),
        ("Retry-After: -1", None),
        ("Retry-After: +1", None),
        ("Retry-After: 1.5", None),
        ("Retry-After: 1s", None),
        ("Retry-After: soon", None),
        ("Retry-After:", None),
        ("Retry-After: \u{661}", None),
        // A date counts from the server's own, be its clock years off.
        (
            "Date: Tue, 01 Jan 2030 00:00:00 GMT\nRetry-After: Tue, 01 Jan 2030 00:01:30 GMT",
            Some(90 * SECOND),
        ),
        (
            "Date: Tue, 01 Jan 2030 00:00:00 GMT\nRetry-After: Monday, 31-Dec-29 23:59:59 GMT",
            Some(Duration::ZERO),
        ),
        (
            "Date: Sun Nov  6 08:49:37 1994\nRetry-After: Sun Nov  6 08:49:38 1994",
            Some(SECOND),
        ),
        (
            "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT",
            Some(Duration::ZERO),
        ),
        ("Retry-After: Sun, 06 Nov 1994 08:49:37 WIB", None),
        ("Retry-After: Sun, 99 Nov 1994 08:49:37 GMT", None),
    ];
    let replay = Replay::start(RetryPolicy::never()).await;
    for (headers, expected) in rows {
        assert_eq!(retry_after(&replay, headers).await, expected, "{headers}");
    }
}

#[tokio::test]
async fn without_the_servers_date_ours_counts() {
    let date = httpdate::fmt_http_date(SystemTime::now() + 3_600 * SECOND);
    let replay = Replay::start(RetryPolicy::never()).await;
    let wait = retry_after(&replay, &format!("Retry-After: {date}"))
        .await
        .unwrap();
    assert!(
        (3_000 * SECOND..=3_600 * SECOND).contains(&wait),
        "{wait:?}"
    );
}

#[test]
fn any_retry_after_is_seconds_or_a_date_or_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let replay = runtime.block_on(Replay::start(RetryPolicy::never()));
    let values = prop_oneof![
        "[ -~]{0,40}",
        "[0-9]{1,30}",
        "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT"
    ];
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&values, |value| {
            let headers = format!("Date: Sun, 06 Nov 1994 08:49:37 GMT\nRetry-After: {value}");
            let wait = runtime.block_on(retry_after(&replay, &headers));
            let digits = value.trim();
            if !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit()) {
                let seconds = digits.parse().unwrap_or(u64::MAX);
                prop_assert_eq!(wait, Some(Duration::from_secs(seconds)));
            } else if httpdate::parse_http_date(digits).is_err() {
                prop_assert_eq!(wait, None);
            } else {
                prop_assert!(wait.is_some());
            }
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn retry_after_is_obeyed() {
    let date = "Date: Tue, 01 Jan 2030 00:00:00 GMT\nRetry-After: Tue, 01 Jan 2030 00:00:07 GMT";
    for head in [
        "429 Slow down\nRetry-After: 7",
        "503 Busy\nRetry-After: 7",
        &format!("429 Slow down\n{date}"),
    ] {
        let clock = Clock::stop();
        let server = FaultServer::answering([response(head, ""), sent()]).await;
        let client = builder(&server)
            .timeout(600 * SECOND)
            .retry(at_once())
            .build()
            .unwrap();
        let (result, time) = Clock::advance_until(STEP, client.create_magic_link(EMAIL)).await;
        result.unwrap();
        assert!(time >= 7 * SECOND, "{head}: waited {time:?}");
        assert_eq!(server.requests(), 2);
        drop(clock);
        tokio::time::resume();
    }
}

/// The platform lets an IP address make twenty requests a minute.
#[tokio::test]
async fn the_rate_limit_comes_back_at_once_and_says_until_when() {
    let _clock = Clock::stop();
    let limit = response(
        "429 Too Many Requests\nRetry-After: 60",
        r#"{"messages":"Too Many Requests"}"#,
    );
    let server = FaultServer::answering([limit, sent()]).await;
    let error = client(&server).create_magic_link(EMAIL).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api(ApiErrorKind::TooManyRequests));
    assert_eq!(
        (error.retry_after(), error.attempts()),
        (Some(60 * SECOND), 1)
    );
    assert_eq!(
        (error.delivery(), error.is_retryable()),
        (Delivery::NotSent, true)
    );
    // With patience, and time for it, the same call goes through.
    let patient = RetryPolicy::default().max_retry_after(60 * SECOND);
    let limit = response("429 Too Many Requests\nRetry-After: 60", "");
    let server = FaultServer::answering([limit, sent()]).await;
    let client = builder(&server)
        .retry(patient)
        .timeout(600 * SECOND)
        .build()
        .unwrap();
    let (result, time) = Clock::advance_until(STEP, client.create_magic_link(EMAIL)).await;
    result.unwrap();
    assert!(time >= 60 * SECOND, "waited {time:?}");
}

#[tokio::test]
async fn a_wait_that_cannot_end_in_time_is_not_begun() {
    // The clock stands still: a wait would never end.
    let _clock = Clock::stop();
    for (timeout, ceiling) in [(9, 10), (8, 10), (600, 8)] {
        let refusal = response("429 Slow down\nRetry-After: 9", "");
        let server = FaultServer::answering([refusal, sent()]).await;
        let policy = RetryPolicy::default().max_retry_after(ceiling * SECOND);
        let client = builder(&server)
            .timeout(timeout * SECOND)
            .retry(policy)
            .build()
            .unwrap();
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(
            (error.attempts(), error.retry_after()),
            (1, Some(9 * SECOND))
        );
    }
}

#[tokio::test]
async fn tries_are_counted() {
    for max_attempts in [0, 1, 2, 5] {
        let server = FaultServer::answering([response("429 Slow down", "")]).await;
        let policy = at_once().max_attempts(max_attempts);
        let error = builder(&server)
            .retry(policy)
            .build()
            .unwrap()
            .create_magic_link(EMAIL)
            .await
            .unwrap_err();
        assert_eq!(error.attempts(), max_attempts.max(1));
        assert_eq!(server.requests(), max_attempts.max(1) as usize);
    }
}

#[tokio::test]
async fn a_try_has_a_timeout_of_its_own() {
    let _clock = Clock::stop();
    let server = FaultServer::start(|mut connection| async move {
        let request = connection.request().await?;
        if request.number == 0 {
            Clock::advance(2 * SECOND).await;
            return connection.until_closed().await;
        }
        connection.write(sent()).await
    })
    .await;
    let policy = at_once().attempt_timeout(2 * SECOND);
    let build = |policy| builder(&server).retry(policy).build().unwrap();
    build(policy.resend_when_unknown(true))
        .create_magic_link(EMAIL)
        .await
        .unwrap();
    assert_eq!(server.requests(), 2);
}
