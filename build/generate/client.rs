//! progenitor's client, from a copy of the document that is prepared for it.

use std::{
    collections::BTreeSet,
    panic,
    sync::{Mutex, PoisonError},
};

use proc_macro2::{Ident, TokenStream};
use progenitor::{GenerationSettings, Generator, HooksMode, TypeImpl};
use quote::quote;
use serde_json::{Value, json};

use super::{
    Problem, Rule, docs,
    document::{Document, Operation},
    errors, reference,
};
use crate::source::{Member, Node, Span};

pub(crate) struct Client {
    /// What progenitor generated, less the header that the API does not document.
    pub(crate) tokens: TokenStream,
    /// The same, to look things up in.
    pub(crate) file: syn::File,
    /// Every type of the document's, by name.
    pub(crate) types: BTreeSet<String>,
}

impl Client {
    /// progenitor's method of that name.
    pub(crate) fn method(&self, name: &Ident) -> Option<&syn::ImplItemFn> {
        self.file
            .items
            .iter()
            .filter_map(|item| match item {
                syn::Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
                _ => None,
            })
            .flatten()
            .find_map(|item| match item {
                syn::ImplItem::Fn(function) if function.sig.ident == *name => Some(function),
                _ => None,
            })
    }
}

pub(crate) fn generate(document: &Document<'_>) -> Result<Client, Problem> {
    check_responses(document)?;
    let copy = prepared_copy(document);
    let tokens = progenitor(document, &copy).map_err(|problem| blame(document, &copy, problem))?;
    let mut file: syn::File = syn::parse2(tokens).map_err(|error| {
        unexpected(
            document,
            format!("what progenitor generated is not Rust: {error}"),
        )
    })?;
    drop_undocumented_header(document, &mut file)?;
    let types = type_names(&file);
    check_conversion(document, &copy, &file)?;
    Ok(Client {
        tokens: quote! { #file },
        file,
        types,
    })
}

/// progenitor panics where successes differ in type, and the SDK needs one that it can return.
fn check_responses(document: &Document<'_>) -> Result<(), Problem> {
    for operation in &document.operations {
        let responses = operation.node.get("responses").and_then(Node::as_object);
        let mut successes = responses
            .iter()
            .flat_map(|responses| responses.iter())
            .filter(|response| errors::is_success(&response.key))
            .map(|response| Ok((response, success_schema(document, response)?)));
        let Some(first) = successes.next() else {
            return Err(Problem::new(
                Rule::NoSuccess,
                operation.span,
                format!(
                    "`{}` describes no success, so its method would have nothing to return",
                    operation.name
                ),
                "Describe what the server answers when all went well, such as `'200'`.",
            ));
        };
        let (_, schema) = first?;
        for success in successes {
            let (response, other) = success?;
            if schema.map(Node::to_json) != other.map(Node::to_json) {
                return Err(Problem::new(
                    Rule::SuccessesDiffer,
                    &response.key_span,
                    "this success has another schema than the first, and a method returns one type",
                    "Let all successes of an operation refer to the same schema.",
                ));
            }
        }
    }
    Ok(())
}

/// The schema of a success, unless it has no content.
fn success_schema<'a>(
    document: &Document<'a>,
    response: &'a Member,
) -> Result<Option<&'a Node>, Problem> {
    let resolved = reference::resolve(document.source.root(), &response.value)?.node;
    let content = resolved.get("content").and_then(Node::as_object);
    let mut schema = None;
    for media_type in content.iter().flat_map(|content| content.iter()) {
        schema = media_type.value.get("schema");
        if !errors::is_json(&media_type.key) || schema.is_none() {
            return Err(Problem::new(
                Rule::MediaType,
                &media_type.key_span,
                "a success must be JSON with a schema, or have no content: the SDK returns it as a Rust type",
                "Describe it as `application/json` with a `schema`.",
            ));
        }
    }
    Ok(schema)
}

/// The document as progenitor can take it:
///
/// - It keeps the successes alone. progenitor panics where error responses differ in type, and reduces one whose body
///   is not as described to an error without a status; an error that it does not know reaches the wrapper whole.
/// - The schemas of error bodies become components, so that they still become types.
/// - Descriptions become documentation that holds no tests.
fn prepared_copy(document: &Document<'_>) -> Value {
    let mut copy = document.source.root().to_json();
    docs::rustdoc_below(&mut copy);
    for operation in &document.operations {
        for error in &operation.errors {
            if let (Some(name), Some(schema)) = (inline_body_name(operation, error), error.schema) {
                let schemas = entry(entry(&mut copy, "components"), "schemas");
                if let Some(schemas) = schemas.as_object_mut() {
                    schemas.insert(name, schema.to_json());
                }
            }
        }
        let path = copy
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(operation.path));
        let responses = path.and_then(|path| {
            path.get_mut(operation.method)?
                .get_mut("responses")?
                .as_object_mut()
        });
        if let Some(responses) = responses {
            responses.retain(|status, _| errors::is_success(status));
        }
    }
    copy
}

fn entry<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    if value.get(key).is_none_or(|found| !found.is_object()) {
        value[key] = json!({});
    }
    &mut value[key]
}

/// What the type of an error's body is called: its component's name, or one made up where the schema stands inline.
pub(crate) fn body_name(
    operation: &Operation<'_>,
    error: &errors::ErrorResponse<'_>,
) -> Option<String> {
    inline_body_name(operation, error).or_else(|| {
        let reference = error.schema?.get("$ref")?.as_str()?;
        reference.rsplit('/').next().map(str::to_owned)
    })
}

fn inline_body_name(
    operation: &Operation<'_>,
    error: &errors::ErrorResponse<'_>,
) -> Option<String> {
    let inline = error.schema?.get("$ref").is_none();
    inline.then(|| format!("{}_{}_{}_body", operation.name, error.variant, error.status))
}

fn progenitor(document: &Document<'_>, copy: &Value) -> Result<TokenStream, Problem> {
    let spec: openapiv3::OpenAPI = serde_path_to_error::deserialize(copy).map_err(|error| {
        let span = deepest(document.source.root(), error.path());
        Problem::new(
            Rule::Unsupported,
            span,
            format!(
                "this is not what OpenAPI 3.0 has at `{}`: {}",
                error.path(),
                error.inner()
            ),
            "`cargo xtask validate` explains what belongs here.",
        )
    })?;
    let mut settings = GenerationSettings::default();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote! { crate::call::Call });
    for format in EMAIL_FORMATS {
        let schema = serde_json::from_value(email_schema(format));
        let schema = schema.map_err(|error| unexpected(document, error.to_string()))?;
        settings.with_conversion(schema, EMAIL_TYPE, std::iter::empty::<TypeImpl>());
    }
    silent_panics(|| Generator::new(&settings).generate_tokens(&spec))
        .and_then(|generated| generated.map_err(|error| error.to_string()))
        .map_err(|reason| {
            // Further lines show progenitor's own view of the document.
            let reason = reason.lines().next().unwrap_or_default();
            let reason = reason.trim_end_matches([' ', '{', '(', ':']);
            unexpected(
                document,
                format!("progenitor cannot generate code: {reason}"),
            )
        })
}

/// The formats whose strings are email addresses, and the type that they become: one whose `Debug` shows none.
const EMAIL_FORMATS: [&str; 2] = ["email", "idn-email"];
const EMAIL_TYPE: &str = "crate::EmailAddress";

fn email_schema(format: &str) -> Value {
    json!({ "type": "string", "format": format })
}

/// A conversion that matches nothing is silent; an address in a plain `String` would show in `Debug`.
fn check_conversion(
    document: &Document<'_>,
    copy: &Value,
    file: &syn::File,
) -> Result<(), Problem> {
    let has_email = contains(copy, &|value| {
        value.get("type") == Some(&json!("string"))
            && EMAIL_FORMATS
                .iter()
                .any(|format| value.get("format") == Some(&json!(format)))
    });
    let converted = quote! { #file }
        .to_string()
        .contains("crate :: EmailAddress");
    if has_email && !converted {
        return Err(unexpected(
            document,
            format!(
                "email addresses did not become `{EMAIL_TYPE}`: progenitor's conversion no longer matches"
            ),
        ));
    }
    Ok(())
}

fn contains(value: &Value, predicate: &dyn Fn(&Value) -> bool) -> bool {
    predicate(value)
        || match value {
            Value::Array(items) => items.iter().any(|item| contains(item, predicate)),
            Value::Object(members) => members.values().any(|member| contains(member, predicate)),
            _ => false,
        }
}

/// Runs `generate`, which may panic, and returns the panic as words: a backtrace says nothing of the document.
fn silent_panics<T>(generate: impl FnOnce() -> T) -> Result<T, String> {
    // The hook is the whole process's, and tests generate code in several threads.
    static HOOK: Mutex<()> = Mutex::new(());
    let _hook = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(panic::AssertUnwindSafe(generate));
    panic::set_hook(hook);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        text.unwrap_or("it panicked").to_owned()
    })
}

/// Finds the schema or operation that a problem comes from: the first with which code can no longer be generated. The
/// problem keeps its place where none is to blame.
fn blame(document: &Document<'_>, copy: &Value, problem: Problem) -> Problem {
    let root = document.source.root();
    if problem.span != root.span {
        return problem;
    }
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Node::as_object)
        .into_iter()
        .flat_map(|schemas| schemas.iter())
        .map(|schema| {
            (
                ["components", "schemas", &schema.key],
                json!({}),
                &schema.key_span,
            )
        });
    let operations = document.operations.iter().map(|operation| {
        (
            ["paths", operation.path, operation.method],
            Value::Null,
            operation.span,
        )
    });
    let parts: Vec<_> = schemas.chain(operations).collect();
    let works_with_first = |kept: usize| {
        let mut copy = copy.clone();
        for (path, replacement, _) in parts.iter().skip(kept) {
            let node = path
                .iter()
                .try_fold(&mut copy, |node, key| node.get_mut(*key));
            if let Some(node) = node {
                *node = replacement.clone();
            }
        }
        progenitor(document, &copy).is_ok()
    };
    // By halving: each try is a whole generation, and a document may have thousands of parts.
    let counts: Vec<usize> = (0..=parts.len()).collect();
    let working = counts.partition_point(|&kept| works_with_first(kept));
    match working
        .checked_sub(1)
        .and_then(|culprit| parts.get(culprit))
    {
        Some((.., span)) => Problem {
            span: (*span).clone(),
            ..problem
        },
        None => problem,
    }
}

/// progenitor sends a header `api-version` with every request. The API does not document one, so it goes.
fn drop_undocumented_header(document: &Document<'_>, file: &mut syn::File) -> Result<(), Problem> {
    let mut dropped = 0;
    for function in methods_mut(file) {
        function.block.stmts.retain(|statement| {
            let tokens = quote! { #statement }.to_string();
            let sends = tokens.contains("from_static (\"api-version\")");
            dropped += usize::from(sends);
            !sends
        });
    }
    if dropped == document.operations.len() {
        Ok(())
    } else {
        Err(unexpected(
            document,
            format!(
                "progenitor's header `api-version` was found {dropped} times for {} operations, so requests would \
                 carry a header that the API does not document",
                document.operations.len()
            ),
        ))
    }
}

fn methods_mut(file: &mut syn::File) -> impl Iterator<Item = &mut syn::ImplItemFn> {
    file.items
        .iter_mut()
        .filter_map(|item| match item {
            syn::Item::Impl(block) if block.trait_.is_none() => Some(&mut block.items),
            _ => None,
        })
        .flatten()
        .filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function),
            _ => None,
        })
}

fn type_names(file: &syn::File) -> BTreeSet<String> {
    let types = file.items.iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let items = types.iter().flat_map(|(_, items)| items);
    items
        .filter_map(|item| match item {
            syn::Item::Struct(item) => Some(item.ident.to_string()),
            syn::Item::Enum(item) => Some(item.ident.to_string()),
            syn::Item::Type(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect()
}

/// The deepest node on `path` that the document has.
fn deepest<'a>(root: &'a Node, path: &serde_path_to_error::Path) -> &'a Span {
    use serde_path_to_error::Segment;
    let mut node = root;
    for segment in path {
        let next = match segment {
            Segment::Map { key } => node.get(key),
            Segment::Seq { index } => node.as_array().and_then(|items| items.get(*index)),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    &node.span
}

fn unexpected(document: &Document<'_>, message: String) -> Problem {
    Problem::new(
        Rule::Unsupported,
        &document.source.root().span,
        message,
        "Write this part of the document more simply; ARCHITECTURE.md lists what progenitor takes.",
    )
}
