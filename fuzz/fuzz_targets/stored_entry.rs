//! Feeds `macareu_fuzz::stored_entry`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::stored_entry(data));
