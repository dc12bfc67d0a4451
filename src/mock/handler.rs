//! How the mock answers a request.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State as FromState},
    response::Response,
};
use http::StatusCode;

use super::{MockResponse, ReceivedRequest, SharedState, State};
use crate::{base_url, generated::ROUTES};

/// The largest body that is read.
const MAX_BODY: usize = 1024 * 1024;

pub(super) fn app(state: SharedState) -> Router {
    Router::new().fallback(handle).with_state(state)
}

async fn handle(FromState(state): FromState<SharedState>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "mock: the body is too large");
    };
    let request = ReceivedRequest::new(&head, &body);
    let response = {
        let mut state = state.lock();
        let response = state
            .queue
            .pop_front()
            .unwrap_or_else(|| state.judge(&request));
        state.received.push(request);
        response
    };
    tokio::time::sleep(response.delay).await;
    rendered(response)
}

impl State {
    /// What the document has for a request.
    fn judge(&self, request: &ReceivedRequest) -> MockResponse {
        let path = request.path().strip_prefix(&base_url::base_path());
        let route = path.and_then(|path| {
            ROUTES
                .iter()
                .find(|route| route.matches(request.method(), path))
        });
        let Some(route) = route else {
            return MockResponse::new(404)
                .header("content-type", "text/plain")
                .body("mock: the document has no operation with this method and path");
        };
        let status = if !route.authorizes(request.headers(), self.api_key.as_ref()) {
            401
        } else if !(route.accepts)(request.body()) {
            400
        } else if !self.is_registered(request) {
            404
        } else {
            return route
                .success()
                .map_or_else(|| MockResponse::new(200), MockResponse::from);
        };
        route
            .answer(status)
            .map_or_else(|| MockResponse::new(status), MockResponse::from)
    }

    /// A request without an email is nobody's in particular.
    fn is_registered(&self, request: &ReceivedRequest) -> bool {
        match (&self.registered, request.email()) {
            (Some(registered), Some(email)) => registered.contains(&email),
            (None, _) | (_, None) => true,
        }
    }
}

/// The response over HTTP. One that HTTP cannot carry becomes a 500 that says so: the test that made it sees why.
fn rendered(response: MockResponse) -> Response {
    let headers = response.headers.iter();
    let rendered = headers
        .fold(
            Response::builder().status(response.status),
            |builder, (name, value)| builder.header(name, value),
        )
        .body(Body::from(response.body));
    rendered.unwrap_or_else(|error| {
        plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            &format!("mock: cannot be sent: {error}"),
        )
    })
}

fn plain(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(Body::from(text.to_owned()));
    *response.status_mut() = status;
    response
}
