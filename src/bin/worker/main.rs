//! The connection worker: drives `core::connection` on the browser's sockets and keeps the
//! conversations, away from the page, so that neither slows the other. It must not decide anything
//! the core can decide, and knows nothing of collections or views.

mod talk;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use js_sys::Uint8Array;
use macareu::browser::alarm::Alarm;
use macareu::browser::clock::now_ms;
use macareu::browser::socket::{Socket, SocketError, SocketEvent};
use macareu::browser::text_encoder::TextEncoder;
use macareu::browser::worker_scope::{self, WorkerScope};
use macareu::core::connection::{Attempt, Connection, Input, NORMAL_CLOSURE, Output};
use macareu::core::conversation::{Direction, Feed, MessageKind, Payload};
use macareu::core::model::ItemId;
use macareu::protocol::{FromWorker, SendRefusal, ToWorker, View};
use talk::{Talk, keep_binary, keep_sent_text, keep_text, make_all_bytes, make_bytes};

/// How long messages have to stay away before there is time, in milliseconds.
const QUIET_MS: f64 = 50.0;

/// How long making bytes may keep messages waiting, in milliseconds.
const SLICE_MS: f64 = 8.0;

/// Sets everything up; afterwards the browser calls.
fn main() {
    worker_scope::report_panics();
    let worker = Rc::new_cyclic(|me| RefCell::new(Worker::new(me.clone())));
    let for_page = worker.clone();
    let scope = WorkerScope::listen(move |request, bytes| {
        for_page.borrow_mut().take(request, bytes);
    });
    if let Some(scope) = scope {
        scope.post(&FromWorker::Ready, None);
        // The scope holds the worker and the worker the scope: both live until the page ends them.
        worker.borrow_mut().scope = Some(scope);
    }
}

/// Every WebSocket that was ever connected or looked at.
struct Worker {
    me: Weak<RefCell<Self>>,
    scope: Option<WorkerScope>,
    sessions: BTreeMap<ItemId, Session>,
    view: Option<View>,
    feed: Feed,
    /// Rings when the view is to be told.
    feed_alarm: Alarm,
    /// Rings when there may be time to make bytes of texts.
    quiet_alarm: Alarm,
    last_message_ms: f64,
    /// Rings at the earliest deadline of a connection.
    deadline_alarm: Alarm,
    encoder: TextEncoder,
}

/// One WebSocket. Payloads its conversation does not take inside stay in the browser's memory.
#[derive(Default)]
struct Session {
    connection: Connection,
    socket: Option<Socket>,
    conversation: Talk,
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
        let deadline_alarm = alarm(Self::pass_time);
        Self {
            me,
            scope: None,
            sessions: BTreeMap::new(),
            view: None,
            feed: Feed::default(),
            feed_alarm,
            quiet_alarm,
            last_message_ms: 0.0,
            deadline_alarm,
            encoder: TextEncoder::default(),
        }
    }

    /// Does what the page asks.
    fn take(&mut self, request: ToWorker, bytes: Option<Uint8Array>) {
        let now_ms = now_ms();
        match request {
            ToWorker::Connect { socket, plan } => self.drive(socket, Input::Connect(plan)),
            ToWorker::Reconnect { socket, on } => self.drive(socket, Input::Reconnect(on)),
            ToWorker::Stop { socket } => self.drive(socket, Input::Stop),
            ToWorker::SendText { socket, text } => {
                self.send(
                    socket,
                    |it| it.send_text(&text),
                    |conversation| keep_sent_text(conversation, now_ms, &text),
                );
            }
            ToWorker::SendBinary { socket } => {
                let bytes = bytes.unwrap_or_default();
                self.send(
                    socket,
                    |it| it.send_binary(&bytes.buffer()),
                    |conversation| keep_binary(conversation, now_ms, Direction::Sent, &bytes),
                );
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
            ToWorker::Watch { view } => {
                self.view = view;
                self.feed.restart();
                self.tell_when_due(now_ms);
            }
            ToWorker::RowsTaken => {
                self.feed.taken();
                self.tell_when_due(now_ms);
            }
            ToWorker::Fetch { socket, number } => self.fetch(socket, number),
            ToWorker::Clear { socket } => {
                if let Some(session) = self.sessions.get_mut(&socket) {
                    session.conversation.clear();
                    self.changed(socket, now_ms);
                }
            }
            ToWorker::Forget { socket } => {
                self.sessions.remove(&socket);
                self.view = self.view.filter(|view| view.socket != socket);
            }
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
                        let tell = tell_of(self.me.clone(), id, attempt);
                        match Socket::open(&url, &subprotocols, tell) {
                            Ok(socket) => session.socket = Some(socket),
                            Err(SocketError(message)) => {
                                inputs.push(Input::NotTried { attempt, message });
                            }
                        }
                    }
                    Output::Close => {
                        let closed = session.socket.as_ref().map(|it| it.close(NORMAL_CLOSURE, ""));
                        debug_assert!(matches!(closed, Some(Ok(()))), "1000 is allowed");
                    }
                    Output::Drop => session.socket = None,
                    Output::Send(text) => {
                        let sent = session.socket.as_ref().map(|it| it.send_text(&text));
                        if matches!(sent, Some(Ok(()))) {
                            keep_sent_text(&mut session.conversation, now_ms, &text);
                        } else if let Some(scope) = &self.scope {
                            let reason = SendRefusal::Browser;
                            scope.post(&FromWorker::SendRefused { socket: id, reason }, None);
                        }
                    }
                    Output::Record(event) => session.conversation.add_event(now_ms, event),
                    Output::Changed => {
                        if let Some(scope) = &self.scope {
                            let state = session.connection.state().clone();
                            scope.post(&FromWorker::State { socket: id, state }, None);
                        }
                    }
                }
            }
        }
        self.set_deadline(now_ms);
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
            add(&mut session.conversation, &self.encoder, now_ms);
            self.last_message_ms = now_ms;
            if session.conversation.later_weight() > 0 && !self.quiet_alarm.is_set() {
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
        let waiting = self.sessions.iter_mut().find(|(_, it)| it.conversation.later_weight() > 0);
        let Some((&id, session)) = waiting else { return };
        while let Some((number, text)) = session.conversation.take_later(0..u64::MAX) {
            make_bytes(&mut session.conversation, &self.encoder, number, &text);
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
        send: impl FnOnce(&Socket) -> Result<(), SocketError>,
        keep: impl FnOnce(&mut Talk),
    ) -> bool {
        let session = self.sessions.entry(id).or_default();
        let open = session.socket.as_ref().filter(|_| session.connection.is_open());
        let refusal = match open.map(send) {
            None => SendRefusal::NotConnected,
            Some(Err(_)) => SendRefusal::Browser,
            Some(Ok(())) => {
                keep(&mut session.conversation);
                self.changed(id, now_ms());
                return true;
            }
        };
        if let Some(scope) = &self.scope {
            scope.post(&FromWorker::SendRefused { socket: id, reason: refusal }, None);
        }
        false
    }

    fn fetch(&mut self, id: ItemId, number: u64) {
        let Some(scope) = &self.scope else { return };
        let conversation = self.sessions.get_mut(&id).map(|it| {
            make_all_bytes(&mut it.conversation, &self.encoder, number..number.saturating_add(1));
            &it.conversation
        });
        let row = conversation.and_then(|it| it.row(number));
        let bytes = conversation.and_then(|it| it.payload(number)).map(|payload| match payload {
            Payload::Inside(bytes) => Uint8Array::from(bytes),
            // A copy: what is handed over is gone here.
            Payload::Outside(bytes) => bytes.slice(0, bytes.length()),
        });
        scope.post(&FromWorker::Entry { socket: id, row }, bytes.as_ref());
    }

    /// A conversation changed: tells the page if it is the one it shows.
    fn changed(&mut self, id: ItemId, now_ms: f64) {
        if self.view.is_some_and(|view| view.socket == id) {
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

    fn tell(&mut self, now_ms: f64) {
        let (Some(view), Some(scope)) = (self.view, &self.scope) else {
            return;
        };
        let conversation = &mut self.sessions.entry(view.socket).or_default().conversation;
        let range = if view.follow {
            conversation.newest(view.rows)
        } else {
            conversation.range(view.first, view.rows)
        };
        make_all_bytes(conversation, &self.encoder, range.clone());
        let totals = conversation.totals(now_ms);
        let (first, rows) = (range.start, conversation.rows(range));
        scope.post(&FromWorker::Rows { socket: view.socket, totals, first, rows }, None);
        self.feed.told(now_ms, totals.per_second);
    }
}

/// What a socket of this attempt calls with what happens to it.
fn tell_of(me: Weak<RefCell<Worker>>, id: ItemId, attempt: Attempt) -> impl Fn(SocketEvent) {
    move |event| {
        if let Some(worker) = me.upgrade() {
            worker.borrow_mut().on_socket(id, attempt, event);
        }
    }
}
