//! The SDK through its public API, against real HTTP servers on loopback. One file a subject.

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
