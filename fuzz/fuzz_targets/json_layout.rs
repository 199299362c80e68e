//! Feeds `macareu_fuzz::json_layout`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::json_layout(data));
