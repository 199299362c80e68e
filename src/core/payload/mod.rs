//! Payloads of messages: typed text to bytes and back, and every form in which bytes are shown,
//! named and counted. It must not know where a payload came from or how it is laid out on screen.

pub mod again;
pub mod binary;
pub mod close;
pub mod file_name;
pub mod hex_dump;
pub mod image;
pub mod json;
pub mod layout;
pub mod lines;
pub mod local_time;
pub mod marked;
pub mod outgoing;
pub mod position;
pub mod preview;
pub mod size;
pub mod typed_json;
pub mod utf8;
pub mod visible;
pub mod xml;
