//! What is changed in the code that progenitor generated, and what is checked of it.

use std::collections::BTreeSet;

use quote::quote;
use serde_json::{Value, json};
use syn::{Attribute, Fields, Item, ItemEnum, Path, Token, parse_quote, punctuated::Punctuated};

use super::{
    Problem,
    document::Document,
    progenitor::{EMAIL_FORMATS, EMAIL_TYPE},
};

/// Makes the changes; returns the names of the document's types.
pub(crate) fn apply(
    document: &Document<'_>,
    copy: &Value,
    file: &mut syn::File,
) -> Result<BTreeSet<String>, Problem> {
    drop_undocumented_header(document, file)?;
    check_conversion(document, copy, file)?;
    let types = types(file)
        .ok_or_else(|| document.unsupported("progenitor generated no module `types`".to_owned()))?;
    hide_content(types);
    Ok(type_names(types))
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
        Err(document.unsupported(format!(
                "progenitor's header `api-version` was found {dropped} times for {} operations, so requests would \
                 carry a header that the API does not document",
                document.operations.len()
            )))
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
        return Err(document.unsupported(format!(
            "email addresses did not become `{EMAIL_TYPE}`: progenitor's conversion no longer matches"
        )));
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

/// The items of the module of types.
fn types(file: &mut syn::File) -> Option<&mut Vec<Item>> {
    file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => {
            module.content.as_mut().map(|(_, items)| items)
        }
        _ => None,
    })
}

/// Gives every type that holds something a `Debug` that shows only its name: what a server says may name a customer.
fn hide_content(types: &mut Vec<Item>) {
    let mut hidden = Vec::new();
    for item in types.iter_mut() {
        let (name, attributes) = match item {
            Item::Struct(item) => (&item.ident, &mut item.attrs),
            Item::Enum(item) if holds_something(item) => (&item.ident, &mut item.attrs),
            _ => continue,
        };
        if attributes.iter_mut().any(drop_debug) {
            let text = name.to_string();
            hidden.push(parse_quote! {
                impl ::std::fmt::Debug for #name {
                    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.debug_struct(#text).finish_non_exhaustive()
                    }
                }
            });
        }
    }
    types.extend(hidden);
}

fn holds_something(item: &ItemEnum) -> bool {
    item.variants
        .iter()
        .any(|variant| !matches!(variant.fields, Fields::Unit))
}

/// Takes `Debug` out of a `derive`, if it is there.
fn drop_debug(attribute: &mut Attribute) -> bool {
    let derives = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    let Some(derives) = derives.ok().filter(|_| attribute.path().is_ident("derive")) else {
        return false;
    };
    let others: Punctuated<Path, Token![,]> = derives
        .iter()
        .filter(|derive| !derive.is_ident("Debug"))
        .cloned()
        .collect();
    let dropped = others.len() < derives.len();
    *attribute = parse_quote! { #[derive(#others)] };
    dropped
}

fn type_names(types: &[Item]) -> BTreeSet<String> {
    types
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            Item::Type(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect()
}
