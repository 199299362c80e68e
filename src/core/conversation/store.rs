//! The store: a small fixed-size entry per row, payload bytes beside it.

use std::ops::Range;

use super::payloads::{Payloads, Place};
use super::rate::Rate;
use super::{Direction, MessageKind, Row, RowBody, Totals};
use crate::core::connection::Event;
use crate::core::payload::preview;

/// Payloads up to this size in bytes belong into the store; larger ones stay outside it.
const INLINE_LIMIT: usize = 64 * 1024;

/// How much memory in bytes one conversation may take for payloads: WASM has 4 GiB for everything,
/// and ends the program when they are used up.
const ROOM: usize = 1 << 30;

/// How many bytes of an outside payload the store wants for its preview.
pub const PREFIX_LIMIT: u32 = 1024;

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
    Message { sent: bool, kind: Kind, outside: bool },
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
    /// The message's number: these are in ascending order.
    number: u32,
    size: u64,
    handle: X,
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
/// first. `X` is what stands for a payload that is kept outside.
///
/// Holds up to 2^32 entries; times are milliseconds since 1970-01-01 UTC.
#[derive(Debug)]
pub struct Conversation<X> {
    blocks: Vec<Vec<Entry>>,
    payloads: Payloads,
    outside: Vec<Outside<X>>,
    events: Vec<Event>,
    messages: u32,
    bytes: u64,
    rate: Rate,
    generation: u32,
}

impl<X> Default for Conversation<X> {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            payloads: Payloads::default(),
            outside: Vec::new(),
            events: Vec::new(),
            messages: 0,
            bytes: 0,
            rate: Rate::default(),
            generation: 0,
        }
    }
}

impl<X> Conversation<X> {
    /// Whether a payload of this size in bytes belongs into the store: it is small, and there is
    /// room for it.
    pub fn takes_inside(&self, size: usize) -> bool {
        size <= INLINE_LIMIT && self.payloads.reserved() < ROOM
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
        let place = self.payloads.add_with(max, fill);
        self.add_message(at_ms, direction, kind, place, u64::from(place.len), false);
    }

    /// Adds a message whose `size` bytes are kept outside; `prefix` is their beginning, at best
    /// [`PREFIX_LIMIT`] bytes.
    pub fn add_outside(
        &mut self,
        at_ms: f64,
        direction: Direction,
        kind: MessageKind,
        size: u64,
        prefix: &[u8],
        handle: X,
    ) {
        let place = self.payloads.add_with(prefix.len(), |room| {
            room.copy_from_slice(prefix);
            prefix.len()
        });
        self.add_message(at_ms, direction, kind, place, size, true);
        self.outside.push(Outside { number: self.messages, size, handle });
    }

    /// Adds an event.
    pub fn add_event(&mut self, at_ms: f64, event: Event) {
        let number = u32::try_from(self.events.len()).unwrap_or(u32::MAX);
        self.events.push(event);
        let place = Place { chunk: 0, offset: 0, len: 0 };
        self.add_entry(Entry { at_ms, number, place, tag: Tag::Event, code: 0 });
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self { generation: self.generation.wrapping_add(1), ..Self::default() };
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
            bytes: self.bytes,
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
        Some(Row { number, at_ms: entry.at_ms, body: self.body(entry)? })
    }

    /// The payload of the message at a position; `None` when there is no message there.
    pub fn payload(&self, number: u64) -> Option<Payload<'_, X>> {
        let entry = self.entry(number)?;
        match entry.tag {
            Tag::Event => None,
            Tag::Message { outside: false, .. } => {
                Some(Payload::Inside(self.payloads.get(entry.place)))
            }
            Tag::Message { outside: true, .. } => {
                self.outside(entry).map(|it| Payload::Outside(&it.handle))
            }
        }
    }

    fn body(&self, entry: &Entry) -> Option<RowBody> {
        let (sent, kind, outside) = match entry.tag {
            Tag::Event => {
                let event = self.events.get(entry.number as usize)?.clone();
                return Some(RowBody::Event { event });
            }
            Tag::Message { sent, kind, outside } => (sent, kind, outside),
        };
        let stored = self.payloads.get(entry.place);
        let size = if outside { self.outside(entry)?.size } else { stored.len() as u64 };
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

    fn outside(&self, entry: &Entry) -> Option<&Outside<X>> {
        let at = self.outside.binary_search_by_key(&entry.number, |it| it.number).ok()?;
        self.outside.get(at)
    }

    fn entry(&self, number: u64) -> Option<&Entry> {
        let number = usize::try_from(number).ok()?;
        self.blocks.get(number / BLOCK)?.get(number % BLOCK)
    }

    fn add_message(
        &mut self,
        at_ms: f64,
        direction: Direction,
        kind: MessageKind,
        place: Place,
        size: u64,
        outside: bool,
    ) {
        self.messages = self.messages.wrapping_add(1);
        self.bytes += size;
        self.rate.count(at_ms);
        let (kind, code) = match kind {
            MessageKind::Text => (Kind::Text, 0),
            MessageKind::Binary => (Kind::Binary, 0),
            MessageKind::Close { code } => (Kind::Close, code.unwrap_or(0)),
        };
        let tag = Tag::Message { sent: direction == Direction::Sent, kind, outside };
        self.add_entry(Entry { at_ms, number: self.messages, place, tag, code });
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
