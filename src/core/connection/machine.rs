//! The machine: what each input does in each state.

use super::{
    ConnectionState, Ended, Event, Failure, FailureKind, Lost, Opened, Party, Plan, reconnect,
};

/// How long the other side may take to answer a close handshake before this side stops waiting.
pub const CLOSE_TIMEOUT_MS: f64 = 5_000.0;

/// How long to wait for the plan that was asked for before asking again.
const ASK_AGAIN_MS: f64 = 2_000.0;

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
    /// The person wants to connect. Ignored while a connection lives; replaces a wait.
    Connect(Plan),
    /// How the connection waited for is to be made now; asked for by [`Output::AskPlan`]. Ignored
    /// unless one is waited for.
    Again(Plan),
    /// The person turned connecting again on or off.
    Reconnect(bool),
    /// The person wants it to end: cancels a handshake or a wait, closes an open connection with
    /// 1000, stops waiting for a close that is not answered.
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
    /// The wait is over: ask how to connect, as values may have changed since.
    AskPlan,
    /// Start the close handshake with [`NORMAL_CLOSURE`].
    Close,
    /// Forget the socket at once, whatever it is doing.
    Drop,
    /// Send a text message.
    Send(String),
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
    /// Of the last attempt.
    plan: Plan,
    /// How many attempts in a row came without a person's asking.
    retries: u32,
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
            Input::Connect(plan) => self.connect(now_ms, plan),
            Input::Again(plan) => self.connect_again(now_ms, plan),
            Input::Reconnect(on) => self.set_reconnect(on),
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
                ConnectionState::Waiting { .. } => self.stop_waiting(),
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
                // Browsers quote the address they were given.
                let message = message.replace(&self.plan.url, &self.plan.shown_url);
                self.fail(now_ms, FailureKind::NotTried { message })
            }
            Input::Opened { .. } | Input::Ended { .. } | Input::NotTried { .. } => Vec::new(),
            Input::Time => match self.deadline_ms {
                Some(deadline) if now_ms >= deadline => match self.state {
                    ConnectionState::Connecting { .. } => self.fail(now_ms, FailureKind::TimedOut),
                    ConnectionState::Waiting { .. } => {
                        // An answer may go astray.
                        self.deadline_ms = Some(now_ms + ASK_AGAIN_MS);
                        vec![Output::AskPlan]
                    }
                    _ => self.give_up_closing(now_ms),
                },
                _ => Vec::new(),
            },
        }
    }

    fn connect(&mut self, now_ms: f64, plan: Plan) -> Vec<Output> {
        if self.is_living() {
            return Vec::new();
        }
        self.plan = plan;
        self.retries = 0;
        self.begin(now_ms)
    }

    fn connect_again(&mut self, now_ms: f64, plan: Plan) -> Vec<Output> {
        let ConnectionState::Waiting { retry, .. } = self.state else {
            return Vec::new();
        };
        self.plan = plan;
        self.retries = retry;
        self.begin(now_ms)
    }

    fn begin(&mut self, now_ms: f64) -> Vec<Output> {
        self.attempt = Attempt(self.attempt.0.wrapping_add(1));
        // The state comes first: making the socket may fail at once.
        let mut outputs = self.enter(
            ConnectionState::Connecting { since_ms: now_ms, url: self.plan.shown_url.clone() },
            Some(now_ms + f64::from(self.plan.timeout_ms)),
            Vec::new(),
        );
        outputs.push(Output::Open {
            attempt: self.attempt,
            url: self.plan.url.clone(),
            subprotocols: self.plan.subprotocols.iter().map(|it| it.name.clone()).collect(),
        });
        outputs
    }

    fn set_reconnect(&mut self, on: bool) -> Vec<Output> {
        self.plan.reconnect = on;
        match self.state {
            ConnectionState::Waiting { .. } if !on => self.stop_waiting(),
            _ => Vec::new(),
        }
    }

    fn stop_waiting(&mut self) -> Vec<Output> {
        let ConnectionState::Waiting { after, .. } = &self.state else {
            return Vec::new();
        };
        let state = match after.clone() {
            Lost::Closed(ended) => ConnectionState::Closed(ended),
            Lost::Failed(failure) => ConnectionState::Failed(failure),
        };
        self.enter(state, None, Vec::new())
    }

    /// Lost: waits for the next attempt.
    fn wait(&mut self, now_ms: f64, after: Lost, outputs: Vec<Output>) -> Vec<Output> {
        let retry = self.retries.saturating_add(1);
        let until_ms = now_ms + reconnect::wait_ms(retry);
        let state = ConnectionState::Waiting { retry, until_ms, after };
        self.enter(state, Some(until_ms), outputs)
    }

    fn opened(&mut self, now_ms: f64, subprotocol: String, extensions: String) -> Vec<Output> {
        let ConnectionState::Connecting { since_ms, url } = &self.state else {
            return Vec::new();
        };
        // A server that chooses the token says it back.
        let chosen = self.plan.subprotocols.iter().find(|it| it.name == subprotocol);
        let subprotocol = chosen.map_or(subprotocol, |it| it.shown.clone());
        let opened =
            Opened { url: url.clone(), took_ms: now_ms - since_ms, subprotocol, extensions };
        let state = ConnectionState::Open { since_ms: now_ms, opened: opened.clone() };
        let mut outputs = self.enter(state, None, vec![Output::Record(Event::Connected(opened))]);
        // After the state: a refusal to send is about what is open.
        outputs.extend(self.plan.first_message.clone().map(Output::Send));
        outputs
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
        let ended = Ended { at_ms, code, reason, clean, by, was, open_for_ms };
        let outputs = vec![Output::Drop, Output::Record(event)];
        if self.plan.reconnect && reconnect::is_wanted_after(&ended) {
            if open_for_ms >= reconnect::STEADY_MS {
                self.retries = 0;
            }
            return self.wait(at_ms, Lost::Closed(ended), outputs);
        }
        self.enter(ConnectionState::Closed(ended), None, outputs)
    }

    fn fail(&mut self, at_ms: f64, why: FailureKind) -> Vec<Output> {
        let ConnectionState::Connecting { since_ms, url } = &self.state else {
            return Vec::new();
        };
        let after_ms = at_ms - since_ms;
        let failure = Failure {
            at_ms,
            after_ms,
            why: why.clone(),
            url: url.clone(),
            facts: self.plan.facts.clone(),
        };
        let may_succeed_later = !matches!(why, FailureKind::NotTried { .. });
        let outputs = vec![Output::Drop, Output::Record(Event::Failed { why, after_ms })];
        if self.plan.reconnect && self.retries > 0 && may_succeed_later {
            return self.wait(at_ms, Lost::Failed(failure), outputs);
        }
        self.enter(ConnectionState::Failed(failure), None, outputs)
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
