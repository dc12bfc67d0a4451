//! A maintainer edits the document and nothing else. Each test builds a copy of the crate with a changed document, and
//! a program that uses what should have followed from the change.
//!
//! The copies share a target folder, so that what the crate depends on is built once.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The copy of the crate: one folder for all tests, which take turns, so that `build.rs` is compiled once.
struct Copy {
    root: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::new(());

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");
const DOCUMENT: &str = "openapi/mayar-portal.yaml";

impl Copy {
    fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generation");
        let copy = Self { root, _turn: turn };
        for file in ["Cargo.lock", "README.md", "build.rs"] {
            copy.write(file, &read(file));
        }
        let manifest = read("Cargo.toml").replace("members = [\"xtask\"]", "members = []");
        copy.write("Cargo.toml", &manifest);
        for folder in ["build", "src"] {
            copy.copy_folder(Path::new(folder));
        }
        for example in ["send", "mock_server", "login"] {
            copy.write(&format!("examples/{example}.rs"), "fn main() {}\n");
        }
        copy.write("examples/probe.rs", "fn main() {}\n");
        copy.write(DOCUMENT, &read(DOCUMENT));
        copy
    }

    /// A copy whose document has each of the first texts replaced by the second.
    fn with(changes: &[(&str, &str)]) -> Self {
        let copy = Self::new();
        copy.write(DOCUMENT, &changed(changes));
        copy
    }

    fn copy_folder(&self, folder: &Path) {
        for entry in fs::read_dir(Path::new(PROJECT).join(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                self.copy_folder(&path);
            } else {
                self.write(
                    path.to_str().unwrap(),
                    &fs::read_to_string(entry.path()).unwrap(),
                );
            }
        }
    }

    /// Writes a file, unless it is that already: cargo goes by the time of the last change.
    fn write(&self, path: &str, content: &str) {
        let path = self.root.join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == content) {
            return;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        // Not the tests' own target folder: cargo takes two packages at the same place in their workspaces for one.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generation-target");
        Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--all-features", "--example", "probe"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target)
            .env("MAYAR_ENV", "staging")
            .env("MAYAR_API_KEY", "secret")
            .env_remove("MAYAR_API_URL")
            .output()
            .unwrap()
    }

    /// Builds the crate and a program with this `async fn main`, and runs it.
    fn run(&self, main: &str) {
        let program = format!(
            "use mayar_portal::{{ApiErrorKind, Client, Delivery, ErrorKind, Server, mock::{{MockResponse, MockServer}}}};\n\
             const EMAIL: &str = \"budi.santoso@example.com\";\n\
             #[tokio::main(flavor = \"current_thread\")]\n\
             #[allow(unused)]\n\
             async fn main() {{\n\
                 let mock = MockServer::start().unwrap();\n\
                 mock.set_api_key(\"secret\").unwrap();\n\
                 let client = Client::builder().api_key(\"secret\").base_url(mock.base_url()).build().unwrap();\n\
                 {main}\n\
             }}\n"
        );
        self.write("examples/probe.rs", &program);
        let output = self.cargo(&["run", "--quiet"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Builds the crate, which must fail; returns what the build script had to say.
    fn refusal(&self) -> String {
        let output = self.cargo(&["build", "--quiet"]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{stderr}");
        assert!(
            !stderr.contains("panicked") && !stderr.contains("RUST_BACKTRACE"),
            "{stderr}"
        );
        let prefix = "error: mayar-portal@0.1.0: ";
        let lines = stderr.lines().filter_map(|line| line.strip_prefix(prefix));
        lines.collect::<Vec<_>>().join("\n")
    }
}

const RESPONSE_429: &str = "        '429':\n";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(PROJECT).join(path)).unwrap()
}

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(read(DOCUMENT), |document, (old, new)| {
        assert!(document.contains(old), "the document no longer has: {old}");
        document.replacen(old, new, 1)
    })
}

/// `line:column` of the first place in the changed document where `text` stands, `offset` characters into it.
fn place(changes: &[(&str, &str)], text: &str, offset: usize) -> String {
    let document = changed(changes);
    let at = document.find(text).unwrap() + offset;
    let before = &document[..at];
    let line = before.matches('\n').count() + 1;
    let column = before
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .count()
        + 1;
    format!("{DOCUMENT}:{line}:{column}: ")
}

#[test]
fn a_third_server_is_there_by_name() {
    let servers = "\nsecurity:\n  - apiKey: []\n";
    let staging = "  - url: https://staging.mayar.id/hl/v2\n    x-name: staging\n";
    Copy::with(&[(servers, &format!("{staging}{servers}"))]).run(
        r#"
        assert_eq!(Server::ALL, [Server::Production, Server::Sandbox, Server::Staging]);
        assert_eq!("staging".parse::<Server>().unwrap(), Server::Staging);
        assert_eq!(Server::Staging.url(), "https://staging.mayar.id/hl/v2");
        let from_env = format!("{:?}", Client::from_env().unwrap());
        assert!(from_env.contains("https://staging.mayar.id/hl/v2"), "{from_env}");
        "#,
    );
}

#[test]
fn a_server_and_base_path_that_move_take_the_requests_along() {
    Copy::with(&[
        ("https://api.mayar.id/hl/v2", "https://api.mayar.id/hl/v3"),
        (
            "https://api.mayar.club/hl/v2",
            "https://sandbox.mayar.id/hl/v3/",
        ),
    ])
    .run(
        r#"
        assert_eq!(Server::default().url(), "https://api.mayar.id/hl/v3");
        assert_eq!(Server::Sandbox.url(), "https://sandbox.mayar.id/hl/v3");
        client.create_magic_link(EMAIL).await.unwrap();
        assert_eq!(mock.received()[0].path(), "/hl/v3/customers/portal-login");
        "#,
    );
}

#[test]
fn an_added_error_response_is_a_variant_that_is_mapped() {
    let conflict = "        '409':
          description: A link was sent a moment ago.
          content:
            application/json:
              schema:
                type: object
                required: [reason]
                properties:
                  reason:
                    type: string
";
    Copy::with(&[(RESPONSE_429, &format!("{conflict}{RESPONSE_429}"))]).run(
        r#"
        mock.enqueue(MockResponse::new(409).body("{\"reason\":\"too soon\"}"));
        mock.enqueue(MockResponse::new(409).body("{}"));
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api(ApiErrorKind::Conflict));
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert_eq!(error.to_string(), "A link was sent a moment ago (HTTP 409); no email was sent");
        let error = client.create_magic_link(EMAIL).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidResponse);
        "#,
    );
}

#[test]
fn a_range_and_a_default_are_error_responses_too() {
    let responses = "        4XX:
          description: Refused.
        default:
          description: Something else.
";
    Copy::with(&[(RESPONSE_429, &format!("{responses}{RESPONSE_429}"))]).run(
        r#"
        for (status, kind) in [
            (404, ApiErrorKind::ClientError),
            (418, ApiErrorKind::ClientError),
            (429, ApiErrorKind::TooManyRequests),
            (500, ApiErrorKind::InternalServerError),
            (501, ApiErrorKind::OtherError),
        ] {
            mock.enqueue(MockResponse::new(status).header("Retry-After", "99"));
            let error = client.create_magic_link(EMAIL).await.unwrap_err();
            if status == 404 {
                assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
            } else {
                assert_eq!(error.kind(), ErrorKind::Api(kind));
            }
        }
        "#,
    );
}

const SCHEME: &str = "      type: http\n      scheme: bearer\n";

#[test]
fn an_api_key_in_a_header_is_sent_there_and_bearer_no_more() {
    Copy::with(&[(
        SCHEME,
        "      type: apiKey\n      in: header\n      name: X-API-Key\n",
    )])
    .run(
        r#"
        client.create_magic_link(EMAIL).await.unwrap();
        let headers = mock.received()[0].headers().clone();
        assert_eq!(headers["x-api-key"], "secret");
        assert!(!headers.contains_key("authorization"));
        "#,
    );
}

#[test]
fn an_operation_without_a_security_requirement_gets_no_key() {
    let id = "      operationId: createMagicLink\n";
    Copy::with(&[(id, &format!("{id}      security: []\n"))]).run(
        r#"
        client.create_magic_link(EMAIL).await.unwrap();
        assert!(!mock.received()[0].headers().contains_key("authorization"));
        assert!(!format!("{:?}", mock.received()[0].headers()).contains("secret"));
        "#,
    );
}

#[test]
fn a_second_operation_is_generated_authorized_and_classified() {
    let operation = "paths:
  /customers/{id}/portal:
    parameters:
      - name: id
        in: path
        required: true
        schema:
          type: string
    get:
      operationId: getPortal
      summary: Show a customer's portal
      parameters:
        - name: page
          in: query
          schema:
            type: integer
            format: int32
        - name: X-Trace
          in: header
          schema:
            type: string
      responses:
        '200':
          description: The portal.
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties:
                  name:
                    type: string
              example:
                name: Toko Budi
        '410':
          description: The portal is closed.
";
    Copy::with(&[("paths:\n", operation)]).run(
        r#"
        let portal = client.operations().get_portal("a b/c", Some(2), Some("t-1")).await.unwrap();
        assert_eq!(portal.name, "Toko Budi");
        let request = &mock.received()[0];
        assert_eq!((request.method(), request.path()), ("GET", "/hl/v2/customers/a%20b%2Fc/portal"));
        assert_eq!(request.headers()["authorization"], "Bearer secret");
        assert_eq!(request.headers()["x-trace"], "t-1");
        assert!(!request.headers().contains_key("api-version"));

        mock.enqueue(MockResponse::documented(410));
        let error = client.operations().get_portal("x", None, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api(ApiErrorKind::Gone));
        // 401 is described for the other operation alone.
        mock.enqueue(MockResponse::documented(401));
        let error = client.operations().get_portal("x", None, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
        client.create_magic_link(EMAIL).await.unwrap();
        "#,
    );
}

#[test]
fn a_scheme_that_the_sdk_cannot_carry_out_stops_the_build() {
    let cases = [
        (
            "      type: http\n      scheme: basic\n",
            "basic\n",
            "is HTTP authentication `basic`",
        ),
        (
            "      type: apiKey\n      in: cookie\n      name: k\n",
            "cookie\n",
            "puts a key in the cookie",
        ),
        (
            "      type: apiKey\n      in: query\n      name: k\n",
            "query\n",
            "puts a key in the query",
        ),
        (
            "      type: oauth2\n      flows:\n        implicit:\n          authorizationUrl: https://example.com\n          scopes: {}\n",
            "oauth2\n",
            "is of type `oauth2`",
        ),
        (
            "      type: openIdConnect\n      openIdConnectUrl: https://example.com\n",
            "openIdConnect\n",
            "is of type `openIdConnect`",
        ),
    ];
    for (scheme, marked, what) in cases {
        let changes = [(SCHEME, scheme)];
        let refusal = Copy::with(&changes).refusal();
        let expected = format!(
            "{}the security scheme `apiKey` {what}, which the SDK cannot carry out [generation-security]\n  Use ",
            place(&changes, marked, 0)
        );
        assert!(
            refusal.starts_with(&expected),
            "expected {expected}\nfound    {refusal}"
        );
    }
}

#[test]
fn a_document_that_cannot_become_code_stops_the_build_at_the_place() {
    let cases: [(&str, &str, &str, usize, &str); 18] = [
        (
            "openapi: 3.0.4",
            "openapi: 3.1.0",
            "3.1.0",
            0,
            "`openapi` must be 3.0.x",
        ),
        ("info:", "info: [", "info: [", 6, ""),
        (
            "    x-name: sandbox\n",
            "",
            "  - url: https://api.mayar.club",
            4,
            "this server has no `x-name`",
        ),
        (
            "x-name: sandbox",
            "x-name: production",
            "x-name: production\n    description: Sandbox",
            8,
            "two servers are called `production`",
        ),
        (
            "x-name: sandbox",
            "x-name: 2nd",
            "2nd",
            0,
            "`2nd` cannot be a name in Rust",
        ),
        (
            "https://api.mayar.club/hl/v2",
            "http://api.mayar.club/hl/v2",
            "http://api.mayar.club",
            0,
            "the server's URL is not https",
        ),
        (
            "https://api.mayar.club/hl/v2",
            "https://{region}.mayar.club",
            "https://{region}",
            0,
            "the server's URL has variables",
        ),
        (
            "https://api.mayar.club/hl/v2",
            "/hl/v2",
            "/hl/v2\n    x-name: sandbox",
            0,
            "the server's URL is not an absolute URL",
        ),
        (
            "      operationId: createMagicLink\n",
            "",
            "    post:\n",
            4,
            "`POST /customers/portal-login` has no `operationId`",
        ),
        (
            "operationId: createMagicLink",
            "operationId: impl",
            "impl\n",
            0,
            "`impl` cannot be a name in Rust",
        ),
        (
            "#/components/responses/Unauthorized",
            "#/components/responses/Gone",
            "'#/components/responses/Gone'",
            0,
            "`#/components/responses/Gone` is not in this document",
        ),
        (
            "'#/components/responses/Unauthorized'",
            "other.yaml#/x",
            "other.yaml#/x",
            0,
            "`other.yaml#/x` is outside this document",
        ),
        (
            "  - apiKey: []",
            "  - bearer: []",
            "bearer: []",
            0,
            "the security scheme `bearer` is not defined",
        ),
        (
            "      properties:\n        url:\n          type: string",
            "      properties:\n        url:\n          type: number\n          exclusiveMinimum: true",
            "MagicLinkResult:\n      type: object",
            0,
            "progenitor cannot generate code: not yet implemented: exclusive_minimum set without minimum",
        ),
        (
            "          $ref: '#/components/responses/MagicLinkSent'",
            "          description: Sent.\n          content:\n            text/html: {}",
            "text/html",
            0,
            "a success must be JSON with a schema",
        ),
        (
            "        '200':\n          $ref: '#/components/responses/MagicLinkSent'\n",
            "",
            "createMagicLink",
            0,
            "`create_magic_link` describes no success",
        ),
        (
            "      requestBody:\n",
            "      parameters:\n        - {name: c, in: cookie, schema: {type: string}}\n      requestBody:\n",
            "createMagicLink",
            0,
            "progenitor cannot generate code: unexpected or unhandled format in the OpenAPI document cookie parameters are not supported",
        ),
        ("          '*/*':", "          '*/*': 1", "", 0, ""),
    ];
    for (old, new, marked, offset, what) in cases {
        let changes = [(old, new)];
        let refusal = Copy::with(&changes).refusal();
        if what.is_empty() {
            assert!(
                refusal.starts_with(&format!("{DOCUMENT}:")),
                "{new}: {refusal}"
            );
        } else {
            let expected = format!("{}{what}", place(&changes, marked, offset));
            assert!(
                refusal.starts_with(&expected),
                "expected {expected}\nfound    {refusal}"
            );
        }
        let (_, cure) = refusal.split_once('\n').unwrap();
        assert!(cure.starts_with("  ") && cure.len() > 10, "{refusal}");
    }
}

#[test]
fn a_document_that_is_not_there_stops_the_build() {
    let copy = Copy::new();
    fs::remove_file(copy.root.join(DOCUMENT)).unwrap();
    let refusal = copy.refusal();
    assert!(
        refusal.starts_with(&format!(
            "{DOCUMENT}: cannot be read, and the client is generated from it: "
        )),
        "{refusal}"
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let refusal = Copy::with(&[
        ("x-name: production", "x-name: 1"),
        (SCHEME, "      type: http\n      scheme: basic\n"),
    ])
    .refusal();
    assert!(
        refusal.contains("generation-server-name") && refusal.contains("generation-security"),
        "{refusal}"
    );
}

#[test]
fn cargo_generates_again_when_and_only_when_the_document_changes() {
    let copy = Copy::new();
    let is_fresh = || {
        let output = copy.cargo(&["build", "--verbose"]);
        assert!(output.status.success());
        let stderr = String::from_utf8(output.stderr).unwrap();
        let fresh = stderr
            .lines()
            .any(|line| line.trim_start().starts_with("Fresh mayar-portal"));
        let ran = stderr.contains("build-script-build`");
        assert_ne!(fresh, ran, "{stderr}");
        fresh
    };
    is_fresh();
    assert!(is_fresh(), "nothing changed");
    copy.write("README.md", "changed\n");
    copy.write("openapi/other.yaml", "changed: true\n");
    is_fresh();
    assert!(is_fresh(), "generation reads neither");
    copy.write(DOCUMENT, &(read(DOCUMENT) + "# changed\n"));
    assert!(!is_fresh(), "the document changed");
}

#[test]
fn generation_is_deterministic() {
    let generated = |copy: &Copy| {
        assert!(copy.cargo(&["build", "--quiet"]).status.success());
        let dep_info = copy
            .cargo(&["build", "--quiet", "--message-format=json"])
            .stdout;
        let messages = String::from_utf8(dep_info).unwrap();
        let is_script =
            |line: &&str| line.contains("build-script-executed") && line.contains("mayar-portal@");
        let script = messages.lines().find(is_script);
        let message: serde_json::Value = serde_json::from_str(script.unwrap()).unwrap();
        fs::read_to_string(Path::new(message["out_dir"].as_str().unwrap()).join("generated.rs"))
            .unwrap()
    };
    let copy = Copy::new();
    let first = generated(&copy);
    copy.write(DOCUMENT, &(read(DOCUMENT) + "# to generate once more\n"));
    assert!(first == generated(&copy));
}
