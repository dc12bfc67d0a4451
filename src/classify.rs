//! What became of a call: a success, or which error.

use http::StatusCode;
use progenitor_client::{Error::InvalidResponsePayload, ResponseValue};

use crate::{
    Delivery, Error, ErrorKind,
    attempt::{Cause, Outcome},
    call::{CallEnd, Verdict},
    error::{InvalidBody, Source},
    operation::Operation,
    response::{BodyEnd, Response},
};

type Failure = (ErrorKind, Option<Source>);

/// Turns the end of a call into its result. `result` is what progenitor made of the last response.
pub(crate) fn classify<T, E>(
    operation: &Operation,
    end: CallEnd,
    result: Result<ResponseValue<T>, progenitor_client::Error<E>>,
) -> Result<T, Error> {
    let is_retryable = Verdict::of(&end.outcome) == Verdict::Safe && !end.resent;
    let (failure, response, refused) = match end.outcome {
        Outcome::NoResponse { cause, written } => {
            let (failure, response) = no_response(cause);
            (failure, response, !written)
        }
        Outcome::Response(response, body_end) if response.status.is_success() => {
            match success(&response, body_end, result) {
                Ok(value) => return Ok(value),
                Err(failure) => (failure, Some(response), false),
            }
        }
        Outcome::Response(response, body_end) => {
            let failure = error_response(operation, &response, body_end);
            let refused =
                matches!(failure.0, ErrorKind::Api(_)) && response.status.is_client_error();
            (failure, Some(response), refused)
        }
    };
    let (kind, source) = failure;
    Err(Error::new(
        kind,
        if refused && !end.resent {
            Delivery::NotSent
        } else {
            Delivery::Unknown
        },
        end.attempts,
        is_retryable,
        response,
        source,
    ))
}

fn no_response(cause: Cause) -> (Failure, Option<Response>) {
    match cause {
        Cause::Deadline => ((ErrorKind::Timeout, None), None),
        Cause::Redirected(Ok(response)) => ((ErrorKind::UnexpectedResponse, None), Some(response)),
        Cause::Redirected(Err(error)) => {
            ((ErrorKind::UnexpectedResponse, Some(error.into())), None)
        }
        Cause::Http(error) => {
            let kind = if error.is_connect() {
                ErrorKind::Connect
            } else if error.is_timeout() {
                ErrorKind::Timeout
            } else {
                ErrorKind::Transport
            };
            ((kind, Some(error.into())), None)
        }
    }
}

/// What progenitor made of a success, if the success came whole.
fn success<T, E>(
    response: &Response,
    body_end: BodyEnd,
    result: Result<ResponseValue<T>, progenitor_client::Error<E>>,
) -> Result<T, Failure> {
    match (body_end, result) {
        (BodyEnd::Lost(error), _) => Err((ErrorKind::Transport, Some(error.into()))),
        (BodyEnd::Timeout, _) => Err((ErrorKind::Timeout, None)),
        (BodyEnd::Complete, Ok(_)) if response.claims_failure() => Err((
            ErrorKind::InvalidResponse,
            Some(InvalidBody::StatusCode.into()),
        )),
        (BodyEnd::Complete, Ok(value)) => Ok(value.into_inner()),
        (BodyEnd::Complete, Err(InvalidResponsePayload(_, error))) => Err((
            ErrorKind::InvalidResponse,
            Some(InvalidBody::from(&error).into()),
        )),
        (BodyEnd::TooLong, Ok(_) | Err(InvalidResponsePayload(..))) => Err((
            ErrorKind::InvalidResponse,
            Some(InvalidBody::TooLong.into()),
        )),
        (BodyEnd::Complete | BodyEnd::TooLong, Err(_)) => {
            Err((ErrorKind::UnexpectedResponse, None))
        }
    }
}

/// Which error a response other than a success is. The status and what came of the body decide first: a lost connection
/// takes nothing from a refusal that came before it.
fn error_response(operation: &Operation, response: &Response, body_end: BodyEnd) -> Failure {
    if let Some(kind) = operation.described(response) {
        return (ErrorKind::Api(kind), None);
    }
    match body_end {
        BodyEnd::Lost(error) => (ErrorKind::Transport, Some(error.into())),
        BodyEnd::Timeout => (ErrorKind::Timeout, None),
        BodyEnd::Complete | BodyEnd::TooLong => {
            // Gateways and wrong base URLs answer 404 too, so one that is not as documented says nothing of the API.
            let known = operation.error(response.status).is_some();
            if known && response.status != StatusCode::NOT_FOUND {
                (ErrorKind::InvalidResponse, None)
            } else {
                (ErrorKind::UnexpectedResponse, None)
            }
        }
    }
}
