// What build.rs generates from openapi/mayar-portal.yaml, formatted.
//
// `cargo xtask codegen` writes this file. It is here for review, is not compiled, and is not to be edited: change the
// document, run the command, and read the difference.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///Who is to be sent a login link.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    pub struct CreateMagicLinkRequest {
        ///The customer's email address, to which the login link is sent.
        pub email: crate::EmailAddress,
    }
    ///What became of the request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    pub struct CreateMagicLinkResponse {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<MagicLinkResult>,
        ///One message that explains the status code; a single string in spite of its name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub messages: ::std::option::Option<::std::string::String>,
        ///The status code once more, as the API sees it.
        #[serde(
            rename = "statusCode",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub status_code: ::std::option::Option<i32>,
    }
    /**The body by which "no customer has that email" is told from any other 404, such as that of a gateway or of a
wrong base URL.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    pub struct EmailNotRegistered {
        pub messages: EmailNotRegisteredMessages,
        ///The status code once more, as the API sees it.
        #[serde(
            rename = "statusCode",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub status_code: ::std::option::Option<i32>,
    }
    ///`EmailNotRegisteredMessages`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum EmailNotRegisteredMessages {
        #[serde(rename = "Email tidak terdaftar")]
        EmailTidakTerdaftar,
    }
    impl ::std::fmt::Display for EmailNotRegisteredMessages {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::EmailTidakTerdaftar => f.write_str("Email tidak terdaftar"),
            }
        }
    }
    impl ::std::str::FromStr for EmailNotRegisteredMessages {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "Email tidak terdaftar" => Ok(Self::EmailTidakTerdaftar),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for EmailNotRegisteredMessages {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for EmailNotRegisteredMessages {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What the platform's response bodies have in common.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    pub struct Envelope {
        ///One message that explains the status code; a single string in spite of its name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub messages: ::std::option::Option<::std::string::String>,
        ///The status code once more, as the API sees it.
        #[serde(
            rename = "statusCode",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub status_code: ::std::option::Option<i32>,
    }
    ///The result of a request for a login link.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    pub struct MagicLinkResult {
        /**A notice for a person to read, in Indonesian: *"we have sent it to your email"*. In spite of its name it
is **not a URL** and does not contain the login link, which goes to the customer by email alone.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    /**The platform documents the status but not the body. Usually JSON with a message; anything is possible,
the error page of a gateway among others.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    #[serde(transparent)]
    pub struct UndocumentedBody(pub ::serde_json::Value);
    impl ::std::ops::Deref for UndocumentedBody {
        type Target = ::serde_json::Value;
        fn deref(&self) -> &::serde_json::Value {
            &self.0
        }
    }
    impl ::std::convert::From<UndocumentedBody> for ::serde_json::Value {
        fn from(value: UndocumentedBody) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::serde_json::Value> for UndocumentedBody {
        fn from(value: ::serde_json::Value) -> Self {
            Self(value)
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
    impl ::std::fmt::Debug for CreateMagicLinkRequest {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CreateMagicLinkRequest").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for CreateMagicLinkResponse {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CreateMagicLinkResponse").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for EmailNotRegistered {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("EmailNotRegistered").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for Envelope {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("Envelope").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for MagicLinkResult {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("MagicLinkResult").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for UndocumentedBody {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("UndocumentedBody").finish_non_exhaustive()
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Mayar customer portal

Sign a merchant's customers in to the Mayar customer portal without a password.

Mayar is an Indonesian payment platform. Every merchant has a portal in which customers find what they bought. A
merchant's back end calls the one operation described here when a customer asks to log in; Mayar then emails the
customer a *magic link*, which opens the portal.

This description is written by hand from Mayar's public documentation and is not published by Mayar. Where a fact
does not come from the page of the operation itself, its description says so.

- **Rate limit**: 20 requests a minute for an IP address, over all operations of the platform (from the page *API
  Rate Limit*).
- **Keys and servers**: a key works only on the server it was made for (from the page *Migrating from V1 to V2*).

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::call::Call,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::call::Call) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::call::Call,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::call::Call> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::call::Call {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::call::Call>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Email a customer a login link

Emails the customer with the given address a link that logs them in to the merchant's portal.

The link goes to the customer and to nobody else: the response does not contain it.

The operation is **not idempotent**: every request that the server accepts sends an email, and Mayar documents
no idempotency key. Repeat a request only if the server cannot have acted on the last one.

Sends a `POST` request to `/customers/portal-login`

Arguments:
- `body`: Who is to be sent a login link.
*/
    pub async fn create_magic_link<'a>(
        &'a self,
        body: &'a types::CreateMagicLinkRequest,
    ) -> Result<ResponseValue<types::CreateMagicLinkResponse>, Error<()>> {
        let url = format!("{}/customers/portal-login", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_magic_link",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
/// A server of the API, by the name that the document gives it. The default is the document's first.
///
/// It parses from its name in any case, `"sandbox"` for instance, and displays as it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Server {
    /**Production. Real customers, real emails; takes production keys only.

`https://api.mayar.id/hl/v2`*/
    #[default]
    Production,
    /**Sandbox, for development and tests; takes sandbox keys only.

`https://api.mayar.club/hl/v2`*/
    Sandbox,
}
impl Server {
    /// Every server, in the document's order.
    pub const ALL: &'static [Self] = &[Self::Production, Self::Sandbox];
    /// The URL that the paths of operations are appended to; it has no slash at its end.
    #[must_use]
    pub const fn url(self) -> &'static str {
        match self {
            Self::Production => "https://api.mayar.id/hl/v2",
            Self::Sandbox => "https://api.mayar.club/hl/v2",
        }
    }
    /// The name by which the document, `MAYAR_ENV` and `FromStr` know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }
}
/// The error responses that the document describes. `Display` says what the document says of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ApiErrorKind {
    /**The merchant has no customer with that email address. No email was sent.

Status: `404`.*/
    EmailNotRegistered,
    /**Mayar failed to handle the request. The email may have been sent or not.

From the page *Headless API introduction*, which lists the status for the whole platform and does not document
its body.

Status: `500`.*/
    InternalServerError,
    /**More than 20 requests in a minute came from this IP address. No email was sent; wait for as long as
`Retry-After` says.

From the page *API Rate Limit*, for the whole platform; the body is not documented.

Status: `429`.*/
    TooManyRequests,
    /**The API key is missing, wrong, or made for another server. No email was sent.

From the page *Headless API introduction*, which lists the status for the whole platform and does not document
its body.

Status: `401`.*/
    Unauthorized,
    /**The request body is not valid; `email` is missing, for instance. No email was sent.

Status: `400`.*/
    ValidationError,
}
impl std::fmt::Display for ApiErrorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::EmailNotRegistered => {
                    "The merchant has no customer with that email address"
                }
                Self::InternalServerError => "Mayar failed to handle the request",
                Self::TooManyRequests => {
                    "More than 20 requests in a minute came from this IP address"
                }
                Self::Unauthorized => {
                    "The API key is missing, wrong, or made for another server"
                }
                Self::ValidationError => {
                    "The request body is not valid; `email` is missing, for instance"
                }
            },
        )
    }
}
impl crate::operations::Operations<'_> {
    /**Email a customer a login link

Emails the customer with the given address a link that logs them in to the merchant's portal.

The link goes to the customer and to nobody else: the response does not contain it.

The operation is **not idempotent**: every request that the server accepts sends an email, and Mayar documents
no idempotency key. Repeat a request only if the server cannot have acted on the last one.

Sends a `POST` request to `/customers/portal-login`

Arguments:
- `body`: Who is to be sent a login link.
*/
    ///
    /// # Errors
    ///
    /// Everything that [`Error`](crate::Error) describes.
    pub async fn create_magic_link<'a>(
        &'a self,
        body: &'a types::CreateMagicLinkRequest,
    ) -> Result<types::CreateMagicLinkResponse, crate::Error> {
        const OPERATION: &crate::operation::Operation = &crate::operation::Operation {
            authorization: Some(crate::authorization::Authorization {
                header: "authorization",
                prefix: "Bearer ",
            }),
            errors: &[
                crate::operation::ErrorResponse {
                    statuses: 400u16..=400u16,
                    kind: ApiErrorKind::ValidationError,
                    describes: |body| {
                        serde_json::from_slice::<types::Envelope>(body).is_ok()
                    },
                },
                crate::operation::ErrorResponse {
                    statuses: 401u16..=401u16,
                    kind: ApiErrorKind::Unauthorized,
                    describes: |_| true,
                },
                crate::operation::ErrorResponse {
                    statuses: 404u16..=404u16,
                    kind: ApiErrorKind::EmailNotRegistered,
                    describes: |body| {
                        serde_json::from_slice::<types::EmailNotRegistered>(body).is_ok()
                    },
                },
                crate::operation::ErrorResponse {
                    statuses: 429u16..=429u16,
                    kind: ApiErrorKind::TooManyRequests,
                    describes: |_| true,
                },
                crate::operation::ErrorResponse {
                    statuses: 500u16..=500u16,
                    kind: ApiErrorKind::InternalServerError,
                    describes: |_| true,
                },
            ],
        };
        let __call = self.client.call(OPERATION);
        let result = __call.create_magic_link(body).await;
        __call.inner.finish(result)
    }
}
#[cfg(feature = "mock")]
pub(crate) const ROUTES: &[crate::mock::Route] = &[
    crate::mock::Route {
        method: "POST",
        path: "/customers/portal-login",
        authorization: Some(crate::authorization::Authorization {
            header: "authorization",
            prefix: "Bearer ",
        }),
        accepts: |body| {
            serde_json::from_slice::<types::CreateMagicLinkRequest>(body).is_ok()
        },
        answers: &[
            crate::mock::Answer {
                status: 200u16,
                headers: &[],
                body: Some(
                    "{\"statusCode\":200,\"messages\":\"success\",\"data\":{\"url\":\"Sudah kami kirim ke email anda\"}}",
                ),
            },
            crate::mock::Answer {
                status: 400u16,
                headers: &[],
                body: Some("{\"messages\":\"Validation Error.\"}"),
            },
            crate::mock::Answer {
                status: 401u16,
                headers: &[],
                body: Some("{\"statusCode\":401,\"messages\":\"Unauthorized\"}"),
            },
            crate::mock::Answer {
                status: 404u16,
                headers: &[],
                body: Some("{\"messages\":\"Email tidak terdaftar\"}"),
            },
            crate::mock::Answer {
                status: 429u16,
                headers: &[("retry-after", "60")],
                body: Some("{\"statusCode\":429,\"messages\":\"Too Many Requests\"}"),
            },
            crate::mock::Answer {
                status: 500u16,
                headers: &[],
                body: Some("{\"statusCode\":500,\"messages\":\"Internal Server Error\"}"),
            },
        ],
    },
];
