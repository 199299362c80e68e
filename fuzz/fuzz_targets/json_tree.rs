//! Feeds `macareu_fuzz::json_tree`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| macareu_fuzz::json_tree(data));
