//! How messages of the browser get into a conversation: short ones and bytes at once, large ones stay
//! in the browser's memory, texts wait to become bytes. It must not know of connections.

use std::ops::Range;

use crate::browser::text_encoder::TextEncoder;
use crate::core::conversation::{Conversation, Direction, History, MessageKind};
use js_sys::{JsString, Uint8Array};

/// Texts up to this many UTF-16 units become bytes as they come. Longer ones are kept as they are
/// until there is time, or somebody looks: making bytes of 10 kB costs as much as receiving them.
const SHORT_TEXT: u32 = 256;

/// How many UTF-16 units may be kept that way before some become bytes in the flood.
const WAITING_UNITS: usize = 256 << 20;

/// A conversation whose outside payloads and waiting texts are the browser's.
pub(crate) type Talk = Conversation<Uint8Array, JsString>;

/// All of a WebSocket.
pub(crate) type Talks = History<Uint8Array, JsString>;

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
        conversation.give_outside(number, u64::from(bytes.length()), &prefix, bytes);
    }
}

/// Keeps a text that was sent.
pub(crate) fn keep_sent_text(conversation: &mut Talk, now_ms: f64, text: &str) {
    let (direction, kind) = (Direction::Sent, MessageKind::Text);
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
    conversation.add_outside(now_ms, direction, kind, size, &prefix, bytes);
}
