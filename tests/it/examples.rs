//! The examples, run by the README's commands.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use mayar_portal::mock::{MockResponse, MockServer};

fn example(name: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--all-features", "--example", name, "--"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("MAYAR_API_KEY")
        .env_remove("MAYAR_ENV")
        .env_remove("MAYAR_API_URL");
    command
}

/// The exit status and all that was printed.
fn outcome(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn send(email: &str, base_url: &str) -> (i32, String, String) {
    let mut command = example("send");
    command
        .arg(email)
        .env("MAYAR_API_KEY", "right")
        .env("MAYAR_API_URL", base_url);
    outcome(&command.output().unwrap())
}

#[test]
fn send_without_a_key_uses_the_mock_and_says_so() {
    let (status, stdout, stderr) = outcome(
        &example("send")
            .arg("budi.santoso@example.com")
            .output()
            .unwrap(),
    );
    assert_eq!((status, stderr.as_str()), (0, ""));
    let lines: Vec<_> = stdout.lines().collect();
    assert!(
        lines[0].starts_with("MAYAR_API_KEY is not set: using a mock server at http://127.0.0.1:"),
        "{stdout}"
    );
    assert_eq!(
        lines[1..],
        [
            "Sent: the customer has a login link in the mail.",
            "For the customer to read: Sudah kami kirim ke email anda"
        ]
    );
}

#[test]
fn send_tells_each_failure_from_the_others() {
    let mock = MockServer::start().unwrap();
    let url = mock.base_url();
    mock.set_api_key("right").unwrap();
    mock.register("budi.santoso@example.com");

    let sent = send("budi.santoso@example.com", &url);
    assert_eq!(sent.0, 0);
    assert_eq!(
        sent.1,
        "Sent: the customer has a login link in the mail.\nFor the customer to read: Sudah kami kirim ke email anda\n"
    );

    let failure = |status: i32, stderr: &str| (status, String::new(), stderr.to_owned());
    assert_eq!(
        send("siti@example.com", &url),
        failure(
            3,
            "Not sent: the merchant has no customer with this email.\nThe server says: Email tidak terdaftar\n"
        )
    );
    mock.set_api_key("another").unwrap();
    assert_eq!(
        send("budi.santoso@example.com", &url),
        failure(
            4,
            "Not sent: the server does not take the key. Check that it is a Read & Write key, and made for this server.\nThe server says: Unauthorized\n"
        )
    );
    mock.enqueue(MockResponse::documented(429));
    assert_eq!(
        send("budi.santoso@example.com", &url),
        failure(
            5,
            "Not sent: too many requests: the limit is 20 a minute.\nTry again in 60 s.\nThe server says: Too Many Requests\n"
        )
    );
    mock.enqueue(MockResponse::documented(500));
    assert_eq!(
        send("budi.santoso@example.com", &url),
        failure(
            1,
            "Perhaps not sent: Mayar failed to handle the request (HTTP 500); an email may have been sent, and calling again may send a second one.\nThe server says: Internal Server Error\n"
        )
    );
    // Nothing listens on a port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let (status, stdout, stderr) = send("budi.santoso@example.com", &format!("http://{free}"));
    assert_eq!((status, stdout.as_str()), (6, ""));
    assert!(
        stderr.starts_with("Not sent: no connection to the server could be made; check the network, the server's name and its certificate; no email was sent.\nCause: "),
        "{stderr}"
    );
}

#[test]
fn send_names_mistakes_before_anything_is_sent() {
    let (status, _, stderr) = outcome(&example("send").output().unwrap());
    assert_eq!(status, 2);
    assert!(stderr.starts_with("Usage: send EMAIL\n"), "{stderr}");

    assert_eq!(send("budi", "https://example.com").0, 2);
    assert_eq!(
        send("budi@example.com", "http://example.com"),
        (2, String::new(), "Not sent: the base URL is not https, and the API key would cross the network for all to read: use https, or http to a loopback address such as http://127.0.0.1:8080\n".to_owned())
    );
}

/// A server that an example runs, until this is dropped.
struct Running(Child, BufReader<ChildStdout>);

impl Running {
    /// Starts it, and waits for the line that says where it listens.
    fn start(command: &mut Command) -> (Self, String) {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let url = line
            .trim()
            .strip_prefix("Listening on ")
            .unwrap_or_else(|| panic!("{line}"));
        (Self(child, output), url.to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // `cargo run` becomes the example, so this ends the example itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
        let _ = self.1.read_to_end(&mut Vec::new());
    }
}

fn post(url: &str, body: &str) -> String {
    let (address, path) = url.trim_start_matches("http://").split_once('/').unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

#[test]
fn mock_server_serves_any_http_client() {
    let (_server, url) =
        Running::start(example("mock_server").args(["0", "budi.santoso@example.com"]));
    assert_eq!(send("budi.santoso@example.com", &url).0, 0);
    assert_eq!(send("siti@example.com", &url).0, 3);
}

#[test]
fn login_answers_alike_whether_the_email_is_registered_or_not() {
    let mock = MockServer::start().unwrap();
    mock.register("budi.santoso@example.com");
    let mut command = example("login");
    command
        .arg("0")
        .env("MAYAR_API_KEY", "any")
        .env("MAYAR_API_URL", mock.base_url());
    let (_server, url) = Running::start(&mut command);

    let without_date = |response: String| -> String {
        let lines = response.lines().filter(|line| !line.starts_with("date: "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let registered = without_date(post(&url, "email=budi.santoso%40example.com"));
    let stranger = without_date(post(&url, "email=siti%40example.com"));
    assert!(
        registered.starts_with("HTTP/1.1 202 Accepted"),
        "{registered}"
    );
    assert_eq!(registered, stranger);
    assert!(post(&url, "email=budi").starts_with("HTTP/1.1 400 "));
}
