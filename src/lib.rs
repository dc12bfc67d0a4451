//! Send Mayar customer-portal login links (magic links) from a Rust back end.

mod api_key;
mod attempt;
mod authorization;
mod base_url;
mod build_error;
mod call;
mod classify;
mod client;
mod client_builder;
mod email_address;
mod error;
mod generated;
mod magic_link_sent;
#[cfg(feature = "mock")]
pub mod mock;
mod operation;
pub mod operations;
mod request_body;
mod response;
mod retry_after;
mod retry_policy;
mod server;

pub use api_key::ApiKey;
pub use build_error::BuildError;
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use email_address::{EmailAddress, InvalidEmailAddress};
pub use error::{Delivery, Error, ErrorKind};
pub use generated::{ApiErrorKind, Server};
pub use magic_link_sent::MagicLinkSent;
pub use retry_policy::RetryPolicy;
