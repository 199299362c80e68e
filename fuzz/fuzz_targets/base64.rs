//! Feeds `macareu_fuzz::base64`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::base64(data));
