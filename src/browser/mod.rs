//! The browser shell: the only place that touches browser interfaces. It carries out and reports;
//! it knows no product rules and no signals.

// For page and worker.
pub mod alarm;
pub mod channel;
pub mod clock;
pub mod socket;
pub mod text_encoder;
pub mod worker_scope;

// For the page alone.
#[cfg(feature = "ui")]
pub mod clipboard;
#[cfg(feature = "ui")]
pub mod crash;
#[cfg(feature = "ui")]
pub mod dom;
#[cfg(feature = "ui")]
pub mod files;
#[cfg(feature = "ui")]
pub mod http;
#[cfg(feature = "ui")]
pub mod ids;
#[cfg(feature = "ui")]
pub mod page;
#[cfg(feature = "ui")]
pub mod permission;
#[cfg(feature = "ui")]
pub mod storage;
#[cfg(feature = "ui")]
pub mod timer;
#[cfg(feature = "ui")]
pub mod worker;
