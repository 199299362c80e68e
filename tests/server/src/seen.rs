//! The words for what the server saw: connections, frames, outcomes, ends.
//!
//! Owns these types; keeping and waiting for them is in `log`.

use std::time::SystemTime;

use crate::request::Request;

/// One connection as the server saw it.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Counts up from 1 in the order the requests arrived.
    pub number: u64,
    /// Whether it came over TLS.
    pub secure: bool,
    /// The request's method, `GET` for every WebSocket.
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// The query's names and values, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Header names in lower case and their values, in order.
    pub headers: Vec<(String, String)>,
    /// The subprotocols offered, best first.
    pub subprotocols: Vec<String>,
    /// How the request was answered.
    pub outcome: Outcome,
    /// The frames received, the first [`Config::kept_frames`](crate::Config::kept_frames) of them.
    pub received: Vec<Received>,
    /// How many data messages were received, those not kept included.
    pub messages: u64,
    /// Their payload bytes.
    pub bytes: u64,
    /// How many data messages were handed to the network.
    pub sent: u64,
    /// When `/push` began to send, by this machine's clock; a benchmark measures from here.
    pub push_began: Option<SystemTime>,
    /// How the connection ended; `None` while it lasts.
    pub end: Option<End>,
    pub(crate) kept_bytes: usize,
}

impl Connection {
    pub(crate) fn new(
        number: u64,
        request: &Request,
        subprotocols: Vec<String>,
        secure: bool,
    ) -> Self {
        Self {
            number,
            secure,
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
            headers: request.headers.clone(),
            subprotocols,
            outcome: Outcome::Pending,
            received: Vec::new(),
            messages: 0,
            bytes: 0,
            sent: 0,
            push_began: None,
            end: None,
            kept_bytes: 0,
        }
    }

    /// The first value of a request header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// One line for the error of a test.
    pub(crate) fn describe(&self) -> String {
        let last: Vec<String> = self
            .received
            .iter()
            .rev()
            .take(3)
            .rev()
            .map(|frame| format!("{frame:?}").chars().take(200).collect())
            .collect();
        format!(
            "  {} {} {}: {:?}, received {} messages of {} bytes (last {}), sent {}, end {:?}",
            self.number,
            self.method,
            self.path,
            self.outcome,
            self.messages,
            self.bytes,
            last.join(", "),
            self.sent,
            self.end,
        )
    }

    /// Whether it became a WebSocket, open or ended.
    pub fn was_opened(&self) -> bool {
        matches!(self.outcome, Outcome::Opened { .. })
    }

    /// Whether it is a WebSocket that has not ended.
    pub fn is_open(&self) -> bool {
        self.was_opened() && self.end.is_none()
    }

    /// The text messages received, in order.
    pub fn texts(&self) -> Vec<&str> {
        self.received
            .iter()
            .filter_map(
                |frame| {
                    if let Received::Text(text) = frame { Some(text.as_str()) } else { None }
                },
            )
            .collect()
    }
}

/// How a request was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not yet.
    Pending,
    /// With 101: it became a WebSocket.
    Opened {
        /// The subprotocol in the answer.
        subprotocol: Option<String>,
        /// Whether permessage-deflate was agreed.
        compression: bool,
    },
    /// A WebSocket was asked for, and this HTTP status was the answer.
    Refused(u16),
    /// Plain HTTP was asked for, and this HTTP status was the answer.
    Answered(u16),
    /// The server dropped the connection instead of answering.
    Dropped,
    /// The client left before the answer.
    Abandoned,
}

/// A frame the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// A text message.
    Text(String),
    /// A binary message.
    Binary(Vec<u8>),
    /// A ping's payload.
    Ping(Vec<u8>),
    /// A pong's payload.
    Pong(Vec<u8>),
    /// A close frame.
    Close {
        /// `None` when the frame is empty (1005 in a browser).
        code: Option<u16>,
        /// Empty when there is none.
        reason: String,
    },
}

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The HTTP answer was written.
    Answered,
    /// The closing handshake was completed (RFC 6455 §7.1.4).
    Closed,
    /// The client's TCP stream ended without a completed closing handshake.
    ClientLeft,
    /// The server cut the connection as the path asks.
    Dropped,
    /// The client broke the protocol, or did not answer a close in time.
    Failed(String),
    /// The server was shut down.
    ServerStopped,
}

/// A body posted to `/report`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The query's names and values, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The body as posted.
    pub body: Vec<u8>,
}
