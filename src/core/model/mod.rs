//! What a person saves: collections, folders, WebSockets and client messages, as plain data.
//! Changing them is `core::change`'s part, reading and writing files `core::format`'s.

mod client_message;
mod settings;
mod tree;

pub use client_message::{BinaryEncoding, ClientMessage, ContentMode, MessageType, Syntax};
pub use settings::{Language, PanelSizes, Settings, Theme};
pub use tree::{
    Collection, Folder, Item, ItemId, Kept, KeptRequest, Request, Subprotocol, WebSocket, Workspace,
};
