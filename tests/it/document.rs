//! Every example of the document, through the client.

use std::fs;

use mayar_portal::{Error, ErrorKind, MagicLinkSent, mock::MockResponse};
use serde_json::{Value, json};

use crate::contract::{EMAIL, mock_and_client};

/// The document, read without any of the project's own code.
fn document() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/mayar-portal.yaml");
    yaml_serde::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn component<'a>(document: &'a Value, node: &'a Value) -> (&'a str, &'a Value) {
    let reference = node["$ref"].as_str().unwrap();
    let name = reference.rsplit('/').next().unwrap();
    (
        name,
        document.pointer(reference.trim_start_matches('#')).unwrap(),
    )
}

/// The value of every example of a response or a request body.
fn examples(content: &Value) -> impl Iterator<Item = &Value> {
    let media_types = content["content"].as_object().unwrap().values();
    media_types.flat_map(|media_type| {
        media_type["examples"]
            .as_object()
            .unwrap()
            .values()
            .map(|example| &example["value"])
    })
}

async fn answered(status: &str, example: &Value) -> Result<MagicLinkSent, Error> {
    let (mock, client) = mock_and_client();
    mock.enqueue(MockResponse::new(status.parse().unwrap()).body(example.to_string()));
    client.create_magic_link(EMAIL).await
}

#[tokio::test]
async fn every_example_of_a_response_is_what_its_response_is_called() {
    let document = document();
    let operation = &document["paths"]["/customers/portal-login"]["post"];
    let mut seen = Vec::new();
    for (status, response) in operation["responses"].as_object().unwrap() {
        let (name, response) = component(&document, response);
        for example in examples(response) {
            seen.push(name);
            match answered(status, example).await {
                Ok(sent) => {
                    assert_eq!(name, "MagicLinkSent");
                    assert_eq!(sent.notice(), example["data"]["url"].as_str());
                    assert_eq!(sent.message(), example["messages"].as_str());
                    assert_eq!(
                        sent.status_code().map(i64::from),
                        example["statusCode"].as_i64()
                    );
                }
                Err(error) => {
                    let ErrorKind::Api(kind) = error.kind() else {
                        panic!("{name}: {error:?}");
                    };
                    assert_eq!(format!("{kind:?}"), name);
                    assert_eq!(error.message().as_deref(), example["messages"].as_str());
                    assert_eq!(error.status().unwrap().as_str(), status);
                }
            }
        }
    }
    assert_eq!(
        seen,
        [
            "MagicLinkSent",
            "ValidationError",
            "Unauthorized",
            "EmailNotRegistered",
            "TooManyRequests",
            "InternalServerError"
        ]
    );
}

#[tokio::test]
async fn every_example_of_a_request_is_what_the_client_sends() {
    let document = document();
    let operation = &document["paths"]["/customers/portal-login"]["post"];
    let (_, body) = component(&document, &operation["requestBody"]);
    for example in examples(body) {
        let (mock, client) = mock_and_client();
        client
            .create_magic_link(example["email"].as_str().unwrap())
            .await
            .unwrap();
        let sent: Value = serde_json::from_slice(mock.received()[0].body()).unwrap();
        assert_eq!(&sent, example);
    }
}

/// The vendor's page is the authority: its own examples stand in the document to the letter.
#[test]
fn the_vendors_examples_are_the_documents() {
    let document = document();
    let components = &document["components"];
    let first = |content: &Value| examples(content).next().unwrap().clone();
    assert_eq!(
        first(&components["requestBodies"]["CreateMagicLink"]),
        json!({ "email": "budi.santoso@example.com" })
    );
    assert_eq!(
        first(&components["responses"]["MagicLinkSent"]),
        json!({
            "statusCode": 200,
            "messages": "success",
            "data": { "url": "Sudah kami kirim ke email anda" }
        })
    );
    assert_eq!(
        first(&components["responses"]["ValidationError"])["messages"],
        "Validation Error."
    );
    assert_eq!(
        first(&components["responses"]["EmailNotRegistered"])["messages"],
        "Email tidak terdaftar"
    );
}

#[test]
fn the_documents_version_is_the_crates() {
    assert_eq!(document()["info"]["version"], env!("CARGO_PKG_VERSION"));
}
