//! One call of an operation: what progenitor's hooks do, and what becomes of the result.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::StatusCode;
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo, ResponseValue};
use tokio::time::Instant;

use crate::{
    Error, ErrorKind,
    attempt::{Cause, Outcome, attempt},
    classify::classify,
    client::Config,
    generated,
    operation::Operation,
    response::Response,
    retry_after::retry_after,
};

/// What a timeout too long to add to the clock is cut to.
const LONGEST_TIMEOUT: Duration = Duration::from_hours(365 * 24);

/// The state of one call, inside progenitor's client.
#[derive(Clone)]
pub(crate) struct Call {
    operation: &'static Operation,
    config: Arc<Config>,
    /// How the tries ended. progenitor's own error would have lost the half of it.
    end: Arc<Mutex<Option<CallEnd>>>,
}

/// How the tries of a call ended.
#[derive(Debug)]
pub(crate) struct CallEnd {
    pub(crate) outcome: Outcome,
    /// Tries made, from 1.
    pub(crate) attempts: u32,
    /// Whether a try before the last can have sent an email: only where the caller chose to send again all the same.
    pub(crate) resent: bool,
}

/// What to do after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The server cannot have acted: try again.
    Safe,
    /// The server may have acted: try again only if the caller wants that.
    Unsafe,
    /// Another try would end the same.
    Final,
}

impl Call {
    pub(crate) fn new(operation: &'static Operation, config: Arc<Config>) -> Self {
        Self {
            operation,
            config,
            end: Arc::default(),
        }
    }

    /// Tries `request` until it is answered, or not to be tried again.
    async fn send(&self, http: &reqwest::Client, request: reqwest::Request) -> reqwest::Response {
        let policy = &self.config.retry;
        let start = Instant::now();
        let deadline = start
            .checked_add(self.config.timeout)
            .unwrap_or_else(|| start + LONGEST_TIMEOUT);
        let mut attempts = 1;
        let mut resent = false;
        let outcome = loop {
            let outcome = attempt(http, &request, policy.attempt_deadline(deadline)).await;
            let verdict = Verdict::of(&outcome);
            let again = match verdict {
                Verdict::Safe => true,
                Verdict::Unsafe => policy.allows_resending(),
                Verdict::Final => false,
            };
            let wait = policy.wait(attempts, outcome.retry_after());
            let left = deadline.duration_since(Instant::now());
            match wait.filter(|wait| again && *wait < left) {
                Some(Duration::ZERO) => {}
                Some(wait) => tokio::time::sleep(wait).await,
                None => break outcome,
            }
            attempts += 1;
            resent |= verdict == Verdict::Unsafe;
        };
        let response = match &outcome {
            Outcome::Response(response, _) => response.into(),
            // `finish` sees that none came, whatever progenitor makes of this one.
            Outcome::NoResponse { .. } => http::Response::new("").into(),
        };
        let end = CallEnd {
            outcome,
            attempts,
            resent,
        };
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        response
    }

    /// The success, or the error that the call ended in.
    pub(crate) fn finish<T, E>(
        &self,
        result: Result<ResponseValue<T>, progenitor_client::Error<E>>,
    ) -> Result<T, Error> {
        let end = self
            .end
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match end {
            Some(end) => classify(self.operation, end, result),
            // The request could not even be put together.
            None => Err(Error::before_request(ErrorKind::Transport, None)),
        }
    }
}

impl Verdict {
    pub(crate) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Response(response, _) => Self::of_response(response),
            Outcome::NoResponse { cause, written } => match cause {
                Cause::Redirected(_) => Self::Final,
                Cause::Http(error) if error.is_builder() => Self::Final,
                Cause::Http(_) | Cause::Deadline if *written => Self::Unsafe,
                Cause::Http(_) | Cause::Deadline => Self::Safe,
            },
        }
    }

    fn of_response(response: &Response) -> Self {
        match response.status {
            StatusCode::TOO_MANY_REQUESTS => Self::Safe,
            StatusCode::SERVICE_UNAVAILABLE if retry_after(&response.headers).is_some() => {
                Self::Safe
            }
            StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Self::Unsafe,
            _ => Self::Final,
        }
    }
}

impl ClientHooks<Call> for generated::Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let call = self.inner();
        if let Some(authorization) = call.operation.authorization {
            let value = authorization.value(&call.config.api_key).map_err(|_| {
                progenitor_client::Error::InvalidRequest("the API key is not a header".to_owned())
            })?;
            request.headers_mut().insert(authorization.name(), value);
        }
        Ok(())
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        _: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        Ok(self.inner().send(self.client(), request).await)
    }
}

/// progenitor's client shows this in its own `Debug`.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
