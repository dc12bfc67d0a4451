//! The SDK through its public API, against real HTTP servers on loopback. One file a subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

mod at_most_once;
#[cfg(feature = "mock")]
mod contract;
mod corpus;
mod deadlines;
#[cfg(feature = "mock")]
mod document;
mod environment;
mod error_table;
#[cfg(feature = "mock")]
mod examples;
mod generation;
mod hostile;
mod http2;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(feature = "mock")]
mod mock;
mod properties;
mod retry;
mod secrets;
#[cfg(target_os = "linux")]
mod soak;
mod support;
mod tls;
