//! What follows from a change of the document.

use super::{Copy, SCHEME};

const RESPONSE_429: &str = "        '429':\n";

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

        // A request without a body has nothing to be withdrawn, and is not sent all the same without a connection.
        let client = Client::builder().api_key("secret").base_url(mock.base_url()).build().unwrap();
        drop(mock);
        let error = client.operations().get_portal("x", None, None).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
        "#,
    );
}

/// What stands in a description is text: code in it is not run as a test.
#[test]
fn code_in_a_description_is_no_test() {
    let description =
        "    description: |\n      Sandbox:\n\n      ```\n      not Rust\n      ```\n";
    let copy = Copy::with(&[(
        "    description: Sandbox, for development and tests; takes sandbox keys only.\n",
        description,
    )]);
    copy.run("assert_eq!(Server::ALL.len(), 2);");
    let tests = copy.cargo(&["test", "--doc", "--quiet"]);
    assert!(
        tests.status.success(),
        "{}",
        String::from_utf8_lossy(&tests.stdout)
    );
}
