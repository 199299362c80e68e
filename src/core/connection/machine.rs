//! The machine: what each input does in each state.

use super::{ConnectionState, Ended, Event, Failure, FailureKind, Opened, Party};

/// How long the other side may take to answer a close handshake before this side stops waiting.
pub const CLOSE_TIMEOUT_MS: f64 = 5_000.0;

/// The close code of a person's *Disconnect* (RFC 6455 §7.4.1).
pub const NORMAL_CLOSURE: u16 = 1000;
/// There was no close frame (RFC 6455 §7.4.1).
const ABNORMAL_CLOSURE: u16 = 1006;

/// Numbers one attempt to connect and the socket it made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attempt(u32);

/// What happens to a connection.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The person wants to connect. Ignored while a connection lives.
    Connect {
        /// `ws:` or `wss:`.
        url: String,
        /// In the order offered.
        subprotocols: Vec<String>,
        /// Longest handshake in milliseconds.
        timeout_ms: u32,
    },
    /// The person wants it to end: cancels a handshake, closes an open connection with 1000, stops
    /// waiting for a close that is not answered.
    Stop,
    /// A close message of the person's was sent: the close handshake has begun. Ignored unless open.
    CloseSent,
    /// The socket is open.
    Opened {
        /// Which socket.
        attempt: Attempt,
        /// What the server chose; empty when none.
        subprotocol: String,
        /// What was agreed on; empty when none.
        extensions: String,
    },
    /// The socket has ended; of a socket that never opened: the handshake failed.
    Ended {
        /// Which socket.
        attempt: Attempt,
        /// See [`Ended::code`].
        code: u16,
        /// See [`Ended::reason`].
        reason: String,
        /// See [`Ended::clean`].
        clean: bool,
    },
    /// The browser made no socket.
    NotTried {
        /// Which socket.
        attempt: Attempt,
        /// The browser's own words.
        message: String,
    },
    /// Time has passed; expected at [`Connection::deadline_ms`], harmless at any other time.
    Time,
}

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Make a socket.
    Open {
        /// Its number.
        attempt: Attempt,
        /// `ws:` or `wss:`.
        url: String,
        /// In the order offered.
        subprotocols: Vec<String>,
    },
    /// Start the close handshake with [`NORMAL_CLOSURE`].
    Close,
    /// Forget the socket at once, whatever it is doing.
    Drop,
    /// Add a row to the conversation.
    Record(Event),
    /// [`Connection::state`] is another one now.
    Changed,
}

/// One connection after another of one WebSocket; at most one lives.
#[derive(Debug, Default)]
pub struct Connection {
    state: ConnectionState,
    /// Of the socket that lives; of the last one when none does.
    attempt: Attempt,
    deadline_ms: Option<f64>,
}

impl Connection {
    /// Where it stands.
    pub fn state(&self) -> &ConnectionState {
        &self.state
    }

    /// Whether messages can be sent.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ConnectionState::Open { .. })
    }

    /// When [`Input::Time`] is wanted.
    pub fn deadline_ms(&self) -> Option<f64> {
        self.deadline_ms
    }

    /// Whether this is the socket that lives.
    pub fn is_alive(&self, attempt: Attempt) -> bool {
        attempt == self.attempt && self.is_living()
    }

    /// Whether a connection is being made, open or closing.
    pub fn is_living(&self) -> bool {
        matches!(
            self.state,
            ConnectionState::Connecting { .. }
                | ConnectionState::Open { .. }
                | ConnectionState::Closing { .. }
        )
    }

    /// Takes one input and says what to do, in this order.
    pub fn on(&mut self, now_ms: f64, input: Input) -> Vec<Output> {
        match input {
            Input::Connect { url, subprotocols, timeout_ms } => {
                self.connect(now_ms, url, subprotocols, timeout_ms)
            }
            Input::Stop => match self.state {
                ConnectionState::Connecting { since_ms, .. } => self.enter(
                    ConnectionState::Disconnected,
                    None,
                    vec![
                        Output::Drop,
                        Output::Record(Event::Cancelled { after_ms: now_ms - since_ms }),
                    ],
                ),
                ConnectionState::Open { .. } => self.close(now_ms, vec![Output::Close]),
                ConnectionState::Closing { .. } => self.give_up_closing(now_ms),
                _ => Vec::new(),
            },
            Input::CloseSent => self.close(now_ms, Vec::new()),
            Input::Opened { attempt, subprotocol, extensions } if self.is_alive(attempt) => {
                self.opened(now_ms, subprotocol, extensions)
            }
            Input::Ended { attempt, code, reason, clean } if self.is_alive(attempt) => {
                self.ended(now_ms, code, reason, clean)
            }
            Input::NotTried { attempt, message } if self.is_alive(attempt) => {
                self.fail(now_ms, FailureKind::NotTried { message })
            }
            Input::Opened { .. } | Input::Ended { .. } | Input::NotTried { .. } => Vec::new(),
            Input::Time => match self.deadline_ms {
                Some(deadline) if now_ms >= deadline => match self.state {
                    ConnectionState::Connecting { .. } => self.fail(now_ms, FailureKind::TimedOut),
                    _ => self.give_up_closing(now_ms),
                },
                _ => Vec::new(),
            },
        }
    }

    fn connect(
        &mut self,
        now_ms: f64,
        url: String,
        subprotocols: Vec<String>,
        timeout_ms: u32,
    ) -> Vec<Output> {
        if self.is_living() {
            return Vec::new();
        }
        self.attempt = Attempt(self.attempt.0.wrapping_add(1));
        // The state comes first: making the socket may fail at once.
        let mut outputs = self.enter(
            ConnectionState::Connecting { since_ms: now_ms, url: url.clone() },
            Some(now_ms + f64::from(timeout_ms)),
            Vec::new(),
        );
        outputs.push(Output::Open { attempt: self.attempt, url, subprotocols });
        outputs
    }

    fn opened(&mut self, now_ms: f64, subprotocol: String, extensions: String) -> Vec<Output> {
        let ConnectionState::Connecting { since_ms, url } = &self.state else {
            return Vec::new();
        };
        let opened =
            Opened { url: url.clone(), took_ms: now_ms - since_ms, subprotocol, extensions };
        self.enter(
            ConnectionState::Open { since_ms: now_ms, opened: opened.clone() },
            None,
            vec![Output::Record(Event::Connected(opened))],
        )
    }

    fn close(&mut self, now_ms: f64, outputs: Vec<Output>) -> Vec<Output> {
        let ConnectionState::Open { since_ms, opened } = &self.state else {
            return Vec::new();
        };
        self.enter(
            ConnectionState::Closing {
                since_ms: now_ms,
                open_since_ms: *since_ms,
                opened: opened.clone(),
            },
            Some(now_ms + CLOSE_TIMEOUT_MS),
            outputs,
        )
    }

    fn give_up_closing(&mut self, now_ms: f64) -> Vec<Output> {
        self.ended(now_ms, ABNORMAL_CLOSURE, String::new(), false)
    }

    fn ended(&mut self, at_ms: f64, code: u16, reason: String, clean: bool) -> Vec<Output> {
        let (was, open_since_ms, by) = match &self.state {
            ConnectionState::Connecting { .. } => return self.fail(at_ms, FailureKind::Refused),
            ConnectionState::Closing { open_since_ms, opened, .. } => {
                (opened.clone(), *open_since_ms, Party::Client)
            }
            ConnectionState::Open { since_ms, opened } => {
                let by = if code == ABNORMAL_CLOSURE { Party::Nobody } else { Party::Server };
                (opened.clone(), *since_ms, by)
            }
            _ => return Vec::new(),
        };
        let open_for_ms = at_ms - open_since_ms;
        let event = Event::Closed { code, reason: reason.clone(), clean, by, open_for_ms };
        self.enter(
            ConnectionState::Closed(Ended { at_ms, code, reason, clean, by, was, open_for_ms }),
            None,
            vec![Output::Drop, Output::Record(event)],
        )
    }

    fn fail(&mut self, at_ms: f64, why: FailureKind) -> Vec<Output> {
        let ConnectionState::Connecting { since_ms, url } = &self.state else {
            return Vec::new();
        };
        let after_ms = at_ms - since_ms;
        let failure = Failure { at_ms, after_ms, why: why.clone(), url: url.clone() };
        self.enter(
            ConnectionState::Failed(failure),
            None,
            vec![Output::Drop, Output::Record(Event::Failed { why, after_ms })],
        )
    }

    fn enter(
        &mut self,
        state: ConnectionState,
        deadline_ms: Option<f64>,
        mut outputs: Vec<Output>,
    ) -> Vec<Output> {
        self.state = state;
        self.deadline_ms = deadline_ms;
        outputs.push(Output::Changed);
        outputs
    }
}
