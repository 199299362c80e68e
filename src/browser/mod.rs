//! The browser shell: the only place that touches browser interfaces. It carries out and reports;
//! it knows no product rules and no signals.

pub mod alarm;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod dom;
pub mod drag;
pub mod file_system;
pub mod files;
pub mod http;
pub mod ids;
pub mod made_file;
pub mod object_url;
pub mod page;
pub mod pattern;
pub mod socket;
pub mod storage;
pub mod text_decoder;
pub mod text_encoder;
pub mod timer;
pub mod worker;
pub mod worker_scope;
