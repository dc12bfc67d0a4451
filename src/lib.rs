//! Email a customer a login link (*magic link*) for a [Mayar](https://mayar.id) merchant's portal.
//!
//! ```no_run
//! use mayar_portal::{Client, Server};
//!
//! # async fn example(key: String) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().api_key(key).server(Server::Sandbox).build()?;
//! let sent = client.create_magic_link("budi.santoso@example.com").await?;
//! println!("{}", sent.notice().unwrap_or_default());
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::create_magic_link`] says what the operation does, [`Error`] everything that can go wrong and whether an
//! email may have been sent all the same, [`ClientBuilder`] what can be configured, and [`RetryPolicy`] when a request is
//! tried again. [`operations`] has the API as its document describes it.
//!
//! # Features
//!
//! - `rustls` (default): TLS, with the certificates that the platform trusts.
//! - `mock`: `mayar_portal::mock`, an HTTP server in process that behaves as the document says, for tests.

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

/// The README's examples, as tests.
#[cfg(all(doctest, feature = "mock"))]
#[doc = include_str!("../README.md")]
mod readme {}
