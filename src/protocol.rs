//! What the page and the connection worker say to each other: two enums of plain data, a few
//! bytes each, tested on the host. What is large travels beside them as a transferred buffer, and so
//! do files and folders of the browser; the variant says so.

use serde::{Deserialize, Serialize};

use crate::core::connection::{ConnectionState, Plan};
use crate::core::conversation::{ConversationId, Earlier, Filter, Query};
pub use crate::core::conversation::{ListRow, Row, RowBody, Totals};
use crate::core::export::Format;
use crate::core::message_file::Progress;
use crate::core::model::ItemId;

/// Page → worker. Every request names the WebSocket (by its id in the tree) it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Start a handshake. Ignored while a connection lives. The URL and subprotocols were checked.
    Connect {
        /// Which WebSocket.
        socket: ItemId,
        /// How.
        plan: Plan,
    },
    /// How to make the connection that is waited for; answers [`FromWorker::PlanWanted`].
    ConnectAgain {
        /// Which WebSocket.
        socket: ItemId,
        /// How.
        plan: Plan,
    },
    /// Whether to connect again when the connection that lives is lost.
    Reconnect {
        /// Which WebSocket.
        socket: ItemId,
        /// Yes or no.
        on: bool,
    },
    /// Cancel a handshake or the wait for the next; when open, start the close handshake with 1000;
    /// when closing, stop waiting for the other side.
    Stop {
        /// Which WebSocket.
        socket: ItemId,
    },
    /// Send a text message.
    SendText {
        /// Which WebSocket.
        socket: ItemId,
        /// The message.
        text: String,
    },
    /// Send a binary message: its bytes are the buffer beside.
    SendBinary {
        /// Which WebSocket.
        socket: ItemId,
    },
    /// Send a file as a message: it is beside. Its progress comes as [`FromWorker::Sending`].
    SendFile {
        /// Which WebSocket.
        socket: ItemId,
        /// As a text message, for which it has been found to be UTF-8; else as a binary one.
        as_text: bool,
    },
    /// Start the close handshake (RFC 6455 §7.1.2) as a message of the conversation.
    SendClose {
        /// Which WebSocket.
        socket: ItemId,
        /// 1000 or 3000–4999.
        code: u16,
        /// At most 123 bytes of UTF-8.
        reason: String,
    },
    /// The rows the page shows of one WebSocket from now on; `None` when it shows no conversation.
    Watch {
        /// What to show.
        view: Option<View>,
    },
    /// The last [`FromWorker::Rows`] was taken; until then the worker sends no more of them, so that
    /// a busy page is not buried. The page's end of the channel sends this by itself.
    RowsTaken,
    /// Ask for a row of the view, answered by [`FromWorker::Place`] if there is one.
    Find {
        /// Which row.
        wanted: Wanted,
    },
    /// Ask for one whole entry, answered by [`FromWorker::Entry`].
    Fetch {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations.
        conversation: ConversationId,
        /// Number of the entry, from 0 for the oldest since the last clear.
        number: u64,
    },
    /// Pin a message, or unpin it.
    Pin {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations.
        conversation: ConversationId,
        /// Number of the entry.
        number: u64,
    },
    /// Export a conversation as it is now, answered by [`FromWorker::Exported`]. Messages as
    /// [`Export::Folder`] are written into the folder beside.
    Export {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations; `None` for the one that is going on.
        conversation: Option<ConversationId>,
        /// Its name, for the names of files.
        name: String,
        /// In which form.
        form: Export,
    },
    /// Give up the export that is going on; it is answered all the same.
    CancelExport,
    /// Empty a conversation but for its pinned messages; the connection stays. Answered by
    /// [`FromWorker::Cleared`] if there was anything. What another one had that was cleared before
    /// is forgotten.
    Clear {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations; `None` for the one that is going on.
        conversation: Option<ConversationId>,
        /// The entry shown in detail: of which conversation, and its number.
        shown: Option<(ConversationId, u64)>,
    },
    /// Bring back what was cleared last; answered by [`FromWorker::Restored`].
    Restore {
        /// Which WebSocket.
        socket: ItemId,
        /// As in [`ToWorker::Clear`].
        shown: Option<(ConversationId, u64)>,
    },
    /// From now on the earlier conversations of all WebSockets may take so many bytes of memory; when
    /// it is more, the oldest are forgotten but for their pinned messages. `None` is no limit.
    LimitEarlier {
        /// In bytes.
        most: Option<u64>,
    },
    /// A WebSocket goes on under another id, with its connection and conversation; answered by the
    /// states of both.
    Move {
        /// Which WebSocket.
        from: ItemId,
        /// Its new id, which no other has had.
        to: ItemId,
    },
    /// Close and forget everything about a WebSocket that was deleted for good.
    Forget {
        /// Which WebSocket.
        socket: ItemId,
    },
}

/// Which rows of which conversation the page shows. Rows are counted from 0 for the oldest that
/// passes the filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Which WebSocket.
    pub socket: ItemId,
    /// Which of its conversations; `None` for the one that is going on.
    pub conversation: Option<ConversationId>,
    /// Which messages are shown.
    pub filter: Filter,
    /// What is searched for in them.
    pub query: Query,
    /// The first row wanted; ignored when `follow`.
    pub first: u64,
    /// How many rows fit, with a margin.
    pub rows: u32,
    /// Always the newest rows.
    pub follow: bool,
    /// Number of the entry selected.
    pub selected: Option<u64>,
    /// Entries from this number on are new to the person.
    pub seen: u64,
}

/// A row of the view that the page does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// This one, to select it.
    Row {
        /// Its place in the view.
        row: u64,
    },
    /// The next one that the search finds, to select it.
    Match {
        /// Towards the newest.
        forward: bool,
        /// Where to begin when the selected row is not in the view.
        near: u64,
    },
    /// The one of an entry or else the next one after it, to show it.
    Entry {
        /// Number of the entry.
        number: u64,
    },
}

/// What the filter and the search make of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// How many rows pass the filter.
    pub rows: u64,
    /// How many of them are new to the person.
    pub newer: u64,
    /// The row of the entry selected.
    pub selected: Option<u64>,
    /// What the search found so far; `None` when nothing is searched for.
    pub search: Option<Search>,
}

/// What a search found so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Rows with a match.
    pub matches: u64,
    /// Which of them is selected, from 1.
    pub current: Option<u64>,
    /// Rows that were looked at.
    pub searched: u64,
}

/// A form in which a conversation goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// All of it in one file.
    Whole(Format),
    /// A ZIP with one file for each message.
    Zip,
    /// One file for each message in a folder.
    Folder,
}

/// How an export ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exported {
    /// It is complete. Unless it went into a folder, its file is beside.
    Done {
        /// How many messages it has.
        messages: u64,
    },
    /// It was given up, or the conversation was cleared meanwhile.
    Cancelled,
    /// The browser had no room, or did not let a file be written.
    Failed,
}

/// Worker → page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The worker listens; sent once, first.
    Ready,
    /// A connection changed its state.
    State {
        /// Which WebSocket.
        socket: ItemId,
        /// The new state, with what is known of how it came about.
        state: ConnectionState,
    },
    /// Something changed in the watched conversation; at most once per frame.
    Rows {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations.
        conversation: ConversationId,
        /// All of it in numbers.
        totals: Totals,
        /// Of an earlier one: how many messages the one that is going on has.
        meanwhile: Option<u64>,
        /// What filter and search make of it.
        shown: Shown,
        /// The first row below.
        first: u64,
        /// The rows of the view, oldest first.
        rows: Vec<ListRow>,
    },
    /// Answer to [`ToWorker::Find`].
    Place {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations.
        conversation: ConversationId,
        /// The row.
        row: u64,
        /// Number of the entry to select.
        select: Option<u64>,
    },
    /// The earlier conversations of a WebSocket have changed.
    Earlier {
        /// Which WebSocket.
        socket: ItemId,
        /// Newest first.
        earlier: Vec<Earlier>,
    },
    /// Answer to [`ToWorker::Clear`].
    Cleared {
        /// Which WebSocket.
        socket: ItemId,
        /// The entry shown in detail, with its number of now: `None` when it is gone.
        shown: Option<(ConversationId, u64)>,
    },
    /// Answer to [`ToWorker::Restore`].
    Restored {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations came back; `None` when it was not there any more.
        conversation: Option<ConversationId>,
        /// The entry shown in detail, with its number of now.
        shown: Option<(ConversationId, u64)>,
    },
    /// Answer to [`ToWorker::Fetch`]. A message's bytes are the buffer beside; of a message sent from
    /// a file that file is.
    Entry {
        /// Which WebSocket.
        socket: ItemId,
        /// Which of its conversations.
        conversation: ConversationId,
        /// The row of the entry asked for, or `None` when it was cleared meanwhile.
        row: Option<Row>,
        /// Milliseconds since the entry before it in the same connection.
        since_ms: Option<u64>,
    },
    /// How far the export that takes a while has come.
    ExportProgress {
        /// Entries that were written.
        done: u64,
        /// Entries there are.
        total: u64,
    },
    /// Answer to [`ToWorker::Export`].
    Exported {
        /// How it ended.
        outcome: Exported,
    },
    /// How far the files of a connection are on their way.
    Sending {
        /// Which WebSocket.
        socket: ItemId,
        /// `None` once all are out, or the connection is gone.
        progress: Option<Progress>,
    },
    /// The wait for a connection is over: how is it to be made now?
    PlanWanted {
        /// Which WebSocket.
        socket: ItemId,
    },
    /// The content security policy that the worker came with blocked something.
    Blocked {
        /// When.
        at_ms: f64,
        /// What, as far as the browser tells: an address, or only its scheme.
        what: String,
    },
    /// A message was not sent; the person's text is still where it was.
    SendRefused {
        /// Which WebSocket.
        socket: ItemId,
        /// Why.
        reason: SendRefusal,
    },
}

/// Why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SendRefusal {
    /// The connection is not open.
    NotConnected,
    /// The browser refused it.
    Browser,
    /// The browser could not read the file.
    FileUnreadable,
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::{Serialize, de::DeserializeOwned};

    use super::{
        Export, Exported, FromWorker, ListRow, Row, RowBody, Search, SendRefusal, Shown, ToWorker,
        Totals, View, Wanted,
    };
    use crate::core::connection::{
        ConnectionState, Credentials, Ended, Event, Facts, Failure, FailureKind, Lost, Offered,
        Opened, Party, Plan,
    };
    use crate::core::conversation::{
        ConversationId, Direction, Earlier, Filter, Kind, MessageKind, Query,
    };
    use crate::core::export::Format;
    use crate::core::message_file::Progress;
    use crate::core::model::ItemId;
    use crate::core::web_address::Server;

    const SOCKET: ItemId = ItemId((1 << 53) - 1);
    const TALK: ConversationId = ConversationId(3);
    const AT_MS: f64 = 1_790_000_000_123.456;

    fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(messages: Vec<T>) {
        for message in messages {
            let bytes = postcard::to_allocvec(&message).expect("becomes bytes");
            assert_eq!(postcard::from_bytes::<T>(&bytes).expect("is read"), message);
        }
    }

    fn facts() -> Facts {
        Facts {
            server: Server { secure: true, host: "[::1]".into(), port: 65_535 },
            may_go_without_subprotocols: true,
            credentials: Credentials::NotSent,
            unknown_variables: vec!["é".into()],
        }
    }

    fn opened() -> Opened {
        Opened {
            url: "wss://host/path?q=\"é\"".into(),
            took_ms: 12.25,
            subprotocol: "chat".into(),
            extensions: "permessage-deflate".into(),
        }
    }

    #[test]
    fn every_request_survives_the_journey() {
        let view = View {
            socket: SOCKET,
            conversation: Some(TALK),
            filter: Filter {
                direction: Some(Direction::Sent),
                kind: Some(Kind::Close),
                pinned: true,
            },
            query: Query { text: "\\d \"é".into(), match_case: true, is_pattern: true },
            first: u64::MAX >> 11,
            rows: 60,
            follow: true,
            selected: Some(7),
            seen: 9,
        };
        let everything = View {
            conversation: None,
            filter: Filter::default(),
            query: Query::default(),
            selected: None,
            ..view.clone()
        };
        let plan = Plan {
            url: "ws://a:b@host/".into(),
            shown_url: "ws://host/".into(),
            subprotocols: vec![Offered { name: "a".into(), shown: "•".into() }],
            facts: facts(),
            first_message: Some("{}".into()),
            timeout_ms: 30_000,
            reconnect: true,
        };
        survives(vec![
            ToWorker::Connect { socket: SOCKET, plan: plan.clone() },
            ToWorker::ConnectAgain { socket: SOCKET, plan },
            ToWorker::Reconnect { socket: SOCKET, on: false },
            ToWorker::Stop { socket: SOCKET },
            ToWorker::SendText { socket: SOCKET, text: "\u{0}\n\"\u{2028}😀".into() },
            ToWorker::SendBinary { socket: SOCKET },
            ToWorker::SendFile { socket: SOCKET, as_text: true },
            ToWorker::SendClose { socket: SOCKET, code: 4999, reason: "até".into() },
            ToWorker::Watch { view: Some(view) },
            ToWorker::Watch { view: Some(everything) },
            ToWorker::Find { wanted: Wanted::Row { row: 5 } },
            ToWorker::Find { wanted: Wanted::Match { forward: true, near: 0 } },
            ToWorker::Find { wanted: Wanted::Entry { number: 8 } },
            ToWorker::Watch { view: None },
            ToWorker::RowsTaken,
            ToWorker::Fetch { socket: SOCKET, conversation: TALK, number: 999_999 },
            ToWorker::Pin { socket: SOCKET, conversation: TALK, number: 1 },
            ToWorker::CancelExport,
            ToWorker::Clear { socket: SOCKET, conversation: None, shown: None },
            ToWorker::Clear { socket: SOCKET, conversation: Some(TALK), shown: Some((TALK, 7)) },
            ToWorker::Restore { socket: SOCKET, shown: Some((TALK, 7)) },
            ToWorker::LimitEarlier { most: None },
            ToWorker::LimitEarlier { most: Some(0) },
            ToWorker::Move { from: SOCKET, to: ItemId(1) },
            ToWorker::Forget { socket: SOCKET },
        ]);
    }

    #[test]
    fn every_export_survives_the_journey() {
        let whole = [Format::JsonLines, Format::Csv, Format::Har].map(Export::Whole);
        survives(
            whole
                .into_iter()
                .chain([Export::Zip, Export::Folder])
                .map(|form| ToWorker::Export {
                    socket: SOCKET,
                    conversation: Some(TALK),
                    name: "maré/1".into(),
                    form,
                })
                .collect(),
        );
        let outcomes =
            [Exported::Done { messages: u64::MAX >> 11 }, Exported::Cancelled, Exported::Failed];
        survives(outcomes.map(|outcome| FromWorker::Exported { outcome }).to_vec());
        survives(vec![FromWorker::ExportProgress { done: 1, total: 2 }]);
    }

    #[test]
    fn every_state_survives_the_journey() {
        let not_tried = FailureKind::NotTried { message: "SyntaxError".into() };
        let mut states = vec![
            ConnectionState::Disconnected,
            ConnectionState::Connecting { since_ms: AT_MS, url: "ws://host/".into() },
            ConnectionState::Open { since_ms: AT_MS, opened: opened() },
            ConnectionState::Closing { since_ms: AT_MS, open_since_ms: AT_MS, opened: opened() },
        ];
        for by in [Party::Client, Party::Server, Party::Nobody] {
            let ended = Ended {
                at_ms: AT_MS,
                code: 1006,
                reason: "x".into(),
                clean: false,
                by,
                was: opened(),
                open_for_ms: 0.5,
            };
            let after = Lost::Closed(ended.clone());
            states.push(ConnectionState::Closed(ended));
            states.push(ConnectionState::Waiting { retry: 1, until_ms: AT_MS, after });
        }
        for why in [FailureKind::Refused, FailureKind::TimedOut, not_tried] {
            let failure = Failure {
                at_ms: AT_MS,
                after_ms: 3.0,
                why,
                url: "ws://host/".into(),
                facts: facts(),
            };
            let after = Lost::Failed(failure.clone());
            states.push(ConnectionState::Failed(failure));
            states.push(ConnectionState::Waiting { retry: 9, until_ms: AT_MS, after });
        }
        survives(
            states.into_iter().map(|state| FromWorker::State { socket: SOCKET, state }).collect(),
        );
    }

    #[test]
    fn every_row_survives_the_journey() {
        let message = |direction, kind| RowBody::Message {
            direction,
            kind,
            size: 5_000_000_000,
            message_number: 7,
            left: Some(4_000_000_000),
            preview: "{\"a\": 1}".into(),
        };
        let why = FailureKind::NotTried { message: "no".into() };
        let (reason, by) = (String::from("bye"), Party::Server);
        let bodies = vec![
            message(Direction::Sent, MessageKind::Text),
            message(Direction::Received, MessageKind::Binary),
            message(Direction::Sent, MessageKind::Close { code: Some(3000) }),
            message(Direction::Sent, MessageKind::Close { code: None }),
            RowBody::Event { event: Event::Connected(opened()) },
            RowBody::Event {
                event: Event::Closed { code: 1001, reason, clean: true, by, open_for_ms: 1.0 },
            },
            RowBody::Event { event: Event::Failed { why, after_ms: 1.0 } },
            RowBody::Event { event: Event::Cancelled { after_ms: 1.0 } },
        ];
        let rows: Vec<Row> =
            (0..).zip(bodies).map(|(number, body)| Row { number, at_ms: AT_MS, body }).collect();
        let totals = Totals {
            entries: 8,
            messages: 4,
            bytes: 20_000_000_000,
            per_second: 2.0,
            generation: 1,
            pinned: 2,
        };
        let search = Some(Search { matches: 3, current: Some(1), searched: 6 });
        let shown = Shown { rows: 8, newer: 2, selected: Some(4), search };
        let entry = rows.first().cloned();
        let listed = rows.into_iter().zip([None, Some(250)].into_iter().cycle());
        let rows = listed
            .map(|(row, since_ms)| {
                let marks = since_ms.map(|_| 1..4).into_iter().collect();
                ListRow { row, since_ms, pinned: since_ms.is_some(), marks }
            })
            .collect();
        let (socket, conversation) = (SOCKET, TALK);
        let earlier = vec![Earlier { id: TALK, began_ms: AT_MS, messages: 1_204 }];
        survives(vec![
            FromWorker::Ready,
            FromWorker::Entry { socket, conversation, row: entry, since_ms: Some(4) },
            FromWorker::Entry { socket, conversation, row: None, since_ms: None },
            FromWorker::Rows {
                socket,
                conversation,
                totals,
                meanwhile: Some(3),
                shown,
                first: 1_000_000,
                rows,
            },
            FromWorker::Place { socket, conversation, row: 5, select: Some(9) },
            FromWorker::Earlier { socket, earlier },
            FromWorker::Cleared { socket, shown: Some((TALK, 7)) },
            FromWorker::Restored { socket, conversation: Some(TALK), shown: None },
            FromWorker::PlanWanted { socket },
            FromWorker::Blocked { at_ms: AT_MS, what: "wss://host/".into() },
            FromWorker::SendRefused { socket: SOCKET, reason: SendRefusal::NotConnected },
            FromWorker::SendRefused { socket: SOCKET, reason: SendRefusal::Browser },
            FromWorker::SendRefused { socket: SOCKET, reason: SendRefusal::FileUnreadable },
            FromWorker::Sending {
                socket: SOCKET,
                progress: Some(Progress { size: 5_000_000_000, left: 1 }),
            },
            FromWorker::Sending { socket: SOCKET, progress: None },
        ]);
    }
}
