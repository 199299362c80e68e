//! What the page and the connection worker say to each other: two enums of plain data, one JSON
//! text each, tested on the host. Bytes that would be wasteful as JSON travel beside it as a
//! transferred buffer; the variant says so.

use serde::{Deserialize, Serialize};

use crate::core::{
    connection::{ConnectionState, Event},
    conversation::{Direction, MessageKind},
    model::ItemId,
};

/// Page → worker. Every request names the WebSocket (by its id in the tree) it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToWorker {
    /// Start a handshake. Ignored while a connection lives. The URL and subprotocols were checked.
    Connect {
        /// Which WebSocket.
        socket: ItemId,
        /// `ws:` or `wss:`.
        url: String,
        /// In the order offered.
        subprotocols: Vec<String>,
        /// Longest handshake in milliseconds.
        timeout_ms: u32,
    },
    /// Cancel a handshake; when open, start the close handshake with 1000; when closing, stop
    /// waiting for the other side.
    Stop {
        /// Which WebSocket.
        socket: ItemId,
    },
    /// Send a text message.
    SendText {
        /// Which WebSocket.
        socket: ItemId,
        /// The message.
        text: String,
    },
    /// Send a binary message: its bytes are the buffer beside.
    SendBinary {
        /// Which WebSocket.
        socket: ItemId,
    },
    /// Start the close handshake (RFC 6455 §7.1.2) as a message of the conversation.
    SendClose {
        /// Which WebSocket.
        socket: ItemId,
        /// 1000 or 3000–4999.
        code: u16,
        /// At most 123 bytes of UTF-8.
        reason: String,
    },
    /// The rows the page shows of one WebSocket from now on; `None` when it shows no conversation.
    Watch {
        /// What to show.
        view: Option<View>,
    },
    /// Ask for one whole entry, answered by [`FromWorker::Entry`].
    Fetch {
        /// Which WebSocket.
        socket: ItemId,
        /// Number of the entry, from 0 for the oldest since the page opened.
        number: u64,
    },
    /// Forget the conversation; the connection stays.
    Clear {
        /// Which WebSocket.
        socket: ItemId,
    },
    /// Close and forget everything about a WebSocket that was deleted for good.
    Forget {
        /// Which WebSocket.
        socket: ItemId,
    },
}

/// Which rows of which conversation the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Which WebSocket.
    pub socket: ItemId,
    /// Position of the first row wanted; ignored when `follow`.
    pub first: u64,
    /// How many rows fit, with a margin.
    pub rows: u32,
    /// Always the newest rows.
    pub follow: bool,
}

/// Worker → page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FromWorker {
    /// The worker listens; sent once, first.
    Ready,
    /// A connection changed its state.
    State {
        /// Which WebSocket.
        socket: ItemId,
        /// The new state, with what is known of how it came about.
        state: ConnectionState,
    },
    /// Something changed in the watched conversation; at most once per frame.
    Rows {
        /// Which WebSocket.
        socket: ItemId,
        /// All of it in numbers.
        totals: Totals,
        /// Position of the first row below.
        first: u64,
        /// The rows of the view, oldest first.
        rows: Vec<Row>,
    },
    /// Answer to [`ToWorker::Fetch`]. A message's bytes are the buffer beside.
    Entry {
        /// Which WebSocket.
        socket: ItemId,
        /// The row of the entry asked for, or `None` when it was cleared meanwhile.
        row: Option<Row>,
    },
    /// A message was not sent; the person's text is still where it was.
    SendRefused {
        /// Which WebSocket.
        socket: ItemId,
        /// Why.
        reason: SendRefusal,
    },
}

/// Why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SendRefusal {
    /// The connection is not open.
    NotConnected,
    /// The browser refused it.
    Browser,
}

/// A conversation in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Entries in the list, events included.
    pub entries: u64,
    /// Messages, both directions, close messages included.
    pub messages: u64,
    /// Payload bytes, both directions.
    pub bytes: u64,
    /// Messages in the last second.
    pub per_second: f64,
    /// Goes up by one with every [`ToWorker::Clear`]: positions of an older one mean nothing.
    pub generation: u32,
}

/// One line of the conversation, cut to what a line can show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// From 0 for the oldest since the last clear; its position in the list too.
    pub number: u64,
    /// Milliseconds since 1970-01-01 UTC, with fractions.
    pub at_ms: f64,
    /// What happened.
    pub body: RowBody,
}

/// What a row tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
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
        /// The first characters on one line; of a binary message the first bytes in hex.
        preview: String,
    },
    /// The connection changed.
    Event {
        /// How.
        event: Event,
    },
}
