//! The tree: collections › environments, and folders › WebSockets › client messages.

use serde::{Deserialize, Serialize};

use super::{
    Auth, ClientMessage, Compression, ConnectionSettings, Environment, Header, Subprotocol,
    Variable,
};
use crate::core::json::Object;

/// Names one item of the tree in this browser, for as long as the item exists. Chosen at random by
/// the caller in `1..2^53`, so that it survives JSON and two tabs do not choose the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u64);

/// The JSON object an item was read from, key order and unknown keys included. Writing starts from
/// it and overwrites only the keys the app edits, so that nothing in a file is lost. Keys that hold
/// child items and rows are kept as empty arrays: they mark the place, the children live in the
/// model. A list of rows or environments with something in it that is no object stays here whole
/// and is empty in the model, until an edit puts another list in its place.
///
/// Empty for an item made here: writing then adds every key Pororoca asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept(pub Object);

/// All collections, in the order shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// In the order shown.
    pub collections: Vec<Collection>,
}

/// A collection: the unit that is stored, exported and imported.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// Names it in this browser; the file's own GUID is in `kept`.
    pub id: ItemId,
    /// As shown; may be empty.
    pub name: String,
    /// In the order shown.
    pub variables: Vec<Variable>,
    /// What WebSockets inherit; their headers and auth come before it.
    pub auth: Auth,
    /// Sent with every handshake, unless a WebSocket has one of the same name.
    pub headers: Vec<Header>,
    /// In the order shown.
    pub environments: Vec<Environment>,
    /// Folders come before requests.
    pub folders: Vec<Folder>,
    /// After the folders.
    pub requests: Vec<Request>,
    /// See [`Kept`].
    pub kept: Kept,
    /// Whether its file ended with a line end. Pororoca writes none, editors add one.
    pub final_line_end: bool,
}

/// A folder in a collection or in another folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Names it in this browser.
    pub id: ItemId,
    /// As shown; may be empty.
    pub name: String,
    /// Folders come before requests.
    pub folders: Vec<Folder>,
    /// After the folders.
    pub requests: Vec<Request>,
    /// See [`Kept`].
    pub kept: Kept,
}

/// What stands beside folders in a collection or folder.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are WebSockets: a box each would cost more than the others save"
)]
pub enum Request {
    /// A WebSocket.
    WebSocket(WebSocket),
    /// An HTTP request or repeater of Pororoca: listed, kept and written back as it was read.
    Kept(KeptRequest),
}

/// A request of a kind this app does not edit.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRequest {
    /// Names it in this browser.
    pub id: ItemId,
    /// As shown; may be empty.
    pub name: String,
    /// The whole request.
    pub kept: Kept,
}

/// A WebSocket: where to connect, and the messages prepared for it.
#[derive(Clone, Debug, PartialEq)]
pub struct WebSocket {
    /// Names it in this browser.
    pub id: ItemId,
    /// As shown; may be empty.
    pub name: String,
    /// As typed; checked by `core::web_address` before connecting.
    pub url: String,
    /// Of the handshake's request; a page cannot send them.
    pub headers: Vec<Header>,
    /// Who asks for the connection.
    pub auth: Auth,
    /// `None` offers none. A page cannot choose.
    pub compression: Option<Compression>,
    /// Not in Pororoca's format: written under the key `macareu`.
    pub settings: ConnectionSettings,
    /// Offered in this order (RFC 6455 §4.1, `Sec-WebSocket-Protocol`).
    pub subprotocols: Vec<Subprotocol>,
    /// In the order shown.
    pub client_messages: Vec<ClientMessage>,
    /// See [`Kept`].
    pub kept: Kept,
}

/// Any item that stands in the tree, as it is moved, deleted and restored.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Stands at the top.
    Collection(Collection),
    /// Stands in a collection.
    Environment(Environment),
    /// Stands in a collection or folder.
    Folder(Folder),
    /// Stands in a collection or folder.
    Request(Request),
    /// Stands in a WebSocket.
    ClientMessage(ClientMessage),
}

impl Item {
    /// Its id in this browser.
    pub fn id(&self) -> ItemId {
        match self {
            Self::Collection(it) => it.id,
            Self::Environment(it) => it.id,
            Self::Folder(it) => it.id,
            Self::Request(it) => it.id(),
            Self::ClientMessage(it) => it.id,
        }
    }
}

impl Request {
    /// Its id in this browser.
    pub fn id(&self) -> ItemId {
        match self {
            Self::WebSocket(it) => it.id,
            Self::Kept(it) => it.id,
        }
    }

    /// Its name as shown.
    pub fn name(&self) -> &str {
        match self {
            Self::WebSocket(it) => &it.name,
            Self::Kept(it) => &it.name,
        }
    }
}
