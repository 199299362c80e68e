//! New items. Ids, names, GUIDs and times come from the caller.

use super::{
    BinaryEncoding, ClientMessage, Collection, ContentMode, Folder, ItemId, Kept, MessageType,
    Request, Subprotocol, Syntax, WebSocket,
};
use crate::core::json::{Json, Object};

/// Close code of a client message that does not say another: normal closure (RFC 6455 §7.4.1).
pub const DEFAULT_CLOSE_CODE: &str = "1000";

impl Collection {
    /// An empty collection. `guid` and `created_at` (ISO 8601 with offset) are written to its file.
    pub fn new(id: ItemId, name: &str, guid: &str, created_at: &str) -> Self {
        let mut kept = Object::default();
        kept.push("id", Json::from(guid));
        kept.push("createdAt", Json::from(created_at));
        Self {
            id,
            name: name.to_owned(),
            folders: Vec::new(),
            requests: Vec::new(),
            kept: Kept(kept),
            final_line_end: false,
        }
    }

    /// The GUID in its file, if there is one.
    pub fn guid(&self) -> Option<&str> {
        self.kept.0.get("id").and_then(Json::as_str)
    }

    /// The same collection under another GUID, as Pororoca gives one at every import.
    #[must_use]
    pub fn with_new_guid(mut self, guid: &str) -> Self {
        self.kept.0.set("id", Json::from(guid), &["id", "name", "createdAt"]);
        self
    }

    /// The same collection with other ids for it and everything in it, asked for in the order of
    /// the tree.
    #[must_use]
    pub fn with_new_ids(mut self, ids: &mut dyn FnMut() -> ItemId) -> Self {
        self.id = ids();
        renumber(&mut self.folders, &mut self.requests, ids);
        self
    }
}

fn renumber(folders: &mut [Folder], requests: &mut [Request], ids: &mut dyn FnMut() -> ItemId) {
    for folder in folders {
        folder.id = ids();
        renumber(&mut folder.folders, &mut folder.requests, ids);
    }
    for request in requests {
        match request {
            Request::Kept(it) => it.id = ids(),
            Request::WebSocket(it) => {
                it.id = ids();
                it.client_messages.iter_mut().for_each(|it| it.id = ids());
            }
        }
    }
}

impl Folder {
    /// An empty folder.
    pub fn new(id: ItemId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            folders: Vec::new(),
            requests: Vec::new(),
            kept: Kept::default(),
        }
    }
}

impl WebSocket {
    /// A WebSocket without subprotocols and client messages.
    pub fn new(id: ItemId, name: &str, url: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            url: url.to_owned(),
            subprotocols: Vec::new(),
            client_messages: Vec::new(),
            kept: Kept::default(),
        }
    }
}

impl Subprotocol {
    /// A subprotocol that is offered.
    pub fn new(key: &str) -> Self {
        Self { enabled: true, key: key.to_owned(), kept: Kept::default() }
    }
}

impl ClientMessage {
    /// A text message without content.
    pub fn new(id: ItemId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            message_type: MessageType::default(),
            content_mode: ContentMode::default(),
            raw_content: String::new(),
            syntax: Syntax::default(),
            binary_encoding: BinaryEncoding::default(),
            close_code: DEFAULT_CLOSE_CODE.to_owned(),
            kept: Kept::default(),
        }
    }
}
