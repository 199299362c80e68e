//! Feeds `macareu_fuzz::variables`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::variables(data));
