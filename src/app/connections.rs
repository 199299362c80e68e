//! The page's end of the connection worker: what it told last, and what a person asks of it.

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;

use crate::{
    browser::{page, timer::AnimationFrame, worker::ConnectionWorker},
    core::{
        change::Change,
        connection::{ConnectionState, Lost, Plan},
        conversation::MessageKind,
        model::{ClientMessage, ConnectionSettings, ItemId, WebSocket},
        payload::outgoing::Outgoing,
        substitute::{self, PlanProblem, Planned},
        variables, web_address,
    },
    protocol::{FromWorker, Row, RowBody, SendRefusal, ToWorker, Totals, View},
};

use super::{
    App,
    drafts::{ConnectionTab, OptionsPart},
};

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

    /// Whether a connection is being made, open or closing; one that is waited for is not.
    pub fn lives_untracked(self, socket: ItemId) -> bool {
        let state = untrack(|| self.state(socket));
        matches!(
            state,
            ConnectionState::Connecting { .. }
                | ConnectionState::Open { .. }
                | ConnectionState::Closing { .. }
        )
    }

    /// Whether a lost connection waits to be made again.
    pub fn waits_untracked(self, socket: ItemId) -> bool {
        matches!(untrack(|| self.state(socket)), ConnectionState::Waiting { .. })
    }

    /// Turns connecting again on or off for what lives or waits.
    fn set_reconnect(self, socket: ItemId, on: bool) {
        if self.lives_untracked(socket) || self.waits_untracked(socket) {
            self.post(&ToWorker::Reconnect { socket, on });
        }
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
            FromWorker::Blocked { at_ms, what } => self.probes.block(at_ms, what),
            FromWorker::SendRefused { socket, reason } => {
                it.refusals.try_update(|refusals| refusals.insert(socket, reason));
            }
        }
    }

    fn on_state(self, socket: ItemId, state: ConnectionState) {
        match &state {
            ConnectionState::Failed(failure) => {
                self.show_response(socket);
                self.probe(socket, failure);
            }
            // Attempts that repeat themselves leave the person where they are.
            ConnectionState::Waiting { after: Lost::Failed(failure), .. } => {
                self.probe(socket, failure);
            }
            ConnectionState::Open { .. } => {
                self.show_response(socket);
                self.connections.refusals.update(|refusals| {
                    refusals.remove(&socket);
                });
            }
            ConnectionState::Waiting { .. } => self.show_response(socket),
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

    fn show_response(self, socket: ItemId) {
        self.drafts.update(socket, |draft| draft.connection_tab = ConnectionTab::Response);
    }

    /// Checks the address, the subprotocols and what goes out for auth, and starts the handshake.
    /// What is wrong is shown beside its field, and nothing is tried.
    pub fn connect(self, socket: ItemId) {
        self.connect_with(socket, |_| {});
    }

    /// Connects once without offering a subprotocol: a browser refuses an answer that chooses none
    /// of those offered, and does not say so.
    pub fn connect_without_subprotocols(self, socket: ItemId) {
        self.connect_with(socket, |plan| plan.subprotocols.clear());
    }

    fn connect_with(self, socket: ItemId, change: impl FnOnce(&mut Plan)) {
        let mut planned = match self.plan(socket) {
            Ok(planned) => planned,
            Err(problem) => {
                let tab = match problem {
                    PlanProblem::Auth(_) | PlanProblem::AuthVariable(_) => {
                        Some((ConnectionTab::Auth, None))
                    }
                    PlanProblem::HeaderVariable(_) => {
                        Some((ConnectionTab::Options, Some(OptionsPart::Headers)))
                    }
                    PlanProblem::Subprotocols => {
                        Some((ConnectionTab::Options, Some(OptionsPart::Subprotocols)))
                    }
                    PlanProblem::Address => None,
                };
                self.drafts.update(socket, |draft| {
                    draft.show_problems = true;
                    if let Some((tab, part)) = tab {
                        draft.connection_tab = tab;
                        draft.options_part = part.unwrap_or(draft.options_part);
                    }
                });
                return;
            }
        };
        let offered = planned.plan.subprotocols.len();
        change(&mut planned.plan);
        let without = planned.plan.subprotocols.len() < offered;
        for cookie in &planned.cookies {
            page::set_cookie(cookie);
        }
        self.probes.begin(socket, without);
        self.connections.post(&ToWorker::Connect { socket, plan: planned.plan });
    }

    /// With variables in their values: they are looked up at this moment.
    fn plan(self, socket: ItemId) -> Result<Planned, PlanProblem> {
        let mut resolver = self.resolver(socket);
        let mut put_in = |text: &str| resolver.resolve(text).map(|it| it.text);
        self.workspace.with_untracked(|workspace| {
            let nothing = WebSocket::new(socket, "", "");
            let collection =
                workspace.collection_of(socket).and_then(|it| workspace.collection(it));
            let websocket = workspace.websocket(socket).unwrap_or(&nothing);
            substitute::plan(websocket, collection, &page::host(), &mut put_in)
        })
    }

    /// What is wrong with what would go out for auth, as far as can be told before connecting.
    pub fn auth_problem(self, socket: ItemId) -> Option<PlanProblem> {
        let (scopes, mut sample) = (self.scopes(socket), self.sample(socket));
        let mut put_in =
            |text: &str| variables::resolve(text, &scopes, &mut sample).map(|it| it.text);
        self.workspace.with(|workspace| {
            let collection =
                workspace.collection_of(socket).and_then(|it| workspace.collection(it));
            substitute::check_auth(workspace.websocket(socket)?, collection, &mut put_in).err()
        })
    }

    /// Whether the server of a WebSocket is on the host this page came from, whatever the port.
    pub fn is_on_page_host(self, socket: ItemId) -> bool {
        let (scopes, mut sample) = (self.scopes(socket), self.sample(socket));
        let url = self.workspace.with(|it| it.websocket(socket).map(|it| it.url.clone()));
        let url = url.and_then(|url| variables::resolve(&url, &scopes, &mut sample).ok());
        let address = url.and_then(|it| web_address::check(&it.text).ok());
        address.is_some_and(|it| it.host == page::host())
    }

    /// Saves what is set for a WebSocket's connection. Connecting again counts at once.
    pub fn set_connection(self, id: ItemId, change: impl FnOnce(&mut ConnectionSettings)) {
        let settings =
            self.workspace.with_untracked(|it| it.websocket(id).map(|it| it.settings.clone()));
        let Some(mut settings) = settings else { return };
        let did_reconnect = settings.reconnect;
        change(&mut settings);
        if settings.reconnect != did_reconnect {
            self.connections.set_reconnect(id, settings.reconnect);
        }
        self.dispatch(Change::SetConnectionSettings { id, settings });
    }

    /// Connects, or cancels or disconnects what lives: the one button of the URL bar.
    pub fn toggle_connection(self, socket: ItemId) {
        if self.connections.lives_untracked(socket) || self.connections.waits_untracked(socket) {
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
