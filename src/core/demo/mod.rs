//! Servers in the page: addresses `demo:…` that the app answers by itself, without any network. What
//! they are called, what they take and what they do; time comes in as an argument. Driving one like a
//! socket is the worker's part.

mod address;
mod flood;
mod session;
#[cfg(test)]
mod tests;

pub use address::{DemoProblem, Misfit, parse};
pub use session::{DemoEvent, Session};

/// What such an address begins with.
pub const SCHEME: &str = "demo:";

/// Longest close reason, in bytes (RFC 6455 §5.5.1).
pub const LONGEST_REASON: usize = 123;

/// A server in the page, as an address asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// What it does once it is connected; then each sends back what it is sent.
    pub server: DemoServer,
    /// How long it takes to answer the handshake, in milliseconds.
    pub delay_ms: u32,
}

/// What a server in the page does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DemoServer {
    /// Nothing more.
    Echo,
    /// Sends the time again and again.
    Clock {
        /// How often, in milliseconds.
        every_ms: u32,
    },
    /// Sends many messages.
    Flood(Flood),
    /// Closes at once.
    Close {
        /// With this code: 1005 is a close frame without one, 1006 none at all.
        code: u16,
        /// And this reason.
        reason: String,
    },
}

/// Many messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flood {
    /// How many.
    pub count: u32,
    /// Bytes of each; JSON has 26 at least.
    pub size: u32,
    /// What they are.
    pub kind: FloodKind,
    /// How many a second; 0 is as fast as they are taken.
    pub rate: u32,
}

/// What the messages of a flood are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloodKind {
    /// Text that begins with its number.
    Text,
    /// A JSON object with its number and a text.
    Json,
    /// Bytes that begin with its number.
    Binary,
}

/// Whether an address leads to a server in the page.
pub fn is_demo(url: &str) -> bool {
    after_scheme(url).is_some()
}

/// What stands after the scheme of such an address.
pub fn after_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(rest)
}
