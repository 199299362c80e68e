//! The conversation of one WebSocket: an append-only store of messages and events, made for a
//! million of them, and the arithmetic of showing a window of it. It must not know how rows look.

use serde::{Deserialize, Serialize};

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// This side.
    Sent,
    /// The other side.
    Received,
}

/// The kind of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum MessageKind {
    /// A text message: its payload is UTF-8 (RFC 6455 §5.6).
    Text,
    /// A binary message (RFC 6455 §5.6).
    Binary,
    /// A close message (RFC 6455 §5.5.1): its payload is the reason.
    Close {
        /// `None` when the frame has none (then 1005 in the browser's words).
        code: Option<u16>,
    },
}
