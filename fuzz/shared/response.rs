//! Bytes in the place of a response.

use std::error::Error;

use mayar_portal::{Delivery, ErrorKind, RetryPolicy};
use tokio::runtime::{Builder, Runtime};

use crate::support::{EMAIL, KEY, Replay};

/// How much of a body is read at most.
const MAX_BODY: usize = 256 * 1024;

/// A server, a client, and what they run on.
pub(crate) struct Target {
    runtime: Runtime,
    replay: Replay,
}

impl Target {
    /// Starts the server.
    pub(crate) fn start() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let replay = runtime.block_on(Replay::start(RetryPolicy::never()));
        Self { runtime, replay }
    }

    /// A call to a server that answers with these bytes is a success or an error, and no error says too little, or too
    /// much.
    pub(crate) fn run(&self, bytes: &[u8]) {
        let Err(error) = self.runtime.block_on(self.replay.call(bytes)) else {
            return;
        };
        // The request was received: only what the document describes can take that back.
        if error.delivery() == Delivery::NotSent {
            assert!(matches!(error.kind(), ErrorKind::Api(_)), "{error:?}");
            assert!(
                error
                    .status()
                    .is_some_and(|status| status.is_client_error()),
                "{error:?}"
            );
        }
        assert!(error.attempts() == 1 && !error.is_connect(), "{error:?}");
        assert!(error.body().is_none_or(|body| body.len() <= MAX_BODY));
        assert_eq!(error.status().is_some(), error.headers().is_some());
        let (_, _) = (error.message(), error.retry_after());
        let mut next: Option<&dyn Error> = Some(&error);
        while let Some(error) = next {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(KEY) && !shown.contains(EMAIL), "{shown}");
            next = error.source();
        }
    }
}
