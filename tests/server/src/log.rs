//! What the server saw: every handshake, every frame, every end, in order.
//!
//! Owns the observation log and waiting on it; must not influence what the server does.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use thiserror::Error;
use tokio::sync::watch;

use crate::request::Request;
use crate::seen::{Connection, End, Outcome, Received, Report};

/// How many connections are remembered; the oldest that have ended go first.
const KEPT_CONNECTIONS: usize = 1_000;
/// How many payload bytes are remembered per connection.
const KEPT_BYTES: usize = 64 * 1024 * 1024;
const KEPT_REPORTS: usize = 100;

/// What was waited for did not happen in time.
#[derive(Debug, Error)]
#[error("after {waited:?} the server had not seen {what}; it saw:\n{seen}")]
pub struct NotSeen {
    what: String,
    waited: Duration,
    seen: String,
}

/// The log of one server.
#[derive(Debug)]
pub(crate) struct Log {
    state: Mutex<State>,
    changed: watch::Sender<()>,
    kept_frames: usize,
}

#[derive(Debug, Default)]
struct State {
    /// In the order of their numbers.
    connections: Vec<Connection>,
    reports: Vec<Report>,
    last_number: u64,
}

impl Log {
    pub(crate) fn new(kept_frames: usize) -> Self {
        Self { state: Mutex::default(), changed: watch::Sender::new(()), kept_frames }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the log readable; a test wants to see it most of all then.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn connections(&self) -> Vec<Connection> {
        self.state().connections.clone()
    }

    pub(crate) fn reports(&self) -> Vec<Report> {
        self.state().reports.clone()
    }

    pub(crate) fn add_report(&self, report: Report) {
        {
            let mut state = self.state();
            if state.reports.len() >= KEPT_REPORTS {
                state.reports.remove(0);
            }
            state.reports.push(report);
        }
        self.changed.send_replace(());
    }

    /// Starts the record of a connection whose request was read.
    pub(crate) fn begin(
        self: &Arc<Self>,
        request: &Request,
        subprotocols: Vec<String>,
        secure: bool,
    ) -> Record {
        let number = {
            let mut state = self.state();
            if state.connections.len() >= KEPT_CONNECTIONS
                && let Some(oldest) =
                    state.connections.iter().position(|connection| connection.end.is_some())
            {
                state.connections.remove(oldest);
            }
            state.last_number += 1;
            let number = state.last_number;
            let connection = Connection::new(number, request, subprotocols, secure);
            state.connections.push(connection);
            number
        };
        self.changed.send_replace(());
        Record { log: Arc::clone(self), number }
    }

    /// Waits until `found` gives something for the connections or the reports seen so far.
    pub(crate) async fn wait_for<T>(
        &self,
        what: &str,
        within: Duration,
        mut found: impl FnMut(&[Connection], &[Report]) -> Option<T>,
    ) -> Result<T, NotSeen> {
        let mut changes = self.changed.subscribe();
        let search = async {
            loop {
                changes.mark_unchanged();
                {
                    let state = self.state();
                    if let Some(value) = found(&state.connections, &state.reports) {
                        return value;
                    }
                }
                if changes.changed().await.is_err() {
                    // The sender lives in `self`, so this cannot happen while waiting.
                    std::future::pending::<()>().await;
                }
            }
        };
        match tokio::time::timeout(within, search).await {
            Ok(value) => Ok(value),
            Err(_) => Err(NotSeen { what: what.to_owned(), waited: within, seen: self.summary() }),
        }
    }

    fn summary(&self) -> String {
        let state = self.state();
        let mut lines: Vec<String> = state.connections.iter().map(Connection::describe).collect();
        lines.push(format!("  {} report(s)", state.reports.len()));
        lines.join("\n")
    }
}

/// The pen for one connection; dropping it without an end means the server was stopped.
#[derive(Debug)]
pub(crate) struct Record {
    log: Arc<Log>,
    number: u64,
}

impl Record {
    fn change(&self, change: impl FnOnce(&mut Connection)) {
        {
            let mut state = self.log.state();
            if let Ok(index) =
                state.connections.binary_search_by_key(&self.number, |connection| connection.number)
                && let Some(connection) = state.connections.get_mut(index)
            {
                change(connection);
            }
        }
        self.log.changed.send_replace(());
    }

    pub(crate) fn outcome(&self, outcome: Outcome) {
        self.change(|connection| connection.outcome = outcome);
    }

    /// Notes the moment a push begins.
    pub(crate) fn push_begins(&self) {
        self.change(|connection| connection.push_began = Some(SystemTime::now()));
    }

    pub(crate) fn sent(&self, messages: u64) {
        self.change(|connection| connection.sent += messages);
    }

    /// Counts a data message of `bytes` payload bytes, and keeps it while there is room.
    pub(crate) fn message(&self, bytes: usize, frame: impl FnOnce() -> Received) {
        let kept_frames = self.log.kept_frames;
        self.change(|connection| {
            connection.messages += 1;
            connection.bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
            let kept_bytes = connection.kept_bytes.saturating_add(bytes);
            if connection.received.len() < kept_frames && kept_bytes <= KEPT_BYTES {
                connection.kept_bytes = kept_bytes;
                connection.received.push(frame());
            }
        });
    }

    /// Keeps a control frame while there is room; a close, which is the last, always.
    pub(crate) fn control(&self, frame: Received) {
        let kept_frames = self.log.kept_frames;
        self.change(|connection| {
            if matches!(frame, Received::Close { .. }) || connection.received.len() < kept_frames {
                connection.received.push(frame);
            }
        });
    }

    /// Notes the end; only the first one counts.
    pub(crate) fn end(&self, end: End) {
        self.change(|connection| {
            connection.end.get_or_insert(end);
        });
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.end(End::ServerStopped);
    }
}
