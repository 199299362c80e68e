//! What a person saves: collections, environments, folders, WebSockets and client messages, as plain
//! data, and finding one's way among them. Changing them is `core::change`'s part, reading and
//! writing files `core::format`'s.

mod auth;
mod client_message;
mod connection;
mod environment;
mod lists;
mod look_up;
mod make;
mod nesting;
mod part;
mod rows;
mod settings;
mod tree;

#[cfg(test)]
mod tests;

pub use auth::{Auth, AuthMode, CertificateFormat, ClientCertificate, WindowsAuth};
pub use client_message::{
    BinaryEncoding, ClientMessage, ContentMode, MessageContent, MessageType, Syntax,
};
pub use connection::{
    BasicSubstitute, BearerSubstitute, Compression, ConnectionSettings, DEFAULT_BEARER_PARAMETER,
    DisabledParameter, Header, Subprotocol, Substitutes, TOKEN_PLACE,
};
pub use environment::{Environment, Variable};
pub use lists::ListKind;
pub use look_up::ItemRef;
pub use make::DEFAULT_CLOSE_CODE;
pub use nesting::{MAX_NESTING, rows_fit_in};
pub use part::Part;
pub use rows::{Found, FoundIn, RowKind, TreeRow};
pub use settings::{Language, PanelSizes, Settings, Theme};
pub use tree::{
    Collection, Folder, Item, ItemId, Kept, KeptRequest, Request, WebSocket, Workspace,
};
