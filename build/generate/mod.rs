//! From the document to Rust: what progenitor generates, and beside it what progenitor leaves out.
//!
//! `build.rs` writes the result to `OUT_DIR`; `cargo xtask codegen` writes the same, formatted, for review. Each file
//! here generates one thing; `document` is what they all read.

mod client;
mod copy;
mod docs;
mod document;
mod edits;
mod errors;
mod identifier;
mod mock;
mod operations;
mod problem;
mod progenitor;
mod reference;
mod security;
mod servers;
mod successes;

use proc_macro2::TokenStream;
use quote::quote;

use crate::source::Source;
pub(crate) use document::Document;
pub(crate) use problem::{Problem, Rule};

/// The code for the document, or everything that stands in the way of it.
pub(crate) fn generate(source: &Source) -> Result<TokenStream, Vec<Problem>> {
    let document = Document::read(source)?;
    let client = client::generate(&document).map_err(|problem| vec![problem])?;
    let servers = servers::generate(&document.servers);
    let errors = errors::generate(&document);
    let operations = operations::generate(&document, &client).map_err(|problem| vec![problem])?;
    let mock = mock::generate(&document, &client).map_err(|problem| vec![problem])?;
    let client = client.tokens;
    Ok(quote! {
        #client
        #servers
        #errors
        #operations
        #mock
    })
}
