//! How an item of the tree looks wherever it is named: its icon, and the state of its connection.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        connection::ConnectionState,
        model::{ItemId, MessageType, Part, RowKind},
        payload::visible,
        text::Texts,
    },
};

use super::widgets::IconName;

/// The icon of an item.
pub fn icon_of(kind: RowKind, expanded: bool) -> IconName {
    match kind {
        RowKind::Collection => IconName::Collection,
        RowKind::Part(Part::Variables) => IconName::Braces,
        RowKind::Part(Part::Auth) => IconName::Key,
        RowKind::Part(Part::Environments) | RowKind::Environment => IconName::Layers,
        RowKind::Folder if expanded => IconName::FolderOpen,
        RowKind::Folder => IconName::Folder,
        RowKind::WebSocket => IconName::WebSocket,
        RowKind::Part(Part::Headers) | RowKind::KeptRequest => IconName::List,
        RowKind::ClientMessage(MessageType::Text) => IconName::Message,
        RowKind::ClientMessage(MessageType::Binary) => IconName::Binary,
        RowKind::ClientMessage(MessageType::Close) => IconName::Close,
    }
}

/// What a line of the tree is called: a fixed entry by its kind, an item by its name, with nothing
/// hidden in it.
pub fn name_shown(t: &Texts, kind: RowKind, name: &str) -> String {
    match kind {
        RowKind::Part(Part::Variables) => t.variables.to_owned(),
        RowKind::Part(Part::Environments) => t.environments.to_owned(),
        RowKind::Part(Part::Auth) => t.auth.to_owned(),
        RowKind::Part(Part::Headers) => t.headers.to_owned(),
        _ if name.is_empty() => t.unnamed.to_owned(),
        _ => visible::line(name).into_owned(),
    }
}

/// As [`name_shown`], of what stands on a line now.
pub fn name_of(app: App, id: ItemId) -> String {
    app.workspace.with(|workspace| {
        let kind = workspace.row_kind(id).unwrap_or(RowKind::Collection);
        name_shown(app.t(), kind, workspace.name_of(id).unwrap_or_default())
    })
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
        ConnectionState::Connecting { .. } | ConnectionState::Waiting { .. } => Some("connecting"),
        ConnectionState::Open { .. } => Some("open"),
        ConnectionState::Closing { .. } => Some("closing"),
        ConnectionState::Failed(_) => Some("failed"),
    }
}

/// The shape of the state.
pub fn state_icon(state: &ConnectionState) -> IconName {
    match state {
        ConnectionState::Disconnected | ConnectionState::Closed(_) => IconName::StateIdle,
        ConnectionState::Connecting { .. } | ConnectionState::Waiting { .. } => IconName::StateWait,
        ConnectionState::Open { .. } => IconName::StateOpen,
        ConnectionState::Closing { .. } => IconName::StateClosing,
        ConnectionState::Failed(_) => IconName::StateFailed,
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
        ConnectionState::Waiting { .. } => t.reconnecting,
    }
}
