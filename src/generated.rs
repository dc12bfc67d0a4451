//! What `build.rs` generates from the document. A formatted copy for reading is `openapi/generated.rs`.
#![allow(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    dead_code,
    unused_mut,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "generated code"
)]

include!(concat!(env!("OUT_DIR"), "/generated.rs"));
