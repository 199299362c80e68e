//! Feeds `macareu_fuzz::link`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::link(data));
