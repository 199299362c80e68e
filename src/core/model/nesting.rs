//! How deep an item's JSON gets, so that whatever is in the workspace can be written, read back and
//! walked by recursion.

use super::{ClientMessage, Collection, Environment, Folder, Item, Kept, Request, WebSocket};

/// Levels of JSON a collection may have. Below what `core::json` reads, so that a storage entry can
/// wrap a collection. Folders nest half as deep.
pub const MAX_NESTING: usize = 120;

/// An object that holds an array of objects is two levels above them.
const LEVELS_PER_ITEM: usize = 2;

impl Collection {
    /// Levels of JSON it takes.
    pub fn nesting(&self) -> usize {
        let variables = rows_nesting(self.variables.iter().map(|it| &it.kept));
        let headers = rows_nesting(self.headers.iter().map(|it| &it.kept));
        let environments = self.environments.iter().map(Environment::nesting).max().unwrap_or(0);
        parent_nesting(&self.folders, &self.requests)
            .max(variables)
            .max(headers)
            .max(LEVELS_PER_ITEM + environments)
            .max(self.kept.0.depth())
    }
}

impl Environment {
    /// Levels of JSON it takes.
    pub fn nesting(&self) -> usize {
        rows_nesting(self.variables.iter().map(|it| &it.kept)).max(self.kept.0.depth())
    }
}

impl Item {
    /// Levels of JSON it takes, counting what may be added to it without asking again.
    pub fn nesting(&self) -> usize {
        match self {
            Self::Collection(it) => it.nesting(),
            Self::Environment(it) => it.nesting(),
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

/// Whether an item at this level of the tree, 1 for a collection, may hold these rows.
pub fn rows_fit_in<'a>(level: usize, rows: impl Iterator<Item = &'a Kept>) -> bool {
    LEVELS_PER_ITEM * level.saturating_sub(1) + rows_nesting(rows) <= MAX_NESTING
}

/// Levels of JSON an item with these rows takes.
fn rows_nesting<'a>(rows: impl Iterator<Item = &'a Kept>) -> usize {
    LEVELS_PER_ITEM + rows.map(|it| it.0.depth()).max().unwrap_or(0)
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
    let messages = socket.client_messages.iter().map(message_nesting).max().unwrap_or(0);
    let subprotocols = rows_nesting(socket.subprotocols.iter().map(|it| &it.kept));
    let headers = rows_nesting(socket.headers.iter().map(|it| &it.kept));
    // Two levels more are a new message's, and those of auth put aside under `macareu`.
    (LEVELS_PER_ITEM + messages.max(2)).max(subprotocols).max(headers).max(socket.kept.0.depth())
}

/// The message and the object under `macareu`.
fn message_nesting(message: &ClientMessage) -> usize {
    message.kept.0.depth().max(2)
}
