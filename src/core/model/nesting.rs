//! How deep an item's JSON gets, so that whatever is in the workspace can be written, read back and
//! walked by recursion.

use super::{ClientMessage, Collection, Folder, Item, Request, Subprotocol, WebSocket};

/// Levels of JSON a collection may have. Below what `core::json` reads, so that a storage entry can
/// wrap a collection. Folders nest half as deep.
pub const MAX_NESTING: usize = 120;

/// An object that holds an array of objects is two levels above them.
const LEVELS_PER_ITEM: usize = 2;

impl Collection {
    /// Levels of JSON it takes.
    pub fn nesting(&self) -> usize {
        parent_nesting(&self.folders, &self.requests).max(self.kept.0.depth())
    }
}

impl Item {
    /// Levels of JSON it takes, counting what may be added to it without asking again.
    pub fn nesting(&self) -> usize {
        match self {
            Self::Collection(it) => it.nesting(),
            Self::Folder(it) => folder_nesting(it),
            Self::Request(it) => request_nesting(it),
            Self::ClientMessage(it) => message_nesting(it),
        }
    }

    /// Whether it may stand under a parent, given the parent's level in the tree: 0 for none, 1 for
    /// a collection.
    pub fn fits_under(&self, parent_level: usize) -> bool {
        LEVELS_PER_ITEM * parent_level + self.nesting() <= MAX_NESTING
    }
}

fn parent_nesting(folders: &[Folder], requests: &[Request]) -> usize {
    let folders = folders.iter().map(folder_nesting);
    let requests = requests.iter().map(request_nesting);
    LEVELS_PER_ITEM + folders.chain(requests).max().unwrap_or(0)
}

fn folder_nesting(folder: &Folder) -> usize {
    parent_nesting(&folder.folders, &folder.requests).max(folder.kept.0.depth())
}

fn request_nesting(request: &Request) -> usize {
    match request {
        Request::WebSocket(it) => web_socket_nesting(it),
        Request::Kept(it) => it.kept.0.depth(),
    }
}

fn web_socket_nesting(socket: &WebSocket) -> usize {
    let messages = socket.client_messages.iter().map(message_nesting);
    let subprotocols = socket.subprotocols.iter().map(subprotocol_nesting);
    let inside = messages.chain(subprotocols).max().unwrap_or(0).max(2);
    (LEVELS_PER_ITEM + inside).max(socket.kept.0.depth())
}

/// The message and the object under `macareu`.
fn message_nesting(message: &ClientMessage) -> usize {
    message.kept.0.depth().max(2)
}

fn subprotocol_nesting(subprotocol: &Subprotocol) -> usize {
    subprotocol.kept.0.depth()
}
