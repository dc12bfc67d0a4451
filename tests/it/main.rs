//! The SDK through its public API, against real HTTP servers on loopback. One file a subject.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

mod at_most_once;
#[cfg(feature = "mock")]
mod contract;
mod deadlines;
#[cfg(feature = "mock")]
mod document;
mod environment;
mod error_table;
#[cfg(feature = "mock")]
mod examples;
mod generation;
mod hostile;
#[cfg(feature = "mock")]
mod mock;
mod retry;
mod secrets;
mod support;
mod tls;
