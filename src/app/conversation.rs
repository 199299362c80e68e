//! What a person does with the conversation on the screen: filter, search, pin, clear, go to an
//! earlier one.

use std::ops::Range;

use leptos::prelude::*;

use crate::{
    browser::pattern::{NotAPattern, Pattern},
    core::{
        conversation::{ConversationId, Filter, Plain, Query},
        model::ItemId,
    },
    protocol::{ToWorker, Wanted},
};

use super::App;

/// The name of the conversation panel among what can take the focus.
pub const CONVERSATION_PANEL: &str = "conversation-panel";
/// The same of the field that searches in it.
pub const SEARCH_MESSAGES: &str = "search-messages";

/// Most matches that are marked in a message shown in detail, and in how many bytes of it: all that
/// a person walks through.
const MARKS: usize = 10_000;
const MARKED_BYTES: usize = 1 << 20;

impl App {
    /// What is searched for in the messages of a WebSocket: nothing while it is wrong.
    pub fn query(self, socket: ItemId) -> Result<Query, NotAPattern> {
        let query = self.drafts.with(socket, |draft| draft.query.clone());
        if query.is_pattern {
            Pattern::new(&query.text, query.match_case)?;
        }
        Ok(query)
    }

    /// Where a text holds what is searched for in the messages of a WebSocket, in bytes of it. None
    /// for a regular expression, which nothing can interrupt: it is for the worker alone.
    pub fn places_found(self, socket: ItemId, text: &str) -> Vec<Range<usize>> {
        let query = self.drafts.with(socket, |draft| draft.query.clone());
        if query.text.is_empty() || query.is_pattern {
            return Vec::new();
        }
        let end = text.floor_char_boundary(MARKED_BYTES);
        let text = text.get(..end).unwrap_or_default();
        Plain::new(&query.text, query.match_case).in_text(text.as_bytes(), MARKS)
    }

    /// Changes what is searched for.
    pub fn set_query(self, socket: ItemId, change: impl FnOnce(&mut Query)) {
        self.drafts.update(socket, |draft| change(&mut draft.query));
    }

    /// Which messages of a WebSocket are shown.
    pub fn filter(self, socket: ItemId) -> Filter {
        self.drafts.with(socket, |draft| draft.filter)
    }

    /// Shows an earlier conversation; `None` for the one that is going on.
    pub fn show_conversation(self, socket: ItemId, conversation: Option<ConversationId>) {
        let messages_now = self.connections.window.with_untracked(|window| {
            let is_now = window.socket == Some(socket) && window.meanwhile.is_none();
            is_now.then_some(window.totals.messages)
        });
        self.drafts.update(socket, |draft| {
            draft.conversation = conversation;
            draft.seen_messages = messages_now.unwrap_or(draft.seen_messages);
        });
    }

    /// How many messages came into the conversation that is going on since an earlier one is shown.
    pub fn messages_meanwhile(self, socket: ItemId) -> u64 {
        let messages_now = self.connections.window.with(|window| {
            window.meanwhile.filter(|_| window.socket == Some(socket)).unwrap_or_default()
        });
        messages_now.saturating_sub(self.drafts.with(socket, |draft| draft.seen_messages))
    }

    /// Empties the conversation shown but for its pinned messages; the connection stays. *Undo*
    /// brings back the rest.
    pub fn clear_conversation(self, socket: ItemId) {
        let conversation = self.drafts.with_untracked(socket, |draft| draft.conversation);
        let shown = untrack(|| self.connections.shown_number(socket));
        self.connections.post(&ToWorker::Clear { socket, conversation, shown });
    }

    pub(super) fn on_cleared(self, socket: ItemId) {
        self.remember_cleared(socket);
        self.notices.toast(self.t_untracked().conversation_cleared.to_owned(), true);
    }

    /// Asks for what was cleared last.
    pub(super) fn restore_conversation(self, socket: ItemId) {
        let shown = untrack(|| self.connections.shown_number(socket));
        self.connections.post(&ToWorker::Restore { socket, shown });
    }

    /// What was cleared is back, or was not there any more.
    pub(super) fn on_restored(self, socket: ItemId, conversation: Option<ConversationId>) {
        let t = self.t_untracked();
        let text = if conversation.is_some() { t.undone } else { t.cleared_is_gone };
        self.notices.toast(text.to_owned(), false);
        if let Some(id) = conversation {
            let earlier = untrack(|| self.connections.earlier(socket));
            let is_earlier = earlier.iter().any(|it| it.id == id);
            self.show_conversation(socket, is_earlier.then_some(id));
        }
    }

    /// Pins the message selected, or unpins it.
    pub fn toggle_pin(self, socket: ItemId) {
        if let Some((conversation, number)) = untrack(|| self.connections.shown_number(socket)) {
            self.connections.post(&ToWorker::Pin { socket, conversation, number });
        }
    }

    /// Asks for a row of the list that is not on the page.
    pub fn find_row(self, wanted: Wanted) {
        self.connections.post(&ToWorker::Find { wanted });
    }
}
