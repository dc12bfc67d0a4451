//! Each operation becomes a method of `Operations`, and a description of itself that the wrapper works from.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{FnArg, GenericArgument, Pat, PathArguments, ReturnType, Type};

use super::{
    Problem, Rule,
    client::Client,
    copy,
    document::{Document, Operation},
    errors::ErrorResponse,
    security::Authorization,
};

pub(crate) fn generate(document: &Document<'_>, client: &Client) -> Result<TokenStream, Problem> {
    let methods = document
        .operations
        .iter()
        .map(|operation| method(operation, client))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        impl crate::operations::Operations<'_> {
            #(#methods)*
        }
    })
}

/// A method with the parameters of progenitor's, which returns the success or the wrapper's error.
fn method(operation: &Operation<'_>, client: &Client) -> Result<TokenStream, Problem> {
    let name = &operation.name;
    let generated = client.method(name).ok_or_else(|| unexpected(operation))?;
    let success = success_type(&generated.sig.output).ok_or_else(|| unexpected(operation))?;
    let docs = generated
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    let generics = &generated.sig.generics;
    let parameters: Vec<_> = generated.sig.inputs.iter().skip(1).collect();
    let arguments = parameters.iter().filter_map(|parameter| match parameter {
        FnArg::Typed(typed) => match typed.pat.as_ref() {
            Pat::Ident(pattern) => Some(&pattern.ident),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    });
    let description = description(operation, client)?;
    Ok(quote! {
        #(#docs)*
        ///
        /// # Errors
        ///
        /// Everything that [`Error`](crate::Error) describes.
        pub async fn #name #generics (&'a self, #(#parameters),*) -> Result<#success, crate::Error> {
            const OPERATION: &crate::operation::Operation = &#description;
            // No parameter has a name like this.
            let __call = self.client.call(OPERATION);
            let result = __call.#name(#(#arguments),*).await;
            __call.inner.finish(result)
        }
    })
}

/// What the wrapper has to know of an operation, as a value of its `Operation`.
fn description(operation: &Operation<'_>, client: &Client) -> Result<TokenStream, Problem> {
    let authorization = Authorization::tokens(operation.authorization.as_ref());
    let errors = operation
        .errors
        .iter()
        .map(|error| Ok(error.tokens(body_type(operation, error, client)?.as_ref())))
        .collect::<Result<Vec<_>, Problem>>()?;
    Ok(quote! {
        crate::operation::Operation {
            authorization: #authorization,
            errors: &[#(#errors),*],
        }
    })
}

fn body_type(
    operation: &Operation<'_>,
    error: &ErrorResponse<'_>,
    client: &Client,
) -> Result<Option<TokenStream>, Problem> {
    use heck::ToPascalCase;
    let Some(name) = copy::body_name(operation, error) else {
        return Ok(None);
    };
    let name = name.to_pascal_case();
    if !client.types.contains(&name) {
        return Err(Problem::new(
            Rule::ErrorBody,
            &error.schema.unwrap_or(error.node).span,
            format!(
                "the body of this error did not become a type `{name}`, so a response could not be told to be it"
            ),
            "Name the schema in PascalCase under `components.schemas` and refer to it.",
        ));
    }
    let name = format_ident!("{name}");
    Ok(Some(quote! { types::#name }))
}

/// `T` of `Result<ResponseValue<T>, Error<E>>`.
fn success_type(output: &ReturnType) -> Option<&Type> {
    let ReturnType::Type(_, output) = output else {
        return None;
    };
    first_argument(first_argument(output)?)
}

fn first_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn unexpected(operation: &Operation<'_>) -> Problem {
    Problem::new(
        Rule::Unsupported,
        operation.span,
        format!(
            "progenitor generated no method `{}` of the shape that the SDK builds on",
            operation.name
        ),
        "Give the operation another `operationId`, in camelCase.",
    )
}
