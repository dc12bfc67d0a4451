//! What the tests of faults are made of: a server that misbehaves as told, certificates, the clock, child processes.

mod child;
mod clock;
#[cfg(target_os = "linux")]
pub(crate) mod process;
mod replay;
mod request;
mod response;
mod server;
mod tls;
mod urls;

use mayar_portal::{Client, ClientBuilder, RetryPolicy};

pub(crate) use self::{
    child::{in_child, run_in_child},
    clock::Clock,
    replay::Replay,
    request::Request,
    response::{NOT_REGISTERED, SENT, response, sent},
    server::{Connection, FaultServer},
    tls::Authority,
    urls::{refusing_url, unresolvable_url},
};

/// A key that nothing else looks like.
pub(crate) const KEY: &str = "key-3f9c1a7e5b";
/// An address that nothing else looks like.
pub(crate) const EMAIL: &str = "siti.rahayu@pelanggan.example";

/// A client of `server` with default settings.
pub(crate) fn client(server: &FaultServer) -> Client {
    builder(server).build().unwrap()
}

pub(crate) fn builder(server: &FaultServer) -> ClientBuilder {
    Client::builder().api_key(KEY).base_url(server.url())
}

/// The default policy without its waits.
pub(crate) fn at_once() -> RetryPolicy {
    RetryPolicy::default().initial_backoff(std::time::Duration::ZERO)
}

/// `at_once`, and whatever the server may have done by then.
pub(crate) fn resending() -> RetryPolicy {
    at_once().resend_when_unknown(true)
}
