//! Feeds `macareu_fuzz::settings`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::settings(data));
