//! The menu of an item: what can be done with it, whether asked for in the tree or in the header.

use leptos::prelude::*;

use crate::{
    app::{App, RenamePlace},
    core::model::{ItemId, Part, RowKind},
};

use super::widgets::{IconName, MenuEntry, MenuItem};

/// The entries of an item's menu.
pub fn item_menu(app: App, id: ItemId, place: RenamePlace) -> Vec<MenuEntry> {
    let Some(kind) = app.workspace.with(|workspace| workspace.row_kind(id)) else {
        return Vec::new();
    };
    match kind {
        RowKind::Part(part) => return part_menu(app, id, part),
        RowKind::Environment => return environment_menu(app, id, place),
        _ => {}
    }
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
    if kind == RowKind::Collection {
        entries.push(entry(t.new_environment, IconName::Layers, "", App::new_environment).into());
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

/// The entries of a fixed entry of a collection.
fn part_menu(app: App, id: ItemId, part: Part) -> Vec<MenuEntry> {
    match part {
        Part::Variables | Part::Auth | Part::Headers => Vec::new(),
        Part::Environments => {
            let new = MenuItem::new(app.t().new_environment, move || {
                app.new_environment(id.without_part());
            });
            vec![new.icon(IconName::Plus).into()]
        }
    }
}

fn environment_menu(app: App, id: ItemId, place: RenamePlace) -> Vec<MenuEntry> {
    let t = app.t();
    let item = |label: &str, icon, act: fn(App, ItemId)| {
        MenuItem::new(label, move || act(app, id)).icon(icon)
    };
    let set_current = |app: App, id| {
        if let Some(collection) = untrack(|| app.collection_around(Some(id))) {
            app.set_current_environment(collection, Some(id));
        }
    };
    let new = |app: App, id| {
        if let Some(collection) = untrack(|| app.collection_around(Some(id))) {
            app.new_environment(collection);
        }
    };
    let rename = MenuItem::new(t.rename, move || app.start_rename(id, place));
    vec![
        item(t.set_current, IconName::Check, set_current).into(),
        item(t.new_environment, IconName::Plus, new).into(),
        MenuEntry::Separator,
        rename.icon(IconName::Pencil).keys("F2").into(),
        item(t.duplicate, IconName::Copy, App::duplicate_environment).into(),
        MenuEntry::Separator,
        item(t.delete, IconName::Trash, App::delete).keys("Del").danger().into(),
    ]
}
