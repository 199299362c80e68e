//! What was written is read back by other readers, and stands as it is expected to the letter.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Format, PIECE, Writer, file_name_of};
use crate::core::{
    connection::{Event, FailureKind, Opened, Party},
    conversation::{Conversation, Direction, MessageKind, Payload},
    payload::local_time::LocalTime,
};

/// 2026-08-01 14:31:59.204 UTC.
const AT_MS: f64 = 1_785_594_719_204.0;

type Store = Conversation<(), ()>;

fn opened(url: &str) -> Event {
    Event::Connected(Opened {
        url: url.into(),
        took_ms: 4.0,
        subprotocol: "chat".into(),
        extensions: String::new(),
    })
}

fn conversation() -> Store {
    let mut it = Store::default();
    let (sent, received) = (Direction::Sent, Direction::Received);
    it.add_event(AT_MS, opened("ws://host/path?a=1&b&c=%20x"));
    it.add(AT_MS + 1.0, sent, MessageKind::Text, "{\"maré\": \"\\n\"}\r\n\t\u{1}🌊".as_bytes());
    it.add(AT_MS + 2.0, received, MessageKind::Binary, &[0, 255, 0, 1]);
    it.add(AT_MS + 3.0, received, MessageKind::Text, b"=1+1");
    it.add(AT_MS + 4.0, sent, MessageKind::Close { code: Some(3001) }, "tide out".as_bytes());
    it.add_event(
        AT_MS + 6.0,
        Event::Closed {
            code: 3001,
            reason: "-tide \"out\"".into(),
            clean: true,
            by: Party::Client,
            open_for_ms: 6.0,
        },
    );
    it.add_event(AT_MS + 20.0, Event::Failed { why: FailureKind::TimedOut, after_ms: 10.0 });
    it
}

fn written(store: &Store, format: Format) -> String {
    let mut writer = Writer::new(format, "ws://before/");
    let mut out = Vec::new();
    writer.begin(&mut out);
    for row in (0..store.len()).filter_map(|number| store.row(number)) {
        writer.entry(&row, &mut out);
        if let Some(Payload::Inside(bytes)) = store.payload(row.number) {
            for (at, piece) in bytes.chunks(PIECE).enumerate() {
                writer.payload(&row, piece, at == 0, &mut out);
            }
        }
        writer.end_entry(&row, &mut out);
    }
    writer.end(AT_MS + 30.0, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn json_lines_are_one_object_a_line() {
    let text = written(&conversation(), Format::JsonLines);
    assert!(text.ends_with("}\n"));
    let lines: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let expected = json!([
        {"time": "2026-08-01T14:31:59.204Z", "event": "connected", "url": "ws://host/path?a=1&b&c=%20x", "subprotocol": "chat", "extensions": "", "handshakeMs": 4},
        {"number": 1, "time": "2026-08-01T14:31:59.205Z", "direction": "sent", "type": "text", "size": 23, "encoding": "utf-8", "data": "{\"maré\": \"\\n\"}\r\n\t\u{1}🌊"},
        {"number": 2, "time": "2026-08-01T14:31:59.206Z", "direction": "received", "type": "binary", "size": 4, "encoding": "base64", "data": "AP8AAQ=="},
        {"number": 3, "time": "2026-08-01T14:31:59.207Z", "direction": "received", "type": "text", "size": 4, "encoding": "utf-8", "data": "=1+1"},
        {"number": 4, "time": "2026-08-01T14:31:59.208Z", "direction": "sent", "type": "close", "code": 3001, "size": 8, "encoding": "utf-8", "data": "tide out"},
        {"time": "2026-08-01T14:31:59.210Z", "event": "closed", "reason": "-tide \"out\"", "by": "client", "code": 3001, "clean": true, "openForMs": 6},
        {"time": "2026-08-01T14:31:59.224Z", "event": "failed", "why": "timed out", "afterMs": 10},
    ]);
    assert_eq!(Value::Array(lines), expected);
}

#[test]
fn csv_is_a_table_without_formulas() {
    assert_eq!(
        written(&conversation(), Format::Csv),
        "\u{feff}number,time,direction,type,code,size,encoding,data\r\n\
         ,2026-08-01T14:31:59.204Z,,connected,,,,\"ws://host/path?a=1&b&c=%20x\"\r\n\
         1,2026-08-01T14:31:59.205Z,sent,text,,23,utf-8,\"{\"\"maré\"\": \"\"\\n\"\"}\r\n\t\u{1}🌊\"\r\n\
         2,2026-08-01T14:31:59.206Z,received,binary,,4,base64,\"AP8AAQ==\"\r\n\
         3,2026-08-01T14:31:59.207Z,received,text,,4,utf-8,\"'=1+1\"\r\n\
         4,2026-08-01T14:31:59.208Z,sent,close,3001,8,utf-8,\"tide out\"\r\n\
         ,2026-08-01T14:31:59.210Z,,closed,3001,,,\"'-tide \"\"out\"\"\"\r\n\
         ,2026-08-01T14:31:59.224Z,,failed,,,,\"timed out\"\r\n"
    );
}

#[test]
fn har_has_an_entry_for_each_connection_with_its_messages() {
    let har: Value =
        serde_json::from_str(&written(&conversation(), Format::Har)).expect("valid JSON");
    let log = &har["log"];
    assert_eq!(log["version"], "1.2");
    assert_eq!(log["creator"]["name"], "Macaréu");
    let [first, second] = log["entries"].as_array().expect("entries").as_slice() else {
        panic!("two entries: {har:#}")
    };
    assert_eq!(first["startedDateTime"], "2026-08-01T14:31:59.200Z");
    assert_eq!(first["time"], json!(10));
    assert_eq!(first["_resourceType"], "websocket");
    assert_eq!(first["request"]["url"], "ws://host/path?a=1&b&c=%20x");
    assert_eq!(
        first["request"]["queryString"],
        json!([{"name": "a", "value": "1"}, {"name": "b", "value": ""}, {"name": "c", "value": "%20x"}])
    );
    assert_eq!(first["response"]["status"], 101);
    assert_eq!(
        first["response"]["headers"],
        json!([{"name": "Sec-WebSocket-Protocol", "value": "chat"}])
    );
    assert_eq!(
        (&first["_closeCode"], &first["_closeReason"]),
        (&json!(3001), &json!("-tide \"out\""))
    );
    assert_eq!(
        first["_webSocketMessages"],
        json!([
            {"type": "send", "time": 1_785_594_719.205, "opcode": 1, "data": "{\"maré\": \"\\n\"}\r\n\t\u{1}🌊"},
            {"type": "receive", "time": 1_785_594_719.206, "opcode": 2, "data": "AP8AAQ=="},
            {"type": "receive", "time": 1_785_594_719.207, "opcode": 1, "data": "=1+1"},
            {"type": "send", "time": 1_785_594_719.208, "opcode": 8, "data": "tide out"},
        ])
    );
    assert_eq!(second["request"]["url"], "ws://before/");
    assert_eq!(second["response"]["status"], 0);
    assert_eq!(second["response"]["_error"], "timed out");
    for entry in [first, second] {
        for key in ["startedDateTime", "time", "request", "response", "cache", "timings"] {
            assert!(!entry[key].is_null(), "HAR asks for {key}");
        }
    }
}

#[test]
fn har_of_a_connection_whose_beginning_was_cleared_names_its_address() {
    let mut store = Store::default();
    store.add(AT_MS, Direction::Sent, MessageKind::Text, b"x");
    store.add_event(AT_MS + 9.0, opened("ws://again/"));
    let har: Value = serde_json::from_str(&written(&store, Format::Har)).expect("valid JSON");
    let entries = &har["log"]["entries"];
    assert_eq!(entries[0]["request"]["url"], "ws://before/");
    assert_eq!(entries[0]["_webSocketMessages"][0]["data"], "x");
    assert_eq!(entries[1]["request"]["url"], "ws://again/");
    assert_eq!(entries[1]["_webSocketMessages"], json!([]));
    let empty: Value =
        serde_json::from_str(&written(&Store::default(), Format::Har)).expect("valid JSON");
    assert_eq!(empty["log"]["entries"], json!([]));
}

#[test]
fn files_are_named_after_the_websocket() {
    let name = file_name_of("a/b", LocalTime::new(AT_MS, 0), Format::JsonLines.extension());
    assert_eq!(name, "ws-a_b-20260801-143159.jsonl");
}

/// Reads CSV as RFC 4180 says.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = vec![String::new()];
    let mut quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = row.last_mut().expect("a cell");
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(String::new()),
            (false, '\r') => assert_eq!(chars.next(), Some('\n')),
            (_, c) => cell.push(c),
        }
        if !quoted && c == '\r' {
            rows.push(std::mem::replace(&mut row, vec![String::new()]));
        }
    }
    rows
}

/// By OWASP's list, with control characters that some spreadsheets leave out.
fn begins_a_formula(c: char) -> bool {
    c < ' ' || "=+-@＝＋－＠".contains(c)
}

#[test]
fn no_cell_that_an_attacker_writes_is_a_formula() {
    for text in crate::core::attacks() {
        let mut store = Store::default();
        store.add(AT_MS, Direction::Received, MessageKind::Text, text.as_bytes());
        store.add_event(AT_MS, opened(&text));
        let csv = written(&store, Format::Csv);
        let csv = csv.strip_prefix('\u{feff}').expect("a mark of the encoding");
        let rows = cells(csv);
        assert_eq!(rows.len(), 3, "{text:?}");
        for row in rows {
            assert_eq!(row.len(), 8, "{text:?}: {row:?}");
            assert!(
                !row.iter().any(|cell| cell.starts_with(begins_a_formula)),
                "{text:?}: {row:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(text in "\\PC*|[=+@\"',\r\n\t\\\\\u{0}-\u{2f}é-]{0,20}", cut in 4_usize..12) {
        let mut store = Store::default();
        store.add(AT_MS, Direction::Sent, MessageKind::Text, text.as_bytes());
        let line: Value = serde_json::from_str(&written(&store, Format::JsonLines)).expect("JSON");
        prop_assert_eq!(&line["data"], &Value::String(text.clone()));
        let har: Value = serde_json::from_str(&written(&store, Format::Har)).expect("JSON");
        prop_assert_eq!(&har["log"]["entries"][0]["_webSocketMessages"][0]["data"], &line["data"]);
        let rows = cells(&written(&store, Format::Csv));
        let cell = rows[1].last().expect("a cell").clone();
        let is_formula = text.starts_with(begins_a_formula);
        prop_assert_eq!(cell, format!("{}{text}", if is_formula { "'" } else { "" }));
        // However it is cut, also in the middle of a character, but for the first.
        for format in [Format::JsonLines, Format::Csv, Format::Har] {
            let writer = Writer::new(format, "");
            let row = store.row(0).expect("a row");
            let (mut whole, mut pieces) = (Vec::new(), Vec::new());
            writer.payload(&row, text.as_bytes(), true, &mut whole);
            for (at, piece) in text.as_bytes().chunks(cut).enumerate() {
                writer.payload(&row, piece, at == 0, &mut pieces);
            }
            prop_assert_eq!(whole, pieces);
        }
    }
}
