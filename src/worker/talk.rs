//! How messages of the browser get into a conversation: short ones and bytes at once, large ones stay
//! in the browser's memory, texts wait to become bytes. It must not know of connections.

use std::ops::Range;

use crate::browser::file_reader;
use crate::browser::source_file::SourceFile;
use crate::browser::text_encoder::TextEncoder;
use crate::core::conversation::{Conversation, Direction, History, MessageKind};
use js_sys::{JsString, Uint8Array};

/// Texts up to this many UTF-16 units become bytes as they come. Longer ones are kept as they are
/// until there is time, or somebody looks: making bytes of 10 kB costs as much as receiving them.
const SHORT_TEXT: u32 = 256;

/// How many UTF-16 units may be kept that way before some become bytes in the flood.
const WAITING_UNITS: usize = 256 << 20;

/// A payload that stays in the browser's memory, or on disk.
#[derive(Clone)]
pub(crate) enum Outside {
    /// Bytes.
    Bytes(Uint8Array),
    /// What was sent from a file.
    File(SourceFile),
}

impl Outside {
    /// All its bytes.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.length().into(),
            Self::File(file) => file.size(),
        }
    }

    /// How many bytes of it are in memory.
    pub(crate) fn in_memory(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.length().into(),
            Self::File(_) => 0,
        }
    }

    /// The bytes from one offset to another, cut to those that exist; none of a file that cannot be
    /// read any more.
    pub(crate) fn part(&self, from: u64, to: u64) -> Uint8Array {
        match self {
            Self::Bytes(bytes) => {
                let small = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
                bytes.subarray(small(from), small(to))
            }
            Self::File(file) => file_reader::part(file, from, to).unwrap_or_default(),
        }
    }
}

/// A conversation whose outside payloads and waiting texts are the browser's.
pub(crate) type Talk = Conversation<Outside, JsString>;

/// All of a WebSocket.
pub(crate) type Talks = History<Outside, JsString>;

/// Keeps a text that came.
pub(crate) fn keep_text(
    conversation: &mut Talk,
    encoder: &TextEncoder,
    now_ms: f64,
    text: JsString,
) {
    let (direction, kind) = (Direction::Received, MessageKind::Text);
    let units = text.length();
    if units <= SHORT_TEXT && conversation.takes_inside(units as usize) {
        conversation.add(now_ms, direction, kind, String::from(text).as_bytes());
        return;
    }
    conversation.add_later(now_ms, direction, kind, text, units as usize);
    while conversation.later_weight() > WAITING_UNITS
        && let Some((number, text)) = conversation.take_later(0..u64::MAX)
    {
        make_bytes(conversation, encoder, number, &text);
    }
}

/// Makes bytes of the texts at these positions.
pub(crate) fn make_all_bytes(conversation: &mut Talk, encoder: &TextEncoder, range: Range<u64>) {
    while let Some((number, text)) = conversation.take_later(range.clone()) {
        make_bytes(conversation, encoder, number, &text);
    }
}

/// Makes bytes of a text that was taken from those that wait.
pub(crate) fn make_bytes(
    conversation: &mut Talk,
    encoder: &TextEncoder,
    number: u64,
    text: &JsString,
) {
    let units = text.length() as usize;
    if conversation.takes_inside(units) {
        conversation.give_with(number, units * 3, |room| encoder.write(text, room));
    } else {
        let bytes = encoder.bytes(text);
        let prefix = bytes.subarray(0, conversation.prefix_limit()).to_vec();
        let size = u64::from(bytes.length());
        conversation.give_outside(number, size, &prefix, Outside::Bytes(bytes));
    }
}

/// Keeps a text of this program.
pub(crate) fn keep_str(conversation: &mut Talk, now_ms: f64, direction: Direction, text: &str) {
    let kind = MessageKind::Text;
    if conversation.takes_inside(text.len()) {
        conversation.add(now_ms, direction, kind, text.as_bytes());
    } else {
        keep_outside(conversation, now_ms, direction, kind, Uint8Array::from(text.as_bytes()));
    }
}

/// Keeps a binary message of either direction.
pub(crate) fn keep_binary(
    conversation: &mut Talk,
    now_ms: f64,
    direction: Direction,
    bytes: &Uint8Array,
) {
    let (kind, len) = (MessageKind::Binary, bytes.length() as usize);
    if conversation.takes_inside(len) {
        conversation.add_with(now_ms, direction, kind, len, |room| {
            bytes.copy_to(room);
            len
        });
    } else {
        keep_outside(conversation, now_ms, direction, kind, bytes.clone());
    }
}

fn keep_outside(
    conversation: &mut Talk,
    now_ms: f64,
    direction: Direction,
    kind: MessageKind,
    bytes: Uint8Array,
) {
    let prefix = bytes.subarray(0, conversation.prefix_limit()).to_vec();
    let size = u64::from(bytes.length());
    conversation.add_outside(now_ms, direction, kind, size, &prefix, Outside::Bytes(bytes));
}

/// Keeps a message that is a file: it stays where it is.
pub(crate) fn keep_file(
    conversation: &mut Talk,
    now_ms: f64,
    direction: Direction,
    kind: MessageKind,
    file: SourceFile,
) {
    // A file that cannot be read any more has no preview.
    let prefix = file_reader::beginning(&file, conversation.prefix_limit()).unwrap_or_default();
    let size = file.size();
    conversation.add_outside(now_ms, direction, kind, size, &prefix, Outside::File(file));
}
