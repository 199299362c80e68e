//! Creating, choosing, naming and unfolding items of the tree.

use leptos::prelude::*;

use crate::{
    browser::{clock, dom, ids},
    core::{
        change::Change,
        model::{
            BinaryEncoding, ClientMessage, Collection, Folder, Item, ItemId, ItemRef, MessageType,
            Request, Syntax, WebSocket,
        },
    },
};

use super::{App, Panel, RenamePlace, Renaming};

impl App {
    /// The item on the screen, if it still exists.
    pub fn selected(self) -> Option<ItemId> {
        let id = self.settings.with(|settings| settings.selected)?;
        self.workspace.with(|workspace| workspace.row_kind(id).map(|_| id))
    }

    /// Puts an item on the screen and unfolds what it stands in.
    pub fn select(self, id: Option<ItemId>) {
        let ancestors = id.map_or_else(Vec::new, |id| {
            self.workspace.with_untracked(|workspace| workspace.rows_above(id))
        });
        self.set(|settings| {
            settings.selected = id;
            settings.expanded.extend(ancestors);
        });
        self.renaming.set(None);
        self.drawer_open.set(false);
    }

    /// Folds or unfolds an item.
    pub fn set_expanded(self, id: ItemId, expanded: bool) {
        self.set(|settings| {
            if expanded {
                settings.expanded.insert(id);
            } else {
                settings.expanded.remove(&id);
            }
        });
    }

    /// Begins editing the name of an item.
    pub fn start_rename(self, item: ItemId, place: RenamePlace) {
        if item.part().is_some() {
            return;
        }
        self.renaming.set(Some(Renaming { item, place }));
    }

    /// Ends editing; `None` gives up. An empty name keeps the old one.
    pub fn finish_rename(self, item: ItemId, name: Option<String>) {
        self.renaming.set(None);
        let Some(name) = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
        else {
            return;
        };
        let is_new = self
            .workspace
            .with_untracked(|workspace| workspace.name_of(item).is_some_and(|it| it != name));
        if is_new {
            self.dispatch(Change::Rename { id: item, name });
        }
    }

    /// Creates a collection at the end and shows it.
    pub fn new_collection(self) -> ItemId {
        let collection = Collection::new(
            ids::item_id(),
            self.t_untracked().new_collection,
            &ids::guid(),
            &clock::now_iso_8601(),
        );
        let id = collection.id;
        self.dispatch(Change::Insert {
            parent: None,
            index: usize::MAX,
            item: Item::Collection(collection),
        });
        self.reveal_new(id);
        id
    }

    /// Shows a new collection or folder, which a person names first. Where the tree is out of sight
    /// the name waits.
    pub(super) fn reveal_new(self, id: ItemId) {
        self.tree_filter.set(String::new());
        self.select(Some(id));
        if !dom::is_narrow() && !self.settings.with_untracked(|settings| settings.sidebar_hidden) {
            self.start_rename(id, RenamePlace::Tree);
        }
    }

    /// The collection or folder in which a new folder or WebSocket goes when asked for at `at`:
    /// the item itself, or the one it stands in. Makes a collection when there is none.
    fn container(self, at: Option<ItemId>) -> ItemId {
        let found = self.workspace.with_untracked(|workspace| {
            let first = workspace.collections.first().map(|it| it.id);
            let mut at = at.map(ItemId::without_part).or(first);
            while let Some(id) = at {
                match workspace.find(id)? {
                    ItemRef::Collection(_) | ItemRef::Folder(_) => return Some(id),
                    ItemRef::Environment(_)
                    | ItemRef::WebSocket(_)
                    | ItemRef::KeptRequest(_)
                    | ItemRef::ClientMessage(_) => {
                        at = workspace.parent_of(id);
                    }
                }
            }
            None
        });
        found.unwrap_or_else(|| self.new_collection())
    }

    /// Creates a folder in `at`, or beside it, and shows it.
    pub fn new_folder(self, at: Option<ItemId>) {
        let parent = self.container(at);
        let folder = Folder::new(ids::item_id(), self.t_untracked().new_folder);
        let id = folder.id;
        let change =
            Change::Insert { parent: Some(parent), index: usize::MAX, item: Item::Folder(folder) };
        if self.dispatch(change).is_some() {
            self.reveal_new(id);
        }
    }

    /// Creates a WebSocket in `at`, or beside it, shows it and goes to its URL.
    pub fn new_websocket(self, at: Option<ItemId>) -> ItemId {
        let id = self.new_websocket_at(at, "");
        dom::focus_soon("url");
        id
    }

    /// Creates a WebSocket with an address.
    pub fn new_websocket_at(self, at: Option<ItemId>, url: &str) -> ItemId {
        let parent = self.container(at);
        let websocket = WebSocket::new(ids::item_id(), self.t_untracked().new_websocket_name, url);
        let id = websocket.id;
        let item = Item::Request(Request::WebSocket(websocket));
        self.dispatch(Change::Insert { parent: Some(parent), index: usize::MAX, item });
        self.tree_filter.set(String::new());
        self.select(Some(id));
        id
    }

    /// The WebSocket that `at` is or stands in.
    pub fn websocket_around(self, at: Option<ItemId>) -> Option<ItemId> {
        let at = at?;
        self.workspace.with_untracked(|workspace| {
            if workspace.websocket(at).is_some() {
                Some(at)
            } else {
                workspace.websocket_of_message(at).map(|it| it.id)
            }
        })
    }

    /// Creates a client message at the end of a WebSocket and shows it.
    pub fn new_client_message(self, socket: ItemId) -> ItemId {
        let message = ClientMessage::new(ids::item_id(), self.t_untracked().new_client_message);
        let id = message.id;
        self.dispatch(Change::Insert {
            parent: Some(socket),
            index: usize::MAX,
            item: Item::ClientMessage(message),
        });
        self.drafts.update(socket, |draft| draft.client_message = Some(id));
        self.tree_filter.set(String::new());
        self.select(Some(id));
        dom::focus_soon("content");
        id
    }

    /// Moves the focus into a panel; where there is room for one panel only, shows it.
    pub fn go_to_panel(self, panel: Panel) {
        self.narrow_panel.set(panel);
        dom::focus_soon(match panel {
            Panel::Connection => "connection",
            Panel::Conversation => "conversation",
            Panel::Message => "message",
        });
    }

    /// The collection of the first run: a WebSocket that points at the local test server, so that
    /// *Connect* works at once.
    pub(super) fn add_starter(self, server: &str) {
        let t = self.t_untracked();
        let url = format!("{}/echo", server.trim_end_matches('/'));
        let mut websocket = WebSocket::new(ids::item_id(), t.starter_websocket, &url);
        let message = |name: &str| ClientMessage::new(ids::item_id(), name);
        websocket.client_messages = vec![
            ClientMessage {
                raw_content: "{\n  \"hello\": \"Macaréu\"\n}".to_owned(),
                syntax: Syntax::Json,
                ..message(t.starter_hello)
            },
            ClientMessage {
                message_type: MessageType::Binary,
                binary_encoding: BinaryEncoding::Hex,
                raw_content: "ca fe 00".to_owned(),
                syntax: Syntax::Other,
                ..message(t.starter_bytes)
            },
            ClientMessage {
                message_type: MessageType::Close,
                close_code: "1000".to_owned(),
                raw_content: "bye".to_owned(),
                syntax: Syntax::Other,
                ..message(t.starter_close)
            },
        ];
        let shown = websocket.id;
        let mut collection = Collection::new(
            ids::item_id(),
            t.starter_collection,
            &ids::guid(),
            &clock::now_iso_8601(),
        );
        collection.requests.push(Request::WebSocket(websocket));
        self.dispatch(Change::Insert {
            parent: None,
            index: 0,
            item: Item::Collection(collection),
        });
        self.select(Some(shown));
        self.set_expanded(shown, true);
    }
}
