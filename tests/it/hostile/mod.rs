//! Servers that are broken or mean harm: a typed error or the right success, in bounded time, with the status kept.

mod bodies;
mod endings;
mod heads;

use mayar_portal::{Delivery, Error, ErrorKind};

const MAX_BODY: usize = 256 * 1024;

fn outcome(error: &Error) -> (ErrorKind, Delivery, Option<u16>) {
    (
        error.kind(),
        error.delivery(),
        error.status().map(|status| status.as_u16()),
    )
}
