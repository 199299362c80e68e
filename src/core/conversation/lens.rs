//! What of a conversation is shown: the rows that pass a filter, and which of them a search finds.
//! Both grow with the conversation and never begin anew for a message, so that what one message
//! costs does not depend on how many there are.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::search::{Finder, Looked, PartWay, first};
use super::store::Content;
use super::{Conversation, Direction, Kind, MessageKind, PREVIEW_BYTES, PREVIEW_CHARS, Payload};
use super::{Row, RowBody};
use crate::core::payload::preview;

/// Which messages are shown. Events are shown while there is no filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Only of this direction.
    pub direction: Option<Direction>,
    /// Only of this type.
    pub kind: Option<Kind>,
    /// Only pinned ones.
    pub pinned: bool,
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

/// A row as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// The row.
    pub row: Row,
    /// Milliseconds since the row shown before it, as their times read; `None` of the first one of
    /// a connection.
    pub since_ms: Option<u64>,
    /// A person pinned it.
    pub pinned: bool,
    /// What the search finds in its preview, in bytes of that.
    pub marks: Vec<Range<usize>>,
}

/// How far looking went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All there is was looked at.
    Done,
    /// The time is up.
    TimeUp,
    /// The message at this position has not got its bytes.
    NeedsBytes(u64),
}

/// A row that a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hit {
    row: u32,
    /// Where the first match begins in the payload; `u32::MAX` when it is farther than that.
    at: u32,
}

/// How much is searched between two looks at the clock, in bytes.
const WEIGHT: usize = 64 * 1024;
/// What looking at a message costs beside its bytes, in bytes.
const WEIGHT_OF_ONE: usize = 128;

/// A match that begins after so many bytes of a text is out of sight at the end of a line: the
/// preview begins shortly before it instead.
const FAR_IN_TEXT: u64 = 40;
const BEFORE_IN_TEXT: u64 = 16;
/// The same of a binary message.
const FAR_IN_BYTES: u64 = 12;
const BEFORE_IN_BYTES: u64 = 4;

/// Most marks in a line.
const MARKS: usize = 32;

/// A part of one conversation. Rows are counted from 0 for the oldest one shown.
#[derive(Clone, Debug, Default)]
pub struct Lens {
    filter: Filter,
    /// Positions of the entries that pass; not kept while all do.
    passing: Vec<u32>,
    /// How many entries the filter has looked at.
    filtered: u64,
    hits: Vec<Hit>,
    /// How many rows were searched.
    searched: u64,
    part_way: PartWay,
}

impl Lens {
    /// What passes this filter.
    pub fn new(filter: Filter) -> Self {
        Self { filter, ..Self::default() }
    }

    /// Forgets what was found.
    pub fn restart_search(&mut self) {
        self.hits.clear();
        self.searched = 0;
        self.part_way = PartWay::default();
    }

    /// Filters up to `most` entries that were not looked at. Whether all there are were.
    pub fn filter_on<X, T>(&mut self, conversation: &Conversation<X, T>, most: u64) -> bool {
        if self.filter.is_all() {
            return true;
        }
        let len = conversation.len();
        let end = len.min(self.filtered.saturating_add(most));
        let passes = |number: &u64| conversation.passes(*number, self.filter);
        if self.filter.pinned {
            let pins = conversation.pins(self.filtered..end);
            self.passing.extend(pins.filter(passes).filter_map(small));
        } else {
            self.passing.extend((self.filtered..end).filter(passes).filter_map(small));
        }
        self.filtered = end;
        end == len
    }

    /// How many rows there are.
    pub fn len<X, T>(&self, conversation: &Conversation<X, T>) -> u64 {
        if self.filter.is_all() { conversation.len() } else { self.passing.len() as u64 }
    }

    /// The position of a row in the conversation.
    pub fn number(&self, row: u64) -> Option<u64> {
        if self.filter.is_all() {
            return Some(row);
        }
        self.passing.get(usize::try_from(row).ok()?).map(|it| u64::from(*it))
    }

    /// The row of a position, if it is shown.
    pub fn row_of(&self, number: u64) -> Option<u64> {
        let row = self.row_from(number);
        (self.number(row) == Some(number)).then_some(row)
    }

    /// The first row that is at this position or after it.
    pub fn row_from(&self, number: u64) -> u64 {
        if self.filter.is_all() {
            return number;
        }
        self.passing.partition_point(|it| u64::from(*it) < number) as u64
    }

    /// Up to `count` rows from this one on, cut to those that exist.
    pub fn range<X, T>(&self, of: &Conversation<X, T>, row: u64, count: u32) -> Range<u64> {
        let len = self.len(of);
        let first = row.min(len);
        first..first.saturating_add(count.into()).min(len)
    }

    /// The newest rows, up to `count` of them.
    pub fn newest<X, T>(&self, of: &Conversation<X, T>, count: u32) -> Range<u64> {
        let len = self.len(of);
        len.saturating_sub(count.into())..len
    }

    /// Searches rows that were not looked at, until all were or the time is up.
    pub fn search_on<X, T>(
        &mut self,
        conversation: &Conversation<X, T>,
        finder: &dyn Finder<X>,
        is_time_up: &dyn Fn() -> bool,
    ) -> Progress {
        let mut weight = 0;
        while self.searched < self.len(conversation) {
            if weight >= WEIGHT {
                if is_time_up() {
                    return Progress::TimeUp;
                }
                weight = 0;
            }
            let Some(number) = self.number(self.searched) else { break };
            weight += WEIGHT_OF_ONE;
            let at = match conversation.content(number) {
                Content::Event => None,
                Content::Later => return Progress::NeedsBytes(number),
                Content::Payload(kind, Payload::Inside(bytes)) => {
                    weight += bytes.len();
                    first(finder, bytes, kind == Kind::Binary)
                }
                Content::Payload(kind, Payload::Outside(payload)) => {
                    weight = WEIGHT;
                    match finder.look_on(payload, kind == Kind::Binary, &mut self.part_way) {
                        Looked::NotYet => continue,
                        looked => {
                            self.part_way = PartWay::default();
                            if let Looked::At(at) = looked { Some(at) } else { None }
                        }
                    }
                }
            };
            if let (Some(at), Some(row)) = (at, small(self.searched)) {
                self.hits.push(Hit { row, at: u32::try_from(at).unwrap_or(u32::MAX) });
            }
            self.searched += 1;
        }
        Progress::Done
    }

    /// How many rows were searched.
    pub fn searched(&self) -> u64 {
        self.searched
    }

    /// How many rows were found.
    pub fn hits(&self) -> u64 {
        self.hits.len() as u64
    }

    /// Which of the rows found this one is, from 1.
    pub fn rank(&self, row: u64) -> Option<u64> {
        self.hit(row).map(|(index, _)| index as u64 + 1)
    }

    /// The next row found from this one on, this one included; after the last the first.
    pub fn hit_from(&self, row: u64) -> Option<u64> {
        let at = self.hits.partition_point(|hit| u64::from(hit.row) < row);
        self.hits.get(at).or(self.hits.first()).map(|hit| hit.row.into())
    }

    /// The row found that is next before this one; before the first the last.
    pub fn hit_before(&self, row: u64) -> Option<u64> {
        let end = self.hits.partition_point(|hit| u64::from(hit.row) < row);
        self.hits.get(..end)?.last().or(self.hits.last()).map(|hit| hit.row.into())
    }

    /// The rows of this range as the list shows them, oldest first.
    pub fn rows<X, T>(
        &self,
        conversation: &Conversation<X, T>,
        range: Range<u64>,
        finder: Option<&dyn Finder<X>>,
    ) -> Vec<ListRow> {
        range
            .map_while(|at| {
                let number = self.number(at)?;
                let row = conversation.row(number)?;
                let before = at.checked_sub(1).and_then(|before| self.number(before));
                let since_ms = before.and_then(|before| conversation.since_ms(before, number));
                let pinned = conversation.is_pinned(number);
                let mut shown = ListRow { row, since_ms, pinned, marks: Vec::new() };
                if let (Some(finder), Some((_, hit))) = (finder, self.hit(at)) {
                    mark(&mut shown, conversation, hit.at.into(), finder);
                }
                Some(shown)
            })
            .collect()
    }

    fn hit(&self, row: u64) -> Option<(usize, Hit)> {
        let index = self.hits.binary_search_by_key(&row, |hit| hit.row.into()).ok()?;
        Some((index, *self.hits.get(index)?))
    }
}

/// Marks what is found in a preview. Where the first match begins at byte `at`, out of sight, the
/// preview begins near it.
fn mark<X, T>(shown: &mut ListRow, of: &Conversation<X, T>, at: u64, finder: &dyn Finder<X>) {
    let RowBody::Message { kind, preview, .. } = &mut shown.row.body else { return };
    let Some(payload) = of.payload(shown.row.number) else { return };
    let part = |from: u64, most: usize| match payload {
        Payload::Inside(bytes) => {
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            let rest = bytes.get(from..).unwrap_or_default();
            rest.get(..most).unwrap_or(rest).to_vec()
        }
        Payload::Outside(payload) => finder.part(payload, from, most),
    };
    if *kind == MessageKind::Binary {
        let from = if at < FAR_IN_BYTES { 0 } else { at - BEFORE_IN_BYTES };
        // One more, so that the preview knows whether there is more.
        let bytes = part(from, PREVIEW_BYTES + 1);
        let skipped = if from == 0 { "" } else { "… " };
        *preview = format!("{skipped}{}", preview::bytes(&bytes, PREVIEW_BYTES));
        let shown_bytes = bytes.get(..PREVIEW_BYTES).unwrap_or(&bytes);
        let digits = |it: Range<usize>| {
            skipped.len() + it.start * 3..skipped.len() + (it.end * 3).saturating_sub(1)
        };
        let first = usize::try_from(at - from).unwrap_or_default();
        shown.marks = in_bytes(finder, shown_bytes, first).into_iter().map(digits).collect();
    } else {
        if at >= FAR_IN_TEXT {
            let bytes = part(at - BEFORE_IN_TEXT, preview::prefix_bytes(PREVIEW_CHARS));
            let whole = bytes.get(cut_off(&bytes)..).unwrap_or_default();
            *preview = format!("…{}", preview::utf8(whole, PREVIEW_CHARS));
        }
        shown.marks = finder.in_text(preview, MARKS);
    }
    shown.marks.retain(|it| !it.is_empty());
}

/// What is found in a part of a binary message in which the first match begins at byte `at`: as text,
/// or else as bytes.
fn in_bytes<X>(finder: &dyn Finder<X>, part: &[u8], at: usize) -> Vec<Range<usize>> {
    let cut = cut_off(part);
    let whole = part.get(cut..).unwrap_or_default();
    let text = match str::from_utf8(whole) {
        Ok(text) => text,
        Err(error) => whole
            .get(..error.valid_up_to())
            .and_then(|valid| str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    let found = finder.in_text(text, MARKS).into_iter();
    let found: Vec<_> = found.map(|it| cut + it.start..cut + it.end).collect();
    if found.iter().any(|it| it.start == at) { found } else { finder.in_bytes(part, MARKS) }
}

/// How many bytes at the beginning are the end of a character that is cut off.
fn cut_off(part: &[u8]) -> usize {
    part.iter().take_while(|byte| (0x80..0xc0).contains(*byte)).count()
}

/// Positions are below 2^32.
fn small(number: u64) -> Option<u32> {
    u32::try_from(number).ok()
}
