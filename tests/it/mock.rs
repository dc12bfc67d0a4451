//! The mock, as any HTTP client sees it.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use mayar_portal::mock::{MockResponse, MockServer};

const PATH: &str = "/hl/v2/customers/portal-login";
const OK_BODY: &str = r#"{"email":"budi.santoso@example.com"}"#;

fn address(mock: &MockServer) -> String {
    let url = mock.base_url();
    url.trim_start_matches("http://")
        .trim_end_matches("/hl/v2")
        .to_owned()
}

/// Sends a request by hand; returns the status and the body.
fn send(
    mock: &MockServer,
    method: &str,
    path: &str,
    authorization: Option<&str>,
    body: &str,
) -> (u16, String) {
    let mut stream = TcpStream::connect(address(mock)).unwrap();
    let authorization =
        authorization.map_or_else(String::new, |value| format!("Authorization: {value}\r\n"));
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: x\r\n{authorization}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), body.to_owned())
}

#[test]
fn it_judges_a_request_as_the_document_does() {
    let mock = MockServer::start().unwrap();
    mock.set_api_key("right").unwrap();
    mock.register("budi.santoso@example.com");
    let right = Some("Bearer right");
    let no_route = "mock: the document has no operation with this method and path";
    let unauthorized = r#"{"statusCode":401,"messages":"Unauthorized"}"#;
    let invalid = r#"{"messages":"Validation Error."}"#;
    let cases = [
        (
            "POST",
            PATH,
            right,
            OK_BODY,
            200,
            r#"{"statusCode":200,"messages":"success","data":{"url":"Sudah kami kirim ke email anda"}}"#,
        ),
        ("GET", PATH, right, "", 404, no_route),
        (
            "POST",
            "/customers/portal-login",
            right,
            OK_BODY,
            404,
            no_route,
        ),
        (
            "POST",
            "/hl/v2/customers/portal-login/",
            right,
            OK_BODY,
            404,
            no_route,
        ),
        ("POST", "/hl/v2", right, OK_BODY, 404, no_route),
        ("POST", PATH, None, OK_BODY, 401, unauthorized),
        (
            "POST",
            PATH,
            Some("Bearer wrong"),
            OK_BODY,
            401,
            unauthorized,
        ),
        ("POST", PATH, Some("right"), OK_BODY, 401, unauthorized),
        ("POST", PATH, Some("Bearer "), OK_BODY, 401, unauthorized),
        ("POST", PATH, right, "", 400, invalid),
        ("POST", PATH, right, "{}", 400, invalid),
        ("POST", PATH, right, r#"{"email":1}"#, 400, invalid),
        ("POST", PATH, right, r#"{"email":"budi"}"#, 400, invalid),
        (
            "POST",
            PATH,
            right,
            r#"{"email":"siti@example.com"}"#,
            404,
            r#"{"messages":"Email tidak terdaftar"}"#,
        ),
    ];
    for (method, path, authorization, body, status, answer) in cases {
        let got = send(&mock, method, path, authorization, body);
        assert_eq!(
            got,
            (status, answer.to_owned()),
            "{method} {path} {authorization:?} {body}"
        );
    }
    assert_eq!(mock.received().len(), cases.len());
}

#[test]
fn until_it_is_told_any_key_is_right_and_every_email_registered() {
    let mock = MockServer::start().unwrap();
    assert_eq!(send(&mock, "POST", PATH, Some("Bearer x"), OK_BODY).0, 200);
    assert_eq!(send(&mock, "POST", PATH, Some("Bearer"), OK_BODY).0, 401);
}

#[test]
fn queued_answers_come_first_and_in_order() {
    let mock = MockServer::start().unwrap();
    mock.enqueue(MockResponse::new(503).body("one"));
    mock.enqueue(MockResponse::new(299).body("two"));
    mock.enqueue(MockResponse::new(200).header("not a header", "x"));
    let answers: Vec<_> = (0..4)
        .map(|_| send(&mock, "GET", "/any", None, ""))
        .collect();
    assert_eq!(answers[0], (503, "one".to_owned()));
    assert_eq!(answers[1], (299, "two".to_owned()));
    assert_eq!(answers[2].0, 500);
    assert!(answers[2].1.starts_with("mock: cannot be sent: "));
    assert_eq!(answers[3].0, 404);
}

#[test]
fn a_delay_is_waited_for() {
    let mock = MockServer::start().unwrap();
    mock.enqueue(MockResponse::new(200).delay(Duration::from_millis(30)));
    let start = Instant::now();
    send(&mock, "GET", "/", None, "");
    assert!(start.elapsed() >= Duration::from_millis(30));
}

#[test]
fn several_live_side_by_side_and_each_stops_when_dropped() {
    let (one, two) = (MockServer::start().unwrap(), MockServer::start().unwrap());
    send(&one, "POST", PATH, Some("Bearer x"), OK_BODY);
    assert_eq!((one.received().len(), two.received().len()), (1, 0));

    let address = address(&one);
    let mut idle = TcpStream::connect(&address).unwrap();
    drop(one);
    assert!(TcpStream::connect(&address).is_err());
    // A connection that was open is closed, by an end or by a reset.
    assert!(matches!(idle.read(&mut [0]), Ok(0) | Err(_)));
    assert_eq!(send(&two, "POST", PATH, Some("Bearer x"), OK_BODY).0, 200);
}

#[test]
fn a_port_of_choice_can_be_taken_once() {
    let mock = MockServer::start().unwrap();
    let taken = MockServer::start_on(address(&mock).parse().unwrap());
    assert_eq!(taken.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
}

#[test]
fn it_shows_neither_keys_nor_emails() {
    let mock = MockServer::start().unwrap();
    mock.set_api_key("secret").unwrap();
    send(&mock, "POST", PATH, Some("Bearer secret"), OK_BODY);
    let shown = format!("{mock:?} {:?}", mock.received());
    assert!(
        !shown.contains("secret") && !shown.contains("budi"),
        "{shown}"
    );
}
