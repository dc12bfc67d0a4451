//! The SDK through its public API, against real HTTP servers on loopback. One file a subject.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

#[cfg(feature = "mock")]
mod contract;
#[cfg(feature = "mock")]
mod document;
mod environment;
#[cfg(feature = "mock")]
mod examples;
mod generation;
#[cfg(feature = "mock")]
mod mock;
