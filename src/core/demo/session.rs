//! One connection to a server in the page as a state machine: it is given messages and asked, at
//! given times, what comes next. It hands over one thing at a time, so that whoever drives it can
//! stop at any moment.

use std::collections::VecDeque;

use super::{Demo, DemoServer, FloodKind};
use crate::core::payload::local_time::LocalTime;

/// Nothing was said when it ended (RFC 6455 §7.1.5).
const NO_CLOSE_FRAME: u16 = 1006;
/// It ended without a code.
const NO_CODE: u16 = 1005;

/// What comes from the server. `M` is a message as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub enum DemoEvent<M> {
    /// It accepted the connection.
    Opened {
        /// The first offered; empty when none.
        subprotocol: String,
    },
    /// A message that it was sent comes back.
    Echo(M),
    /// A text message of its own.
    Text(String),
    /// A binary message of its own.
    Binary(Vec<u8>),
    /// The connection ended; nothing comes after that.
    Ended {
        /// The close code.
        code: u16,
        /// The close reason.
        reason: String,
        /// Whether there was a close handshake.
        clean: bool,
    },
}

/// A connection.
#[derive(Clone, Debug)]
pub struct Session<M> {
    demo: Demo,
    subprotocol: String,
    phase: Phase,
    /// When it opens or opened.
    open_ms: f64,
    /// When the clock is to tell the time.
    tick_ms: f64,
    /// How many messages of its own it has sent.
    sent: u32,
    echoes: VecDeque<M>,
    /// How it is to end.
    ending: Option<(u16, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Opening,
    Open,
    Ended,
}

impl<M> Session<M> {
    /// A handshake that begins now.
    pub fn new(now_ms: f64, demo: Demo, offered: &[String]) -> Self {
        let open_ms = now_ms + f64::from(demo.delay_ms);
        Self {
            demo,
            subprotocol: offered.first().cloned().unwrap_or_default(),
            phase: Phase::Opening,
            open_ms,
            tick_ms: open_ms,
            sent: 0,
            echoes: VecDeque::new(),
            ending: None,
        }
    }

    /// Whether messages can be sent.
    pub fn is_open(&self) -> bool {
        self.phase == Phase::Open && self.ending.is_none()
    }

    /// Takes a message, which comes back.
    pub fn take(&mut self, message: M) {
        self.echoes.push_back(message);
    }

    /// The client closes. What it sent before comes back first; the server sends nothing more of its
    /// own, and answers with the same code and reason.
    pub fn close(&mut self, code: u16, reason: &str) {
        self.ending.get_or_insert_with(|| (code, reason.to_owned()));
    }

    /// When there is something to come; the past is as good as now.
    pub fn due_ms(&self) -> Option<f64> {
        match self.phase {
            Phase::Opening => Some(self.open_ms),
            Phase::Ended => None,
            Phase::Open if !self.echoes.is_empty() || self.ending.is_some() => Some(self.open_ms),
            Phase::Open => match &self.demo.server {
                DemoServer::Clock { .. } => Some(self.tick_ms),
                DemoServer::Flood(flood) if self.sent < flood.count && flood.rate > 0 => {
                    let after_ms = f64::from(self.sent) * 1_000.0 / f64::from(flood.rate);
                    Some(self.open_ms + after_ms)
                }
                DemoServer::Flood(flood) => (self.sent < flood.count).then_some(self.open_ms),
                DemoServer::Echo | DemoServer::Close { .. } => None,
            },
        }
    }

    /// The next thing to come, if it is time for it.
    pub fn next(&mut self, now_ms: f64) -> Option<DemoEvent<M>> {
        if self.due_ms()? > now_ms {
            return None;
        }
        if self.phase == Phase::Opening {
            return Some(self.open(now_ms));
        }
        if let Some(message) = self.echoes.pop_front() {
            return Some(DemoEvent::Echo(message));
        }
        if let Some((code, reason)) = self.ending.take() {
            self.phase = Phase::Ended;
            return Some(DemoEvent::Ended { code, reason, clean: code != NO_CLOSE_FRAME });
        }
        self.sent += 1;
        match &self.demo.server {
            DemoServer::Echo | DemoServer::Close { .. } => None,
            DemoServer::Clock { every_ms } => {
                // A clock that was kept waiting does not make up for it.
                let every_ms = f64::from(*every_ms);
                self.tick_ms += every_ms * ((now_ms - self.tick_ms) / every_ms).floor().max(0.0);
                self.tick_ms += every_ms;
                let time = LocalTime::new(now_ms, 0);
                let (tick, date, clock) = (self.sent, time.date(), time.clock());
                let text = format!("{{\"tick\":{tick},\"time\":\"{date}T{clock}Z\"}}");
                Some(DemoEvent::Text(text))
            }
            DemoServer::Flood(flood) => Some(match flood.kind {
                FloodKind::Text | FloodKind::Json => DemoEvent::Text(flood.text(self.sent)),
                FloodKind::Binary => DemoEvent::Binary(flood.bytes(self.sent)),
            }),
        }
    }

    fn open(&mut self, now_ms: f64) -> DemoEvent<M> {
        self.phase = Phase::Open;
        self.open_ms = now_ms;
        self.tick_ms = now_ms;
        if let DemoServer::Close { code, reason } = &self.demo.server {
            // Neither of these carries a reason.
            let says = !matches!(*code, NO_CODE | NO_CLOSE_FRAME);
            self.ending = Some((*code, if says { reason.clone() } else { String::new() }));
        }
        DemoEvent::Opened { subprotocol: std::mem::take(&mut self.subprotocol) }
    }
}
