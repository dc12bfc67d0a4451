#![no_main]

#[path = "../shared/configuration.rs"]
mod configuration;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| configuration::run(bytes));
