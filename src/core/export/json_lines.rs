//! JSON Lines: one object a line, for programs. A message has its payload under `data`, text as it is
//! and bytes as base64, which `encoding` tells.

use super::{direction_word, encoding_word, iso_8601, kind_word, put, put_string};
use crate::core::{
    connection::{Event, FailureKind, Party},
    conversation::{MessageKind, Row, RowBody},
};

pub(super) fn entry(row: &Row, out: &mut Vec<u8>) {
    let time = iso_8601(row.at_ms);
    match &row.body {
        RowBody::Message { direction, kind, size, message_number, left, .. } => {
            let (direction, word) = (direction_word(*direction), kind_word(*kind));
            put(
                out,
                &format!(
                    "{{\"number\":{message_number},\"time\":\"{time}\",\"direction\":\"{direction}\",\"type\":\"{word}\","
                ),
            );
            if let MessageKind::Close { code } = kind {
                let code = code.map_or_else(|| "null".to_owned(), |code| code.to_string());
                put(out, &format!("\"code\":{code},"));
            }
            let encoding = encoding_word(*kind);
            if let Some(left) = left {
                put(out, &format!("\"left\":{left},"));
            }
            put(out, &format!("\"size\":{size},\"encoding\":\"{encoding}\",\"data\":\""));
        }
        RowBody::Event { event } => {
            put(out, &format!("{{\"time\":\"{time}\",\"event\":\"{}\"", event_word(event)));
            facts(event, out);
            put(out, "}\n");
        }
    }
}

fn facts(event: &Event, out: &mut Vec<u8>) {
    let mut text = |key: &str, value: &str| {
        put(out, &format!(",\"{key}\":"));
        put_string(out, value);
    };
    match event {
        Event::Connected(opened) => {
            text("url", &opened.url);
            text("subprotocol", &opened.subprotocol);
            text("extensions", &opened.extensions);
            put(out, &format!(",\"handshakeMs\":{}", opened.took_ms));
        }
        Event::Closed { code, reason, clean, by, open_for_ms } => {
            text("reason", reason);
            text("by", party_word(*by));
            put(out, &format!(",\"code\":{code},\"clean\":{clean},\"openForMs\":{open_for_ms}"));
        }
        Event::Failed { why, after_ms } => {
            text("why", failure_word(why));
            put(out, &format!(",\"afterMs\":{after_ms}"));
        }
        Event::Cancelled { after_ms } => put(out, &format!(",\"afterMs\":{after_ms}")),
    }
}

/// The name of an event, for programs.
pub(super) fn event_word(event: &Event) -> &'static str {
    match event {
        Event::Connected(_) => "connected",
        Event::Closed { .. } => "closed",
        Event::Failed { .. } => "failed",
        Event::Cancelled { .. } => "cancelled",
    }
}

fn party_word(party: Party) -> &'static str {
    match party {
        Party::Client => "client",
        Party::Server => "server",
        Party::Nobody => "nobody",
    }
}

/// Why an attempt failed, for programs.
pub(super) fn failure_word(why: &FailureKind) -> &'static str {
    match why {
        FailureKind::Refused => "refused",
        FailureKind::TimedOut => "timed out",
        FailureKind::NotTried { .. } => "not tried",
    }
}
