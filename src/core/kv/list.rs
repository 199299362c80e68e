//! The lists of an item that are shown as tables.

use crate::core::{
    change::Change,
    model::{Header, ItemId, ItemRef, Variable, WebSocket, Workspace},
    query_parameters::{self, Parameter},
};

use super::{KvEdit, KvItem, KvRow, apply};

/// A list of an item: how to read it, and which change an edit of it is.
#[derive(Clone, Copy, Debug)]
pub struct RowList {
    /// Its rows; none if there is no such item.
    pub rows: fn(&Workspace, ItemId) -> Vec<KvRow>,
    /// The change; `None` if there is no such item.
    pub change: fn(&Workspace, ItemId, KvEdit) -> Option<Change>,
}

/// The variables of a collection or of an environment.
pub const VARIABLES: RowList = RowList {
    rows: |workspace, of| shown(variables(workspace, of)),
    change: |workspace, id, edit| {
        let variables = edited(variables(workspace, id)?, edit);
        Some(Change::SetVariables { id, variables })
    },
};

/// The subprotocols a WebSocket offers.
pub const SUBPROTOCOLS: RowList = RowList {
    rows: |workspace, of| shown(workspace.websocket(of).map(|it| it.subprotocols.as_slice())),
    change: |workspace, id, edit| {
        let subprotocols = edited(&workspace.websocket(id)?.subprotocols, edit);
        Some(Change::SetSubprotocols { id, subprotocols })
    },
};

/// The headers of a collection or of a WebSocket.
pub const HEADERS: RowList = RowList {
    rows: |workspace, of| shown(headers(workspace, of)),
    change: |workspace, id, edit| {
        let headers = edited(headers(workspace, id)?, edit);
        Some(Change::SetHeaders { id, headers })
    },
};

/// The query of a WebSocket's URL; disabled rows are kept beside it.
pub const PARAMETERS: RowList = RowList {
    rows: |workspace, of| shown(workspace.websocket(of).map(parameters).as_deref()),
    change: |workspace, id, edit| {
        let socket = workspace.websocket(id)?;
        let rows = edited(&parameters(socket), edit);
        let (url, disabled_parameters) = query_parameters::put_rows(&socket.url, &rows);
        let mut changes = Vec::new();
        if socket.settings.disabled_parameters != disabled_parameters {
            let mut settings = socket.settings.clone();
            settings.disabled_parameters = disabled_parameters;
            changes.push(Change::SetConnectionSettings { id, settings });
        }
        if socket.url != url {
            changes.push(Change::SetUrl { id, url });
        }
        Some(Change::Many(changes))
    },
};

fn headers(workspace: &Workspace, of: ItemId) -> Option<&[Header]> {
    match workspace.find(of)? {
        ItemRef::Collection(it) => Some(&it.headers),
        ItemRef::WebSocket(it) => Some(&it.headers),
        _ => None,
    }
}

fn parameters(socket: &WebSocket) -> Vec<Parameter> {
    query_parameters::rows(&socket.url, &socket.settings.disabled_parameters)
}

fn variables(workspace: &Workspace, of: ItemId) -> Option<&[Variable]> {
    match workspace.find(of)? {
        ItemRef::Collection(it) => Some(&it.variables),
        ItemRef::Environment(it) => Some(&it.variables),
        _ => None,
    }
}

fn shown<T: KvItem>(items: Option<&[T]>) -> Vec<KvRow> {
    items.unwrap_or_default().iter().map(KvItem::row).collect()
}

fn edited<T: KvItem + Clone>(items: &[T], edit: KvEdit) -> Vec<T> {
    let mut items = items.to_vec();
    apply(&mut items, edit);
    items
}
