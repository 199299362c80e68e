//! The menu of an item: what can be done with it, whether asked for in the tree or in the header.
//! What there is comes from the core's list of commands.

use crate::ui::prelude::*;

use crate::{
    app::{App, RenamePlace},
    core::{
        command::{Command, TREE_COMMANDS, item_commands},
        model::ItemId,
    },
};

use super::widgets::{IconName, MenuEntry, MenuItem};

/// The entries of an item's menu.
pub fn item_menu(app: App, id: ItemId, place: RenamePlace) -> Vec<MenuEntry> {
    let Some(kind) = app.workspace.with(|workspace| workspace.row_kind(id)) else {
        return Vec::new();
    };
    let mut entries: Vec<MenuEntry> = Vec::new();
    let several = place == RenamePlace::Tree && app.targets(id).len() > 1;
    for group in item_commands(kind, several) {
        if !entries.is_empty() {
            entries.push(MenuEntry::Separator);
        }
        let entry = |command| {
            entry(app, command, move || {
                app.act(command, id, place);
            })
        };
        entries.extend(group.into_iter().map(entry));
    }
    entries
}

/// A command that is about no item.
pub fn command_entry(app: App, command: Command) -> MenuEntry {
    entry(app, command, move || {
        app.run(command);
    })
}

/// The entries of the menu of the whole tree.
pub fn tree_menu(app: App) -> Vec<MenuEntry> {
    let entry = |command: &Command| match *command {
        Command::Paste => entry(app, Command::Paste, move || app.paste_at(None)),
        command => command_entry(app, command),
    };
    TREE_COMMANDS.iter().map(entry).collect()
}

fn entry(app: App, command: Command, act: impl Fn() + Send + Sync + 'static) -> MenuEntry {
    let mut item = MenuItem::new(command.label(app.t()), act);
    if let Some(icon) = icon(command) {
        item = item.icon(icon);
    }
    if let Some(keys) = command.keys() {
        item = item.keys(keys);
    }
    if command == Command::Delete { item.danger().into() } else { item.into() }
}

fn icon(command: Command) -> Option<IconName> {
    Some(match command {
        Command::NewWebSocket => IconName::WebSocket,
        Command::NewFolder => IconName::Folder,
        Command::NewClientMessage => IconName::Message,
        Command::NewEnvironment => IconName::Layers,
        Command::SetCurrentEnvironment => IconName::Check,
        Command::Rename => IconName::Pencil,
        Command::Duplicate => IconName::Duplicate,
        Command::Copy => IconName::Copy,
        Command::Cut => IconName::Cut,
        Command::Paste => IconName::Paste,
        Command::MoveUp => IconName::Up,
        Command::MoveDown => IconName::Down,
        Command::ExpandAll => IconName::ExpandAll,
        Command::CollapseAll => IconName::CollapseAll,
        Command::Import | Command::ImportEnvironment => IconName::Import,
        Command::Export => IconName::Export,
        Command::Delete => IconName::Trash,
        Command::Settings => IconName::Settings,
        _ => return None,
    })
}
