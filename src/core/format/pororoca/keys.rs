//! The keys the app edits: the order Pororoca writes them in, and what a new item starts with.

use super::words::Word;
use crate::core::{
    json::{Json, Object},
    model::{AuthMode, CertificateFormat, Compression, ContentMode, MessageType, Syntax},
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
    OURS,
];

pub(super) const ENVIRONMENT: &[&str] =
    &["schema", "id", "createdAt", "name", "isCurrent", "variables"];

pub(super) const VARIABLE: &[&str] = &["enabled", "key", "value", "isSecret"];

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
    OURS,
];

/// Headers and subprotocols.
pub(super) const ROW: &[&str] = &["enabled", "key", "value"];

pub(super) const COMPRESSION: &[&str] = &[
    "clientMaxWindowBits",
    "clientContextTakeover",
    "serverMaxWindowBits",
    "serverContextTakeover",
];

pub(super) const AUTH: &[&str] =
    &["mode", "basicAuthLogin", "basicAuthPassword", "bearerToken", "windows", "clientCertificate"];

pub(super) const WINDOWS: &[&str] = &["useCurrentUser", "login", "password", "domain"];

pub(super) const CERTIFICATE: &[&str] =
    &["type", "certificateFilePath", "privateKeyFilePath", "filePassword"];

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

/// Key of what Pororoca has no key for. Pororoca ignores and drops it.
pub(super) const OURS: &str = "macareu";

/// Keys under [`OURS`], in whatever it stands.
pub(super) const OUR_KEYS: &[&str] = &[
    "handshakeTimeoutMs",
    "reconnect",
    "disabledParameters",
    "substitutes",
    "auth",
    "binaryEncoding",
    "closeCode",
];

/// Keys of a row of `disabledParameters`.
pub(super) const PARAMETER: &[&str] = &["after", "key", "value"];

/// Keys under `substitutes`.
pub(super) const SUBSTITUTES: &[&str] =
    &["basic", "bearer", "bearerParameter", "bearerPrefix", "bearerMessage", "cookie"];

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

/// Adds what a new header or subprotocol lacks.
pub(super) fn complete_row(kept: &mut Object) {
    let needed =
        [("enabled", Json::from(true)), ("key", Json::from("")), ("value", Json::from(""))];
    complete(kept, needed, ROW);
}

/// Adds what a new variable lacks.
pub(super) fn complete_variable(kept: &mut Object) {
    let needed = [
        ("enabled", Json::from(true)),
        ("key", Json::from("")),
        ("value", Json::from("")),
        ("isSecret", Json::from(false)),
    ];
    complete(kept, needed, VARIABLE);
}

/// Adds what compression that was turned on lacks.
pub(super) fn complete_compression(kept: &mut Object) {
    let default = Compression::default();
    let bits = |it: u8| Json::from(u64::from(it));
    let needed = [
        ("clientMaxWindowBits", bits(default.client_max_window_bits)),
        ("clientContextTakeover", Json::from(default.client_context_takeover)),
        ("serverMaxWindowBits", bits(default.server_max_window_bits)),
        ("serverContextTakeover", Json::from(default.server_context_takeover)),
    ];
    complete(kept, needed, COMPRESSION);
}

/// Adds what auth of a mode lacks.
pub(super) fn complete_auth(kept: &mut Object, mode: AuthMode) {
    let none = || Json::from("");
    match mode {
        AuthMode::None | AuthMode::Inherit => {}
        AuthMode::Basic => {
            let needed = [("basicAuthLogin", none()), ("basicAuthPassword", none())];
            complete(kept, needed, AUTH);
        }
        AuthMode::Bearer => complete(kept, [("bearerToken", none())], AUTH),
        AuthMode::Windows => {
            complete(kept, [("windows", Json::Object(Object::default()))], AUTH);
            if let Some(Json::Object(windows)) = kept.get_mut("windows") {
                complete(windows, [("useCurrentUser", Json::from(false))], WINDOWS);
            }
        }
        AuthMode::ClientCertificate => {
            complete(kept, [("clientCertificate", Json::Object(Object::default()))], AUTH);
            if let Some(Json::Object(certificate)) = kept.get_mut("clientCertificate") {
                let format = CertificateFormat::default().to_json();
                let needed = [("type", format), ("certificateFilePath", none())];
                complete(certificate, needed, CERTIFICATE);
            }
        }
    }
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
