//! The conversation of one WebSocket: an append-only store of messages and events, made for a
//! million of them, filter and search over it, and the arithmetic of showing a part of it. It must
//! not know how rows look.

mod feed;
mod history;
mod lens;
mod payloads;
mod rate;
mod search;
mod store;
#[cfg(test)]
mod tests;
pub mod window;

pub use feed::Feed;
pub use history::{ConversationId, Earlier, History, keep_within};
pub use lens::{Filter, Lens, ListRow, Progress};
pub use search::{Finder, Looked, PartWay, Plain, Query, places_in_bytes};
pub use store::{Conversation, Payload};
use store::{PREVIEW_BYTES, PREVIEW_CHARS};

use serde::{Deserialize, Serialize};

use super::connection::Event;

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// This side.
    Sent,
    /// The other side.
    Received,
}

/// The kind of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// The kind of a message alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A text message.
    Text,
    /// A binary message.
    Binary,
    /// A close message.
    Close,
}

/// A conversation in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Entries in the list, events included.
    pub entries: u64,
    /// Messages, both directions, close messages included.
    pub messages: u64,
    /// Payload bytes, both directions. A text that is not bytes yet counts a byte for each UTF-16
    /// unit: exact for ASCII, else less for a moment.
    pub bytes: u64,
    /// Messages in the last second.
    pub per_second: f64,
    /// Goes up by one each time the conversation is cleared: positions of an older one mean nothing.
    pub generation: u32,
    /// Pinned messages.
    pub pinned: u64,
}

/// One line of the conversation, cut to what a line can show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// From 0 for the oldest since the last clear; its position in the conversation too.
    pub number: u64,
    /// Milliseconds since 1970-01-01 UTC, with fractions.
    pub at_ms: f64,
    /// What happened.
    pub body: RowBody,
}

/// What a row tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RowBody {
    /// A message.
    Message {
        /// Who sent it.
        direction: Direction,
        /// Its kind; a close message carries its code.
        kind: MessageKind,
        /// Payload bytes; of a close message those of its reason.
        size: u64,
        /// 1 for the oldest message: the `n` of Pororoca's file names.
        message_number: u64,
        /// How many bytes had left when the connection ended; `None` of one that left or came whole.
        left: Option<u64>,
        /// The first characters on one line; of a binary message the first bytes in hex.
        preview: String,
    },
    /// The connection changed.
    Event {
        /// How.
        event: Event,
    },
}
