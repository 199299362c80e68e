//! Feeds `macareu_fuzz::xml`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::xml(data));
