//! Collection → file. A key is written over only when it no longer says what the model says.

use super::{
    auth, connection, environment, keys, rows,
    values::{object, put_flag, put_list, put_object, put_text, put_text_or, put_word},
};
use crate::core::{
    json::{Json, Object},
    model::{
        ClientMessage, Collection, DEFAULT_CLOSE_CODE, Folder, ItemRef, KeptRequest, Request,
        WebSocket,
    },
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
    let order = keys::COLLECTION;
    put_text(&mut object, "name", &collection.name, order);
    put_list(
        &mut object,
        "variables",
        collection.variables.iter().map(rows::variable).collect(),
        order,
    );
    auth::put(&mut object, "collectionScopedAuth", &collection.auth, order);
    let headers = collection.headers.iter().map(rows::header).collect();
    put_list(&mut object, "collectionScopedRequestHeaders", headers, order);
    let environments = collection.environments.iter().map(environment::write).collect();
    put_list(&mut object, "environments", environments, order);
    put_parent(&mut object, &collection.folders, &collection.requests, order);
    Json::Object(object)
}

/// The object of one item, as it stands in a collection's file.
pub fn item_to_json(item: ItemRef<'_>) -> Json {
    match item {
        ItemRef::Collection(it) => to_json(it),
        ItemRef::Environment(it) => environment::write(it),
        ItemRef::Folder(it) => folder(it),
        ItemRef::WebSocket(it) => web_socket(it),
        ItemRef::KeptRequest(it) => kept_request(it),
        ItemRef::ClientMessage(it) => client_message(it),
    }
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
        Request::Kept(it) => kept_request(it),
    }
}

fn kept_request(request: &KeptRequest) -> Json {
    let mut object = request.kept.0.clone();
    put_text(&mut object, "name", &request.name, keys::WEB_SOCKET);
    Json::Object(object)
}

fn web_socket(socket: &WebSocket) -> Json {
    let mut object = socket.kept.0.clone();
    if !object.contains("requestType") {
        keys::complete_web_socket(&mut object);
    }
    let order = keys::WEB_SOCKET;
    put_text(&mut object, "name", &socket.name, order);
    put_text(&mut object, "url", &socket.url, order);
    put_list(&mut object, "headers", socket.headers.iter().map(rows::header).collect(), order);
    auth::put(&mut object, "customAuth", &socket.auth, order);
    connection::put_compression(&mut object, socket.compression);
    let subprotocols = socket.subprotocols.iter().map(rows::subprotocol).collect();
    put_list(&mut object, "subprotocols", subprotocols, order);
    let messages = socket.client_messages.iter().map(client_message).collect();
    put_list(&mut object, "clientMessages", messages, order);
    connection::put_settings(&mut object, &socket.settings);
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
    put_text(&mut object, "fileSrcPath", &message.file_src_path, order);
    let uncompressed = message.disable_compression;
    put_flag(&mut object, "disableCompressionForThis", uncompressed, false, order);
    put_word(&mut object, "messageType", message.message_type, order);

    let mut ours = self::object(&object, keys::OURS).cloned().unwrap_or_default();
    put_word(&mut ours, "binaryEncoding", message.binary_encoding, keys::OUR_KEYS);
    let close_code = &message.close_code;
    put_text_or(&mut ours, "closeCode", close_code, DEFAULT_CLOSE_CODE, keys::OUR_KEYS);
    put_object(&mut object, keys::OURS, ours, order);
    Json::Object(object)
}
