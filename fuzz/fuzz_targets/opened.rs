//! Feeds `macareu_fuzz::opened`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::opened(data));
