//! The document as the generators read it: servers, and operations with their security and errors.

use proc_macro2::Ident;

use super::{
    Problem, Rule,
    errors::{self, ErrorResponse},
    identifier, reference,
    security::{self, Authorization},
    servers::{self, Server},
};
use crate::source::{Member, Node, Source, Span};

/// The methods that a path item can have, in the order in which progenitor takes them.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

pub(crate) struct Document<'a> {
    pub(crate) source: &'a Source,
    pub(crate) servers: Vec<Server<'a>>,
    pub(crate) operations: Vec<Operation<'a>>,
}

pub(crate) struct Operation<'a> {
    pub(crate) path: &'a str,
    /// The HTTP method in lower case, as the document has it.
    pub(crate) method: &'static str,
    /// The `operationId` as the name of a Rust method.
    pub(crate) name: Ident,
    pub(crate) node: &'a Node,
    /// The `operationId`, for messages to point at.
    pub(crate) span: &'a Span,
    /// How the key is put on a request; `None` where the operation asks for no key.
    pub(crate) authorization: Option<Authorization>,
    pub(crate) errors: Vec<ErrorResponse<'a>>,
}

impl<'a> Document<'a> {
    /// Reads all that code is generated from, and reports all that is in the way, not the first alone.
    pub(crate) fn read(source: &'a Source) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        problems.extend(version(source.root()));
        problems.extend(reference::endless_schemas(source.root()));
        let servers = servers::read(source.root(), &mut problems);
        let operations = operations(source.root(), &mut problems);
        if problems.is_empty() {
            Ok(Self {
                source,
                servers,
                operations,
            })
        } else {
            Err(problems)
        }
    }

    /// A part of the document that code cannot be generated from; which one is not known.
    pub(crate) fn unsupported(&self, message: String) -> Problem {
        Problem::new(
            Rule::Unsupported,
            &self.source.root().span,
            message,
            "Write this part of the document more simply; ARCHITECTURE.md lists what progenitor takes.",
        )
    }
}

fn version(root: &Node) -> Option<Problem> {
    let (span, found) = match root.get("openapi") {
        Some(node) => (&node.span, node.as_str().unwrap_or("something else")),
        None => (&root.span, "nothing"),
    };
    (!found.starts_with("3.0.")).then(|| {
        Problem::new(
            Rule::OpenapiVersion,
            span,
            format!("`openapi` must be 3.0.x, the only version that code is generated from, and is {found}"),
            "Write the document in OpenAPI 3.0, for instance `openapi: 3.0.4`.",
        )
    })
}

fn operations<'a>(root: &'a Node, problems: &mut Vec<Problem>) -> Vec<Operation<'a>> {
    let before = problems.len();
    let paths = root.get("paths");
    let items = paths.and_then(Node::as_object);
    let mut operations: Vec<Operation<'a>> = Vec::new();
    let items = items.iter().flat_map(|items| items.iter());
    for path in items.filter(|path| !path.key.starts_with("x-")) {
        if path.value.get("$ref").is_some() {
            problems.push(Problem::new(
                Rule::PathItemRef,
                &path.key_span,
                format!(
                    "`{}` is a `$ref`, which progenitor does not follow for a path",
                    path.key
                ),
                "Write the path's operations here.",
            ));
            continue;
        }
        problems.extend(own_servers(&path.value));
        for method in METHODS {
            let member = path
                .value
                .as_object()
                .and_then(|item| item.iter().find(|member| member.key == method));
            let Some(member) = member else {
                continue;
            };
            problems.extend(own_servers(&member.value));
            match operation(root, &path.key, method, member) {
                Ok(operation) => {
                    if operations.iter().any(|other| other.name == operation.name) {
                        problems.push(Problem::new(
                            Rule::OperationIdUnique,
                            operation.span,
                            format!("another operation is called `{}` too, and both would be the same method", operation.name),
                            "Give each operation an `operationId` of its own.",
                        ));
                    }
                    operations.push(operation);
                }
                Err(found) => problems.extend(found),
            }
        }
    }
    if operations.is_empty() && problems.len() == before {
        problems.push(Problem::new(
            Rule::NoOperation,
            &paths.unwrap_or(root).span,
            "there is no operation, so there is nothing to generate",
            "Describe an operation under `paths`.",
        ));
    }
    operations
}

/// Requests go where the client is pointed, so a path or operation cannot have servers of its own.
fn own_servers(node: &Node) -> Option<Problem> {
    let servers = node
        .as_object()?
        .iter()
        .find(|member| member.key == "servers")?;
    Some(Problem::new(
        Rule::OwnServers,
        &servers.key_span,
        "these servers are for this part of the API alone, and the SDK sends all requests to one server",
        "List servers at the top of the document only.",
    ))
}

fn operation<'a>(
    root: &'a Node,
    path: &'a str,
    method: &'static str,
    member: &'a Member,
) -> Result<Operation<'a>, Vec<Problem>> {
    const RULE: Rule = Rule::OperationId;
    let node = &member.value;
    let Some(id) = node.get("operationId") else {
        return Err(vec![Problem::new(
            RULE,
            &member.key_span,
            format!(
                "`{} {path}` has no `operationId`, and its method needs a name",
                method.to_uppercase()
            ),
            "Add one, such as `operationId: createMagicLink`.",
        )]);
    };
    let name = identifier::snake(RULE, id.as_str().unwrap_or_default(), &id.span);
    let authorization = security::read(root, node);
    let errors = errors::read(root, node);
    match (name, authorization, errors) {
        (Ok(name), Ok(authorization), Ok(errors)) => Ok(Operation {
            path,
            method,
            name,
            node,
            span: &id.span,
            authorization,
            errors,
        }),
        (name, authorization, errors) => Err([name.err(), authorization.err()]
            .into_iter()
            .flatten()
            .chain(errors.err().into_iter().flatten())
            .collect()),
    }
}
