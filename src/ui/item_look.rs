//! How an item of the tree looks wherever it is named: its icon, and the state of its connection.

use crate::{
    app::App,
    core::{
        connection::ConnectionState,
        model::{ItemId, MessageType, RowKind},
        text::Texts,
    },
};

use super::widgets::IconName;

/// The icon of an item.
pub fn icon_of(kind: RowKind, expanded: bool) -> IconName {
    match kind {
        RowKind::Collection => IconName::Collection,
        RowKind::Environment => IconName::Globe,
        RowKind::Folder if expanded => IconName::FolderOpen,
        RowKind::Folder => IconName::Folder,
        RowKind::WebSocket => IconName::WebSocket,
        RowKind::KeptRequest => IconName::List,
        RowKind::ClientMessage(MessageType::Text) => IconName::Message,
        RowKind::ClientMessage(MessageType::Binary) => IconName::Binary,
        RowKind::ClientMessage(MessageType::Close) => IconName::Close,
    }
}

/// The state of an item's connection as the style sheet names it; `None` when there is nothing to
/// tell.
pub fn state_of(app: App, id: ItemId) -> Option<&'static str> {
    app.connections.with_states(|states| states.get(&id).and_then(state_name))
}

/// As [`state_of`], of a state.
pub fn state_name(state: &ConnectionState) -> Option<&'static str> {
    match state {
        ConnectionState::Disconnected | ConnectionState::Closed(_) => None,
        ConnectionState::Connecting { .. } => Some("connecting"),
        ConnectionState::Open { .. } => Some("open"),
        ConnectionState::Closing { .. } => Some("closing"),
        ConnectionState::Failed(_) => Some("failed"),
    }
}

/// The state in a word.
pub fn state_word(t: &Texts, state: &ConnectionState) -> &'static str {
    match state {
        ConnectionState::Disconnected | ConnectionState::Closed(_) => t.disconnected,
        ConnectionState::Connecting { .. } => t.connecting,
        ConnectionState::Open { .. } => t.connected,
        ConnectionState::Closing { .. } => t.closing,
        ConnectionState::Failed(_) => t.failed,
    }
}
