//! Feeds `macareu_fuzz::collection`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::collection(data));
