//! New items. Ids, names, GUIDs and times come from the caller.

use super::{
    Auth, BinaryEncoding, ClientMessage, Collection, ConnectionSettings, ContentMode, Environment,
    Folder, Header, Item, ItemId, Kept, MessageType, Request, Subprotocol, Syntax, Variable,
    WebSocket,
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
            variables: Vec::new(),
            auth: Auth::default(),
            headers: Vec::new(),
            environments: Vec::new(),
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
        self.environments.iter_mut().for_each(|it| it.id = ids());
        renumber(&mut self.folders, &mut self.requests, ids);
        self
    }
}

impl Item {
    /// The same item with other ids for it and everything in it, asked for in the order of the tree.
    #[must_use]
    pub fn with_new_ids(self, ids: &mut dyn FnMut() -> ItemId) -> Self {
        match self {
            Self::Collection(it) => Self::Collection(it.with_new_ids(ids)),
            Self::Environment(it) => Self::Environment(Environment { id: ids(), ..it }),
            Self::Folder(it) => {
                let mut one = [it];
                renumber(&mut one, &mut [], ids);
                let [it] = one;
                Self::Folder(it)
            }
            Self::Request(it) => {
                let mut one = [it];
                renumber(&mut [], &mut one, ids);
                let [it] = one;
                Self::Request(it)
            }
            Self::ClientMessage(it) => Self::ClientMessage(ClientMessage { id: ids(), ..it }),
        }
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

impl Environment {
    /// An environment without variables that is not the current one. `guid` and `created_at`
    /// (ISO 8601 with offset) are written to its file.
    pub fn new(id: ItemId, name: &str, guid: &str, created_at: &str) -> Self {
        let mut kept = Object::default();
        kept.push("schema", Json::from("Pororoca/1"));
        kept.push("id", Json::from(guid));
        kept.push("createdAt", Json::from(created_at));
        kept.push("name", Json::from(""));
        kept.push("isCurrent", Json::from(false));
        kept.push("variables", Json::Array(Vec::new()));
        let (name, variables, kept) = (name.to_owned(), Vec::new(), Kept(kept));
        Self { id, name, is_current: false, variables, kept }
    }

    /// The GUID in its file, if there is one.
    pub fn guid(&self) -> Option<&str> {
        self.kept.0.get("id").and_then(Json::as_str)
    }

    /// The same environment under another GUID, and not the current one, as Pororoca puts it in
    /// another place.
    #[must_use]
    pub fn as_new(mut self, guid: &str) -> Self {
        self.kept.0.set("id", Json::from(guid), &["id", "createdAt", "name"]);
        self.is_current = false;
        self
    }
}

impl Variable {
    /// A variable that is used and not secret.
    pub fn new(key: &str, value: &str) -> Self {
        Self {
            enabled: true,
            key: key.to_owned(),
            value: value.to_owned(),
            is_secret: false,
            kept: Kept::default(),
        }
    }
}

impl Header {
    /// A header that is sent.
    pub fn new(key: &str, value: &str) -> Self {
        Self { enabled: true, key: key.to_owned(), value: value.to_owned(), kept: Kept::default() }
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
    /// A WebSocket with nothing but an address.
    pub fn new(id: ItemId, name: &str, url: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            auth: Auth::default(),
            compression: None,
            settings: ConnectionSettings::default(),
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
            file_src_path: String::new(),
            disable_compression: false,
            binary_encoding: BinaryEncoding::default(),
            close_code: DEFAULT_CLOSE_CODE.to_owned(),
            kept: Kept::default(),
        }
    }
}
