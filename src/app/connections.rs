//! The page's end of the connection worker: what it told last, and what a person asks of it.

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;

use crate::{
    browser::{timer::AnimationFrame, worker::ConnectionWorker},
    core::{
        connection::{ConnectionState, FailureKind},
        conversation::MessageKind,
        model::{ClientMessage, ItemId, Subprotocol},
        payload::outgoing::Outgoing,
        web_address::{self, WebAddress},
    },
    protocol::{FromWorker, Row, RowBody, SendRefusal, ToWorker, Totals, View},
};

use super::{App, drafts::ConnectionTab};

/// Longest handshake.
const HANDSHAKE_TIMEOUT_MS: u32 = 30_000;

/// Signals of all connections and of the conversation on the screen.
#[derive(Clone, Copy)]
pub struct Connections {
    states: RwSignal<HashMap<ItemId, ConnectionState>>,
    /// The rows of the conversation on the screen; moves at most once per frame.
    pub window: RwSignal<Window>,
    /// The message shown in detail, of each WebSocket that has one.
    shown: RwSignal<HashMap<ItemId, ShownEntry>>,
    /// The worker could not be started, or crashed.
    pub worker_failed: RwSignal<bool>,
    /// Why the last message of a WebSocket was not sent.
    pub refusals: RwSignal<HashMap<ItemId, SendRefusal>>,
    worker: StoredValue<Option<ConnectionWorker>, LocalStorage>,
    pending: StoredValue<Option<Window>>,
    frame: StoredValue<Option<AnimationFrame>, LocalStorage>,
    view: StoredValue<Option<View>>,
    /// What to do with the entry asked for, once it has come.
    awaiting: StoredValue<Option<Awaiting>>,
}

/// Of which WebSocket an entry was asked for, and what to do with it.
type Awaiting = (ItemId, fn(App, ItemId));

/// What of a conversation is on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// Which WebSocket.
    pub socket: Option<ItemId>,
    /// All of the conversation in numbers.
    pub totals: Totals,
    /// Position of the first row below.
    pub first: u64,
    /// Oldest first.
    pub rows: Vec<Row>,
}

/// An entry of a conversation in full.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownEntry {
    /// Its position; it may have been asked for and not come yet.
    pub number: u64,
    /// What came; until then what was shown before, so that nothing flickers.
    pub entry: Option<(Row, Arc<[u8]>)>,
}

impl ShownEntry {
    /// The entry, once the one asked for has come.
    pub fn arrived(self) -> Option<(Row, Arc<[u8]>)> {
        self.entry.filter(|(row, _)| row.number == self.number)
    }
}

impl Connections {
    pub(super) fn new() -> Self {
        Self {
            states: RwSignal::default(),
            window: RwSignal::default(),
            shown: RwSignal::default(),
            worker_failed: RwSignal::new(false),
            refusals: RwSignal::default(),
            worker: StoredValue::new_local(None),
            pending: StoredValue::new(None),
            frame: StoredValue::new_local(None),
            view: StoredValue::new(None),
            awaiting: StoredValue::new(None),
        }
    }

    /// Where the connection of a WebSocket stands.
    pub fn state(self, socket: ItemId) -> ConnectionState {
        self.states.with(|states| states.get(&socket).cloned().unwrap_or_default())
    }

    /// Reads the states of all connections at once.
    pub fn with_states<T>(self, read: impl FnOnce(&HashMap<ItemId, ConnectionState>) -> T) -> T {
        self.states.with(read)
    }

    /// The message of a WebSocket shown in detail.
    pub fn shown(self, socket: ItemId) -> Option<ShownEntry> {
        self.shown.with(|shown| shown.get(&socket).cloned())
    }

    /// As [`Connections::shown`], for handlers.
    pub fn shown_untracked(self, socket: ItemId) -> Option<ShownEntry> {
        untrack(|| self.shown(socket))
    }

    /// Whether a connection is being made, open or closing.
    pub fn lives_untracked(self, socket: ItemId) -> bool {
        let state = untrack(|| self.state(socket));
        matches!(
            state,
            ConnectionState::Connecting { .. }
                | ConnectionState::Open { .. }
                | ConnectionState::Closing { .. }
        )
    }

    /// Position of the message shown in detail.
    pub fn shown_number(self, socket: ItemId) -> Option<u64> {
        self.shown.with(|shown| shown.get(&socket).map(|it| it.number))
    }

    /// Tells the worker which rows the page shows.
    pub fn watch(self, view: Option<View>) {
        if self.view.get_value() != view {
            self.view.set_value(view);
            self.post(&ToWorker::Watch { view });
        }
    }

    /// Shows an entry in detail.
    pub fn show(self, socket: ItemId, number: u64) {
        if self
            .shown
            .with_untracked(|shown| shown.get(&socket).is_none_or(|it| it.number != number))
        {
            self.shown.update(|shown| {
                let before = shown.get(&socket).and_then(|it| it.entry.clone());
                shown.insert(socket, ShownEntry { number, entry: before });
            });
            self.awaiting.set_value(None);
            self.post(&ToWorker::Fetch { socket, number });
        }
    }

    /// Does something with the entry asked for once it has come: a person may be quicker than the
    /// worker. Nothing when none was asked for.
    pub(super) fn when_arrived(self, socket: ItemId, act: fn(App, ItemId)) {
        if self.shown.with_untracked(|shown| shown.contains_key(&socket)) {
            self.awaiting.set_value(Some((socket, act)));
        }
    }

    /// Empties the conversation of a WebSocket; the connection stays.
    pub fn clear(self, socket: ItemId) {
        self.shown.update(|shown| {
            shown.remove(&socket);
        });
        self.post(&ToWorker::Clear { socket });
    }

    /// Cancels, disconnects or stops waiting, as the state asks for.
    pub fn stop(self, socket: ItemId) {
        self.post(&ToWorker::Stop { socket });
    }

    /// Closes and forgets a WebSocket that no longer exists.
    fn forget(self, socket: ItemId) {
        self.states.update(|states| {
            states.remove(&socket);
        });
        self.shown.update(|shown| {
            shown.remove(&socket);
        });
        self.refusals.update(|refusals| {
            refusals.remove(&socket);
        });
        self.post(&ToWorker::Forget { socket });
    }

    fn post(self, request: &ToWorker) {
        let sent = self
            .worker
            .with_value(|worker| worker.as_ref().is_some_and(|worker| worker.post(request)));
        if !sent {
            self.worker_failed.set(true);
        }
    }

    fn post_bytes(self, request: &ToWorker, bytes: &[u8]) {
        let sent = self.worker.with_value(|worker| {
            worker.as_ref().is_some_and(|worker| worker.post_bytes(request, bytes))
        });
        if !sent {
            self.worker_failed.set(true);
        }
    }

    /// Keeps the newest rows until the next frame, so that the page draws at most once per frame.
    fn show_with_next_frame(self, window: Window) {
        self.pending.set_value(Some(window));
        if self.frame.with_value(Option::is_none) {
            let frame = AnimationFrame::request(move || {
                self.frame.try_set_value(None);
                if let Some(window) = self.pending.try_update_value(Option::take).flatten() {
                    self.window.try_set(window);
                }
            });
            self.frame.set_value(Some(frame));
        }
    }
}

impl App {
    pub(super) fn begin_connections(self) {
        let on_failure = move || {
            self.connections.worker_failed.try_set(true);
            // Its sockets went with it: nothing may look open.
            self.connections.states.try_update(HashMap::clear);
        };
        match ConnectionWorker::spawn(
            move |message, bytes| self.on_worker(message, bytes),
            on_failure,
        ) {
            Ok(worker) => self.connections.worker.set_value(Some(worker)),
            Err(_) => self.connections.worker_failed.set(true),
        }
    }

    fn on_worker(self, message: FromWorker, bytes: Option<Vec<u8>>) {
        let it = self.connections;
        match message {
            FromWorker::Ready => {}
            FromWorker::State { socket, state } => self.on_state(socket, state),
            FromWorker::Rows { socket, totals, first, rows } => {
                it.show_with_next_frame(Window { socket: Some(socket), totals, first, rows });
            }
            FromWorker::Entry { socket, row } => {
                it.shown.try_update(|shown| match row {
                    Some(row)
                        if shown.get(&socket).is_some_and(|shown| shown.number == row.number) =>
                    {
                        let number = row.number;
                        let entry = Some((row, bytes.unwrap_or_default().into()));
                        shown.insert(socket, ShownEntry { number, entry });
                    }
                    Some(_) => {}
                    None => {
                        shown.remove(&socket);
                    }
                });
                let has_arrived =
                    it.shown_untracked(socket).is_some_and(|shown| shown.arrived().is_some());
                let awaiting =
                    it.awaiting.get_value().filter(|(of, _)| *of == socket && has_arrived);
                if let Some((_, act)) = awaiting {
                    it.awaiting.set_value(None);
                    act(self, socket);
                }
            }
            FromWorker::SendRefused { socket, reason } => {
                it.refusals.try_update(|refusals| refusals.insert(socket, reason));
            }
        }
    }

    fn on_state(self, socket: ItemId, state: ConnectionState) {
        match &state {
            ConnectionState::Failed(failure) => {
                self.drafts.update(socket, |draft| draft.connection_tab = ConnectionTab::Response);
                if failure.why == FailureKind::Refused {
                    self.probe(socket, failure);
                }
            }
            ConnectionState::Open { .. } => {
                self.drafts.update(socket, |draft| draft.connection_tab = ConnectionTab::Response);
                self.connections.refusals.update(|refusals| {
                    refusals.remove(&socket);
                });
            }
            _ => {}
        }
        self.connections.states.try_update(|states| states.insert(socket, state));
    }

    /// Closes and forgets all there is of a WebSocket that no longer exists.
    pub(super) fn forget(self, socket: ItemId) {
        self.connections.forget(socket);
        self.drafts.forget(socket);
        self.probes.forget(socket);
    }

    /// Checks the address and the subprotocols and starts the handshake. What is wrong is shown
    /// beside its field, and nothing is tried.
    pub fn connect(self, socket: ItemId) {
        let Some((address, subprotocols)) = self.checked_connection(socket) else {
            self.drafts.update(socket, |draft| draft.show_problems = true);
            return;
        };
        self.probes.forget(socket);
        self.connections.post(&ToWorker::Connect {
            socket,
            url: address.url,
            subprotocols,
            timeout_ms: HANDSHAKE_TIMEOUT_MS,
        });
    }

    /// With variables in their values: they are looked up at this moment.
    fn checked_connection(self, socket: ItemId) -> Option<(WebAddress, Vec<String>)> {
        let mut resolver = self.resolver(socket);
        let (url, subprotocols) = self.workspace.with_untracked(|workspace| {
            let websocket = workspace.websocket(socket)?;
            Some((websocket.url.clone(), websocket.subprotocols.clone()))
        })?;
        let address = web_address::check(&resolver.resolve(&url).ok()?.text).ok()?;
        let offered = subprotocols.into_iter().filter(|it| it.enabled);
        let offered: Option<Vec<_>> = offered
            .map(|it| Some(Subprotocol { key: resolver.resolve(&it.key).ok()?.text, ..it }))
            .collect();
        let offered = offered.filter(|it| web_address::check_subprotocols(it).is_empty())?;
        Some((address, offered.into_iter().map(|it| it.key.trim().to_owned()).collect()))
    }

    /// Connects, or cancels or disconnects what lives: the one button of the URL bar.
    pub fn toggle_connection(self, socket: ItemId) {
        if self.connections.lives_untracked(socket) {
            self.connections.stop(socket);
        } else {
            self.connect(socket);
        }
    }

    /// Sends a client message on the connection of its WebSocket. Returns whether it was handed to
    /// the connection; if not, the problem is shown where the message is edited or sent.
    pub fn send(self, socket: ItemId, message: &ClientMessage) -> bool {
        let is_open = self.connections.states.with_untracked(|states| {
            matches!(states.get(&socket), Some(ConnectionState::Open { .. }))
        });
        if !is_open {
            self.connections.refusals.update(|refusals| {
                refusals.insert(socket, SendRefusal::NotConnected);
            });
            return false;
        }
        self.connections.refusals.update(|refusals| {
            refusals.remove(&socket);
        });
        match self.resolver(socket).outgoing(message) {
            Ok(Outgoing::Text(text)) => self.connections.post(&ToWorker::SendText { socket, text }),
            Ok(Outgoing::Binary(bytes)) => {
                self.connections.post_bytes(&ToWorker::SendBinary { socket }, &bytes);
            }
            Ok(Outgoing::Close { code, reason }) => {
                self.connections.post(&ToWorker::SendClose { socket, code, reason });
            }
            Err(_) => return false,
        }
        true
    }
}

/// Whether a row is a message, and of which kind.
pub fn message_kind(row: &Row) -> Option<MessageKind> {
    match &row.body {
        RowBody::Message { kind, .. } => Some(*kind),
        RowBody::Event { .. } => None,
    }
}
