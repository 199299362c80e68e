use proptest::prelude::*;

use super::{samples::*, *};
use crate::core::{
    json::{self, Json},
    model::{
        Auth, AuthMode, BasicSubstitute, BearerSubstitute, BinaryEncoding, CertificateFormat,
        ClientMessage, Collection, Compression, ConnectionSettings, DisabledParameter, Environment,
        Folder, Header, ItemId, ItemRef, MAX_NESTING, MessageType, Request, Subprotocol,
        Substitutes, Syntax, Variable, WebSocket,
    },
};

mod connection;
mod environment;

const SAMPLE: &str = include_str!("../../../../tests/fixtures/sample.pororoca_collection.json");
const EVERYTHING: &str =
    include_str!("../../../../tests/fixtures/everything.pororoca_collection.json");

fn read_text(text: &str) -> Result<Collection, ReadError> {
    read(text.as_bytes(), &mut ids_from(1))
}

fn sockets(collection: &Collection) -> Vec<&WebSocket> {
    let all = ItemRef::Collection(collection).with_descendants();
    let only = all.into_iter().filter_map(|it| match it {
        ItemRef::WebSocket(it) => Some(it),
        _ => None,
    });
    only.collect()
}

fn nested_folders(levels: usize) -> String {
    let inner = "{\"name\":\"\",\"requests\":[],\"folders\":[".repeat(levels);
    format!("{{\"schema\":\"Pororoca/1\",\"folders\":[{inner}{}]}}", "]}".repeat(levels))
}

#[test]
fn files_come_out_as_they_went_in() {
    for text in [SAMPLE, EVERYTHING] {
        assert_eq!(write(&read_text(text).unwrap()), text);
    }
}

#[test]
fn the_sample_is_read() {
    use MessageType::{Binary, Close, Text};
    let collection = read_text(SAMPLE).unwrap();
    assert_eq!(collection.name, "Sample WebSockets");
    assert_eq!(collection.guid(), Some("6f0c2b1e-6a52-4c0e-9f3b-2f7d1c0a5e11"));
    let sockets = sockets(&collection);
    let names: Vec<_> = sockets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Room by client certificate",
            "Room by Windows login",
            "Chat room",
            "Inherits collection auth",
            "Bare echo (no auth)",
        ]
    );
    let chat = sockets[2];
    assert_eq!(chat.url, "{{BaseUrlWs}}/chat?room={{Room}}");
    let offered: Vec<_> =
        chat.subprotocols.iter().map(|it| (it.enabled, it.key.as_str())).collect();
    assert_eq!(offered, [(true, "chat.v2"), (false, "chat.v1")]);
    let kinds: Vec<_> = chat.client_messages.iter().map(|it| it.message_type).collect();
    assert_eq!(kinds, [Text, Text, Text, Binary, Binary, Close]);
    assert_eq!(chat.client_messages[1].syntax, Syntax::Other);
    assert_eq!(chat.client_messages[5].raw_content, "leaving {{Room}}");
    assert_eq!(chat.client_messages[5].close_code, "1000");
    assert_eq!(chat.client_messages[2].file_src_path, "{{FilesDir}}/long-message.json");
    let uncompressed: Vec<_> =
        chat.client_messages.iter().map(|it| it.disable_compression).collect();
    assert_eq!(uncompressed, [false, true, false, false, true, false]);
}

#[test]
fn odd_values_are_shown_as_good_as_can_be() {
    let collection = read_text(EVERYTHING).unwrap();
    assert_eq!(collection.name, "Everything twice");
    assert_eq!(collection.folders[0].name, "");
    let kept: Vec<_> =
        collection.requests.iter().map(|it| matches!(it, Request::Kept(_))).collect();
    assert_eq!(kept, [true, false, true, false, true, true]);
    let sockets = sockets(&collection);
    assert_eq!(sockets[1].url, "");
    let bytes = &sockets[0].client_messages[0];
    assert_eq!(bytes.message_type, MessageType::Binary);
    assert_eq!(bytes.binary_encoding, BinaryEncoding::Hex);
    assert_eq!(sockets[0].client_messages[1].close_code, "3001");
}

#[test]
fn only_what_was_edited_changes() {
    let mut collection = read_text(EVERYTHING).unwrap();
    for request in &mut collection.requests {
        if let Request::WebSocket(socket) = request {
            socket.url = "ws://edited".to_owned();
        }
    }
    let expected = EVERYTHING
        .replace("\"ws://localhost:5000\"", "\"ws://edited\"")
        .replace("\"url\": 5", "\"url\": \"ws://edited\"");
    assert_eq!(write(&collection), expected);
}

#[test]
fn nulls_pororoca_fails_on_become_empty_lists() {
    let collection = read_text(
        r#"{"schema":"Pororoca/1","variables":null,"environments":null,"requests":null,
            "folders":[{"name":"f","folders":null,"requests":null}]}"#,
    );
    assert_eq!(
        json::parse(&write(&collection.unwrap())).unwrap().to_compact(),
        r#"{"schema":"Pororoca/1","variables":[],"environments":[],"requests":[],"folders":[{"name":"f","folders":[],"requests":[]}]}"#
    );
}

#[test]
fn new_items_have_every_key_pororoca_asks_for() {
    let mut socket = WebSocket::new(ItemId(3), "Echo", "ws://localhost");
    socket.client_messages.push(ClientMessage {
        binary_encoding: BinaryEncoding::Base64,
        close_code: "3000".to_owned(),
        message_type: MessageType::Binary,
        ..ClientMessage::new(ItemId(4), "Hello")
    });
    socket.subprotocols.push(Subprotocol::new("chat"));
    let mut folder = Folder::new(ItemId(2), "Rooms");
    folder.requests.push(Request::WebSocket(WebSocket::new(ItemId(5), "Bare", "")));
    let mut collection =
        Collection::new(ItemId(1), "Mine", "6f0c2b1e", "2026-11-22T09:30:00-03:00");
    collection.folders.push(folder);
    collection.requests.push(Request::WebSocket(socket));

    let text = write(&collection);
    let expected = r#"{"schema":"Pororoca/1","id":"6f0c2b1e","name":"Mine","createdAt":"2026-11-22T09:30:00-03:00","variables":[],"environments":[],"folders":[{"name":"Rooms","folders":[],"requests":[{"requestType":"websocket","name":"Bare","httpVersion":1.1,"url":""}]}],"requests":[{"requestType":"websocket","name":"Echo","httpVersion":1.1,"url":"ws://localhost","subprotocols":[{"enabled":true,"key":"chat","value":""}],"clientMessages":[{"name":"Hello","contentMode":"raw","rawContent":"","rawContentSyntax":"json","disableCompressionForThis":false,"direction":"fromClient","messageType":"binary","macareu":{"binaryEncoding":"base64","closeCode":"3000"}}]}]}"#;
    assert_eq!(json::parse(&text).unwrap().to_compact(), expected);
    assert_eq!(write(&read_text(&text).unwrap()), text);
    assert_eq!(read_text(&text).unwrap().with_new_guid("other").guid(), Some("other"));
}

#[test]
fn a_byte_order_mark_is_taken() {
    let marked = format!("\u{feff}{SAMPLE}");
    assert_eq!(read_text(&marked), read_text(SAMPLE));
}

#[test]
fn what_is_no_collection_is_named() {
    use LooksLike::{Insomnia, OpenApi, Other, PororocaEnvironment, Postman};
    let environment = include_str!("../../../../tests/fixtures/sample.pororoca_environment.json");
    let postman = include_str!("../../../../tests/fixtures/sample.postman_collection.json");
    let insomnia = include_str!("../../../../tests/fixtures/insomnia.json");
    for (text, looks_like) in [
        (environment, PororocaEnvironment),
        (postman, Postman),
        (insomnia, Insomnia),
        ("{\"openapi\": \"3.1.0\"}", OpenApi),
        ("{\"schema\": 1}", Other),
        ("[]", Other),
        ("1", Other),
    ] {
        assert_eq!(read_text(text), Err(ReadError::NotACollection(looks_like)), "{text}");
    }
}

#[test]
fn bad_files_are_refused_with_the_place() {
    assert_eq!(read(b"{\"a\": \"\xff\"}", &mut ids_from(1)), Err(ReadError::NotUtf8 { at: 7 }));
    let kind = |text: &str| match read_text(text) {
        Err(ReadError::Json(error)) => (error.kind, error.line),
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(""), (JsonErrorKind::Empty, 1));
    assert_eq!(kind("schema: Pororoca"), (JsonErrorKind::Unexpected, 1));
    let lines = SAMPLE[..2000].lines().count();
    assert_eq!(kind(&SAMPLE[..2000]), (JsonErrorKind::Truncated, lines));
    for (text, wrong) in [
        (r#"{"schema":"Pororoca/1","folders":5}"#, "folders"),
        (r#"{"schema":"Pororoca/1","folders":[{},{"requests":[{},7]}]}"#, "folders[1].requests[1]"),
    ] {
        assert_eq!(read_text(text), Err(ReadError::WrongType { path: wrong.to_owned() }));
    }
}

#[test]
fn no_file_nests_too_deep_to_be_handled() {
    assert_eq!(read_text(&nested_folders(10_000)), Err(ReadError::TooDeep));
    let deepest = (MAX_NESTING - 2) / 2;
    assert_eq!(read_text(&nested_folders(deepest + 1)), Err(ReadError::TooDeep));
    let collection = read_text(&nested_folders(deepest)).unwrap();
    assert_eq!(read_text(&write(&collection)), Ok(collection));
}

#[test]
fn no_file_holds_too_many_items_to_be_handled() {
    let file = |requests: &str| format!("{{\"schema\":\"Pororoca/1\",\"requests\":[{requests}]}}");
    let requests = vec!["{}"; 250_000].join(",");
    assert_eq!(read_text(&file(&requests)).unwrap().requests.len(), 250_000);
    assert_eq!(read_text(&file(&(requests.clone() + ",{}"))), Err(ReadError::TooManyItems));
    let socket = format!("{{\"requestType\":\"websocket\",\"clientMessages\":[{requests}]}}");
    assert_eq!(read_text(&file(&socket)), Err(ReadError::TooManyItems));
}

#[test]
fn file_names_end_as_pororoca_names_them() {
    assert_eq!(collection_file_name("a/b"), "a_b.pororoca_collection.json");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_collection_is_read_as_it_was_written(collection in any_collection(1)) {
        prop_assert_eq!(read_text(&write(&collection)).unwrap(), collection);
    }

    /// The file says the same, key by key; only what Pororoca fails on or could not read is filled.
    #[test]
    fn a_file_is_written_as_it_was_read(json in any_collection_json()) {
        let written = json::parse(&write(&read_text(&json.to_pretty()).unwrap())).unwrap();
        prop_assert!(says_all(&json, &written), "{}\n{}", json.to_pretty(), written.to_pretty());
        let text = written.to_pretty();
        prop_assert_eq!(write(&read_text(&text).unwrap()), text);
    }

    #[test]
    fn any_cut_is_refused(collection in any_collection(1), at in any::<prop::sample::Index>()) {
        let text = write(&collection);
        prop_assert!(read(&text.as_bytes()[..at.index(text.len())], &mut ids_from(1)).is_err());
    }
}

/// Whether `after` says what `before` says, in the same order, apart from null lists and `{}` that
/// were filled.
fn says_all(before: &Json, after: &Json) -> bool {
    use json::Json::{Array, Null, Object};
    match (before, after) {
        (Null, Array(items)) => items.is_empty(),
        (Array(before), Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(a, b)| says_all(a, b))
        }
        (Object(before), Object(_)) if before.is_empty() => true,
        (Object(before), Object(after)) => {
            before.iter().count() == after.iter().count()
                && before.iter().zip(after.iter()).all(|(a, b)| a.0 == b.0 && says_all(a.1, b.1))
        }
        _ => before == after,
    }
}
