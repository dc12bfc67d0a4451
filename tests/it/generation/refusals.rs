//! Documents that cannot become code.

use std::fs;

use super::{Copy, DOCUMENT, SCHEME, place};

/// A text of the document, what it is replaced by, a text at the place that is to blame and how far into it, and what is
/// said; nothing where the YAML reader says it.
const CASES: &[(&str, &str, &str, usize, &str)] = &[
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
        "      properties:\n        url:\n          type: banana",
        "MagicLinkResult:\n      type: object",
        0,
        "progenitor cannot generate code: not yet implemented: invalid type: banana",
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
    (
        "        '400':\n",
        "        '204':\n          description: Sent before.\n        '400':\n",
        "'204'",
        0,
        "this success has another schema than the first",
    ),
    (
        "      operationId: createMagicLink\n",
        "      operationId: createMagicLink\n      servers:\n        - url: https://example.com\n",
        "servers:\n        - url: https://example.com",
        0,
        "these servers are for this part of the API alone",
    ),
];

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
    for &(old, new, marked, offset, what) in CASES {
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
