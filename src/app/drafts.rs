//! What a person typed or chose for a WebSocket that is not part of its collection. Lives as long
//! as the tab, so that showing another item and coming back finds everything as it was.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::core::{
    conversation::{ConversationId, Filter, Query},
    model::{Compression, ItemId, Syntax},
};

use super::follow_ids;

/// The drafts of every WebSocket.
#[derive(Clone, Copy)]
pub struct Drafts(RwSignal<HashMap<ItemId, Draft>>);

/// The draft of one WebSocket.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Typed into *Quick message*.
    pub quick_text: String,
    /// How the quick message is checked.
    pub quick_syntax: Syntax,
    /// The client message chosen in the composer; `None` is the first.
    pub client_message: Option<ItemId>,
    /// The tab of the connection panel.
    pub connection_tab: ConnectionTab,
    /// The part of its options.
    pub options_part: OptionsPart,
    /// What was offered of compression when it was turned off.
    pub compression: Option<Compression>,
    /// The collection's headers stand unfolded.
    pub shows_inherited: bool,
    /// The tab of the message panel a person chose for text messages.
    pub text_tab: Option<MessageTab>,
    /// The tab of the message panel a person chose for binary messages.
    pub binary_tab: Option<MessageTab>,
    /// Connect was pressed with a wrong URL or subprotocol: say what is wrong.
    pub show_problems: bool,
    /// The conversation shown; `None` is the one that is going on.
    pub conversation: Option<ConversationId>,
    /// Messages the one that is going on had when an earlier one was chosen.
    pub seen_messages: u64,
    /// Which messages are shown.
    pub filter: Filter,
    /// What is searched for in them.
    pub query: Query,
    /// The list stays at the newest message.
    pub follow: bool,
    /// Entries there were when following was paused.
    pub seen_entries: u64,
    /// How much of the list lies between its oldest row and what is in sight, in its own CSS pixels.
    pub place: f64,
}

/// Tabs of the connection panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ConnectionTab {
    /// What is asked of the server.
    #[default]
    Options,
    /// Who asks.
    Auth,
    /// What the server answered; named *Error* while the last attempt is a failure.
    Response,
}

/// Parts of the options of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OptionsPart {
    /// The query of the URL.
    #[default]
    Parameters,
    /// Headers of the handshake.
    Headers,
    /// Subprotocols offered.
    Subprotocols,
    /// What is offered of compression.
    Compression,
    /// Time-out and connecting again.
    Timing,
}

/// Tabs of the message panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageTab {
    /// As a picture.
    Image,
    /// JSON or XML laid out.
    Pretty,
    /// As it came.
    Raw,
    /// Hex dump.
    Hex,
    /// JSON as a tree.
    Tree,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            quick_text: String::new(),
            quick_syntax: Syntax::default(),
            client_message: None,
            connection_tab: ConnectionTab::default(),
            options_part: OptionsPart::default(),
            compression: None,
            shows_inherited: false,
            text_tab: None,
            binary_tab: None,
            show_problems: false,
            conversation: None,
            seen_messages: 0,
            filter: Filter::default(),
            query: Query::default(),
            follow: true,
            seen_entries: 0,
            place: 0.0,
        }
    }
}

impl Drafts {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Reads the draft of a WebSocket.
    pub fn with<T>(self, socket: ItemId, read: impl FnOnce(&Draft) -> T) -> T {
        self.0.with(|drafts| match drafts.get(&socket) {
            Some(draft) => read(draft),
            None => read(&Draft::default()),
        })
    }

    /// Changes the draft of a WebSocket.
    pub fn update(self, socket: ItemId, change: impl FnOnce(&mut Draft)) {
        self.0.try_update(|drafts| change(drafts.entry(socket).or_default()));
    }

    /// Forgets the draft of a WebSocket that no longer exists.
    pub(super) fn forget(self, socket: ItemId) {
        self.0.try_update(|drafts| drafts.remove(&socket));
    }

    /// Moves drafts to the ids their WebSockets have in a copy.
    pub(super) fn follow(self, ids: &HashMap<ItemId, ItemId>) {
        follow_ids(self.0, ids);
        for socket in ids.values() {
            let chosen = untrack(|| self.0.with(|it| it.get(socket)?.client_message));
            if let Some(copy) = chosen.and_then(|it| ids.get(&it)) {
                self.update(*socket, |draft| draft.client_message = Some(*copy));
            }
        }
    }

    /// WebSockets with a quick message that is not empty, in a fixed order.
    pub(super) fn typed_untracked(self) -> Vec<ItemId> {
        let mut all: Vec<_> = self.0.with_untracked(|drafts| {
            let typed = drafts.iter().filter(|(_, draft)| !draft.quick_text.is_empty());
            typed.map(|(socket, _)| *socket).collect()
        });
        all.sort_unstable();
        all
    }

    /// Reads the draft of a WebSocket without following its changes.
    pub fn with_untracked<T>(self, socket: ItemId, read: impl FnOnce(&Draft) -> T) -> T {
        untrack(|| self.with(socket, read))
    }
}
