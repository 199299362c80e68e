//! The store: a small fixed-size entry per row, payload bytes beside it.
//!
//! Turning a long text into bytes takes longer than receiving it, so a message may be added before
//! its bytes are known and be given them when there is time, or when somebody looks.

use std::collections::BTreeMap;
use std::ops::Range;

use super::payloads::{Payloads, Place};
use super::rate::Rate;
use super::{Direction, MessageKind, Row, RowBody, Totals};
use crate::core::connection::Event;
use crate::core::payload::preview;

/// Payloads up to this size in bytes belong into the store; larger ones stay outside it.
const INLINE_LIMIT: usize = 64 * 1024;

/// How much memory in bytes all conversations together may take for payloads: WASM has 4 GiB for
/// everything, and ends the program when they are used up.
const ROOM: usize = 1 << 30;

/// How many bytes of an outside payload the store wants for its preview.
const PREFIX_LIMIT: u32 = 1024;

/// The same when there is no room: a short preview is better than none.
const SHORT_PREFIX_LIMIT: u32 = 64;

/// Longest preview in characters: what the widest screen can show of one line.
const PREVIEW_CHARS: usize = 240;

/// The same of binary messages: a byte is shown as two digits and a space.
const PREVIEW_BYTES: usize = PREVIEW_CHARS / 3;

/// Entries are kept in blocks, so that growing never moves the ones that are there.
const BLOCK: usize = 4096;

/// One row in 32 bytes.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at_ms: f64,
    /// Of a message its number from 1; of an event its place in `events`.
    number: u32,
    /// The payload; of one that is outside its first bytes.
    place: Place,
    tag: Tag,
    /// Of a close message; 0 when it has none.
    code: u16,
}

const _: () = assert!(size_of::<Entry>() <= 32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Event,
    Message { sent: bool, kind: Kind, payload: Where },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Inside,
    Outside,
    /// Not known yet.
    Later,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Binary,
    Close,
}

/// A payload that is kept outside.
#[derive(Debug)]
struct Outside<X> {
    size: u64,
    handle: X,
}

/// A text that is not bytes yet.
#[derive(Debug)]
struct Later<T> {
    text: T,
    weight: usize,
}

/// A payload as the store has it.
#[derive(Debug, PartialEq, Eq)]
pub enum Payload<'a, X> {
    /// All of its bytes.
    Inside(&'a [u8]),
    /// What was handed over with [`Conversation::add_outside`].
    Outside(&'a X),
}

/// All messages and events of one WebSocket since the page opened or they were cleared, oldest
/// first. `X` is what stands for a payload that is kept outside, `T` for a text that is not bytes
/// yet.
///
/// Holds up to 2^32 entries; times are milliseconds since 1970-01-01 UTC.
#[derive(Debug)]
pub struct Conversation<X, T> {
    blocks: Vec<Vec<Entry>>,
    payloads: Payloads,
    /// By position.
    outside: BTreeMap<u64, Outside<X>>,
    /// By position.
    later: BTreeMap<u64, Later<T>>,
    later_weight: usize,
    events: Vec<Event>,
    messages: u32,
    bytes: u64,
    rate: Rate,
    generation: u32,
    /// What other conversations take of the room for payloads.
    taken: usize,
}

impl<X, T> Default for Conversation<X, T> {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            payloads: Payloads::default(),
            outside: BTreeMap::new(),
            later: BTreeMap::new(),
            later_weight: 0,
            events: Vec::new(),
            messages: 0,
            bytes: 0,
            rate: Rate::default(),
            generation: 0,
            taken: 0,
        }
    }
}

impl<X, T> Conversation<X, T> {
    /// Whether a payload of this size in bytes belongs into the store: it is small, and there is
    /// room for it.
    pub fn takes_inside(&self, size: usize) -> bool {
        size <= INLINE_LIMIT && self.has_room()
    }

    /// How many bytes of an outside payload the store wants for its preview.
    pub fn prefix_limit(&self) -> u32 {
        if self.has_room() { PREFIX_LIMIT } else { SHORT_PREFIX_LIMIT }
    }

    fn has_room(&self) -> bool {
        self.payloads.reserved() + self.taken < ROOM
    }

    /// How much memory its payloads take, in bytes.
    pub fn reserved(&self) -> usize {
        self.payloads.reserved()
    }

    /// Others take so much of the room for payloads.
    pub fn share_room(&mut self, taken: usize) {
        self.taken = taken;
    }

    /// Adds a message whose bytes are at hand.
    pub fn add(&mut self, at_ms: f64, direction: Direction, kind: MessageKind, payload: &[u8]) {
        self.add_with(at_ms, direction, kind, payload.len(), |room| {
            room.copy_from_slice(payload);
            payload.len()
        });
    }

    /// Adds a message whose bytes `fill` writes in place: it gets `max` bytes of room and says how
    /// many it wrote.
    pub fn add_with(
        &mut self,
        at_ms: f64,
        direction: Direction,
        kind: MessageKind,
        max: usize,
        fill: impl FnOnce(&mut [u8]) -> usize,
    ) {
        let number = self.add_message(at_ms, direction, kind);
        self.give_with(number, max, fill);
    }

    /// Adds a message whose `size` bytes are kept outside; `prefix` is their beginning, at best
    /// [`Self::prefix_limit`] bytes.
    pub fn add_outside(
        &mut self,
        at_ms: f64,
        direction: Direction,
        kind: MessageKind,
        size: u64,
        prefix: &[u8],
        handle: X,
    ) {
        let number = self.add_message(at_ms, direction, kind);
        self.give_outside(number, size, prefix, handle);
    }

    /// Adds a message that gets its bytes later ([`Self::take_later`]). Until then its size is 0 and
    /// it has no preview. `weight` is what it counts for in the totals, at most its bytes.
    pub fn add_later(
        &mut self,
        at_ms: f64,
        direction: Direction,
        kind: MessageKind,
        text: T,
        weight: usize,
    ) {
        let number = self.add_message(at_ms, direction, kind);
        self.later.insert(number, Later { text, weight });
        self.later_weight += weight;
    }

    /// The weight of all messages that have not got their bytes.
    pub fn later_weight(&self) -> usize {
        self.later_weight
    }

    /// Takes the oldest message at these positions that has not got its bytes. The caller gives them
    /// with [`Self::give_with`] or [`Self::give_outside`].
    pub fn take_later(&mut self, range: Range<u64>) -> Option<(u64, T)> {
        let (&number, _) = self.later.range(range).next()?;
        let Later { text, weight } = self.later.remove(&number)?;
        self.later_weight -= weight;
        Some((number, text))
    }

    /// Gives a message its bytes, as [`Self::add_with`].
    pub fn give_with(&mut self, number: u64, max: usize, fill: impl FnOnce(&mut [u8]) -> usize) {
        let place = self.payloads.add_with(max, fill);
        self.give(number, place, u64::from(place.len), Where::Inside);
    }

    /// Gives a message its bytes, as [`Self::add_outside`].
    pub fn give_outside(&mut self, number: u64, size: u64, prefix: &[u8], handle: X) {
        let place = self.payloads.add_with(prefix.len(), |room| {
            room.copy_from_slice(prefix);
            prefix.len()
        });
        self.outside.insert(number, Outside { size, handle });
        self.give(number, place, size, Where::Outside);
    }

    /// Adds an event.
    pub fn add_event(&mut self, at_ms: f64, event: Event) {
        let number = u32::try_from(self.events.len()).unwrap_or(u32::MAX);
        self.events.push(event);
        self.add_entry(Entry { at_ms, number, place: Place::NONE, tag: Tag::Event, code: 0 });
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self {
            generation: self.generation.wrapping_add(1),
            taken: self.taken,
            ..Self::default()
        };
    }

    /// How many entries there are.
    pub fn len(&self) -> u64 {
        match self.blocks.split_last() {
            None => 0,
            Some((last, full)) => (full.len() * BLOCK + last.len()) as u64,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// All of it in numbers.
    pub fn totals(&mut self, now_ms: f64) -> Totals {
        Totals {
            entries: self.len(),
            messages: u64::from(self.messages),
            bytes: self.bytes + self.later_weight as u64,
            per_second: self.rate.per_second(now_ms),
            generation: self.generation,
        }
    }

    /// The positions of up to `rows` rows from `first` on, cut to those that exist.
    pub fn range(&self, first: u64, rows: u32) -> Range<u64> {
        let first = first.min(self.len());
        first..first.saturating_add(rows.into()).min(self.len())
    }

    /// The positions of the newest rows, up to `rows` of them.
    pub fn newest(&self, rows: u32) -> Range<u64> {
        self.len().saturating_sub(rows.into())..self.len()
    }

    /// The rows at these positions, oldest first; positions that do not exist are left out.
    pub fn rows(&self, range: Range<u64>) -> Vec<Row> {
        range.map_while(|number| self.row(number)).collect()
    }

    /// The row at a position.
    pub fn row(&self, number: u64) -> Option<Row> {
        let entry = self.entry(number)?;
        Some(Row { number, at_ms: entry.at_ms, body: self.body(number, entry)? })
    }

    /// The payload of the message at a position; `None` when there is no message there, or it has not
    /// got its bytes.
    pub fn payload(&self, number: u64) -> Option<Payload<'_, X>> {
        let entry = self.entry(number)?;
        match entry.tag {
            Tag::Event | Tag::Message { payload: Where::Later, .. } => None,
            Tag::Message { payload: Where::Inside, .. } => {
                Some(Payload::Inside(self.payloads.get(entry.place)))
            }
            Tag::Message { payload: Where::Outside, .. } => {
                self.outside.get(&number).map(|it| Payload::Outside(&it.handle))
            }
        }
    }

    fn body(&self, number: u64, entry: &Entry) -> Option<RowBody> {
        let (sent, kind, payload) = match entry.tag {
            Tag::Event => {
                let event = self.events.get(entry.number as usize)?.clone();
                return Some(RowBody::Event { event });
            }
            Tag::Message { sent, kind, payload } => (sent, kind, payload),
        };
        let stored = self.payloads.get(entry.place);
        let size = match payload {
            Where::Outside => self.outside.get(&number)?.size,
            Where::Inside | Where::Later => stored.len() as u64,
        };
        Some(RowBody::Message {
            direction: if sent { Direction::Sent } else { Direction::Received },
            kind: match kind {
                Kind::Text => MessageKind::Text,
                Kind::Binary => MessageKind::Binary,
                Kind::Close => MessageKind::Close { code: (entry.code != 0).then_some(entry.code) },
            },
            size,
            message_number: u64::from(entry.number),
            preview: match kind {
                Kind::Binary => preview::bytes(stored, PREVIEW_BYTES),
                Kind::Text | Kind::Close => preview::utf8(stored, PREVIEW_CHARS),
            },
        })
    }

    fn entry(&self, number: u64) -> Option<&Entry> {
        let number = usize::try_from(number).ok()?;
        self.blocks.get(number / BLOCK)?.get(number % BLOCK)
    }

    fn entry_mut(&mut self, number: u64) -> Option<&mut Entry> {
        let number = usize::try_from(number).ok()?;
        self.blocks.get_mut(number / BLOCK)?.get_mut(number % BLOCK)
    }

    /// Adds a message without its bytes and says at which position.
    fn add_message(&mut self, at_ms: f64, direction: Direction, kind: MessageKind) -> u64 {
        let position = self.len();
        self.messages = self.messages.wrapping_add(1);
        self.rate.count(at_ms);
        let (kind, code) = match kind {
            MessageKind::Text => (Kind::Text, 0),
            MessageKind::Binary => (Kind::Binary, 0),
            MessageKind::Close { code } => (Kind::Close, code.unwrap_or(0)),
        };
        let sent = direction == Direction::Sent;
        let tag = Tag::Message { sent, kind, payload: Where::Later };
        let (number, place) = (self.messages, Place::NONE);
        self.add_entry(Entry { at_ms, number, place, tag, code });
        position
    }

    fn give(&mut self, number: u64, new_place: Place, size: u64, new_payload: Where) {
        if let Some(Entry { place, tag: Tag::Message { payload, .. }, .. }) = self.entry_mut(number)
        {
            (*place, *payload) = (new_place, new_payload);
            self.bytes += size;
        }
    }

    fn add_entry(&mut self, entry: Entry) {
        match self.blocks.last_mut() {
            Some(last) if last.len() < BLOCK => last.push(entry),
            last => {
                // The first block grows as it fills; the others are sure to be needed whole.
                let mut block = Vec::with_capacity(if last.is_none() { 16 } else { BLOCK });
                block.push(entry);
                self.blocks.push(block);
            }
        }
    }
}
