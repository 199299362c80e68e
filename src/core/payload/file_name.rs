//! The name a saved message is offered under: that of Pororoca's manual, with an ending that fits.

use super::{image, json, local_time::LocalTime};
use crate::core::{
    conversation::{Direction, MessageKind},
    format::file_name,
};

/// First bytes of file formats (at an offset) and their endings; pictures apart.
const SIGNATURES: [(usize, &[u8], &str); 16] = [
    (8, b"WAVE", "wav"),
    (4, b"ftypM4A", "m4a"),
    (4, b"ftyp", "mp4"),
    (0, b"\x1aE\xdf\xa3", "webm"),
    (0, b"%PDF-", "pdf"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"\x1f\x8b\x08", "gz"),
    (0, b"\x28\xb5\x2f\xfd", "zst"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\0asm", "wasm"),
    (0, b"ID3", "mp3"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"\0\0\x01\0", "ico"),
    (0, b"wOF2", "woff2"),
];

/// Texts up to this many bytes are read whole to know whether they are JSON; of longer ones, which
/// would take too long, the brackets at both ends tell.
const READ_WHOLE: usize = 2_000_000;

/// `ws-{WebSocket name}-msg{n}-{fromClient|fromServer}-{yyyyMMdd-HHmmss}.{ending}`.
/// `message_number` counts from 1 for the oldest message; `payload` is the whole of it.
pub fn proposed(
    websocket_name: &str,
    message_number: u64,
    direction: Direction,
    when: LocalTime,
    kind: MessageKind,
    payload: &[u8],
) -> String {
    let from = match direction {
        Direction::Sent => "fromClient",
        Direction::Received => "fromServer",
    };
    format!(
        "ws-{}-msg{message_number}-{from}-{}.{}",
        file_name::clean(websocket_name),
        when.stamp(),
        extension(kind, payload)
    )
}

/// The ending of a file that holds this payload, without the dot.
pub fn extension(kind: MessageKind, payload: &[u8]) -> &'static str {
    match kind {
        MessageKind::Text => str::from_utf8(payload).map_or("txt", text_extension),
        MessageKind::Binary => binary_extension(payload),
        MessageKind::Close { .. } => "txt",
    }
}

fn text_extension(text: &str) -> &'static str {
    let start = text.trim_start();
    let starts_with =
        |tag: &str| start.get(..tag.len()).is_some_and(|first| first.eq_ignore_ascii_case(tag));
    if starts_with("<?xml") {
        "xml"
    } else if starts_with("<!doctype html") || starts_with("<html") {
        "html"
    } else if is_json(text) {
        "json"
    } else {
        "txt"
    }
}

fn is_json(text: &str) -> bool {
    if text.len() <= READ_WHOLE {
        return json::is_json(text);
    }
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    [('{', '}'), ('[', ']')]
        .iter()
        .any(|(open, close)| text.starts_with(*open) && text.ends_with(*close))
}

fn binary_extension(payload: &[u8]) -> &'static str {
    if let Some(image) = image::image_type(payload) {
        return image.extension;
    }
    SIGNATURES
        .iter()
        .find(|(offset, signature, _)| {
            payload.get(*offset..).is_some_and(|rest| rest.starts_with(signature))
        })
        .map_or("bin", |(_, _, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_manual() {
        let when = LocalTime::new(1_785_594_719_204.0, 0);
        assert_eq!(
            proposed("echo", 1, Direction::Sent, when, MessageKind::Text, b"{}"),
            "ws-echo-msg1-fromClient-20260801-143159.json"
        );
        assert_eq!(
            proposed("Maré alta", 12, Direction::Received, when, MessageKind::Binary, b"\0"),
            "ws-Maré alta-msg12-fromServer-20260801-143159.bin"
        );
        let hostile = proposed("../a\\b:c", 1, Direction::Sent, when, MessageKind::Text, b"");
        assert!(!hostile.contains(['/', '\\', ':']), "{hostile}");
    }

    #[test]
    fn the_ends_of_a_long_text_tell_whether_it_is_json() {
        let long = "1,".repeat(READ_WHOLE);
        let check = |text: String, expected| {
            assert_eq!(extension(MessageKind::Text, text.as_bytes()), expected);
        };
        check(format!("[{long}1]\n"), "json");
        check(format!("[{long}"), "txt");
    }

    #[test]
    fn endings_fit_the_payload() {
        let close = MessageKind::Close { code: Some(1000) };
        for (kind, payload, expected) in [
            (MessageKind::Text, b"{\"a\": 1}".as_slice(), "json"),
            (MessageKind::Text, b" [1, 2]\n", "json"),
            (MessageKind::Text, b"\"quoted\"", "json"),
            (MessageKind::Text, b"{\"a\": 1} and more", "txt"),
            (MessageKind::Text, b"{} {}", "txt"),
            (MessageKind::Text, b"hello", "txt"),
            (MessageKind::Text, b"", "txt"),
            (MessageKind::Text, b"\xff", "txt"),
            (MessageKind::Text, b"<?xml version='1.0'?><a/>", "xml"),
            (MessageKind::Text, b"\n<!DOCTYPE html><p>", "html"),
            (MessageKind::Text, b"<html lang=en>", "html"),
            (MessageKind::Text, b"<b>bold</b>", "txt"),
            (MessageKind::Text, "<?xmé".as_bytes(), "txt"),
            (MessageKind::Text, b"%PDF-1.7", "txt"),
            (close, b"{}", "txt"),
            (MessageKind::Close { code: None }, b"", "txt"),
            (MessageKind::Binary, b"", "bin"),
            (MessageKind::Binary, b"{}", "bin"),
            (MessageKind::Binary, b"\x89HYD\r\n\x1a\n", "bin"),
            (MessageKind::Binary, b"\x89PNG\r\n\x1a\n\0", "png"),
            (MessageKind::Binary, b"\xff\xd8\xff\xe0", "jpg"),
            (MessageKind::Binary, b"GIF89a..", "gif"),
            (MessageKind::Binary, b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
            (MessageKind::Binary, b"RIFF\0\0\0\0WAVEfmt ", "wav"),
            (MessageKind::Binary, b"RIFF\0\0\0\0AVI ", "bin"),
            (MessageKind::Binary, b"\0\0\0 ftypisom", "mp4"),
            (MessageKind::Binary, b"\0\0\0 ftypavif", "avif"),
            (MessageKind::Binary, b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "bmp"),
            (MessageKind::Binary, b"%PDF-1.7", "pdf"),
            (MessageKind::Binary, b"PK\x03\x04", "zip"),
            (MessageKind::Binary, b"\x1f\x8b\x08\0", "gz"),
            (MessageKind::Binary, b"\0asm\x01\0\0\0", "wasm"),
            (MessageKind::Binary, b"ID3\x04", "mp3"),
            (MessageKind::Binary, b"OggS", "ogg"),
            (MessageKind::Binary, b"PK", "bin"),
        ] {
            assert_eq!(extension(kind, payload), expected, "{payload:?}");
        }
    }
}
