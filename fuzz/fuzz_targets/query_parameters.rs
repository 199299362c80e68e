//! Feeds `macareu_fuzz::query_parameters`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::query_parameters(data));
