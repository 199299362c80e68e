//! The connection worker: drives `core::connection` on the browser's sockets and keeps the
//! conversations, away from the page, so that neither slows the other. It must not decide anything
//! the core can decide, and knows nothing of collections or views.

mod export;
mod find;
mod line;
mod look;
mod talk;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use crate::browser::alarm::Alarm;
use crate::browser::channel::Beside;
use crate::browser::clock::now_ms;
use crate::browser::file_reader;
use crate::browser::socket::{SocketError, SocketEvent};
use crate::browser::source_file::SourceFile;
use crate::browser::text_encoder::TextEncoder;
use crate::browser::worker_scope::{self, WorkerScope};
use crate::core::connection::{
    Attempt, Connection, ConnectionState, Input, NORMAL_CLOSURE, Output,
};
use crate::core::conversation::{
    ConversationId, Direction, Feed, MessageKind, Payload, keep_within,
};
use crate::core::demo::DemoEvent;
use crate::core::message_file::Uploads;
use crate::core::model::ItemId;
use crate::protocol::{FromWorker, SendRefusal, ToWorker, View, Wanted};
use export::Job;
use js_sys::Uint8Array;
use line::{DemoLine, Echo, Line};
use look::Look;
use talk::{
    Outside, Talk, Talks, keep_binary, keep_file, keep_str, keep_text, make_all_bytes, make_bytes,
};

/// How long messages have to stay away before there is time, in milliseconds.
const QUIET_MS: f64 = 50.0;

/// How long making bytes, searching, or a server in the page may keep others waiting, in
/// milliseconds.
const SLICE_MS: f64 = 8.0;

/// How often the page is told how far a file is, in milliseconds.
const UPLOAD_MS: f64 = 100.0;

/// How long what was cleared can come back however much memory it takes, in milliseconds: longer
/// than *Undo* stands on the screen.
const CLEARED_MS: f64 = 60_000.0;

/// Sets everything up; afterwards the browser calls.
pub fn start() {
    worker_scope::report_panics();
    let worker = Rc::new_cyclic(|me| RefCell::new(Worker::new(me.clone())));
    let for_page = worker.clone();
    let scope = WorkerScope::listen(move |request, beside| {
        for_page.borrow_mut().take(request, beside);
    });
    if let Some(scope) = scope {
        scope.post(&FromWorker::Ready, &Beside::Nothing);
        // The scope holds the worker and the worker the scope: both live until the page ends them.
        worker.borrow_mut().scope = Some(scope);
    }
}

/// Every WebSocket that was ever connected or looked at.
struct Worker {
    me: Weak<RefCell<Self>>,
    scope: Option<WorkerScope>,
    sessions: BTreeMap<ItemId, Session>,
    look: Option<Look>,
    feed: Feed,
    /// Rings when the view is to be told.
    feed_alarm: Alarm,
    /// Rings when there may be time to make bytes of texts.
    quiet_alarm: Alarm,
    /// Rings when there is more to filter or to search.
    look_alarm: Alarm,
    last_message_ms: f64,
    /// What the earlier conversations may take of memory, in bytes.
    most_earlier: Option<u64>,
    /// Rings at the earliest deadline of a connection.
    deadline_alarm: Alarm,
    /// Rings when a server in the page has something to tell.
    demo_alarm: Alarm,
    /// Rings while files are on their way.
    upload_alarm: Alarm,
    /// Rings when what was cleared goes for good if it is large.
    cleared_alarm: Alarm,
    encoder: TextEncoder,
    /// The export that is going on.
    export: Option<Job>,
    /// How many exports there were.
    exports: u32,
    /// Rings when the export is to go on.
    export_alarm: Alarm,
}

/// One WebSocket. Payloads its conversation does not take inside stay in the browser's memory.
#[derive(Default)]
struct Session {
    /// Whose it is, once it was connected; its sockets follow.
    id: Rc<Cell<Option<ItemId>>>,
    connection: Connection,
    line: Option<Line>,
    talks: Talks,
    /// What it took of the memory for all when that was last shared.
    room_told: Option<usize>,
    uploads: Uploads,
    /// The number of the last file that was handed over.
    last_upload: u32,
}

impl Worker {
    fn new(me: Weak<RefCell<Self>>) -> Self {
        let alarm = |ring: fn(&mut Self)| {
            let me = me.clone();
            Alarm::new(move || {
                if let Some(worker) = me.upgrade() {
                    ring(&mut worker.borrow_mut());
                }
            })
        };
        let feed_alarm = alarm(Self::ring);
        let quiet_alarm = alarm(Self::use_quiet);
        let look_alarm = alarm(Self::look_on);
        let deadline_alarm = alarm(Self::pass_time);
        let demo_alarm = alarm(Self::hear_demos);
        let export_alarm = alarm(Self::export_slice);
        let upload_alarm = alarm(Self::tell_uploads);
        let cleared_alarm = alarm(Self::forget_large_cleared);
        Self {
            me,
            scope: None,
            sessions: BTreeMap::new(),
            look: None,
            feed: Feed::default(),
            feed_alarm,
            quiet_alarm,
            look_alarm,
            last_message_ms: 0.0,
            most_earlier: None,
            deadline_alarm,
            demo_alarm,
            upload_alarm,
            cleared_alarm,
            encoder: TextEncoder::default(),
            export: None,
            exports: 0,
            export_alarm,
        }
    }

    /// Does what the page asks.
    fn take(&mut self, request: ToWorker, beside: Beside) {
        let now_ms = now_ms();
        match request {
            ToWorker::Connect { socket, plan } => {
                self.begin_conversation(socket);
                self.drive(socket, Input::Connect(plan));
            }
            ToWorker::ConnectAgain { socket, plan } => {
                if self.sessions.contains_key(&socket) {
                    self.drive(socket, Input::Again(plan));
                }
            }
            ToWorker::Reconnect { socket, on } => self.drive(socket, Input::Reconnect(on)),
            ToWorker::Stop { socket } => self.drive(socket, Input::Stop),
            ToWorker::SendText { socket, text } => {
                let sent = self.send(
                    socket,
                    |it| it.send_text(&text),
                    |conversation| keep_str(conversation, now_ms, Direction::Sent, &text),
                );
                self.count(socket, sent, text.len() as u64);
            }
            ToWorker::SendBinary { socket } => {
                let bytes = beside.bytes().unwrap_or_default();
                let sent = self.send(
                    socket,
                    |it| it.send_binary(&bytes),
                    |conversation| keep_binary(conversation, now_ms, Direction::Sent, &bytes),
                );
                self.count(socket, sent, bytes.length().into());
            }
            ToWorker::SendFile { socket, as_text } => {
                if let Some(blob) = beside.object() {
                    self.send_file(socket, as_text, &SourceFile::from_blob(blob));
                }
            }
            ToWorker::SendClose { socket, code, reason } => {
                let kind = MessageKind::Close { code: Some(code) };
                let sent = self.send(
                    socket,
                    |it| it.close(code, &reason),
                    |conversation| {
                        conversation.add(now_ms, Direction::Sent, kind, reason.as_bytes());
                    },
                );
                if sent {
                    self.drive(socket, Input::CloseSent);
                }
            }
            ToWorker::Watch { view } => self.watch(view),
            ToWorker::RowsTaken => {
                self.feed.taken();
                self.tell_when_due(now_ms);
            }
            ToWorker::Find { wanted } => self.find(wanted),
            ToWorker::Fetch { socket, conversation, number } => {
                self.fetch(socket, conversation, number);
            }
            ToWorker::Export { socket, conversation, name, form } => {
                self.start_export(socket, conversation, name, form, beside);
            }
            ToWorker::CancelExport => self.cancel_export(),
            ToWorker::Pin { socket, conversation, number } => {
                let session = self.sessions.entry(socket).or_default();
                session.talks.get(Some(conversation)).1.toggle_pin(number);
                if let Some(look) = &mut self.look
                    && look.view.filter.pinned
                {
                    look.refilter();
                }
                self.changed(socket, now_ms);
            }
            ToWorker::Clear { socket, conversation, shown } => {
                self.clear(socket, conversation, shown);
            }
            ToWorker::Restore { socket, shown } => self.restore(socket, shown),
            ToWorker::LimitEarlier { most } => {
                self.most_earlier = most;
                self.keep_within_limit();
            }
            ToWorker::Move { from, to } => self.move_session(from, to),
            ToWorker::Forget { socket } => {
                self.cancel_export_of(socket);
                self.sessions.remove(&socket);
                self.look.take_if(|look| look.view.socket == socket);
                self.share_room();
            }
        }
    }

    fn move_session(&mut self, from: ItemId, to: ItemId) {
        let Some(session) = self.sessions.remove(&from) else { return };
        session.id.set(Some(to));
        // The page may not have taken yet what was told of the old id.
        self.tell_state(from, ConnectionState::default());
        self.tell_state(to, session.connection.state().clone());
        self.sessions.insert(to, session);
        self.tell_earlier(to);
        self.move_export(from, to);
    }

    fn tell_state(&self, socket: ItemId, state: ConnectionState) {
        self.post(&FromWorker::State { socket, state }, &Beside::Nothing);
    }

    /// Tells the page.
    fn post(&self, message: &FromWorker, beside: &Beside) {
        if let Some(scope) = &self.scope {
            scope.post(message, beside);
        }
    }

    /// A connection is to be made: what was said on the last one is kept apart.
    fn begin_conversation(&mut self, id: ItemId) {
        let session = self.sessions.entry(id).or_default();
        if !session.connection.is_living() && session.talks.begin() {
            self.tell_earlier(id);
            self.keep_within_limit();
        }
    }

    /// Forgets the oldest conversations when the earlier ones take more memory than they may.
    fn keep_within_limit(&mut self) {
        let Some(most) = self.most_earlier else { return };
        let mut all: Vec<_> =
            self.sessions.iter_mut().map(|(id, it)| (*id, &mut it.talks)).collect();
        for id in keep_within(&mut all, most, Outside::in_memory) {
            self.cancel_export_of(id);
            self.tell_earlier(id);
            self.changed(id, now_ms());
        }
    }

    fn clear(
        &mut self,
        id: ItemId,
        conversation: Option<ConversationId>,
        shown: Option<(ConversationId, u64)>,
    ) {
        let Some(talks) = self.sessions.get_mut(&id).map(|it| &mut it.talks) else { return };
        let (conversation, _) = talks.get(conversation);
        if !talks.clear(conversation) {
            return;
        }
        let place = |it: (ConversationId, u64)| {
            if it.0 == conversation {
                Some((it.0, talks.place_after_clear(it.1)?))
            } else {
                Some(it)
            }
        };
        let shown = shown.and_then(place);
        for (_, other) in self.sessions.iter_mut().filter(|it| *it.0 != id) {
            other.talks.forget_cleared();
        }
        self.cleared_alarm.set(CLEARED_MS);
        self.cancel_export_of(id);
        self.tell_earlier(id);
        self.post(&FromWorker::Cleared { socket: id, shown }, &Beside::Nothing);
        self.changed(id, now_ms());
    }

    fn restore(&mut self, id: ItemId, shown: Option<(ConversationId, u64)>) {
        let (mut conversation, mut shown) = (None, shown);
        if let Some(talks) = self.sessions.get_mut(&id).map(|it| &mut it.talks) {
            let place = shown.and_then(|it| Some((it.0, talks.place_after_restore(it.1)?)));
            conversation = talks.restore();
            if shown.map(|it| it.0) == conversation {
                shown = place;
            }
            self.cancel_export_of(id);
            self.tell_earlier(id);
        }
        let told = FromWorker::Restored { socket: id, conversation, shown };
        self.post(&told, &Beside::Nothing);
        self.changed(id, now_ms());
    }

    fn forget_large_cleared(&mut self) {
        for session in self.sessions.values_mut() {
            session.talks.forget_large_cleared(Outside::in_memory);
        }
        self.share_room();
    }

    fn tell_earlier(&self, id: ItemId) {
        if let Some(session) = self.sessions.get(&id) {
            let earlier = session.talks.earlier();
            self.post(&FromWorker::Earlier { socket: id, earlier }, &Beside::Nothing);
        }
    }

    fn watch(&mut self, view: Option<View>) {
        match (view, &mut self.look) {
            (Some(view), Some(look)) => look.turn_to(view),
            (view, look) => *look = view.map(Look::new),
        }
        self.feed.restart();
        self.tell_when_due(now_ms());
    }

    fn find(&mut self, wanted: Wanted) {
        let (Some(look), Some(scope)) = (&mut self.look, &self.scope) else { return };
        let socket = look.view.socket;
        let session = self.sessions.entry(socket).or_default();
        let (conversation, talk) = session.talks.get(look.view.conversation);
        if let Some((row, select)) = look.find(talk, wanted) {
            scope.post(&FromWorker::Place { socket, conversation, row, select }, &Beside::Nothing);
        }
    }

    /// Gives a connection one input and does what it says.
    fn drive(&mut self, id: ItemId, input: Input) {
        let now_ms = now_ms();
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            let session = self.sessions.entry(id).or_default();
            for output in session.connection.on(now_ms, input) {
                match output {
                    Output::Open { attempt, url, subprotocols } => {
                        session.id.set(Some(id));
                        let tell = tell_of(self.me.clone(), session.id.clone(), attempt);
                        match Line::open(attempt, &url, &subprotocols, tell) {
                            Ok(line) => {
                                session.line = Some(line);
                                session.uploads = Uploads::default();
                            }
                            Err(SocketError(message)) => {
                                inputs.push(Input::NotTried { attempt, message });
                            }
                        }
                    }
                    Output::AskPlan => {
                        if let Some(scope) = &self.scope {
                            scope.post(&FromWorker::PlanWanted { socket: id }, &Beside::Nothing);
                        }
                    }
                    Output::Close => {
                        let closed = session.line.as_mut().map(|it| it.close(NORMAL_CLOSURE, ""));
                        debug_assert!(matches!(closed, Some(Ok(()))), "1000 is allowed");
                    }
                    Output::Drop => {
                        if let Some(line) = session.line.take()
                            && session.uploads.is_busy()
                        {
                            for (number, left) in session.uploads.cut_short(line.buffered()) {
                                session.talks.cut_short(number, left);
                            }
                            session.uploads = Uploads::default();
                            if let Some(scope) = &self.scope {
                                let told = FromWorker::Sending { socket: id, progress: None };
                                scope.post(&told, &Beside::Nothing);
                            }
                        }
                    }
                    Output::Send(text) => {
                        let sent = session.line.as_mut().map(|it| it.send_text(&text));
                        if matches!(sent, Some(Ok(()))) {
                            keep_str(session.talks.now(), now_ms, Direction::Sent, &text);
                            session.uploads.message(text.len() as u64);
                        } else if let Some(scope) = &self.scope {
                            let reason = SendRefusal::Browser;
                            let told = FromWorker::SendRefused { socket: id, reason };
                            scope.post(&told, &Beside::Nothing);
                        }
                    }
                    Output::Record(event) => session.talks.now().add_event(now_ms, event),
                    Output::Changed => {
                        if let Some(scope) = &self.scope {
                            let state = session.connection.state().clone();
                            let told = FromWorker::State { socket: id, state };
                            scope.post(&told, &Beside::Nothing);
                        }
                    }
                }
            }
        }
        self.set_deadline(now_ms);
        self.set_demo_alarm();
        self.changed(id, now_ms);
    }

    /// Tells every connection that time has passed.
    fn pass_time(&mut self) {
        let ids: Vec<ItemId> = self.sessions.keys().copied().collect();
        for id in ids {
            self.drive(id, Input::Time);
        }
    }

    fn set_deadline(&self, now_ms: f64) {
        let deadlines = self.sessions.values().filter_map(|it| it.connection.deadline_ms());
        match deadlines.reduce(f64::min) {
            Some(deadline) => self.deadline_alarm.set((deadline - now_ms).max(0.0).ceil()),
            None => self.deadline_alarm.cancel(),
        }
    }

    /// Hears what servers in the page have to tell by now, a slice of each at a time: between the
    /// slices the worker does what else there is to do.
    fn hear_demos(&mut self) {
        let is_demo = |it: &Session| it.line.as_ref().is_some_and(|it| it.demo().is_some());
        let all = self.sessions.iter().filter(|(_, it)| is_demo(it));
        let ids: Vec<ItemId> = all.map(|(id, _)| *id).collect();
        let slice_ms = SLICE_MS / f64::from(u32::try_from(ids.len().max(1)).unwrap_or(u32::MAX));
        for id in ids {
            let started_ms = now_ms();
            let mut at_ms = started_ms;
            while at_ms - started_ms <= slice_ms
                && let Some(line) = self.sessions.get_mut(&id).and_then(|it| it.line.as_mut())
                && let Some((attempt, event)) = line.next(at_ms)
            {
                self.on_demo(id, attempt, event);
                at_ms = now_ms();
            }
        }
        self.set_demo_alarm();
    }

    fn set_demo_alarm(&self) {
        let demos = self.sessions.values().filter_map(|it| it.line.as_ref()?.demo());
        match demos.filter_map(DemoLine::due_ms).reduce(f64::min) {
            Some(due_ms) => self.demo_alarm.set((due_ms - now_ms()).max(0.0).ceil()),
            None => self.demo_alarm.cancel(),
        }
    }

    /// Takes what a server in the page tells.
    fn on_demo(&mut self, id: ItemId, attempt: Attempt, event: DemoEvent<Echo>) {
        let direction = Direction::Received;
        match event {
            DemoEvent::Opened { subprotocol } => {
                let event = SocketEvent::Opened { subprotocol, extensions: String::new() };
                self.on_socket(id, attempt, event);
            }
            DemoEvent::Ended { code, reason, clean } => {
                self.on_socket(id, attempt, SocketEvent::Ended { code, reason, clean });
            }
            DemoEvent::Echo(Echo::Text(text)) => {
                self.on_socket(id, attempt, SocketEvent::Text(text));
            }
            DemoEvent::Echo(Echo::Bytes(bytes)) => self.keep(id, attempt, |talk, _, now_ms| {
                keep_binary(talk, now_ms, direction, &bytes);
            }),
            DemoEvent::Echo(Echo::File(file)) => self.keep(id, attempt, |talk, _, now_ms| {
                keep_file(talk, now_ms, direction, MessageKind::Binary, file);
            }),
            DemoEvent::Text(text) => self.keep(id, attempt, |talk, _, now_ms| {
                keep_str(talk, now_ms, direction, &text);
            }),
            DemoEvent::Binary(bytes) => self.keep(id, attempt, |talk, _, now_ms| {
                keep_binary(talk, now_ms, direction, &Uint8Array::from(bytes.as_slice()));
            }),
        }
    }

    /// Takes what a socket tells. Messages are the hot path: they are copied and nothing more.
    fn on_socket(&mut self, id: ItemId, attempt: Attempt, event: SocketEvent) {
        let input = match event {
            SocketEvent::Text(text) => {
                return self.keep(id, attempt, |conversation, encoder, now_ms| {
                    keep_text(conversation, encoder, now_ms, text);
                });
            }
            SocketEvent::Binary(buffer) => {
                return self.keep(id, attempt, |conversation, _, now_ms| {
                    let bytes = Uint8Array::new(&buffer);
                    keep_binary(conversation, now_ms, Direction::Received, &bytes);
                });
            }
            SocketEvent::Opened { subprotocol, extensions } => {
                Input::Opened { attempt, subprotocol, extensions }
            }
            SocketEvent::Ended { code, reason, clean } => {
                Input::Ended { attempt, code, reason, clean }
            }
        };
        self.drive(id, input);
    }

    fn keep(
        &mut self,
        id: ItemId,
        attempt: Attempt,
        add: impl FnOnce(&mut Talk, &TextEncoder, f64),
    ) {
        let now_ms = now_ms();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        if session.connection.is_alive(attempt) {
            let talk = session.talks.now();
            add(talk, &self.encoder, now_ms);
            self.last_message_ms = now_ms;
            if talk.later_weight() > 0 && !self.quiet_alarm.is_set() {
                self.quiet_alarm.set(QUIET_MS);
            }
            self.changed(id, now_ms);
        }
    }

    /// Makes bytes of texts that wait, if no message has come for a while.
    fn use_quiet(&mut self) {
        let started_ms = now_ms();
        if started_ms - self.last_message_ms < QUIET_MS {
            self.quiet_alarm.set(QUIET_MS);
            return;
        }
        let mut all = self.sessions.iter_mut();
        let waiting = all.find_map(|(id, it)| it.talks.waiting().map(|talk| (*id, talk)));
        let Some((id, talk)) = waiting else { return };
        while let Some((number, text)) = talk.take_later(0..u64::MAX) {
            make_bytes(talk, &self.encoder, number, &text);
            if now_ms() - started_ms > SLICE_MS {
                break;
            }
        }
        self.quiet_alarm.set(0.0);
        self.changed(id, now_ms());
    }

    /// Sends with `send` and, when the browser took it, keeps it with `keep`.
    fn send(
        &mut self,
        id: ItemId,
        send: impl FnOnce(&mut Line) -> Result<(), SocketError>,
        keep: impl FnOnce(&mut Talk),
    ) -> bool {
        let session = self.sessions.entry(id).or_default();
        let open = session.line.as_mut().filter(|_| session.connection.is_open());
        let refusal = match open.map(send) {
            None => SendRefusal::NotConnected,
            Some(Err(_)) => SendRefusal::Browser,
            Some(Ok(())) => {
                keep(session.talks.now());
                self.set_demo_alarm();
                self.changed(id, now_ms());
                return true;
            }
        };
        self.refuse(id, refusal);
        false
    }

    fn refuse(&self, id: ItemId, reason: SendRefusal) {
        self.post(&FromWorker::SendRefused { socket: id, reason }, &Beside::Nothing);
    }

    fn send_file(&mut self, id: ItemId, as_text: bool, file: &SourceFile) {
        let (now_ms, size) = (now_ms(), file.size());
        // A browser sends a file as a binary message only; a text has to be in memory.
        let text = if as_text { file_reader::text(file) } else { None };
        if as_text && text.is_none() {
            return self.refuse(id, SendRefusal::FileUnreadable);
        }
        let kind = if as_text { MessageKind::Text } else { MessageKind::Binary };
        let kept = file.clone();
        let sent = self.send(
            id,
            |it| match &text {
                Some(text) => it.send_browser_text(text),
                None => it.send_file(file),
            },
            |conversation| keep_file(conversation, now_ms, Direction::Sent, kind, kept),
        );
        if sent && let Some(session) = self.sessions.get_mut(&id) {
            session.last_upload = session.last_upload.wrapping_add(1);
            session.uploads.file(session.last_upload, size);
            session.talks.now().takes_a_while(session.last_upload);
            self.tell_uploads();
        }
    }

    /// A message that is no file was handed over, or not.
    fn count(&mut self, id: ItemId, sent: bool, bytes: u64) {
        if sent && let Some(session) = self.sessions.get_mut(&id) {
            session.uploads.message(bytes);
        }
    }

    /// Tells the page how far files are, again and again until they are out.
    fn tell_uploads(&mut self) {
        let Some(scope) = &self.scope else { return };
        let mut is_busy = false;
        for (id, session) in self.sessions.iter_mut().filter(|(_, it)| it.uploads.is_busy()) {
            let state = session.connection.state();
            let lives =
                matches!(state, ConnectionState::Open { .. } | ConnectionState::Closing { .. });
            let line = session.line.as_ref().filter(|_| lives);
            let progress = if let Some(line) = line {
                session.uploads.progress(line.buffered())
            } else {
                session.uploads = Uploads::default();
                None
            };
            is_busy |= progress.is_some();
            scope.post(&FromWorker::Sending { socket: *id, progress }, &Beside::Nothing);
        }
        if is_busy {
            self.upload_alarm.set(UPLOAD_MS);
        }
    }

    fn fetch(&mut self, id: ItemId, conversation: ConversationId, number: u64) {
        let Some(scope) = &self.scope else { return };
        let mut found = None;
        if let Some(session) = self.sessions.get_mut(&id) {
            let (its_id, talk) = session.talks.get(Some(conversation));
            make_all_bytes(talk, &self.encoder, number..number.saturating_add(1));
            found = Some(&*talk).filter(|_| its_id == conversation);
        }
        let row = found.and_then(|it| it.row(number));
        let before = number.checked_sub(1);
        let since_ms = found.zip(before).and_then(|(it, before)| it.since_ms(before, number));
        let beside = match found.and_then(|it| it.payload(number)) {
            None => Beside::Nothing,
            Some(Payload::Inside(bytes)) => Beside::Bytes(Uint8Array::from(bytes)),
            // A copy: what is handed over is gone here.
            Some(Payload::Outside(Outside::Bytes(bytes))) => {
                Beside::Bytes(bytes.slice(0, bytes.length()))
            }
            Some(Payload::Outside(Outside::File(file))) => Beside::Object(file.blob().into()),
        };
        scope.post(&FromWorker::Entry { socket: id, conversation, row, since_ms }, &beside);
        self.notice_room(id);
    }

    /// Tells each conversation what the others take of the memory there is for all.
    fn share_room(&mut self) {
        let taken: usize = self.sessions.values().map(|it| it.talks.reserved()).sum();
        for Session { talks, room_told, .. } in self.sessions.values_mut() {
            *room_told = Some(talks.reserved());
            talks.share_room(taken - talks.reserved());
        }
    }

    /// Shares the memory anew if that of this WebSocket is another: seldom, for it grows in chunks.
    fn notice_room(&mut self, id: ItemId) {
        let is_other = |it: &Session| it.room_told != Some(it.talks.reserved());
        if self.sessions.get(&id).is_some_and(is_other) {
            self.share_room();
        }
    }

    /// A conversation changed: tells the page if it is the one it shows.
    fn changed(&mut self, id: ItemId, now_ms: f64) {
        self.notice_room(id);
        if self.look.as_ref().is_some_and(|look| look.view.socket == id) {
            self.feed.change();
            self.tell_when_due(now_ms);
        }
    }

    fn tell_when_due(&mut self, now_ms: f64) {
        if self.feed.is_due(now_ms) {
            self.tell(now_ms);
        } else {
            self.wait_to_tell(now_ms);
        }
    }

    fn ring(&mut self) {
        let now_ms = now_ms();
        if self.feed.ring(now_ms) {
            self.tell(now_ms);
        } else {
            self.wait_to_tell(now_ms);
        }
    }

    fn wait_to_tell(&mut self, now_ms: f64) {
        if let Some(wait_ms) = self.feed.set_alarm(now_ms) {
            self.feed_alarm.set(wait_ms.ceil());
        }
    }

    /// Filters and searches on for a moment.
    fn look_on(&mut self) {
        let Some(look) = &mut self.look else { return };
        let id = look.view.socket;
        let (conversation, talk) =
            self.sessions.entry(id).or_default().talks.get(look.view.conversation);
        if look.look_on(conversation, talk, &self.encoder) {
            self.look_alarm.set(0.0);
        }
        self.changed(id, now_ms());
    }

    fn tell(&mut self, now_ms: f64) {
        let (Some(look), Some(scope)) = (&mut self.look, &self.scope) else {
            return;
        };
        let socket = look.view.socket;
        let talks = &mut self.sessions.entry(socket).or_default().talks;
        let messages_now = talks.now().messages();
        let (conversation, talk) = talks.get(look.view.conversation);
        let is_earlier = look.view.conversation == Some(conversation);
        // What came since is filtered and searched now, unless that is going on anyway.
        if !self.look_alarm.is_set() && look.look_on(conversation, talk, &self.encoder) {
            self.look_alarm.set(0.0);
        }
        let (first, rows) = look.rows(conversation, talk, &self.encoder);
        let (totals, shown) = (talk.totals(now_ms), look.shown(talk));
        let meanwhile = is_earlier.then_some(messages_now);
        let told = FromWorker::Rows { socket, conversation, totals, meanwhile, shown, first, rows };
        scope.post(&told, &Beside::Nothing);
        self.notice_room(socket);
        self.feed.told(now_ms, totals.per_second);
    }
}

/// What a socket of this attempt calls with what happens to it.
fn tell_of(
    me: Weak<RefCell<Worker>>,
    id: Rc<Cell<Option<ItemId>>>,
    attempt: Attempt,
) -> impl Fn(SocketEvent) {
    move |event| {
        if let (Some(worker), Some(id)) = (me.upgrade(), id.get()) {
            worker.borrow_mut().on_socket(id, attempt, event);
        }
    }
}
