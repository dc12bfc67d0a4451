//! The SDK through its public API, against real HTTP servers on loopback. One file a subject.

mod at_most_once;
mod deadlines;
mod error_table;
mod hostile;
mod retry;
mod secrets;
mod support;
mod tls;
