//! Feeds `macareu_fuzz::clipboard`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::clipboard(data));
