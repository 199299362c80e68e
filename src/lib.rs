//! Macaréu: a WebSocket client that lives in the browser.
//!
//! Four layers, each of which may use only those before it:
//!
//! 1. [`core`] decides: plain Rust without browser, clock, randomness or globals.
//! 2. [`protocol`] is what the page and the connection worker say to each other.
//! 3. `browser` does: the only place that touches browser interfaces.
//! 4. `app` connects core and browser and holds the signals; `ui` shows.
//!
//! `tests/tidy.rs` keeps these layers apart.

#[cfg(feature = "ui")]
pub mod app;
#[cfg(feature = "ui")]
pub mod browser;
pub mod core;
pub mod protocol;
#[cfg(feature = "ui")]
pub mod ui;
#[cfg(feature = "ui")]
pub mod worker;
