#![no_main]

#[path = "../shared/response.rs"]
mod response;
#[allow(
    dead_code,
    unused_imports,
    reason = "the tests use all of it, and this a part"
)]
#[path = "../../tests/it/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<response::Target> = LazyLock::new(response::Target::start);

fuzz_target!(|bytes: &[u8]| TARGET.run(bytes));
