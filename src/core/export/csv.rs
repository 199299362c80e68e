//! CSV (RFC 4180) for spreadsheets: a mark of the encoding first, because Excel takes a file without
//! one for another encoding, and no cell that would be a formula.

use super::{
    direction_word, encoding_word, iso_8601,
    json_lines::{event_word, failure_word},
    kind_word, put,
};
use crate::core::{
    connection::Event,
    conversation::{MessageKind, Row, RowBody},
};

/// UTF-8's byte order mark, then the names of the columns.
pub(super) fn begin(out: &mut Vec<u8>) {
    put(out, "\u{feff}number,time,direction,type,code,size,encoding,data\r\n");
}

pub(super) fn entry(row: &Row, out: &mut Vec<u8>) {
    let time = iso_8601(row.at_ms);
    match &row.body {
        RowBody::Message { direction, kind, size, message_number, .. } => {
            let code = match kind {
                MessageKind::Close { code: Some(code) } => code.to_string(),
                _ => String::new(),
            };
            let (direction, word) = (direction_word(*direction), kind_word(*kind));
            let encoding = encoding_word(*kind);
            put(
                out,
                &format!("{message_number},{time},{direction},{word},{code},{size},{encoding},\""),
            );
        }
        RowBody::Event { event } => {
            let (code, said) = match event {
                Event::Connected(opened) => (String::new(), opened.url.as_str()),
                Event::Closed { code, reason, .. } => (code.to_string(), reason.as_str()),
                Event::Failed { why, .. } => (String::new(), failure_word(why)),
                Event::Cancelled { .. } => (String::new(), ""),
            };
            put(out, &format!(",{time},,{},{code},,,\"", event_word(event)));
            text(said.as_bytes(), true, out);
            put(out, "\"\r\n");
        }
    }
}

/// Whether a spreadsheet could take a cell that begins so for a formula: by its sign, also as East
/// Asian keyboards write it, and also behind control characters, which some leave out.
fn may_be_formula(beginning: &[u8]) -> bool {
    match beginning.first() {
        Some(b'=' | b'+' | b'-' | b'@' | ..b' ') => true,
        _ => ["＝", "＋", "－", "＠"].iter().any(|sign| beginning.starts_with(sign.as_bytes())),
    }
}

/// A piece of a cell in quotes. A cell that spreadsheets would take for a formula gets an apostrophe
/// in front, which they take for "this is text".
pub(super) fn text(piece: &[u8], is_first: bool, out: &mut Vec<u8>) {
    if is_first && may_be_formula(piece) {
        out.push(b'\'');
    }
    let mut rest = piece;
    while let Some(at) = rest.iter().position(|byte| *byte == b'"') {
        let (with_quote, after) = rest.split_at(at + 1);
        out.extend_from_slice(with_quote);
        out.push(b'"');
        rest = after;
    }
    out.extend_from_slice(rest);
}
