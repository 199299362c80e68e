//! A connection's life as a state machine without I/O: inputs are what a person asks for and what
//! the browser's socket tells, outputs are what to do. It must not touch a socket or read a clock:
//! times are arguments, in milliseconds since 1970-01-01 UTC.
//!
//! Attempts are numbered. What a socket tells carries the number of its attempt, and only the
//! number of the attempt that is alive counts: a late event of an old socket never touches a new
//! connection.

pub mod diagnosis;
pub mod extensions;
mod machine;
pub mod reconnect;
#[cfg(test)]
mod tests;

pub use machine::{Attempt, CLOSE_TIMEOUT_MS, Connection, Input, NORMAL_CLOSURE, Output};

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::core::web_address::Server;

/// How long a handshake may be allowed to take, in milliseconds.
pub const TIMEOUTS_MS: RangeInclusive<u32> = 100..=600_000;

/// The same when a person sets no other.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;

/// How to connect. Kept while the connection lives, so that it can be made again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// `ws:` or `wss:`; may hold passwords and tokens.
    pub url: String,
    /// As it may be seen, secrets masked: what states, rows and exports tell.
    pub shown_url: String,
    /// In the order offered.
    pub subprotocols: Vec<Offered>,
    /// What matters should it fail.
    pub facts: Facts,
    /// Sent as a text message as soon as it is open.
    pub first_message: Option<String>,
    /// Longest handshake in milliseconds; one of [`TIMEOUTS_MS`].
    pub timeout_ms: u32,
    /// Whether to connect again when the connection is lost; see [`reconnect`].
    pub reconnect: bool,
}

/// A subprotocol that is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// As it goes out; may be a token.
    pub name: String,
    /// As it may be seen, secrets masked.
    pub shown: String,
}

/// What is known of an attempt before it is made, and matters should it fail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Whom the address leads to.
    pub server: Server,
    /// The person offers subprotocols, and it can be tried without: none carries a token.
    pub may_go_without_subprotocols: bool,
    /// What becomes of the login or token in auth.
    pub credentials: Credentials,
    /// Names in the address that no variable has: they go out as they are written.
    pub unknown_variables: Vec<String>,
}

/// What becomes of a login or token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Credentials {
    /// There is none.
    #[default]
    Nothing,
    /// A page cannot send it, and no other way was chosen.
    NotSent,
    /// It goes out in the way chosen.
    Sent,
}

/// Where a connection stands, with what is known of how it got there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum ConnectionState {
    /// Never connected since the page opened, or the last attempt was cancelled.
    #[default]
    Disconnected,
    /// The handshake runs.
    Connecting {
        /// When the person asked for it.
        since_ms: f64,
        /// The address tried.
        url: String,
    },
    /// Messages can be sent and received.
    Open {
        /// When the handshake ended.
        since_ms: f64,
        /// What the handshake brought.
        opened: Opened,
    },
    /// This side asked to close and the other side has not answered yet.
    Closing {
        /// When the person asked for it.
        since_ms: f64,
        /// When the handshake ended.
        open_since_ms: f64,
        /// What the handshake brought.
        opened: Opened,
    },
    /// It was open and has ended.
    Closed(Ended),
    /// It never opened.
    Failed(Failure),
    /// It was lost, and is made again after a while.
    Waiting {
        /// How many attempts in a row this will be, from 1.
        retry: u32,
        /// When.
        until_ms: f64,
        /// What it comes after.
        after: Lost,
    },
}

/// What a new attempt comes after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Lost {
    /// It was open and has ended.
    Closed(Ended),
    /// An attempt to connect again failed.
    Failed(Failure),
}

/// What a handshake brought (RFC 6455 §4.2.2), as far as a page may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The address that answered.
    pub url: String,
    /// How long the handshake took, in milliseconds.
    pub took_ms: f64,
    /// The subprotocol the server chose; empty when none.
    pub subprotocol: String,
    /// The extensions agreed on, such as `permessage-deflate`; empty when none.
    pub extensions: String,
}

/// How an open connection ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at_ms: f64,
    /// The close code (RFC 6455 §7.1.5); 1005 when the close frame had none, 1006 when there was
    /// no close frame.
    pub code: u16,
    /// The close reason; may be empty.
    pub reason: String,
    /// Whether both sides took part in the close handshake.
    pub clean: bool,
    /// Who started it.
    pub by: Party,
    /// What the handshake had brought.
    pub was: Opened,
    /// How long it was open, in milliseconds.
    pub open_for_ms: f64,
}

/// Who ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Party {
    /// This side.
    Client,
    /// The other side, by a close frame.
    Server,
    /// It was lost.
    Nobody,
}

/// How an attempt failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// When.
    pub at_ms: f64,
    /// How long after the attempt began, in milliseconds.
    pub after_ms: f64,
    /// Why, as far as a page may know.
    pub why: FailureKind,
    /// The address tried, as it may be seen.
    pub url: String,
    /// What else is known of it.
    pub facts: Facts,
}

/// Why an attempt failed, as far as a page may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// The browser says only that there is no connection: the host was not found or did not
    /// answer, its certificate was not accepted, or it refused to upgrade.
    Refused,
    /// No answer within the time the person allows.
    TimedOut,
    /// The browser did not even try: the address, a subprotocol, or the page's own security rules.
    NotTried {
        /// The browser's own words.
        message: String,
    },
}

/// A change worth a row in the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The handshake ended well.
    Connected(Opened),
    /// An open connection ended.
    Closed {
        /// See [`Ended::code`].
        code: u16,
        /// See [`Ended::reason`].
        reason: String,
        /// See [`Ended::clean`].
        clean: bool,
        /// See [`Ended::by`].
        by: Party,
        /// See [`Ended::open_for_ms`].
        open_for_ms: f64,
    },
    /// An attempt failed.
    Failed {
        /// See [`Failure::why`].
        why: FailureKind,
        /// See [`Failure::after_ms`].
        after_ms: f64,
    },
    /// The person cancelled an attempt.
    Cancelled {
        /// How long after the attempt began, in milliseconds.
        after_ms: f64,
    },
}
