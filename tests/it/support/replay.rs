//! Many answers, one at a time, without the cost of a new client for each.

use std::sync::{Arc, Mutex};

use mayar_portal::{Client, Error, MagicLinkSent, RetryPolicy};

use super::{EMAIL, FaultServer, builder};

/// A server that answers with whatever it is given next, and closes the connection; and a client of it.
pub(crate) struct Replay {
    pub(crate) server: FaultServer,
    client: Client,
    answer: Arc<Mutex<Vec<u8>>>,
}

impl Replay {
    pub(crate) async fn start(retry: RetryPolicy) -> Self {
        let answer = Arc::new(Mutex::new(Vec::new()));
        let next = Arc::clone(&answer);
        let server = FaultServer::start(move |mut connection| {
            let next = Arc::clone(&next);
            async move {
                connection.request().await?;
                let answer = next.lock().unwrap().clone();
                connection.write(answer).await?;
                connection.end().await
            }
        })
        .await;
        let client = builder(&server).retry(retry).build().unwrap();
        Self {
            server,
            client,
            answer,
        }
    }

    /// Calls, and has every request of the call answered with these bytes.
    pub(crate) async fn call(&self, answer: impl Into<Vec<u8>>) -> Result<MagicLinkSent, Error> {
        *self.answer.lock().unwrap() = answer.into();
        let before = self.server.requests();
        let result = self.client.create_magic_link(EMAIL).await;
        // The next call shall find no connection of this one.
        self.server.until_closed(self.server.connections()).await;
        if let Err(error) = &result {
            let attempts = usize::try_from(error.attempts()).unwrap();
            assert_eq!(self.server.requests() - before, attempts, "{error:?}");
        }
        result
    }
}
