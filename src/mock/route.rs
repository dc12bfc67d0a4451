//! The operations as the mock serves them, generated from the document.

use http::HeaderMap;

use crate::{ApiKey, authorization::Authorization};

/// An operation of the document's.
#[derive(Debug)]
pub(crate) struct Route {
    /// In upper case.
    pub(crate) method: &'static str,
    /// The path template, without the base path.
    pub(crate) path: &'static str,
    pub(crate) authorization: Option<Authorization>,
    /// Whether a body is what the document's schema says.
    pub(crate) accepts: fn(&[u8]) -> bool,
    /// One answer for each response that the document describes.
    pub(crate) answers: &'static [Answer],
}

/// A response as the document's example has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// JSON.
    pub(crate) body: Option<&'static str>,
}

impl Route {
    /// Whether `path`, less the base path, is this route's.
    pub(crate) fn matches(&self, method: &str, path: &str) -> bool {
        let is_parameter = |template: &str| template.starts_with('{') && template.ends_with('}');
        self.method == method
            && self.path.split('/').count() == path.split('/').count()
            && self
                .path
                .split('/')
                .zip(path.split('/'))
                .all(|(template, segment)| {
                    template == segment || is_parameter(template) && !segment.is_empty()
                })
    }

    /// Whether a request is authorized, with `api_key` or, without one, with any key.
    pub(crate) fn authorizes(&self, headers: &HeaderMap, api_key: Option<&ApiKey>) -> bool {
        let Some(authorization) = self.authorization else {
            return true;
        };
        let given = headers
            .get(authorization.header)
            .and_then(|value| value.to_str().ok()?.strip_prefix(authorization.prefix));
        match (given, api_key) {
            (Some(given), Some(api_key)) => given == api_key.expose(),
            (Some(given), None) => !given.trim().is_empty(),
            (None, _) => false,
        }
    }

    /// The answer for a success.
    pub(crate) fn success(&self) -> Option<&Answer> {
        self.answers
            .iter()
            .find(|answer| (200..300).contains(&answer.status))
    }

    /// The answer for a status.
    pub(crate) fn answer(&self, status: u16) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.status == status)
    }
}
