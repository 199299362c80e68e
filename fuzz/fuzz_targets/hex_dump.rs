//! Feeds `macareu_fuzz::hex_dump`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::hex_dump(data));
