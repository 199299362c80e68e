//! Feeds `macareu_fuzz::environment`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::environment(data));
