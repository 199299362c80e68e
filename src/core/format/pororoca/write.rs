//! Collection → file. A key is written over only when it no longer says what the model says.

use super::{keys, keys::Word};
use crate::core::{
    json::{Json, Object},
    model::{ClientMessage, Collection, Folder, Request, Subprotocol, WebSocket},
};

/// The file's text as Pororoca writes it: two spaces per level, LF.
pub fn write(collection: &Collection) -> String {
    let mut text = to_json(collection).to_pretty();
    if collection.final_line_end {
        text.push('\n');
    }
    text
}

/// [`write`] before it becomes text.
pub fn to_json(collection: &Collection) -> Json {
    let mut object = collection.kept.0.clone();
    if !object.contains("schema") {
        keys::complete_collection(&mut object);
    }
    put_text(&mut object, "name", &collection.name, keys::COLLECTION);
    put_parent(&mut object, &collection.folders, &collection.requests, keys::COLLECTION);
    Json::Object(object)
}

fn put_parent(object: &mut Object, folders: &[Folder], requests: &[Request], order: &[&str]) {
    put_list(object, "folders", folders.iter().map(folder).collect(), order);
    put_list(object, "requests", requests.iter().map(request).collect(), order);
}

fn folder(folder: &Folder) -> Json {
    let mut object = folder.kept.0.clone();
    if object.is_empty() {
        keys::complete_folder(&mut object);
    }
    put_text(&mut object, "name", &folder.name, keys::FOLDER);
    put_parent(&mut object, &folder.folders, &folder.requests, keys::FOLDER);
    Json::Object(object)
}

fn request(request: &Request) -> Json {
    match request {
        Request::WebSocket(it) => web_socket(it),
        Request::Kept(it) => {
            let mut object = it.kept.0.clone();
            put_text(&mut object, "name", &it.name, keys::WEB_SOCKET);
            Json::Object(object)
        }
    }
}

fn web_socket(socket: &WebSocket) -> Json {
    let mut object = socket.kept.0.clone();
    if !object.contains("requestType") {
        keys::complete_web_socket(&mut object);
    }
    put_text(&mut object, "name", &socket.name, keys::WEB_SOCKET);
    put_text(&mut object, "url", &socket.url, keys::WEB_SOCKET);
    let subprotocols = socket.subprotocols.iter().map(subprotocol).collect();
    put_list(&mut object, "subprotocols", subprotocols, keys::WEB_SOCKET);
    let messages = socket.client_messages.iter().map(client_message).collect();
    put_list(&mut object, "clientMessages", messages, keys::WEB_SOCKET);
    Json::Object(object)
}

fn subprotocol(subprotocol: &Subprotocol) -> Json {
    let mut object = subprotocol.kept.0.clone();
    if object.is_empty() {
        keys::complete_subprotocol(&mut object);
    }
    if keys::enabled(&object) != subprotocol.enabled {
        object.set("enabled", Json::from(subprotocol.enabled), keys::SUBPROTOCOL);
    }
    put_text(&mut object, "key", &subprotocol.key, keys::SUBPROTOCOL);
    Json::Object(object)
}

fn client_message(message: &ClientMessage) -> Json {
    let order = keys::CLIENT_MESSAGE;
    let mut object = message.kept.0.clone();
    if object.is_empty() {
        keys::complete_client_message(&mut object);
    }
    put_text(&mut object, "name", &message.name, order);
    put_word(&mut object, "contentMode", message.content_mode, order);
    put_text(&mut object, "rawContent", &message.raw_content, order);
    put_word(&mut object, "rawContentSyntax", message.syntax, order);
    put_word(&mut object, "messageType", message.message_type, order);

    let before = object.get(keys::OURS).and_then(Json::as_object).cloned().unwrap_or_default();
    let mut ours = before.clone();
    put_word(&mut ours, "binaryEncoding", message.binary_encoding, keys::OUR_KEYS);
    if keys::close_code(&ours) != message.close_code {
        ours.set("closeCode", Json::from(message.close_code.as_str()), keys::OUR_KEYS);
    }
    if ours != before {
        object.set(keys::OURS, Json::Object(ours), order);
    }
    Json::Object(object)
}

fn put_text(object: &mut Object, key: &str, text: &str, order: &[&str]) {
    if keys::text(object, key) != text {
        object.set(key, Json::from(text), order);
    }
}

fn put_word<T: Word>(object: &mut Object, key: &str, value: T, order: &[&str]) {
    if T::read(object, key) != value {
        object.set(key, value.to_json(), order);
    }
}

/// An empty list stays what it was in the file: empty, null or missing.
fn put_list(object: &mut Object, key: &str, items: Vec<Json>, order: &[&str]) {
    if !items.is_empty() {
        object.set(key, Json::Array(items), order);
    }
}
