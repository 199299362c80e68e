//! The page's end of the connection worker: what it told last, and what a person asks of it.

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;

use crate::{
    browser::{
        dom,
        file_system::Directory,
        source_file::SourceFile,
        timer::AnimationFrame,
        worker::{ConnectionWorker, Told},
    },
    core::{
        connection::{ConnectionState, Lost},
        conversation::{ConversationId, Earlier, ListRow, MessageKind},
        model::{ClientMessage, ContentMode, ItemId},
        payload::outgoing::Outgoing,
    },
    protocol::{FromWorker, Row, RowBody, SendRefusal, Shown, ToWorker, Totals, View},
};

use super::{App, Panel, conversation_files::Progress, drafts::ConnectionTab, follow_ids, task};

/// How many bytes of a message that was sent from a file are shown.
const FIRST_PART: u64 = 262_144;

/// Signals of all connections and of the conversation on the screen.
#[derive(Clone, Copy)]
pub struct Connections {
    states: RwSignal<HashMap<ItemId, ConnectionState>>,
    /// The rows of the conversation on the screen; moves at most once per frame.
    pub window: RwSignal<Window>,
    /// Where the list is to go, until it has gone there.
    pub jump: RwSignal<Option<Jump>>,
    /// The earlier conversations of each WebSocket that has some, newest first.
    earlier: RwSignal<HashMap<ItemId, Vec<Earlier>>>,
    /// The message shown in detail, of each WebSocket that has one.
    shown: RwSignal<HashMap<ItemId, ShownEntry>>,
    /// The file the message shown in detail was sent from, of each WebSocket that has one.
    shown_files: StoredValue<HashMap<ItemId, SourceFile>, LocalStorage>,
    /// The worker could not be started, or crashed.
    pub worker_failed: RwSignal<bool>,
    /// Why the last message of a WebSocket was not sent.
    pub refusals: RwSignal<HashMap<ItemId, SendRefusal>>,
    worker: StoredValue<Option<ConnectionWorker>, LocalStorage>,
    pending: StoredValue<Pending>,
    frame: StoredValue<Option<AnimationFrame>, LocalStorage>,
    view: StoredValue<Option<View>>,
    /// What to do with the entry asked for, once it has come.
    awaiting: StoredValue<Option<Awaiting>>,
}

/// Of which WebSocket an entry was asked for, and what to do with it.
type Awaiting = (ItemId, fn(App, ItemId));

/// What comes with the next frame.
#[derive(Default)]
struct Pending {
    window: Option<Window>,
    jump: Option<Jump>,
}

/// A row that the list is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Of which WebSocket.
    pub socket: ItemId,
    /// The row.
    pub row: u64,
    /// It was selected; if not, it comes first in sight.
    pub is_selected: bool,
}

/// What of a conversation is on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// Which WebSocket.
    pub socket: Option<ItemId>,
    /// Which of its conversations.
    pub conversation: ConversationId,
    /// All of the conversation in numbers.
    pub totals: Totals,
    /// Of an earlier one: how many messages the one that is going on has.
    pub meanwhile: Option<u64>,
    /// What filter and search make of it.
    pub shown: Shown,
    /// The first row below.
    pub first: u64,
    /// Oldest first.
    pub rows: Vec<ListRow>,
}

/// An entry of a conversation in full.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownEntry {
    /// Of which conversation of its WebSocket.
    pub conversation: ConversationId,
    /// Its position in that; it may have been asked for and not come yet.
    pub number: u64,
    /// What came; until then what was shown before, so that nothing flickers.
    pub entry: Option<(Row, Arc<[u8]>)>,
    /// Milliseconds since the entry before what came, in the same connection.
    pub since_ms: Option<u64>,
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
            jump: RwSignal::default(),
            earlier: RwSignal::default(),
            shown: RwSignal::default(),
            shown_files: StoredValue::new_local(HashMap::new()),
            worker_failed: RwSignal::new(false),
            refusals: RwSignal::default(),
            worker: StoredValue::new_local(None),
            pending: StoredValue::default(),
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

    /// WebSockets whose connection lives or waits to be made again.
    pub(super) fn busy_untracked(self) -> Vec<ItemId> {
        let all = self.states.with_untracked(|states| states.keys().copied().collect::<Vec<_>>());
        all.into_iter()
            .filter(|it| self.lives_untracked(*it) || self.waits_untracked(*it))
            .collect()
    }

    /// Whether a lost connection waits to be made again.
    pub fn waits_untracked(self, socket: ItemId) -> bool {
        matches!(untrack(|| self.state(socket)), ConnectionState::Waiting { .. })
    }

    /// Turns connecting again on or off for what lives or waits.
    pub(super) fn set_reconnect(self, socket: ItemId, on: bool) {
        if self.lives_untracked(socket) || self.waits_untracked(socket) {
            self.post(&ToWorker::Reconnect { socket, on });
        }
    }

    /// Conversation and position of the message shown in detail.
    pub fn shown_number(self, socket: ItemId) -> Option<(ConversationId, u64)> {
        self.shown.with(|shown| shown.get(&socket).map(|it| (it.conversation, it.number)))
    }

    /// The earlier conversations of a WebSocket, newest first.
    pub fn earlier(self, socket: ItemId) -> Vec<Earlier> {
        self.earlier.with(|earlier| earlier.get(&socket).cloned().unwrap_or_default())
    }

    /// Whether messages can be sent.
    pub(super) fn is_open_untracked(self, socket: ItemId) -> bool {
        matches!(untrack(|| self.state(socket)), ConnectionState::Open { .. })
    }

    /// The file from which the message shown in detail was sent.
    pub(super) fn shown_file(self, socket: ItemId) -> Option<SourceFile> {
        self.shown_files.with_value(|files| files.get(&socket).cloned())
    }

    /// Says why a message was not sent.
    pub(super) fn refuse(self, socket: ItemId, reason: SendRefusal) {
        self.refusals.try_update(|refusals| refusals.insert(socket, reason));
    }

    /// Tells the worker which rows the page shows.
    pub fn watch(self, view: Option<View>) {
        if self.view.with_value(|before| *before != view) {
            self.view.set_value(view.clone());
            self.post(&ToWorker::Watch { view });
        }
    }

    /// Shows an entry in detail.
    pub fn show(self, socket: ItemId, conversation: ConversationId, number: u64) {
        if untrack(|| self.shown_number(socket)) != Some((conversation, number)) {
            self.shown.update(|shown| {
                let before = shown.get(&socket);
                let since_ms = before.and_then(|it| it.since_ms);
                let entry = before.and_then(|it| it.entry.clone());
                shown.insert(socket, ShownEntry { conversation, number, entry, since_ms });
            });
            self.awaiting.set_value(None);
            self.post(&ToWorker::Fetch { socket, conversation, number });
        }
    }

    /// Does something with the entry asked for once it has come: a person may be quicker than the
    /// worker. Nothing when none was asked for.
    pub(super) fn when_arrived(self, socket: ItemId, act: fn(App, ItemId)) {
        if self.shown.with_untracked(|shown| shown.contains_key(&socket)) {
            self.awaiting.set_value(Some((socket, act)));
        }
    }

    /// Cancels, disconnects or stops waiting, as the state asks for.
    pub fn stop(self, socket: ItemId) {
        self.post(&ToWorker::Stop { socket });
    }

    /// Moves connections and conversations to the ids their WebSockets have in a copy.
    pub(super) fn follow(self, ids: &HashMap<ItemId, ItemId>) {
        let connected: Vec<ItemId> = self.states.with_untracked(|it| it.keys().copied().collect());
        for from in connected {
            if let Some(&to) = ids.get(&from) {
                self.post(&ToWorker::Move { from, to });
            }
        }
        follow_ids(self.states, ids);
        follow_ids(self.shown, ids);
        follow_ids(self.refusals, ids);
        follow_ids(self.earlier, ids);
    }

    /// Closes a WebSocket that no longer exists and forgets its conversation.
    pub(super) fn forget(self, socket: ItemId) {
        self.states.update(|states| {
            states.remove(&socket);
        });
        self.shown.update(|shown| {
            shown.remove(&socket);
        });
        self.refusals.update(|refusals| {
            refusals.remove(&socket);
        });
        self.earlier.update(|earlier| {
            earlier.remove(&socket);
        });
        self.shown_files.update_value(|files| {
            files.remove(&socket);
        });
        self.post(&ToWorker::Forget { socket });
    }

    pub(super) fn post(self, request: &ToWorker) {
        self.hand_over(|worker| worker.post(request));
    }

    pub(super) fn post_directory(self, request: &ToWorker, directory: &Directory) {
        self.hand_over(|worker| worker.post_directory(request, directory));
    }

    pub(super) fn post_file(self, request: &ToWorker, file: &SourceFile) {
        self.hand_over(|worker| worker.post_file(request, file));
    }

    fn post_bytes(self, request: &ToWorker, bytes: &[u8]) {
        self.hand_over(|worker| worker.post_bytes(request, bytes));
    }

    /// A worker that is gone, or that takes nothing any more, has failed.
    fn hand_over(self, post: impl FnOnce(&ConnectionWorker) -> bool) {
        if !self.worker.with_value(|worker| worker.as_ref().is_some_and(post)) {
            self.worker_failed.set(true);
        }
    }

    /// The entry shown in detail has another number now, or is gone.
    fn place_shown(self, socket: ItemId, place: Option<(ConversationId, u64)>) {
        self.shown.try_update(|shown| match (shown.get_mut(&socket), place) {
            (Some(it), Some((conversation, number))) if it.conversation == conversation => {
                // What is still shown of the one before does not count as the one asked for.
                if let Some((row, _)) = &mut it.entry
                    && row.number == it.number
                {
                    row.number = number;
                }
                it.number = number;
            }
            _ => drop(shown.remove(&socket)),
        });
    }

    /// Keeps the newest rows until the next frame, so that the page draws at most once per frame.
    fn show_with_next_frame(self, keep: impl FnOnce(&mut Pending)) {
        self.pending.update_value(keep);
        if self.frame.with_value(Option::is_none) {
            let frame = AnimationFrame::request(move || {
                self.frame.try_set_value(None);
                let Some(Pending { window, jump }) = self.pending.try_update_value(std::mem::take)
                else {
                    return;
                };
                if let Some(window) = window {
                    self.window.try_set(window);
                }
                if jump.is_some() {
                    self.jump.try_set(jump);
                }
            });
            self.frame.set_value(Some(frame));
        }
    }
}

impl App {
    pub(super) fn begin_connections(self) {
        let on_failure = move || {
            let it = self.connections;
            it.worker_failed.try_set(true);
            // Dropping it closes its sockets, and it cannot fail once more.
            it.worker.try_set_value(None);
            // Nothing may look open.
            it.states.try_update(HashMap::clear);
            self.conversation_files.forget();
            self.message_files.stop_all();
        };
        match ConnectionWorker::spawn(move |told| self.on_worker(told), on_failure) {
            Ok(worker) => self.connections.worker.set_value(Some(worker)),
            Err(_) => self.connections.worker_failed.set(true),
        }
    }

    fn on_worker(self, told: Told) {
        let it = self.connections;
        let (message, bytes, file) = match told {
            Told::Message(message) => (message, None, None),
            Told::WithBytes(message, bytes) => (message, Some(bytes), None),
            Told::WithFile(message, file) => (message, None, Some(file)),
        };
        match message {
            FromWorker::Ready => {}
            FromWorker::State { socket, state } => self.on_state(socket, state),
            FromWorker::PlanWanted { socket } => self.connect_again(socket),
            FromWorker::Rows { socket, conversation, totals, meanwhile, shown, first, rows } => {
                let socket = Some(socket);
                let window = Window { socket, conversation, totals, meanwhile, shown, first, rows };
                it.show_with_next_frame(|pending| pending.window = Some(window));
            }
            FromWorker::Place { socket, conversation, row, select } => {
                if let Some(number) = select {
                    it.show(socket, conversation, number);
                }
                let jump = Jump { socket, row, is_selected: select.is_some() };
                it.show_with_next_frame(|pending| pending.jump = Some(jump));
            }
            FromWorker::Earlier { socket, earlier } => self.on_earlier(socket, earlier),
            FromWorker::Cleared { socket, shown } => {
                it.place_shown(socket, shown);
                self.on_cleared(socket);
            }
            FromWorker::Restored { socket, conversation, shown } => {
                it.place_shown(socket, shown);
                self.on_restored(socket, conversation);
            }
            FromWorker::Entry { socket, conversation, row, since_ms } => {
                let row = row.map(|row| (row, since_ms));
                let file = file.map(|file| SourceFile::from_blob(file.blob().clone()));
                it.shown_files.update_value(|files| match file.clone() {
                    Some(file) => drop(files.insert(socket, file)),
                    None => drop(files.remove(&socket)),
                });
                match file {
                    Some(file) => task::start(async move {
                        // A file that cannot be read any more shows nothing but its size.
                        let first = file.read(0, FIRST_PART).await.unwrap_or_default();
                        self.on_entry(socket, conversation, row, first);
                    }),
                    None => self.on_entry(socket, conversation, row, bytes.unwrap_or_default()),
                }
            }
            FromWorker::ExportProgress { done, total } => {
                self.conversation_files.progress.try_set(Some(Progress { done, total }));
            }
            FromWorker::Exported { outcome } => self.on_exported(outcome, file),
            FromWorker::Sending { socket, progress } => {
                self.message_files.on_progress(socket, progress);
            }
            FromWorker::Blocked { at_ms, what } => self.probes.block(at_ms, what),
            FromWorker::SendRefused { socket, reason } => {
                self.message_files.stop(socket);
                it.refuse(socket, reason);
            }
        }
    }

    /// An entry asked for has come.
    fn on_entry(
        self,
        socket: ItemId,
        conversation: ConversationId,
        row: Option<(Row, Option<u64>)>,
        bytes: Vec<u8>,
    ) {
        let it = self.connections;
        it.shown.try_update(|shown| match row {
            Some((row, since_ms))
                if shown.get(&socket).is_some_and(|shown| {
                    (shown.conversation, shown.number) == (conversation, row.number)
                }) =>
            {
                let number = row.number;
                let entry = Some((row, bytes.into()));
                shown.insert(socket, ShownEntry { conversation, number, entry, since_ms });
            }
            Some(_) => {}
            None => {
                shown.remove(&socket);
            }
        });
        let has_arrived = it.shown_untracked(socket).is_some_and(|shown| shown.arrived().is_some());
        let awaiting = it.awaiting.get_value().filter(|(of, _)| *of == socket && has_arrived);
        if let Some((_, act)) = awaiting {
            it.awaiting.set_value(None);
            act(self, socket);
        }
    }

    fn on_earlier(self, socket: ItemId, earlier: Vec<Earlier>) {
        if !self.may_return(socket) {
            return;
        }
        self.drafts.update(socket, |draft| {
            // The one shown may have been cleared away.
            draft.conversation =
                draft.conversation.filter(|id| earlier.iter().any(|it| it.id == *id));
        });
        self.connections.earlier.try_update(|all| all.insert(socket, earlier));
    }

    fn on_state(self, socket: ItemId, state: ConnectionState) {
        // The worker may have told it before it was asked to forget.
        let is_news = untrack(|| self.connections.state(socket)) != state;
        if !is_news || !self.may_return(socket) {
            return;
        }
        match &state {
            // Nothing new: what was waited for after it no longer is.
            ConnectionState::Failed(failure) if self.probes.knows(socket, failure) => {}
            ConnectionState::Failed(failure) => {
                self.show_response(socket);
                let is_on_screen = untrack(|| self.selected()) == Some(socket);
                if is_on_screen && dom::is_narrow() {
                    self.narrow_panel.set(Panel::Connection);
                }
                self.probe(socket, failure, true);
            }
            // Attempts that repeat themselves leave the person where they are.
            ConnectionState::Waiting { after: Lost::Failed(failure), .. } => {
                self.probe(socket, failure, false);
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

    /// Sends a client message on the connection of its WebSocket. Returns whether it was handed to
    /// the connection; if not, the problem is shown where the message is edited or sent.
    pub fn send(self, socket: ItemId, message: &ClientMessage) -> bool {
        if !self.connections.is_open_untracked(socket) {
            self.connections.refuse(socket, SendRefusal::NotConnected);
            return false;
        }
        self.connections.refusals.update(|refusals| {
            refusals.remove(&socket);
        });
        if message.content_mode == ContentMode::File {
            return self.send_file(socket, message);
        }
        let Ok(outgoing) = self.resolver(socket).outgoing(message) else { return false };
        self.hand_over(socket, outgoing);
        true
    }

    /// Hands a message to the connection, which is open.
    pub(super) fn hand_over(self, socket: ItemId, outgoing: Outgoing) {
        self.show_conversation(socket, None);
        match outgoing {
            Outgoing::Text(text) => self.connections.post(&ToWorker::SendText { socket, text }),
            Outgoing::Binary(bytes) => {
                self.connections.post_bytes(&ToWorker::SendBinary { socket }, &bytes);
            }
            Outgoing::Close { code, reason } => {
                self.connections.post(&ToWorker::SendClose { socket, code, reason });
            }
        }
    }
}

/// Whether a row is a message, and of which kind.
pub fn message_kind(row: &Row) -> Option<MessageKind> {
    match &row.body {
        RowBody::Message { kind, .. } => Some(*kind),
        RowBody::Event { .. } => None,
    }
}
