//! Send Mayar customer-portal login links (magic links) from a Rust back end.
