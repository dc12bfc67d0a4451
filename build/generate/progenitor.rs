//! Running progenitor, and finding what in the document it fails with.

use std::{
    panic,
    sync::{Mutex, PoisonError},
};

use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, TypeImpl};
use quote::quote;
use serde_json::{Value, json};

use super::{Problem, Rule, document::Document};
use crate::source::{Node, Span};

/// The formats whose strings are email addresses, and the type that they become: one whose `Debug` shows none.
pub(crate) const EMAIL_FORMATS: [&str; 2] = ["email", "idn-email"];
pub(crate) const EMAIL_TYPE: &str = "crate::EmailAddress";

/// What progenitor generates from `copy`, or what in the document it cannot take.
pub(crate) fn run(document: &Document<'_>, copy: &Value) -> Result<TokenStream, Problem> {
    generate(document, copy).map_err(|problem| blame(document, copy, problem))
}

fn generate(document: &Document<'_>, copy: &Value) -> Result<TokenStream, Problem> {
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
        let schema = serde_json::from_value(json!({ "type": "string", "format": format }));
        let schema = schema.map_err(|error| document.unsupported(error.to_string()))?;
        settings.with_conversion(schema, EMAIL_TYPE, std::iter::empty::<TypeImpl>());
    }
    silent_panics(|| Generator::new(&settings).generate_tokens(&spec))
        .and_then(|generated| generated.map_err(|error| error.to_string()))
        .map_err(|reason| {
            // Further lines show progenitor's own view of the document.
            let reason = reason.lines().next().unwrap_or_default();
            let reason = reason.trim_end_matches([' ', '{', '(', ':']);
            document.unsupported(format!("progenitor cannot generate code: {reason}"))
        })
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
        generate(document, &copy).is_ok()
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
