//! The store: a small fixed-size entry per row, payload bytes beside it.
//!
//! Turning a long text into bytes takes longer than receiving it, so a message may be added before
//! its bytes are known and be given them when there is time, or when somebody looks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::payloads::{Payloads, Place};
use super::rate::Rate;
use super::{Direction, Filter, Kind, MessageKind, Row, RowBody, Totals};
use crate::core::connection::Event;
use crate::core::payload::{local_time, preview};

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
pub(super) const PREVIEW_CHARS: usize = 240;

/// The same of binary messages: a byte is shown as two digits and a space.
pub(super) const PREVIEW_BYTES: usize = PREVIEW_CHARS / 3;

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

/// A payload that is kept outside.
#[derive(Debug)]
struct Outside<X> {
    size: u64,
    handle: X,
}

/// A text that is not bytes yet.
#[derive(Clone, Debug)]
struct Later<T> {
    text: T,
    weight: usize,
}

/// A message that takes a while to leave.
#[derive(Clone, Copy, Debug)]
struct Upload {
    /// Tells it from others.
    number: u32,
    /// How many bytes had left when the connection ended; `None` of one that left whole, or may yet.
    left: Option<u64>,
}

/// A payload as the store has it.
#[derive(Debug, PartialEq, Eq)]
pub enum Payload<'a, X> {
    /// All of its bytes.
    Inside(&'a [u8]),
    /// What was handed over with [`Conversation::add_outside`].
    Outside(&'a X),
}

/// What a search meets at a position.
pub(super) enum Content<'a, X> {
    /// No message.
    Event,
    /// A message that has not got its bytes.
    Later,
    /// A message.
    Payload(Kind, Payload<'a, X>),
}

/// The messages and events of one WebSocket since it was connected or they were cleared, oldest
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
    /// Positions of the events with which a connection, or an attempt at one, begins in it.
    beginnings: Vec<u64>,
    messages: u32,
    bytes: u64,
    rate: Rate,
    generation: u32,
    /// Positions of pinned messages.
    pins: BTreeSet<u64>,
    /// By position.
    uploads: BTreeMap<u64, Upload>,
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
            beginnings: Vec::new(),
            messages: 0,
            bytes: 0,
            rate: Rate::default(),
            generation: 0,
            pins: BTreeSet::new(),
            uploads: BTreeMap::new(),
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

    /// How much its messages take of the computer's memory, in bytes: those inside, those that wait,
    /// and of the ones outside as much as `in_memory` says.
    pub(super) fn weight(&self, in_memory: fn(&X) -> u64) -> u64 {
        let outside: u64 = self.outside.values().map(|it| in_memory(&it.handle)).sum();
        let entries = self.len() * size_of::<Entry>() as u64;
        entries + (self.payloads.reserved() + self.later_weight) as u64 + outside
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

    /// The message added last takes a while to leave. `upload` tells it from others.
    pub fn takes_a_while(&mut self, upload: u32) {
        if let Some(last) = self.len().checked_sub(1) {
            self.uploads.insert(last, Upload { number: upload, left: None });
        }
    }

    /// The connection ended before such a message had left whole.
    pub(super) fn cut_short(&mut self, upload: u32, left: u64) {
        if let Some(it) = self.uploads.values_mut().find(|it| it.number == upload) {
            it.left = Some(left);
        }
    }

    /// Adds an event.
    pub fn add_event(&mut self, at_ms: f64, event: Event) {
        let number = u32::try_from(self.events.len()).unwrap_or(u32::MAX);
        if !matches!(event, Event::Closed { .. }) {
            self.beginnings.push(self.len());
        }
        self.events.push(event);
        self.add_entry(Entry { at_ms, number, place: Place::NONE, tag: Tag::Event, code: 0 });
    }

    /// Pins the message at a position, or unpins it.
    pub fn toggle_pin(&mut self, number: u64) {
        let is_message = self.entry(number).is_some_and(|it| it.tag != Tag::Event);
        if is_message && !self.pins.remove(&number) {
            self.pins.insert(number);
        }
    }

    /// Whether the message at a position is pinned.
    pub fn is_pinned(&self, number: u64) -> bool {
        self.pins.contains(&number)
    }

    /// The pinned messages at these positions, oldest first.
    pub(super) fn pins(&self, range: Range<u64>) -> impl Iterator<Item = u64> {
        self.pins.range(range).copied()
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

    /// How many messages there are.
    pub fn messages(&self) -> u64 {
        self.messages.into()
    }

    /// See [`Totals::generation`].
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// All of it in numbers.
    pub fn totals(&mut self, now_ms: f64) -> Totals {
        Totals {
            entries: self.len(),
            messages: u64::from(self.messages),
            bytes: self.bytes + self.later_weight as u64,
            per_second: self.rate.per_second(now_ms),
            generation: self.generation,
            pinned: self.pins.len() as u64,
        }
    }

    /// Whether a connection was open in it: attempts that fail leave no more than a line each.
    pub(super) fn was_open(&self) -> bool {
        let is_of_open = |it: &Event| matches!(it, Event::Connected(_) | Event::Closed { .. });
        self.messages > 0 || self.events.iter().any(is_of_open)
    }

    /// Milliseconds from one entry to a later one, as their times read, to the millisecond; `None`
    /// across connections.
    pub fn since_ms(&self, before: u64, number: u64) -> Option<u64> {
        let next = self.beginnings.partition_point(|it| *it <= before);
        if self.beginnings.get(next).is_some_and(|it| *it <= number) {
            return None;
        }
        let from = local_time::whole_ms(self.at_ms(before)?);
        u64::try_from(local_time::whole_ms(self.at_ms(number)?) - from).ok()
    }

    /// When the entry at a position came about.
    pub fn at_ms(&self, number: u64) -> Option<f64> {
        self.entry(number).map(|it| it.at_ms)
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

    /// Whether a filter shows the entry at a position.
    pub(super) fn passes(&self, number: u64, filter: Filter) -> bool {
        let Some(Tag::Message { sent, kind, .. }) = self.entry(number).map(|it| it.tag) else {
            return filter.is_all();
        };
        filter.direction.is_none_or(|it| (it == Direction::Sent) == sent)
            && filter.kind.is_none_or(|it| it == kind)
            && (!filter.pinned || self.is_pinned(number))
    }

    /// What a search meets at a position.
    pub(super) fn content(&self, number: u64) -> Content<'_, X> {
        let Some(Tag::Message { kind, .. }) = self.entry(number).map(|it| it.tag) else {
            return Content::Event;
        };
        self.payload(number).map_or(Content::Later, |payload| Content::Payload(kind, payload))
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
            kind: kind_with(kind, entry.code),
            size,
            message_number: u64::from(entry.number),
            left: self.uploads.get(&number).and_then(|it| it.left),
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

impl<X: Clone, T: Clone> Conversation<X, T> {
    /// Leaves nothing but pinned messages, which are what a person wants to keep. They stand first
    /// then, counted anew. Answers what there was.
    #[must_use = "what there was, which is gone when this is dropped"]
    pub fn clear(&mut self) -> Self {
        let emptied = Self {
            generation: self.generation.wrapping_add(1),
            taken: self.taken,
            ..Self::default()
        };
        let before = std::mem::replace(self, emptied);
        for number in &before.pins {
            self.take_over(&before, *number);
        }
        // They did not come now.
        self.rate = Rate::default();
        before
    }

    /// Puts back what there was before [`Self::clear`]; what came since stands after it.
    pub(super) fn take_back(&mut self, before: Self) {
        let kept = before.pins.len() as u64;
        let restored = Self {
            generation: self.generation.wrapping_add(1),
            taken: self.taken,
            rate: std::mem::take(&mut self.rate),
            ..before
        };
        let since = std::mem::replace(self, restored);
        let rate = std::mem::take(&mut self.rate);
        for number in kept..since.len() {
            self.take_over(&since, number);
        }
        // Nothing of it came now.
        self.rate = rate;
    }

    /// Adds an entry of another conversation.
    fn take_over(&mut self, from: &Self, number: u64) {
        let Some(&Entry { at_ms, place, code, tag, number: index }) = from.entry(number) else {
            return;
        };
        let Tag::Message { sent, kind, payload } = tag else {
            if let Some(event) = from.events.get(index as usize) {
                self.add_event(at_ms, event.clone());
            }
            return;
        };
        let direction = if sent { Direction::Sent } else { Direction::Received };
        let position = self.add_message(at_ms, direction, kind_with(kind, code));
        if from.is_pinned(number) {
            self.pins.insert(position);
        }
        if let Some(upload) = from.uploads.get(&number) {
            self.uploads.insert(position, *upload);
        }
        let bytes = from.payloads.get(place);
        match payload {
            Where::Inside => self.give_with(position, bytes.len(), |room| {
                room.copy_from_slice(bytes);
                bytes.len()
            }),
            Where::Outside => {
                if let Some(Outside { size, handle }) = from.outside.get(&number) {
                    self.give_outside(position, *size, bytes, handle.clone());
                }
            }
            Where::Later => {
                if let Some(later) = from.later.get(&number) {
                    self.later_weight += later.weight;
                    self.later.insert(position, later.clone());
                }
            }
        }
    }
}

fn kind_with(kind: Kind, code: u16) -> MessageKind {
    match kind {
        Kind::Text => MessageKind::Text,
        Kind::Binary => MessageKind::Binary,
        Kind::Close => MessageKind::Close { code: (code != 0).then_some(code) },
    }
}
