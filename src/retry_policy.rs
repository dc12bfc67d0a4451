//! When a request is tried again.

use std::time::Duration;

use tokio::time::Instant;

/// How often a request is tried, and how long to wait in between.
///
/// A request is tried again only where the server cannot have acted on the last one: no connection was made, or the
/// server answered 429, or 503 with a `Retry-After`. The wait doubles from try to try, and is drawn at random between
/// nothing and that (*full jitter*), so that many clients do not return at once. A `Retry-After` is obeyed, unless it is
/// longer than [`max_retry_after`](Self::max_retry_after) or than what is left of the call's timeout: then the error
/// comes back at once, with [`Error::retry_after`](crate::Error::retry_after).
///
/// The default is three tries, waits of up to 500 ms and then 1 s, and a `Retry-After` of up to 10 s.
///
/// ```
/// use std::time::Duration;
/// use mayar_portal::RetryPolicy;
///
/// // In a background job there is time to sit out the rate limit of 20 requests a minute.
/// let patient = RetryPolicy::default().max_attempts(5).max_retry_after(Duration::from_secs(60));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until it is given to a `ClientBuilder`"]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    attempt_timeout: Duration,
    resend_when_unknown: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(10),
            attempt_timeout: Duration::MAX,
            resend_when_unknown: false,
        }
    }
}

impl RetryPolicy {
    /// One try and no more.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a request is tried at most, the first time included. 0 counts as 1.
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts.max(1);
        self
    }

    /// The longest wait before the second try; it doubles with each further one.
    pub fn initial_backoff(mut self, initial_backoff: Duration) -> Self {
        self.initial_backoff = initial_backoff;
        self
    }

    /// What the longest wait grows to at most.
    pub fn max_backoff(mut self, max_backoff: Duration) -> Self {
        self.max_backoff = max_backoff;
        self
    }

    /// The longest `Retry-After` that is waited for.
    pub fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// How long one try may take. Unless this is called, as long as the call's
    /// [`timeout`](crate::ClientBuilder::timeout) leaves: the server may need the time, and a request that it has cannot
    /// be tried again but by [`resend_when_unknown`](Self::resend_when_unknown).
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.attempt_timeout = attempt_timeout;
        self
    }

    /// Whether to try again too where the server may have acted: after a timeout, a lost connection, or a 500, 502, 503
    /// or 504. **This can send a customer two emails**, or more. Off unless this is called.
    pub fn resend_when_unknown(mut self, resend_when_unknown: bool) -> Self {
        self.resend_when_unknown = resend_when_unknown;
        self
    }

    pub(crate) fn allows_resending(&self) -> bool {
        self.resend_when_unknown
    }

    /// When a try that starts now must have ended, in a call that must have ended by `deadline`.
    pub(crate) fn attempt_deadline(&self, deadline: Instant) -> Instant {
        Instant::now()
            .checked_add(self.attempt_timeout)
            .map_or(deadline, |end| end.min(deadline))
    }

    /// How long to wait after try number `attempt`, from 1; `None` to give up.
    pub(crate) fn wait(&self, attempt: u32, retry_after: Option<Duration>) -> Option<Duration> {
        if attempt >= self.max_attempts
            || retry_after.is_some_and(|wait| wait > self.max_retry_after)
        {
            return None;
        }
        let doubled = 2_u32
            .checked_pow(attempt.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let longest = self
            .initial_backoff
            .saturating_mul(doubled)
            .min(self.max_backoff);
        let backoff = longest.mul_f64(fastrand::f64());
        Some(backoff.max(retry_after.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn durations() -> impl Strategy<Value = Duration> {
        let seconds = prop_oneof![Just(0), Just(u64::MAX), any::<u64>(), 0_u64..100];
        (seconds, 0_u32..1_000_000_000).prop_map(|(seconds, nanos)| Duration::new(seconds, nanos))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_wait_keeps_to_its_bounds(
            initial in durations(),
            max in durations(),
            ceiling in durations(),
            retry_after in proptest::option::of(durations()),
            max_attempts in any::<u32>(),
            attempt in prop_oneof![1_u32..40, Just(u32::MAX)],
        ) {
            let policy = RetryPolicy::default()
                .initial_backoff(initial)
                .max_backoff(max)
                .max_retry_after(ceiling)
                .max_attempts(max_attempts);
            let asked = retry_after.unwrap_or_default();
            match policy.wait(attempt, retry_after) {
                None => prop_assert!(attempt >= max_attempts || asked > ceiling),
                Some(wait) => {
                    prop_assert!(attempt < max_attempts && asked <= ceiling);
                    prop_assert!(wait >= asked);
                    let doublings = i32::try_from(attempt - 1).unwrap_or(i32::MAX);
                    let doubled = initial.as_secs_f64() * 2_f64.powi(doublings);
                    let longest = doubled.min(max.as_secs_f64()).max(asked.as_secs_f64());
                    prop_assert!(wait.as_secs_f64() <= longest * 1.000_001 + 1e-9);
                }
            }
        }
    }

    #[test]
    fn the_jitter_is_full() {
        let policy = RetryPolicy::default().initial_backoff(Duration::from_secs(1));
        let waits: Vec<_> = (0..1_000).filter_map(|_| policy.wait(1, None)).collect();
        let tenths = |wait: &Duration| wait.as_millis() / 100;
        for tenth in 0..10 {
            assert!(
                waits.iter().any(|wait| tenths(wait) == tenth),
                "no wait of {tenth} tenths"
            );
        }
    }
}
