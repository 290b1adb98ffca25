//! See `harness::fingerprints`.
#![no_main]

#[path = "../../tests/support/harness.rs"]
#[allow(dead_code, unreachable_pub, reason = "one target of all")]
mod harness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fingerprints(bytes));
