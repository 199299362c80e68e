//! The keys the app edits: the order Pororoca writes them in, what a missing one means, and what a
//! new item starts with.

use crate::core::{
    json::{Json, Object},
    model::{BinaryEncoding, ContentMode, DEFAULT_CLOSE_CODE, MessageType, Syntax},
};

pub(super) const COLLECTION: &[&str] = &[
    "schema",
    "id",
    "name",
    "createdAt",
    "variables",
    "collectionScopedAuth",
    "collectionScopedRequestHeaders",
    "environments",
    "folders",
    "requests",
];

pub(super) const FOLDER: &[&str] = &["name", "folders", "requests"];

pub(super) const WEB_SOCKET: &[&str] = &[
    "requestType",
    "name",
    "httpVersion",
    "url",
    "headers",
    "customAuth",
    "compressionOptions",
    "subprotocols",
    "clientMessages",
];

pub(super) const SUBPROTOCOL: &[&str] = &["enabled", "key", "value"];

pub(super) const CLIENT_MESSAGE: &[&str] = &[
    "name",
    "contentMode",
    "rawContent",
    "rawContentSyntax",
    "fileSrcPath",
    "disableCompressionForThis",
    "direction",
    "messageType",
    OURS,
];

/// Key in a client message of what Pororoca has no key for. Pororoca ignores and drops it.
pub(super) const OURS: &str = "macareu";

/// Keys under [`OURS`].
pub(super) const OUR_KEYS: &[&str] = &["binaryEncoding", "closeCode"];

/// Adds what a new collection lacks.
pub(super) fn complete_collection(kept: &mut Object) {
    let none = || Json::Array(Vec::new());
    let needed = [
        ("schema", Json::from("Pororoca/1")),
        ("id", Json::from("")),
        ("name", Json::from("")),
        ("createdAt", Json::from("")),
        ("variables", none()),
        ("environments", none()),
        ("folders", none()),
        ("requests", none()),
    ];
    complete(kept, needed, COLLECTION);
}

/// Adds what a new folder lacks.
pub(super) fn complete_folder(kept: &mut Object) {
    let none = || Json::Array(Vec::new());
    complete(kept, [("name", Json::from("")), ("folders", none()), ("requests", none())], FOLDER);
}

/// Adds what a new WebSocket lacks.
pub(super) fn complete_web_socket(kept: &mut Object) {
    let needed = [
        ("requestType", Json::from("websocket")),
        ("name", Json::from("")),
        ("httpVersion", Json::Number("1.1".to_owned())),
        ("url", Json::from("")),
    ];
    complete(kept, needed, WEB_SOCKET);
}

/// Adds what a new subprotocol lacks.
pub(super) fn complete_subprotocol(kept: &mut Object) {
    let needed =
        [("enabled", Json::from(true)), ("key", Json::from("")), ("value", Json::from(""))];
    complete(kept, needed, SUBPROTOCOL);
}

/// Adds what a new client message lacks.
pub(super) fn complete_client_message(kept: &mut Object) {
    let needed = [
        ("name", Json::from("")),
        ("contentMode", ContentMode::default().to_json()),
        ("rawContent", Json::from("")),
        ("rawContentSyntax", Syntax::default().to_json()),
        ("disableCompressionForThis", Json::from(false)),
        ("direction", Json::from("fromClient")),
        ("messageType", MessageType::default().to_json()),
    ];
    complete(kept, needed, CLIENT_MESSAGE);
}

fn complete<const N: usize>(kept: &mut Object, needed: [(&str, Json); N], order: &[&str]) {
    for (key, value) in needed {
        if !kept.contains(key) {
            kept.set(key, value, order);
        }
    }
}

/// A text, empty when there is none.
pub(super) fn text<'a>(kept: &'a Object, key: &str) -> &'a str {
    kept.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// Whether a subprotocol is offered.
pub(super) fn enabled(kept: &Object) -> bool {
    kept.get("enabled") == Some(&Json::Bool(true))
}

/// The close code under [`OURS`].
pub(super) fn close_code(ours: &Object) -> &str {
    ours.get("closeCode").and_then(Json::as_str).unwrap_or(DEFAULT_CLOSE_CODE)
}

/// A value written as one of a few words. As System.Text.Json does, words are read in any case, and
/// numbers count them from 0; anything else means the default.
pub(super) trait Word: Copy + Default + PartialEq + 'static {
    const WORDS: &'static [(&'static str, Self)];

    fn read(kept: &Object, key: &str) -> Self {
        let found = match kept.get(key) {
            Some(Json::String(word)) => {
                Self::WORDS.iter().find(|(it, _)| it.eq_ignore_ascii_case(word))
            }
            Some(number) => number
                .as_u64()
                .and_then(|it| usize::try_from(it).ok())
                .and_then(|it| Self::WORDS.get(it)),
            None => None,
        };
        found.map_or_else(Self::default, |(_, value)| *value)
    }

    fn to_json(self) -> Json {
        let word = Self::WORDS.iter().find(|(_, value)| *value == self);
        Json::from(word.map_or("", |(word, _)| *word))
    }
}

impl Word for MessageType {
    const WORDS: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("binary", Self::Binary), ("close", Self::Close)];
}

impl Word for ContentMode {
    const WORDS: &'static [(&'static str, Self)] = &[("raw", Self::Raw), ("file", Self::File)];
}

impl Word for Syntax {
    const WORDS: &'static [(&'static str, Self)] = &[("json", Self::Json), ("other", Self::Other)];
}

impl Word for BinaryEncoding {
    const WORDS: &'static [(&'static str, Self)] =
        &[("utf8", Self::Utf8), ("hex", Self::Hex), ("base64", Self::Base64)];
}
