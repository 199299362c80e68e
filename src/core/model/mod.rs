//! What a person saves: collections, folders, WebSockets and client messages, as plain data, and
//! finding one's way among them. Changing them is `core::change`'s part, reading and writing files
//! `core::format`'s.

mod client_message;
mod look_up;
mod make;
mod nesting;
mod rows;
mod settings;
mod tree;

#[cfg(test)]
mod tests;

pub use client_message::{
    BinaryEncoding, ClientMessage, ContentMode, MessageContent, MessageType, Syntax,
};
pub use look_up::ItemRef;
pub use make::DEFAULT_CLOSE_CODE;
pub use nesting::MAX_NESTING;
pub use rows::{RowKind, TreeRow};
pub use settings::{Language, PanelSizes, Settings, Theme};
pub use tree::{
    Collection, Folder, Item, ItemId, Kept, KeptRequest, Request, Subprotocol, WebSocket, Workspace,
};
