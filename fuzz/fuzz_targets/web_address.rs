//! Feeds `macareu_fuzz::web_address`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::web_address(data));
