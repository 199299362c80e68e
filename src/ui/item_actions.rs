//! The menu of an item: what can be done with it, whether asked for in the tree or in the header.

use leptos::prelude::*;

use crate::{
    app::{App, RenamePlace},
    core::model::{ItemId, ItemRef, RowKind},
};

use super::widgets::{IconName, MenuEntry, MenuItem};

/// The entries of an item's menu.
pub fn item_menu(app: App, id: ItemId, place: RenamePlace) -> Vec<MenuEntry> {
    let Some(kind) = app.workspace.with(|workspace| workspace.find(id).map(ItemRef::kind)) else {
        return Vec::new();
    };
    let t = app.t();
    let entry = |label: &str, icon, keys, act: fn(App, ItemId)| {
        MenuItem::new(label, move || act(app, id)).icon(icon).keys(keys)
    };
    let mut entries: Vec<MenuEntry> = Vec::new();
    if !matches!(kind, RowKind::ClientMessage(_)) {
        entries.push(
            entry(t.new_websocket, IconName::WebSocket, "Alt N", |app, id| {
                app.new_websocket(Some(id));
            })
            .into(),
        );
        entries.push(
            entry(t.new_folder, IconName::Folder, "Alt Shift N", |app, id| {
                app.new_folder(Some(id));
            })
            .into(),
        );
    }
    if matches!(kind, RowKind::WebSocket | RowKind::ClientMessage(_)) {
        entries.push(
            entry(t.new_client_message, IconName::Message, "Alt M", |app, id| {
                if let Some(socket) = app.websocket_around(Some(id)) {
                    app.new_client_message(socket);
                }
            })
            .into(),
        );
    }
    entries.push(MenuEntry::Separator);
    let rename = MenuItem::new(t.rename, move || app.start_rename(id, place));
    entries.push(rename.icon(IconName::Pencil).keys("F2").into());
    entries.push(MenuEntry::Separator);
    if kind == RowKind::Collection {
        entries.push(entry(t.export_dots, IconName::Export, "Ctrl E", App::export).into());
    }
    entries.push(entry(t.delete, IconName::Trash, "Del", App::delete).danger().into());
    entries
}
