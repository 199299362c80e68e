//! The conversations of one WebSocket: the one that is going on and the earlier ones, until they are
//! cleared.

use serde::{Deserialize, Serialize};

use super::Conversation;

/// Names a conversation of a WebSocket.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ConversationId(pub u32);

/// An earlier conversation in a line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// Which one.
    pub id: ConversationId,
    /// Time of its first entry, in milliseconds since 1970-01-01 UTC.
    pub began_ms: f64,
    /// How many messages it has.
    pub messages: u64,
}

/// Clears earlier conversations, the oldest of all WebSockets first, until what they take of memory
/// is at most `most` bytes; pinned messages stay. `in_memory` says what a payload that is outside
/// takes. Answers which WebSockets lost something.
pub fn keep_within<K: Copy + PartialEq, X, T>(
    all: &mut [(K, &mut History<X, T>)],
    most: u64,
    in_memory: fn(&X) -> u64,
) -> Vec<K> {
    let weights = |(at, (_, it)): (usize, &(K, &mut History<X, T>))| {
        it.weights(in_memory).map(|weight| (at, weight)).collect::<Vec<_>>()
    };
    let mut left: Vec<_> = all.iter().enumerate().flat_map(weights).collect();
    let mut weight: u64 = left.iter().map(|(_, (_, _, weight))| weight).sum();
    let mut cleared = Vec::new();
    while weight > most {
        let oldest = (0..left.len()).min_by(|a, b| {
            let began = |at: &usize| left.get(*at).map_or(0.0, |it| it.1.0);
            began(a).total_cmp(&began(b))
        });
        let Some((at, (_, id, before))) = oldest.map(|at| left.swap_remove(at)) else { break };
        if let Some((key, talks)) = all.get_mut(at) {
            talks.clear(id);
            let after = talks.weights(in_memory).find(|it| it.1 == id).map_or(0, |it| it.2);
            weight = weight.saturating_sub(before).saturating_add(after);
            if !cleared.contains(key) {
                cleared.push(*key);
            }
        }
    }
    cleared
}

/// All conversations of a WebSocket.
#[derive(Debug)]
pub struct History<X, T> {
    now: (ConversationId, Conversation<X, T>),
    /// Oldest first.
    earlier: Vec<(ConversationId, Conversation<X, T>)>,
    /// What the earlier ones take of the room for payloads.
    reserved_earlier: usize,
    /// What other WebSockets take of it.
    taken: usize,
}

impl<X, T> Default for History<X, T> {
    fn default() -> Self {
        Self {
            now: (ConversationId::default(), Conversation::default()),
            earlier: Vec::new(),
            reserved_earlier: 0,
            taken: 0,
        }
    }
}

impl<X, T> History<X, T> {
    /// The one that is going on.
    pub fn now(&mut self) -> &mut Conversation<X, T> {
        &mut self.now.1
    }

    /// The one with this id, or else the one that is going on.
    pub fn get(&mut self, id: Option<ConversationId>) -> (ConversationId, &mut Conversation<X, T>) {
        // Texts of earlier ones may have become bytes.
        self.reckon();
        let found = self.earlier.iter_mut().find(|it| Some(it.0) == id).unwrap_or(&mut self.now);
        (found.0, &mut found.1)
    }

    /// A connection is about to be made: begins a new conversation. One without messages goes on, so
    /// that attempts that fail stand together. Whether a new one began.
    pub fn begin(&mut self) -> bool {
        if self.now.1.messages() == 0 {
            return false;
        }
        let id = ConversationId(self.now.0.0.wrapping_add(1));
        let before = std::mem::replace(&mut self.now, (id, Conversation::default()));
        self.earlier.push(before);
        self.reckon();
        true
    }

    /// Empties a conversation but for its pinned messages. An earlier one of which nothing is left
    /// goes.
    pub fn clear(&mut self, id: ConversationId) {
        self.get(Some(id)).1.clear();
        self.earlier.retain(|(_, it)| !it.is_empty());
        self.reckon();
    }

    /// The earlier ones, newest first.
    pub fn earlier(&self) -> Vec<Earlier> {
        let line = |(id, it): &(ConversationId, Conversation<X, T>)| Earlier {
            id: *id,
            began_ms: it.at_ms(0).unwrap_or_default(),
            messages: it.messages(),
        };
        self.earlier.iter().rev().map(line).collect()
    }

    /// One that has messages without their bytes.
    pub fn waiting(&mut self) -> Option<&mut Conversation<X, T>> {
        self.reckon();
        let all = std::iter::once(&mut self.now).chain(&mut self.earlier);
        all.map(|it| &mut it.1).find(|it| it.later_weight() > 0)
    }

    /// How much memory all payloads take, in bytes.
    pub fn reserved(&self) -> usize {
        self.reserved_earlier + self.now.1.reserved()
    }

    /// Other WebSockets take so much of the room for payloads. Costs the same however many earlier
    /// conversations there are.
    pub fn share_room(&mut self, taken: usize) {
        self.taken = taken;
        self.now.1.share_room(taken + self.reserved_earlier);
    }

    /// When each of the earlier ones began, and what it takes of memory.
    fn weights(
        &self,
        in_memory: fn(&X) -> u64,
    ) -> impl Iterator<Item = (f64, ConversationId, u64)> {
        self.earlier
            .iter()
            .map(move |(id, it)| (it.at_ms(0).unwrap_or_default(), *id, it.weight(in_memory)))
    }

    fn reckon(&mut self) {
        self.reserved_earlier = self.earlier.iter().map(|it| it.1.reserved()).sum();
        let all = self.taken + self.reserved();
        for (_, it) in &mut self.earlier {
            it.share_room(all - it.reserved());
        }
        self.now.1.share_room(self.taken + self.reserved_earlier);
    }
}
