//! What the page and the connection worker say to each other: two enums of plain data, one JSON
//! text each, tested on the host. Bytes that would be wasteful as JSON travel beside it as a
//! transferred buffer; the variant says so.

use serde::{Deserialize, Serialize};

use crate::core::connection::{ConnectionState, Plan};
pub use crate::core::conversation::{Row, RowBody, Totals};
use crate::core::model::ItemId;

/// Page → worker. Every request names the WebSocket (by its id in the tree) it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToWorker {
    /// Start a handshake. Ignored while a connection lives. The URL and subprotocols were checked.
    Connect {
        /// Which WebSocket.
        socket: ItemId,
        /// How.
        plan: Plan,
    },
    /// Whether to connect again when the connection that lives is lost.
    Reconnect {
        /// Which WebSocket.
        socket: ItemId,
        /// Yes or no.
        on: bool,
    },
    /// Cancel a handshake or the wait for the next; when open, start the close handshake with 1000; when closing, stop
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
    /// The last [`FromWorker::Rows`] was taken; until then the worker sends no more of them, so that
    /// a busy page is not buried. The page's end of the channel sends this by itself.
    RowsTaken,
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
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
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
    /// The content security policy that the worker came with blocked something.
    Blocked {
        /// When.
        at_ms: f64,
        /// What, as far as the browser tells: an address, or only its scheme.
        what: String,
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

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::{Serialize, de::DeserializeOwned};

    use super::{FromWorker, Row, RowBody, SendRefusal, ToWorker, Totals, View};
    use crate::core::connection::{
        ConnectionState, Ended, Event, Failure, FailureKind, Lost, Opened, Party, Plan,
    };
    use crate::core::conversation::{Direction, MessageKind};
    use crate::core::model::ItemId;

    const SOCKET: ItemId = ItemId((1 << 53) - 1);
    const AT_MS: f64 = 1_790_000_000_123.456_7;

    fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(messages: Vec<T>) {
        for message in messages {
            let json = serde_json::to_string(&message).expect("becomes JSON");
            assert_eq!(serde_json::from_str::<T>(&json).expect(&json), message, "{json}");
        }
    }

    fn opened() -> Opened {
        Opened {
            url: "wss://host/path?q=\"é\"".into(),
            took_ms: 12.25,
            subprotocol: "chat".into(),
            extensions: "permessage-deflate".into(),
        }
    }

    #[test]
    fn every_request_survives_the_journey() {
        let view = View { socket: SOCKET, first: u64::MAX >> 11, rows: 60, follow: true };
        survives(vec![
            ToWorker::Connect {
                socket: SOCKET,
                plan: Plan {
                    url: "ws://a:b@host/".into(),
                    shown_url: "ws://host/".into(),
                    subprotocols: vec!["a".into(), "b".into()],
                    first_message: Some("{}".into()),
                    timeout_ms: 30_000,
                    reconnect: true,
                },
            },
            ToWorker::Reconnect { socket: SOCKET, on: false },
            ToWorker::Stop { socket: SOCKET },
            ToWorker::SendText { socket: SOCKET, text: "\u{0}\n\"\u{2028}😀".into() },
            ToWorker::SendBinary { socket: SOCKET },
            ToWorker::SendClose { socket: SOCKET, code: 4999, reason: "até".into() },
            ToWorker::Watch { view: Some(view) },
            ToWorker::Watch { view: None },
            ToWorker::RowsTaken,
            ToWorker::Fetch { socket: SOCKET, number: 999_999 },
            ToWorker::Clear { socket: SOCKET },
            ToWorker::Forget { socket: SOCKET },
        ]);
    }

    #[test]
    fn every_state_survives_the_journey() {
        let not_tried = FailureKind::NotTried { message: "SyntaxError".into() };
        let mut states = vec![
            ConnectionState::Disconnected,
            ConnectionState::Connecting { since_ms: AT_MS, url: "ws://host/".into() },
            ConnectionState::Open { since_ms: AT_MS, opened: opened() },
            ConnectionState::Closing { since_ms: AT_MS, open_since_ms: AT_MS, opened: opened() },
        ];
        for by in [Party::Client, Party::Server, Party::Nobody] {
            let ended = Ended {
                at_ms: AT_MS,
                code: 1006,
                reason: "x".into(),
                clean: false,
                by,
                was: opened(),
                open_for_ms: 0.5,
            };
            let after = Lost::Closed(ended.clone());
            states.push(ConnectionState::Closed(ended));
            states.push(ConnectionState::Waiting { retry: 1, until_ms: AT_MS, after });
        }
        for why in [FailureKind::Refused, FailureKind::TimedOut, not_tried] {
            let failure = Failure {
                at_ms: AT_MS,
                after_ms: 3.0,
                why,
                url: "ws://host/".into(),
                with_subprotocols: true,
            };
            let after = Lost::Failed(failure.clone());
            states.push(ConnectionState::Failed(failure));
            states.push(ConnectionState::Waiting { retry: 9, until_ms: AT_MS, after });
        }
        survives(
            states.into_iter().map(|state| FromWorker::State { socket: SOCKET, state }).collect(),
        );
    }

    #[test]
    fn every_row_survives_the_journey() {
        let message = |direction, kind| RowBody::Message {
            direction,
            kind,
            size: 5_000_000_000,
            message_number: 7,
            preview: "{\"a\": 1}".into(),
        };
        let why = FailureKind::NotTried { message: "no".into() };
        let (reason, by) = (String::from("bye"), Party::Server);
        let bodies = vec![
            message(Direction::Sent, MessageKind::Text),
            message(Direction::Received, MessageKind::Binary),
            message(Direction::Sent, MessageKind::Close { code: Some(3000) }),
            message(Direction::Sent, MessageKind::Close { code: None }),
            RowBody::Event { event: Event::Connected(opened()) },
            RowBody::Event {
                event: Event::Closed { code: 1001, reason, clean: true, by, open_for_ms: 1.0 },
            },
            RowBody::Event { event: Event::Failed { why, after_ms: 1.0 } },
            RowBody::Event { event: Event::Cancelled { after_ms: 1.0 } },
        ];
        let rows: Vec<Row> =
            (0..).zip(bodies).map(|(number, body)| Row { number, at_ms: AT_MS, body }).collect();
        let totals = Totals {
            entries: 8,
            messages: 4,
            bytes: 20_000_000_000,
            per_second: 2.0,
            generation: 1,
        };
        survives(vec![
            FromWorker::Ready,
            FromWorker::Entry { socket: SOCKET, row: rows.first().cloned() },
            FromWorker::Entry { socket: SOCKET, row: None },
            FromWorker::Rows { socket: SOCKET, totals, first: 1_000_000, rows },
            FromWorker::Blocked { at_ms: AT_MS, what: "wss://host/".into() },
            FromWorker::SendRefused { socket: SOCKET, reason: SendRefusal::NotConnected },
            FromWorker::SendRefused { socket: SOCKET, reason: SendRefusal::Browser },
        ]);
    }
}
