//! A request body that is either written, once, or withdrawn: never both, whatever the threads do.
//!
//! The body and the call share one slot with the content in it. Who takes the content first decides: the connection, to
//! write it, or the call, to give up. A server cannot act on a request without its body, so a call that took the content
//! back knows that no email was sent; to look whether writing *had* begun would leave a moment for it to begin.

use std::{
    error, fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

#[derive(Clone, Debug, Default)]
struct Slot(Arc<Mutex<Option<Bytes>>>);

impl Slot {
    fn take(&self) -> Option<Bytes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The call's hold on a body. It withdraws the body when it is dropped, as happens when the call's future is.
#[derive(Debug)]
pub(crate) struct Custody(Slot);

/// The connection's side. It can be read once, so nothing below the SDK can send it again.
#[derive(Debug)]
pub(crate) struct RequestBody {
    slot: Slot,
    /// What is left to read.
    length: u64,
}

/// The body that `content` makes, and the hold on it. Where there is no content there is nothing to withdraw.
pub(crate) fn split(content: Option<&[u8]>) -> (Option<RequestBody>, Custody) {
    let content = content.filter(|content| !content.is_empty());
    let slot = Slot(Arc::new(Mutex::new(content.map(Bytes::copy_from_slice))));
    let body = content.map(|content| RequestBody {
        slot: slot.clone(),
        length: u64::try_from(content.len()).unwrap_or(u64::MAX),
    });
    (body, Custody(slot))
}

impl Custody {
    /// Takes the body back; `false` if it is too late for that, because it was given out to be written.
    pub(crate) fn withdraw(&self) -> bool {
        self.0.take().is_some()
    }
}

impl Drop for Custody {
    fn drop(&mut self) {
        self.withdraw();
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        if self.is_end_stream() {
            return Poll::Ready(None);
        }
        self.length = 0;
        Poll::Ready(Some(self.slot.take().map(Frame::data).ok_or(Withdrawn)))
    }

    fn is_end_stream(&self) -> bool {
        self.length == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}

/// Stops the connection from finishing a request that was given up.
#[derive(Debug)]
pub(crate) struct Withdrawn;

impl fmt::Display for Withdrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was given up before its request was written")
    }
}

impl error::Error for Withdrawn {}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the connection gets when it asks for the next piece.
    fn poll(body: &mut RequestBody) -> Option<Result<Bytes, Withdrawn>> {
        let mut context = Context::from_waker(std::task::Waker::noop());
        match Pin::new(body).poll_frame(&mut context) {
            Poll::Ready(frame) => frame.map(|frame| frame.map(|frame| frame.into_data().unwrap())),
            Poll::Pending => panic!("a body never waits"),
        }
    }

    #[test]
    fn a_body_that_is_written_cannot_be_withdrawn() {
        let (body, custody) = split(Some(b"{}"));
        let mut body = body.unwrap();
        assert_eq!(
            (body.is_end_stream(), body.size_hint().exact()),
            (false, Some(2))
        );
        assert_eq!(poll(&mut body).unwrap().unwrap(), "{}");
        assert!(body.is_end_stream() && poll(&mut body).is_none());
        assert!(!custody.withdraw());
    }

    #[test]
    fn a_body_that_is_withdrawn_cannot_be_written() {
        for drop_it in [false, true] {
            let (body, custody) = split(Some(b"{}"));
            if drop_it {
                drop(custody);
            } else {
                assert!(custody.withdraw());
            }
            let mut body = body.unwrap();
            assert!(poll(&mut body).unwrap().is_err());
            assert!(poll(&mut body).is_none());
        }
    }

    #[test]
    fn a_request_without_a_body_counts_as_written() {
        for content in [None, Some([].as_slice())] {
            let (body, custody) = split(content);
            assert!(body.is_none() && !custody.withdraw());
        }
    }
}
