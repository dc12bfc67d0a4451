//! Tokio's clock in the hands of a test.

use std::{sync::mpsc, time::Duration};

use tokio::time;

/// Tokio's clock stands still while this lives, but for [`Clock::advance`]. The test needs the current-thread runtime.
///
/// Paused alone, the clock jumps to the next timer whenever every task waits, be it for the network. It does not while
/// there is blocking work, and so there is some.
pub(crate) struct Clock {
    _work: mpsc::Sender<()>,
}

impl Clock {
    pub(crate) fn stop() -> Self {
        let (work, end) = mpsc::channel();
        tokio::task::spawn_blocking(move || end.recv());
        time::pause();
        Self { _work: work }
    }

    /// Moves the clock on, until what was to happen by then has happened: Tokio's timers go by the millisecond.
    pub(crate) async fn advance(time: Duration) {
        time::advance(time + Duration::from_millis(1)).await;
    }

    /// Moves the clock on in steps until `future` is done; how far that was. What the future waits for in the network
    /// may take further steps than what it waits for in time, but never fewer.
    pub(crate) async fn advance_until<T>(
        step: Duration,
        future: impl Future<Output = T>,
    ) -> (T, Duration) {
        let start = time::Instant::now();
        tokio::pin!(future);
        loop {
            tokio::select! {
                biased;
                output = &mut future => return (output, start.elapsed()),
                () = time::advance(step) => {}
            }
        }
    }
}
