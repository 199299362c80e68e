//! HAR 1.2: one entry for each connection, its messages under `_webSocketMessages` as Chromium's
//! developer tools write and read them: `type` *send* or *receive*, `time` in seconds, the `opcode` of
//! RFC 6455 and `data`, of binary messages as base64. What a page cannot see, such as the answer's
//! headers, is left empty.

use super::{
    iso_8601,
    json_lines::{event_word, failure_word},
    put, put_string,
};
use crate::core::{
    connection::{Event, Opened},
    conversation::{Direction, MessageKind, Row, RowBody},
};

/// Which connection the entries belong to.
pub(super) struct State {
    /// Of a connection that the conversation does not tell about.
    url: String,
    has_entries: bool,
    /// The connection being written.
    open: Option<Connection>,
}

struct Connection {
    started_ms: f64,
    has_messages: bool,
}

pub(super) fn begin(out: &mut Vec<u8>) {
    put(out, "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Macaréu\",\"version\":\"");
    put(out, env!("CARGO_PKG_VERSION"));
    put(out, "\"},\"pages\":[],\"entries\":[");
}

impl State {
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), has_entries: false, open: None }
    }

    pub(super) fn entry(&mut self, row: &Row, out: &mut Vec<u8>) {
        match &row.body {
            RowBody::Message { direction, kind, .. } => {
                self.message(row.at_ms, *direction, *kind, out);
            }
            RowBody::Event { event } => self.event(row.at_ms, event, out),
        }
    }

    pub(super) fn end(&mut self, now_ms: f64, out: &mut Vec<u8>) {
        self.close(now_ms, "", out);
        put(out, "\n]}}\n");
    }

    fn message(&mut self, at_ms: f64, direction: Direction, kind: MessageKind, out: &mut Vec<u8>) {
        if self.open.is_none() {
            let url = std::mem::take(&mut self.url);
            let unseen =
                Opened { url, took_ms: 0.0, subprotocol: String::new(), extensions: String::new() };
            self.connected(at_ms, &unseen, out);
            self.url = unseen.url;
        }
        let is_first =
            self.open.as_mut().is_some_and(|open| !std::mem::replace(&mut open.has_messages, true));
        let word = match direction {
            Direction::Sent => "send",
            Direction::Received => "receive",
        };
        let opcode = match kind {
            MessageKind::Text => 1,
            MessageKind::Binary => 2,
            MessageKind::Close { .. } => 8,
        };
        put(out, if is_first { "\n" } else { ",\n" });
        let seconds = at_ms / 1000.0;
        put(
            out,
            &format!("{{\"type\":\"{word}\",\"time\":{seconds},\"opcode\":{opcode},\"data\":\""),
        );
    }

    fn event(&mut self, at_ms: f64, event: &Event, out: &mut Vec<u8>) {
        match event {
            Event::Connected(opened) => {
                self.close(at_ms - opened.took_ms, "", out);
                self.connected(at_ms, opened, out);
            }
            Event::Closed { code, reason, .. } => {
                let mut fields = format!(",\"_closeCode\":{code},\"_closeReason\":").into_bytes();
                put_string(&mut fields, reason);
                self.close(at_ms, &String::from_utf8_lossy(&fields), out);
            }
            Event::Failed { after_ms, .. } | Event::Cancelled { after_ms } => {
                let error = match event {
                    Event::Failed { why, .. } => failure_word(why),
                    _ => event_word(event),
                };
                let started_ms = at_ms - after_ms;
                self.close(started_ms, "", out);
                let url = std::mem::take(&mut self.url);
                self.head(started_ms, &url, out);
                self.url = url;
                put(out, ",\"response\":{\"status\":0,\"statusText\":\"\",");
                put(out, NO_RESPONSE);
                put(out, ",\"_error\":");
                put_string(out, error);
                put(out, "}");
                times(*after_ms, *after_ms, "", out);
            }
        }
    }

    fn connected(&mut self, at_ms: f64, opened: &Opened, out: &mut Vec<u8>) {
        let started_ms = at_ms - opened.took_ms;
        self.head(started_ms, &opened.url, out);
        put(out, ",\"response\":{\"status\":101,\"statusText\":\"Switching Protocols\",");
        put(out, NO_RESPONSE);
        put(out, ",\"headers\":[");
        let seen = [
            ("Sec-WebSocket-Protocol", &opened.subprotocol),
            ("Sec-WebSocket-Extensions", &opened.extensions),
        ];
        for (at, (name, value)) in seen.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
            put(out, if at == 0 { "{\"name\":\"" } else { ",{\"name\":\"" });
            put(out, name);
            put(out, "\",\"value\":");
            put_string(out, value);
            put(out, "}");
        }
        put(out, "]},\"_webSocketMessages\":[");
        self.open = Some(Connection { started_ms, has_messages: false });
    }

    /// What every entry begins with.
    fn head(&mut self, started_ms: f64, url: &str, out: &mut Vec<u8>) {
        put(out, if std::mem::replace(&mut self.has_entries, true) { ",\n" } else { "\n" });
        put(out, "{\"_resourceType\":\"websocket\",\"startedDateTime\":\"");
        put(out, &iso_8601(started_ms));
        put(out, "\",\"request\":{\"method\":\"GET\",\"url\":");
        put_string(out, url);
        put(out, ",\"httpVersion\":\"HTTP/1.1\",\"headers\":[],\"queryString\":[");
        for (at, (name, value)) in query(url).enumerate() {
            put(out, if at == 0 { "{\"name\":" } else { ",{\"name\":" });
            put_string(out, name);
            put(out, ",\"value\":");
            put_string(out, value);
            put(out, "}");
        }
        put(out, "],\"cookies\":[],\"headersSize\":-1,\"bodySize\":0}");
    }

    /// Ends the entry of the connection being written, if there is one.
    fn close(&mut self, ended_ms: f64, fields: &str, out: &mut Vec<u8>) {
        if let Some(Connection { started_ms, has_messages }) = self.open.take() {
            put(out, if has_messages { "\n]" } else { "]" });
            let took_ms = (ended_ms - started_ms).max(0.0);
            times(took_ms, took_ms, fields, out);
        }
    }
}

/// The same of every answer: what a page does not see.
const NO_RESPONSE: &str = "\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"content\":{\"size\":0,\"mimeType\":\"x-unknown\"},\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":-1";

fn times(took_ms: f64, wait_ms: f64, fields: &str, out: &mut Vec<u8>) {
    put(
        out,
        &format!(
            ",\"cache\":{{}},\"timings\":{{\"send\":0,\"wait\":{wait_ms},\"receive\":0}},\"time\":{took_ms}{fields}}}"
        ),
    );
}

/// Names and values as they are written in an address.
fn query(url: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter(|it| !it.is_empty()).map(|it| it.split_once('=').unwrap_or((it, "")))
}
