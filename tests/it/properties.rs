//! Any status, any headers, any bytes: what comes of them is what a second reading of the docs says.

use mayar_portal::{ApiErrorKind, Delivery, Error, ErrorKind, MagicLinkSent, RetryPolicy};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::support::{EMAIL, KEY, Replay};

const MAX_BODY: usize = 256 * 1024;

/// What a call must come to.
#[derive(Debug, PartialEq)]
enum Expected {
    Sent {
        status_code: Option<i64>,
    },
    Error {
        status: u16,
        kind: ErrorKind,
        delivery: Delivery,
    },
}

/// What a complete response must come to, read from the docs and not from the code.
fn expected(status: u16, body: &[u8]) -> Expected {
    let json: Option<Value> = serde_json::from_slice(&body[..body.len().min(MAX_BODY)]).ok();
    let fields = json.as_ref().and_then(Value::as_object);
    let field = |name| {
        fields
            .and_then(|fields| fields.get(name))
            .filter(|value| !value.is_null())
    };
    let code =
        field("statusCode").map(|code| code.as_i64().filter(|code| i32::try_from(*code).is_ok()));
    let is_text = |value: Option<&Value>| value.is_none_or(Value::is_string);
    let is_envelope = fields.is_some() && code != Some(None) && is_text(field("messages"));
    let code = code.flatten();
    let claimed = code.filter(|code| is_envelope && *code >= 400);
    if (200..300).contains(&status) {
        if let Some(claimed @ 400..=999) = claimed {
            return error(u16::try_from(claimed).unwrap(), is_envelope, json.as_ref());
        }
        let data = field("data");
        let is_result = data.is_none_or(|data| {
            data.is_object() && is_text(data.get("url").filter(|url| !url.is_null()))
        });
        if status == 200 && is_envelope && is_result && claimed.is_none() && body.len() <= MAX_BODY
        {
            return Expected::Sent { status_code: code };
        }
        let kind = if status == 200 {
            ErrorKind::InvalidResponse
        } else {
            ErrorKind::UnexpectedResponse
        };
        return Expected::Error {
            status,
            kind,
            delivery: Delivery::Unknown,
        };
    }
    error(status, is_envelope, json.as_ref())
}

/// What an error response must come to.
fn error(status: u16, is_envelope: bool, json: Option<&Value>) -> Expected {
    let api = |kind, delivery| (ErrorKind::Api(kind), delivery);
    let nobody = json.is_some_and(|json| json["messages"] == "Email tidak terdaftar");
    let (kind, delivery) = match status {
        400 if is_envelope => api(ApiErrorKind::ValidationError, Delivery::NotSent),
        400 => (ErrorKind::InvalidResponse, Delivery::Unknown),
        401 => api(ApiErrorKind::Unauthorized, Delivery::NotSent),
        404 if is_envelope && nobody => api(ApiErrorKind::EmailNotRegistered, Delivery::NotSent),
        429 => api(ApiErrorKind::TooManyRequests, Delivery::NotSent),
        500 => api(ApiErrorKind::InternalServerError, Delivery::Unknown),
        _ => (ErrorKind::UnexpectedResponse, Delivery::Unknown),
    };
    Expected::Error {
        status,
        kind,
        delivery,
    }
}

fn actual(result: &Result<MagicLinkSent, Error>) -> Expected {
    match result {
        Ok(sent) => Expected::Sent {
            status_code: sent.status_code().map(i64::from),
        },
        Err(error) => Expected::Error {
            status: error.status().map_or(0, |status| status.as_u16()),
            kind: error.kind(),
            delivery: error.delivery(),
        },
    }
}

/// The statuses that mean something more often than the others.
fn statuses() -> impl Strategy<Value = u16> {
    let known = [
        200, 201, 204, 299, 302, 307, 400, 401, 403, 404, 429, 500, 502, 503, 504,
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()), 1 => 200_u16..=999]
}

/// Any JSON value, and near misses of the documented ones. (That serde takes an array for an object where its elements
/// fit the fields in number and type is left out.)
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (100_i64..1_100).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(json!("Email tidak terdaftar")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let name = prop_oneof![
            Just("statusCode".to_owned()), Just("messages".to_owned()), Just("data".to_owned()),
            Just("url".to_owned()), ".{0,4}",
        ];
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..1).prop_map(Value::from),
            9 => prop::collection::hash_map(name, inner, 0..5).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let documented = json!({"statusCode": 200, "messages": "success", "data": {"url": "terkirim"}});
    let envelope = (prop::option::of(100_i64..1_100), values(), values()).prop_map(
        |(code, messages, data)| json!({"statusCode": code, "messages": messages, "data": data}),
    );
    let json = prop_oneof![values(), envelope, Just(documented)]
        .prop_map(|value| value.to_string().into_bytes());
    let cut = (json.clone(), any::<prop::sample::Index>()).prop_map(|(mut body, end)| {
        body.truncate(end.index(body.len() + 1));
        body
    });
    prop_oneof![
        8 => json,
        2 => cut,
        2 => prop::collection::vec(any::<u8>(), 0..200),
        1 => (0_usize..300_000).prop_map(|length| vec![b' '; length]),
    ]
}

/// Header lines that are HTTP, whatever they say.
fn headers() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[ -~]{0,30}",
        "[0-9]{1,25}",
        Just(KEY.to_owned()),
        Just(EMAIL.to_owned())
    ];
    let name = prop_oneof![
        "X-[A-Za-z0-9]{1,8}",
        Just("Retry-After".to_owned()),
        Just("Date".to_owned()),
        Just("Content-Type".to_owned()),
        Just("Location".to_owned()),
        Just("Content-Encoding".to_owned()),
        Just("Set-Cookie".to_owned())
    ];
    let line = (name, value).prop_map(|(name, value)| {
        format!(
            "{name}: {value}
"
        )
    });
    prop::collection::vec(line, 0..9).prop_map(|lines| lines.concat())
}

fn check<S: Strategy>(
    cases: u32,
    strategy: &S,
    test: impl Fn(&Replay, &tokio::runtime::Runtime, S::Value),
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let replay = runtime.block_on(Replay::start(RetryPolicy::never()));
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(strategy, |value| {
            test(&replay, &runtime, value);
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_response_comes_to_what_the_docs_say() {
    check(
        2_000,
        &(statuses(), headers(), bodies()),
        |replay, runtime, (status, headers, body)| {
            // These have no body on the wire.
            let body = if matches!(status, 204 | 304) {
                Vec::new()
            } else {
                body
            };
            let head = format!(
                "HTTP/1.1 {status} Some\r\n{headers}Content-Length: {}\r\n\r\n",
                body.len()
            );
            let result = runtime.block_on(replay.call([head.as_bytes(), &body].concat()));
            assert_eq!(
                actual(&result),
                expected(status, &body),
                "{status} {}",
                String::from_utf8_lossy(&body[..body.len().min(200)])
            );
            if let Err(error) = result {
                assert_eq!(error.body(), Some(&body[..body.len().min(MAX_BODY)]));
                assert!(!format!("{error} {error:?}").contains(EMAIL));
            }
        },
    );
}

/// Bytes in the place of a response, with a taste for HTTP.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let tokens = [
        "HTTP/1.1 ",
        "HTTP/1.0 ",
        "200 OK",
        "404 Not Found",
        "100 Continue",
        "101 Switching Protocols",
        "\r\n",
        "\n",
        "\r\n\r\n",
        "Content-Length: ",
        "Transfer-Encoding: chunked",
        "Connection: upgrade",
        "0",
        "2",
        "7fffffffffffffff",
        ":",
        ";",
        "{}",
        "{\"statusCode\":",
        "Retry-After: 1",
    ];
    let token = prop::sample::select(tokens.to_vec()).prop_map(|token| token.as_bytes().to_vec());
    let piece = prop_oneof![4 => token, 1 => prop::collection::vec(any::<u8>(), 0..9)];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_bytes_at_all_are_a_success_or_an_error() {
    check(2_000, &noise(), |replay, runtime, bytes| {
        let result = runtime.block_on(replay.call(bytes.clone()));
        let shown = String::from_utf8_lossy(&bytes);
        match result {
            Ok(_) => assert!(shown.contains("200 OK") && shown.contains("{}"), "{shown}"),
            Err(error) => {
                // The request was received, and only a documented refusal takes that back.
                let refused = matches!(error.kind(), ErrorKind::Api(_));
                assert!(
                    refused || error.delivery() == Delivery::Unknown,
                    "{shown}: {error:?}"
                );
                assert!(error.body().is_none_or(|body| body.len() <= MAX_BODY));
            }
        }
    });
}
