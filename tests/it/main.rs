//! The SDK through its public API, against real HTTP servers on loopback. One file a subject.
