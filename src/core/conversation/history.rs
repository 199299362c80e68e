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
/// is at most `most` bytes; pinned messages stay. What was cleared goes before them. `in_memory` says
/// what a payload that is outside takes. Answers which WebSockets lost something.
pub fn keep_within<K: Copy + PartialEq, X: Clone, T: Clone>(
    all: &mut [(K, &mut History<X, T>)],
    most: u64,
    in_memory: fn(&X) -> u64,
) -> Vec<K> {
    let takes = |it: &History<X, T>| -> u64 { it.weights(in_memory).map(|it| it.2).sum() };
    let cleared = |it: &History<X, T>| {
        it.cleared.as_ref().map_or(0, |(_, cleared)| cleared.weight(in_memory))
    };
    if all.iter().map(|(_, it)| takes(it) + cleared(it)).sum::<u64>() > most {
        for (_, it) in all.iter_mut() {
            it.forget_cleared();
        }
    }
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
            talks.free(id);
            let after = talks.weights(in_memory).find(|it| it.1 == id).map_or(0, |it| it.2);
            weight = weight.saturating_sub(before).saturating_add(after);
            if !cleared.contains(key) {
                cleared.push(*key);
            }
        }
    }
    cleared
}

/// What was cleared may take so much memory, in bytes, for as long as nothing else is cleared.
const CLEARED: u64 = 64 << 20;

/// All conversations of a WebSocket.
#[derive(Debug)]
pub struct History<X, T> {
    now: (ConversationId, Conversation<X, T>),
    /// Oldest first.
    earlier: Vec<(ConversationId, Conversation<X, T>)>,
    /// What was cleared last, as long as it can come back.
    cleared: Option<(ConversationId, Conversation<X, T>)>,
    /// What the earlier ones and the cleared one take of the room for payloads.
    reserved_earlier: usize,
    /// What other WebSockets take of it.
    taken: usize,
}

impl<X, T> Default for History<X, T> {
    fn default() -> Self {
        Self {
            now: (ConversationId::default(), Conversation::default()),
            earlier: Vec::new(),
            cleared: None,
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

    /// A connection is about to be made: begins a new conversation. One in which none was open goes
    /// on, so that attempts that fail stand together. Whether a new one began.
    pub fn begin(&mut self) -> bool {
        let may_come_back = self.cleared.as_ref().is_some_and(|it| it.0 == self.now.0);
        if !self.now.1.was_open() && !may_come_back {
            return false;
        }
        let id = ConversationId(self.now.0.0.wrapping_add(1));
        let before = std::mem::replace(&mut self.now, (id, Conversation::default()));
        if !before.1.is_empty() {
            self.earlier.push(before);
        }
        self.reckon();
        true
    }

    /// What was cleared cannot come back any more.
    pub fn forget_cleared(&mut self) {
        self.cleared = None;
        self.reckon();
    }

    /// As [`Self::forget_cleared`], if that takes much memory; see [`keep_within`].
    pub fn forget_large_cleared(&mut self, in_memory: fn(&X) -> u64) {
        if self.cleared.as_ref().is_some_and(|it| it.1.weight(in_memory) > CLEARED) {
            self.forget_cleared();
        }
    }

    /// The connection ended before a message had left whole; see [`Conversation::takes_a_while`].
    pub fn cut_short(&mut self, upload: u32, left: u64) {
        for (_, talk) in std::iter::once(&mut self.now).chain(&mut self.cleared) {
            talk.cut_short(upload, left);
        }
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
        let kept = self.earlier.iter().chain(&self.cleared);
        self.reserved_earlier = kept.map(|it| it.1.reserved()).sum();
        let all = self.taken + self.reserved();
        for (_, it) in &mut self.earlier {
            it.share_room(all - it.reserved());
        }
        self.now.1.share_room(self.taken + self.reserved_earlier);
    }
}

impl<X: Clone, T: Clone> History<X, T> {
    /// Empties a conversation but for its pinned messages. An earlier one of which nothing is left
    /// goes. [`Self::restore`] brings back what was cleared last. Whether there was anything.
    pub fn clear(&mut self, id: ConversationId) -> bool {
        let talk = self.get(Some(id)).1;
        if talk.is_empty() {
            return false;
        }
        let before = talk.clear();
        self.cleared = Some((id, before));
        self.drop_empty();
        true
    }

    /// Where a message that was at this position when its conversation was cleared is now; `None`
    /// when it is gone.
    pub fn place_after_clear(&self, number: u64) -> Option<u64> {
        let (_, before) = self.cleared.as_ref()?;
        before.is_pinned(number).then(|| before.pins(0..number).count() as u64)
    }

    /// Where an entry of the conversation that was cleared would be if that came back.
    pub fn place_after_restore(&self, number: u64) -> Option<u64> {
        let (_, before) = self.cleared.as_ref()?;
        let kept = before.pins(0..u64::MAX).count() as u64;
        match number.checked_sub(kept) {
            Some(since) => Some(before.len() + since),
            None => before.pins(0..u64::MAX).nth(usize::try_from(number).ok()?),
        }
    }

    /// Brings back what was cleared last; what came since stands after it. Answers where, or `None`
    /// when it is not there any more.
    pub fn restore(&mut self) -> Option<ConversationId> {
        let (id, before) = self.cleared.take()?;
        let mut all = std::iter::once(&mut self.now).chain(&mut self.earlier);
        if let Some((_, talk)) = all.find(|it| it.0 == id) {
            talk.take_back(before);
        } else {
            let at = self.earlier.partition_point(|it| it.0 < id);
            self.earlier.insert(at, (id, before));
        }
        self.reckon();
        Some(id)
    }

    /// As [`Self::clear`], for good.
    fn free(&mut self, id: ConversationId) {
        drop(self.get(Some(id)).1.clear());
        self.drop_empty();
    }

    fn drop_empty(&mut self) {
        self.earlier.retain(|(_, it)| !it.is_empty());
        self.reckon();
    }
}
