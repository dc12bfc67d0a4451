//! The operations as the document has them, for what the wrapper does not cover.
//!
//! Each is a method of [`Operations`], generated with its documentation; its types are in [`types`]. They are
//! authorized, tried again, bounded in time and classified like [`Client::create_magic_link`].

use crate::Client;

/// The types of the document's schemas.
pub mod types {
    pub use crate::generated::types::*;
}

/// The operations of a [`Client`], as the document has them.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # #[cfg(feature = "mock")] {
/// # let mock = mayar_portal::mock::MockServer::start()?;
/// # let client = mayar_portal::Client::builder().api_key("key").base_url(mock.base_url()).build()?;
/// use mayar_portal::operations::types::CreateMagicLinkRequest;
///
/// let request = CreateMagicLinkRequest { email: "budi.santoso@example.com".parse()? };
/// let response = client.operations().create_magic_link(&request).await?;
/// assert_eq!(response.messages.as_deref(), Some("success"));
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operations<'c> {
    pub(crate) client: &'c Client,
}
