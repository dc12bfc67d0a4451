//! What the SDK's code cannot be generated from, or would be generated wrongly from, without a word.
//!
//! What the generator of build.rs itself refuses stands here; what progenitor panics at, generates code from that does
//! not compile, or passes over, is found by the rules of the files below, at its place.

mod bodies;
mod names;
mod operations;
mod parameters;
mod schemas;

use crate::validate::{
    openapi::{Document, Kind, Operation, Place},
    rule::{Check, Group, Rule, Severity},
};

pub(super) const RULES: &[&[Rule]] = &[
    GENERATOR,
    operations::RULES,
    parameters::RULES,
    bodies::RULES,
    schemas::RULES,
    names::RULES,
];

/// The rules that the generator judges by, and [`generation-unsupported`](Rule::id) for what progenitor says.
const GENERATOR: &[Rule] = &[
    generator(
        "generation-no-server",
        "The document lists a server.",
        "`Server` is made from `servers`, and a client would not know where to send a request.",
        "Add `servers` with `url` and `x-name`.",
    ),
    generator(
        "generation-server-name",
        "Every server has an `x-name` of its own, which can be a name in Rust.",
        "It becomes a variant of `Server`, and a value of `MAYAR_ENV`.",
        "Add one, such as `x-name: sandbox`.",
    ),
    generator(
        "generation-server-url",
        "A server's URL is absolute, https, and has neither variables, credentials, query nor fragment.",
        "The SDK appends paths to it as it is, and sends the API key there.",
        "Write out scheme, host and path.",
    ),
    generator(
        "generation-own-servers",
        "Servers are listed for the whole document alone.",
        "Requests would go to the document's servers all the same.",
        "List the servers at the top of the document.",
    ),
    generator(
        "generation-no-operation",
        "The document has an operation.",
        "A method is made from each; without one there is nothing to generate.",
        "Describe an operation under `paths`.",
    ),
    generator(
        "generation-path-item-ref",
        "A path item is not a `$ref`.",
        "progenitor does not follow it.",
        "Write the path's operations in their place.",
    ),
    generator(
        "generation-operation-id",
        "Every operation has an `operationId` that can be a name in Rust.",
        "It becomes the name of a method.",
        "Write a verb and what it is done to, such as `operationId: createMagicLink`.",
    ),
    generator(
        "generation-security",
        "An operation asks for one key, as a bearer token or in a header.",
        "The SDK has one key and cannot carry out another scheme.",
        "Use `type: http` with `scheme: bearer`, or `type: apiKey` with `in: header`.",
    ),
    generator(
        "generation-status",
        "Responses are for successes (2xx) and errors (4xx, 5xx, `default`).",
        "The SDK follows no redirects and waits for no interim responses.",
        "Describe 2xx, 4xx and 5xx responses, `4XX`, `5XX` or `default`.",
    ),
    generator(
        "generation-no-success",
        "Every operation describes a success.",
        "Its method would have nothing to return.",
        "Describe what the server answers when all went well, such as `'200'`.",
    ),
    generator(
        "generation-successes-differ",
        "The successes of an operation have the same schema.",
        "A method returns one type, and progenitor panics where there would be several.",
        "Let them refer to the same schema.",
    ),
    generator(
        "generation-media-type",
        "A success is JSON with a schema, or has no content.",
        "The SDK returns it as a Rust type.",
        "Describe it as `application/json` with a `schema`.",
    ),
    generator(
        "generation-error-name",
        "An error response has a component's name that can be a name in Rust.",
        "It becomes a variant of `ApiErrorKind`.",
        "Call the component what the error is, in PascalCase, such as `EmailNotRegistered`.",
    ),
    generator(
        "generation-error-body",
        "The schema of an error's body becomes a type.",
        "By that type a response is told to be the error.",
        "Name the schema in PascalCase under `components.schemas`, and refer to it.",
    ),
    generator(
        "generation-schema-loop",
        "No schema is composed of itself by `$ref`, `allOf`, `anyOf` and `oneOf`.",
        "progenitor follows it until the stack overflows, or makes types of it that do not compile.",
        "Let it hold itself in a property or in `items`, or take the `$ref` away.",
    ),
    generator(
        "generation-unsupported",
        "progenitor generates code from the document.",
        "The build stops where it does not.",
        "Write the part that is marked more simply.",
    ),
];

const fn generator(
    id: &'static str,
    summary: &'static str,
    why: &'static str,
    fix: &'static str,
) -> Rule {
    Rule {
        id,
        severity: Severity::Error,
        group: Group::Generation,
        summary,
        why,
        fix,
        check: Check::Generator,
    }
}

/// The operations that become methods.
fn operations<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = Operation<'d, 's>> {
    document
        .operations()
        .filter(|operation| !operation.is_callback())
}

/// The schemas that become types: those of headers and callbacks do not.
fn schemas<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = &'d Place<'s>> {
    document.each(Kind::Schema).filter(|schema| {
        !document
            .ancestors(schema)
            .any(|place| matches!(place.kind, Kind::Header | Kind::Callback))
    })
}

/// The schema of a parameter or a media type, behind any `$ref`.
fn schema_of<'d, 's>(document: &'d Document<'s>, place: &'d Place<'s>) -> Option<&'d Place<'s>> {
    let mut children = document.children(place);
    let schema = children.find(|child| child.kind == Kind::Schema)?;
    document.follow(schema)
}
