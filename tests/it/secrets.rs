//! The key and the customer's address stay where they were put.

use std::{
    error,
    sync::{Mutex, PoisonError},
};

use mayar_portal::{
    ApiKey, BuildError, Client, EmailAddress, Error, RetryPolicy, Server,
    operations::types::CreateMagicLinkRequest,
};
use proptest::{prelude::*, test_runner::TestRunner};

use crate::support::{
    EMAIL, FaultServer, KEY, Replay, builder, client, in_child, refusing_url, response,
    run_in_child, sent, unresolvable_url,
};

/// Fails if the key or the address is to be seen, whole or in the base64 that a header might have.
#[track_caller]
fn assert_clean(shown: &str) {
    for secret in [KEY, EMAIL, "siti.rahayu"] {
        assert!(
            !shown.contains(secret),
            "{secret} is to be seen in: {shown}"
        );
    }
}

/// Every way to show an error and what caused it.
#[track_caller]
fn assert_error_clean(error: &(dyn error::Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        assert_clean(&format!("{error} {error:?} {error:#?}"));
        next = error.source();
    }
}

#[test]
fn nothing_that_holds_the_key_shows_it() {
    let builder = Client::builder().api_key(KEY).server(Server::Sandbox);
    assert_clean(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().unwrap();
    assert_clean(&format!("{client:?} {client:#?} {:?}", client.operations()));
    assert_eq!(
        format!("{:?}", ApiKey::new(KEY).unwrap()),
        "ApiKey(redacted)"
    );
}

#[test]
fn nothing_that_holds_the_address_shows_it() {
    let email: EmailAddress = EMAIL.parse().unwrap();
    assert_eq!(format!("{email:?}"), "EmailAddress(redacted)");
    assert_clean(&format!("{:?}", CreateMagicLinkRequest { email }));
    for wrong in [
        format!("{EMAIL}@"),
        format!("Siti <{EMAIL}>"),
        format!("{EMAIL}\r\nBcc: x"),
    ] {
        assert_error_clean(&wrong.parse::<EmailAddress>().unwrap_err());
    }
    let json = format!(r#"{{"email":"{EMAIL} {EMAIL}"}}"#);
    assert_error_clean(&serde_json::from_str::<CreateMagicLinkRequest>(&json).unwrap_err());
}

#[test]
fn a_base_url_that_holds_the_key_does_not_show_it() {
    let urls = [
        format!("https://{KEY}@api.mayar.id"),
        format!("https://user:{KEY}@api.mayar.id"),
        format!("https://api.mayar.id?key={KEY}"),
        format!("https://api.mayar.id#{KEY}"),
        format!("http://{KEY}"),
        format!("https://[{KEY}]"),
        format!("https://api.mayar.id:{KEY}"),
        KEY.to_owned(),
    ];
    for url in urls {
        let builder = Client::builder().api_key("key").base_url(url);
        assert_clean(&format!("{builder:?}"));
        assert_error_clean(&builder.build().unwrap_err());
    }
}

#[test]
fn a_key_that_no_header_can_carry_is_refused_unseen() {
    let runner = &mut TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let strange = prop_oneof![
        any::<char>().prop_filter("a visible character", |char| !char.is_ascii_graphic()),
        prop::char::range('\0', ' '),
        Just('\u{7f}'),
    ];
    runner
        .run(
            &("[!-~]{0,9}", strange, "[!-~]{0,9}"),
            |(before, strange, after)| {
                for key in [
                    format!("{KEY}{before}{strange}{after}"),
                    format!("{before}{strange}{after}{KEY}"),
                ] {
                    let error = Client::new(key.as_str()).unwrap_err();
                    prop_assert!(matches!(error, BuildError::InvalidApiKey));
                    assert_error_clean(&error);
                    prop_assert!(matches!(ApiKey::new(key), Err(BuildError::InvalidApiKey)));
                }
                Ok(())
            },
        )
        .unwrap();
    assert!(matches!(Client::new(""), Err(BuildError::MissingApiKey)));
    assert!(matches!(
        Client::builder().build(),
        Err(BuildError::MissingApiKey)
    ));
}

#[tokio::test]
async fn the_key_is_sent_in_the_one_header_and_the_address_in_the_body() {
    let server = FaultServer::answering([sent()]).await;
    client(&server).create_magic_link(EMAIL).await.unwrap();
    let request = server.only_request();
    assert_eq!(
        request.header("authorization"),
        Some(format!("Bearer {KEY}").as_str())
    );
    assert_eq!(request.head.matches(KEY).count(), 1);
    assert!(!request.head.contains(EMAIL));
    assert_eq!(
        request.body,
        format!(r#"{{"email":"{EMAIL}"}}"#).into_bytes()
    );
}

/// A server that says the key and the address back wherever it can.
#[tokio::test]
async fn what_a_server_echoes_is_not_shown() {
    let echo = format!("{KEY} {EMAIL}");
    let bodies = [
        format!(r#"{{"messages":"{echo}","data":{{"url":"{echo}"}}}}"#),
        format!(r#"{{"statusCode":"{echo}"}}"#),
        format!(r#"{{"statusCode":400,"messages":"{echo}"}}"#),
        format!(r#"{{"{EMAIL}":{KEY}}}"#),
        format!("<h1>{echo}</h1>"),
        echo.clone(),
    ];
    let replay = Replay::start(RetryPolicy::never()).await;
    let mut errors = 0;
    for status in [200, 201, 302, 400, 401, 404, 418, 429, 500, 502] {
        for body in &bodies {
            let head = format!(
                "{status} {echo}\nLocation: https://{KEY}.example/{EMAIL}\nSet-Cookie: key={KEY}\nX-Email: {EMAIL}"
            );
            match replay.call(response(&head, body)).await {
                Ok(sent) => assert_clean(&format!("{sent:?} {sent:#?}")),
                Err(error) => {
                    errors += 1;
                    assert_error_clean(&error);
                    // They are there for who asks.
                    assert_eq!(error.headers().unwrap()["x-email"], EMAIL);
                    assert_eq!(error.body(), Some(body.as_bytes()));
                }
            }
        }
    }
    assert!(errors > 50);
}

/// Errors that have no response, and what the HTTP library says of them.
#[tokio::test]
async fn what_the_network_does_is_told_without_secrets() {
    let broken = [
        String::new(),
        format!("{KEY} {EMAIL}\r\n\r\n"),
        format!("HTTP/1.1 {EMAIL} {KEY}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: {KEY}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\n{EMAIL}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{KEY}{EMAIL}\r\n"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{KEY} {EMAIL}"),
    ];
    for answer in broken {
        let server = FaultServer::start(move |mut connection| {
            let answer = answer.clone();
            async move {
                connection.request().await?;
                connection.write(answer).await
            }
        })
        .await;
        assert_error_clean(&client(&server).create_magic_link(EMAIL).await.unwrap_err());
    }
    for url in [unresolvable_url(), refusing_url()] {
        let client = Client::builder()
            .api_key(KEY)
            .base_url(url)
            .build()
            .unwrap();
        assert_error_clean(&client.create_magic_link(EMAIL).await.unwrap_err());
    }
    let client = Client::new(KEY).unwrap();
    for wrong in [format!("{EMAIL}@"), format!("<{EMAIL}>"), EMAIL.repeat(99)] {
        let error: Error = client.create_magic_link(wrong).await.unwrap_err();
        assert_error_clean(&error);
    }
}

static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Log;

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}", record.target(), record.args());
        LOGGED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }

    fn flush(&self) {}
}

/// With everything logged that the SDK and what is below it have to say.
#[test]
fn nothing_is_logged_that_shows_them() {
    if !in_child() {
        return run_in_child("secrets::nothing_is_logged_that_shows_them", &[]);
    }
    log::set_logger(&Log).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let answers = [
            response("429 Slow\nRetry-After: 0", ""),
            sent(),
            response("404 Not Found", EMAIL),
        ];
        let server = FaultServer::answering(answers).await;
        let client = builder(&server).build().unwrap();
        client.create_magic_link(EMAIL).await.unwrap();
        client.create_magic_link(EMAIL).await.unwrap_err();
    });
    let logged = LOGGED.lock().unwrap();
    assert!(
        !logged.is_empty(),
        "nothing was logged, so this shows nothing"
    );
    for line in logged.iter() {
        assert_clean(line);
    }
}
