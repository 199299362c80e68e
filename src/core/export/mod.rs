//! A conversation on its way out: as JSON Lines, CSV or HAR, or as a ZIP of one file for each
//! message. Everything is written piece by piece, so that neither the conversation nor a message of
//! it has to stand in memory twice. It must not know where the bytes go.

mod csv;
mod har;
mod json_lines;
#[cfg(test)]
mod tests;
pub mod zip;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use super::{
    conversation::{Direction, MessageKind, Row, RowBody},
    format::file_name,
    payload::local_time::LocalTime,
};

/// Pieces of a payload have this many bytes, the last one fewer: base64 needs a multiple of three.
pub const PIECE: usize = 3 << 18;

/// A form in which the whole conversation is one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// One JSON object a line.
    JsonLines,
    /// A table (RFC 4180), for spreadsheets.
    Csv,
    /// HTTP Archive 1.2, with messages as Chromium writes them.
    Har,
}

impl Format {
    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Har => "har",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::JsonLines => "application/jsonl",
            Self::Csv => "text/csv",
            Self::Har => "application/json",
        }
    }
}

/// The name of a file with all of a conversation: `ws-{WebSocket name}-{yyyyMMdd-HHmmss}.{ending}`.
pub fn file_name_of(websocket_name: &str, when: LocalTime, extension: &str) -> String {
    format!("ws-{}-{}.{extension}", file_name::clean(websocket_name), when.stamp())
}

/// Writes a conversation in one of the formats: [`Self::begin`], then for each entry
/// [`Self::entry`], [`Self::payload`] for each piece of a message and [`Self::end_entry`], then
/// [`Self::end`].
pub struct Writer {
    format: Format,
    har: har::State,
}

impl Writer {
    /// Writes nothing yet. `url` is that of the connection when the conversation does not tell it,
    /// because it was cleared since.
    pub fn new(format: Format, url: &str) -> Self {
        Self { format, har: har::State::new(url) }
    }

    /// What stands before all entries.
    pub fn begin(&self, out: &mut Vec<u8>) {
        match self.format {
            Format::JsonLines => {}
            Format::Csv => csv::begin(out),
            Format::Har => har::begin(out),
        }
    }

    /// What stands before the payload of an entry; all of an event.
    pub fn entry(&mut self, row: &Row, out: &mut Vec<u8>) {
        match self.format {
            Format::JsonLines => json_lines::entry(row, out),
            Format::Csv => csv::entry(row, out),
            Format::Har => self.har.entry(row, out),
        }
    }

    /// A piece of the payload of a message, [`PIECE`] bytes long unless it is the last. `is_first`:
    /// nothing of it was written before.
    pub fn payload(&self, row: &Row, piece: &[u8], is_first: bool, out: &mut Vec<u8>) {
        match (is_binary(row), self.format) {
            (true, _) => base64(piece, out),
            (false, Format::Csv) => csv::text(piece, is_first, out),
            (false, Format::JsonLines | Format::Har) => escape(piece, out),
        }
    }

    /// What stands after the payload of an entry.
    pub fn end_entry(&self, row: &Row, out: &mut Vec<u8>) {
        if matches!(row.body, RowBody::Message { .. }) {
            out.extend_from_slice(match self.format {
                Format::JsonLines => b"\"}\n",
                Format::Csv => b"\"\r\n",
                Format::Har => b"\"}",
            });
        }
    }

    /// What stands after all entries; `now_ms` ends a connection that is still open.
    pub fn end(&mut self, now_ms: f64, out: &mut Vec<u8>) {
        if self.format == Format::Har {
            self.har.end(now_ms, out);
        }
    }
}

fn is_binary(row: &Row) -> bool {
    matches!(row.body, RowBody::Message { kind: MessageKind::Binary, .. })
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    }
}

fn kind_word(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Text => "text",
        MessageKind::Binary => "binary",
        MessageKind::Close { .. } => "close",
    }
}

fn encoding_word(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Binary => "base64",
        MessageKind::Text | MessageKind::Close { .. } => "utf-8",
    }
}

/// `2026-03-20T17:25:26.108Z` (ISO 8601).
fn iso_8601(at_ms: f64) -> String {
    let utc = LocalTime::new(at_ms, 0);
    format!("{}T{}Z", utc.date(), utc.clock())
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// A whole JSON string.
fn put_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escape(text.as_bytes(), out);
    out.push(b'"');
}

/// A piece of a JSON string, which may be cut in the middle of a character.
fn escape(piece: &[u8], out: &mut Vec<u8>) {
    let mut rest = piece;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')) {
        let (plain, from) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((byte, after)) = from.split_first() else { break };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => put(out, &format!("\\u{control:04x}")),
        }
        rest = after;
    }
    out.extend_from_slice(rest);
}

fn base64(piece: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + piece.len().div_ceil(3) * 4, 0);
    if let Some(room) = out.get_mut(start..) {
        let written = STANDARD.encode_slice(piece, room);
        debug_assert!(written.is_ok(), "there is room");
    }
}
