//! progenitor's client, from a copy of the document that is prepared for it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Problem, copy, document::Document, edits, progenitor, successes};

pub(crate) struct Client {
    /// What progenitor generated, as edited.
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
    successes::check(document)?;
    let copy = copy::prepared(document);
    let tokens = progenitor::run(document, &copy)?;
    let mut file: syn::File = syn::parse2(tokens).map_err(|error| {
        document.unsupported(format!("what progenitor generated is not Rust: {error}"))
    })?;
    let types = edits::apply(document, &copy, &mut file)?;
    Ok(Client {
        tokens: quote! { #file },
        file,
        types,
    })
}
