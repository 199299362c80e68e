//! Feeds `macareu_fuzz::hex`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::hex(data));
