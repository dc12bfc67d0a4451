//! An HTTP server in process that behaves as the API's document says, for tests (feature `mock`).
//!
//! ```
//! use mayar_portal::{ApiErrorKind, Client, ErrorKind, mock::MockServer};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = MockServer::start()?;
//! mock.register("budi.santoso@example.com");
//!
//! let client = Client::builder().api_key("any").base_url(mock.base_url()).build()?;
//! client.create_magic_link("budi.santoso@example.com").await?;
//! let error = client.create_magic_link("siti@example.com").await.unwrap_err();
//!
//! assert_eq!(error.kind(), ErrorKind::Api(ApiErrorKind::EmailNotRegistered));
//! assert_eq!(mock.emails(), ["budi.santoso@example.com", "siti@example.com"]);
//! # Ok(())
//! # }
//! ```
//!
//! A request is judged in this order, and answered with the document's own example of the response:
//!
//! 1. Its method and path, base path included, are not of an operation: 404, with a body that is *not* the API's.
//! 2. It is not authorized as the document's security scheme says: 401.
//! 3. Its body is not what the document's schema says: 400.
//! 4. The email is not [registered](MockServer::register): 404 *Email tidak terdaftar*.
//! 5. Else: 200.
//!
//! [`MockServer::enqueue`] puts answers of your own before all that: errors of the server, slow ones, nonsense. The
//! server runs on a thread of its own, so it works in any test and with any runtime, a paused clock included.

mod handler;
mod received;
mod response;
mod route;

use std::{
    collections::{HashSet, VecDeque},
    fmt, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

use tokio::sync::oneshot;

use crate::{ApiKey, BuildError, base_url};

pub use received::ReceivedRequest;
pub use response::MockResponse;
pub(crate) use route::{Answer, Route};

/// A running mock server. It stops, and drops its connections, when it is dropped.
pub struct MockServer {
    address: SocketAddr,
    state: SharedState,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Clone, Default)]
struct SharedState(Arc<Mutex<State>>);

/// What the user has said, and what was received.
#[derive(Default)]
struct State {
    /// `None`: any key is right.
    api_key: Option<ApiKey>,
    /// `None`: every email is registered.
    registered: Option<HashSet<String>>,
    queue: VecDeque<MockResponse>,
    received: Vec<ReceivedRequest>,
}

impl MockServer {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// If no port or no thread is to be had.
    pub fn start() -> io::Result<Self> {
        Self::start_on((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// Starts a server on an address of choice.
    ///
    /// # Errors
    ///
    /// If the address is taken or not this machine's, or no thread is to be had.
    pub fn start_on(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let state = SharedState::default();
        let (stop, stopped) = oneshot::channel();
        let app = handler::app(state.clone());
        let thread = std::thread::Builder::new()
            .name(format!("mock {address}"))
            .spawn(move || {
                runtime.block_on(async {
                    let serve = async {
                        axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await
                    };
                    tokio::select! {
                        _ = serve => {}
                        _ = stopped => {}
                    }
                });
            })?;
        Ok(Self {
            address,
            state,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The URL to give to [`ClientBuilder::base_url`](crate::ClientBuilder::base_url), the document's base path
    /// included.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, base_url::base_path())
    }

    /// Makes this the one key that is right. Until it is called, any key is.
    ///
    /// # Errors
    ///
    /// [`BuildError`], if it cannot be a key.
    pub fn set_api_key<K>(&self, api_key: K) -> Result<(), BuildError>
    where
        K: TryInto<ApiKey>,
        K::Error: Into<BuildError>,
    {
        self.state.lock().api_key = Some(api_key.try_into().map_err(Into::into)?);
        Ok(())
    }

    /// Registers a customer's email. Until it is called, every email is registered.
    pub fn register(&self, email: impl Into<String>) {
        let mut state = self.state.lock();
        state
            .registered
            .get_or_insert_default()
            .insert(email.into());
    }

    /// Answers the next request with this, whatever it is; after that, the one after next, and so on.
    pub fn enqueue(&self, response: MockResponse) {
        self.state.lock().queue.push_back(response);
    }

    /// Every request received so far.
    #[must_use]
    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.state.lock().received.clone()
    }

    /// The email of every request received so far that has one.
    #[must_use]
    pub fn emails(&self) -> Vec<String> {
        self.state
            .lock()
            .received
            .iter()
            .filter_map(ReceivedRequest::email)
            .collect()
    }
}

impl SharedState {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has stopped too.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
