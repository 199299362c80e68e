//! Carrying out what the core's list of commands names.

use leptos::prelude::*;

use crate::{
    browser::dom,
    core::{
        command::Command,
        model::{ItemId, ItemRef, Part},
    },
};

use super::{
    App, Panel, RenamePlace,
    conversation::{CONVERSATION_PANEL, SEARCH_MESSAGES},
};

impl App {
    /// Carries out a command on the item on the screen. Answers whether it was possible; if not,
    /// the key press is left to the browser.
    pub fn run(self, command: Command) -> bool {
        let selected = untrack(|| self.selected());
        let socket = self.websocket_around(selected);
        match command {
            Command::FocusUrl => dom::focus_soon("url"),
            Command::Connect | Command::Stop | Command::ToggleConnection => {
                let Some(socket) = socket else { return command == Command::Connect };
                self.run_on_connection(command, socket);
            }
            // Both composers handle the key themselves where it is typed.
            Command::Send => dom::click("send"),
            Command::NewCollection => {
                self.new_collection();
            }
            Command::NewWebSocket => {
                self.new_websocket(selected);
            }
            Command::NewFolder => {
                self.new_folder(selected);
            }
            Command::NewClientMessage
            | Command::Rename
            | Command::Duplicate
            | Command::MoveUp
            | Command::MoveDown
            | Command::NewEnvironment
            | Command::ImportEnvironment
            | Command::SetCurrentEnvironment
            | Command::Export => {
                let Some(id) = selected else { return false };
                return self.act(command, id, RenamePlace::Header);
            }
            // The browser makes events of these; rows of the tree alone are deleted and selected.
            Command::Cut
            | Command::Copy
            | Command::Paste
            | Command::Delete
            | Command::ToggleSelected
            | Command::ExtendSelection
            | Command::SelectAll
            | Command::UnfoldBeside => return false,
            Command::ExpandAll => self.expand_tree(true),
            Command::CollapseAll => self.expand_tree(false),
            Command::Undo => {
                self.undo();
            }
            Command::Import => dom::click("import"),
            Command::SaveMessage => {
                let Some(socket) = socket else { return false };
                self.save_message(socket);
            }
            Command::Clear => {
                let Some(socket) = socket else { return false };
                self.clear_conversation(socket);
            }
            Command::Search => {
                if dom::is_narrow() {
                    self.drawer_open.set(true);
                } else if self.settings.with_untracked(|settings| settings.sidebar_hidden) {
                    self.toggle_sidebar();
                }
                dom::focus_soon("search");
            }
            // Elsewhere the key finds in the page, as in any other.
            Command::SearchMessages => {
                if dom::has_focus_within("message") && socket.is_some() {
                    self.narrow_panel.set(Panel::Conversation);
                    dom::focus_soon(SEARCH_MESSAGES);
                    return true;
                }
                return dom::has_focus_within(CONVERSATION_PANEL)
                    && dom::focus_now(SEARCH_MESSAGES);
            }
            Command::NextEnvironment | Command::PreviousEnvironment => {
                let collection = untrack(|| self.collection_around(selected));
                let forward = command == Command::NextEnvironment;
                return collection.is_some_and(|it| self.step_environment(it, forward));
            }
            Command::NextPanel => self.step_panel(true),
            Command::PreviousPanel => self.step_panel(false),
            Command::NextItem => self.step_item(true),
            Command::PreviousItem => self.step_item(false),
            Command::ToggleSidebar => self.toggle_sidebar(),
            Command::Settings => self.settings_open.set(true),
            Command::Shortcuts => self.shortcuts_open.set(true),
        }
        true
    }

    /// Carries out a command of the menu of an item; in the tree on all selected items when it is
    /// one of them. Answers whether it was possible.
    pub fn act(self, command: Command, id: ItemId, place: RenamePlace) -> bool {
        let all = match place {
            RenamePlace::Tree => self.targets(id),
            RenamePlace::Header => vec![id],
        };
        // A fixed entry of a collection is no item.
        let is_of_items = matches!(
            command,
            Command::Duplicate
                | Command::Copy
                | Command::Cut
                | Command::MoveUp
                | Command::MoveDown
                | Command::Delete
        );
        if is_of_items && all.iter().all(|id| id.part().is_some()) {
            return false;
        }
        match command {
            Command::NewWebSocket => {
                self.new_websocket(Some(id));
            }
            Command::NewFolder => self.new_folder(Some(id)),
            Command::NewClientMessage => {
                let Some(socket) = self.websocket_around(Some(id)) else { return false };
                self.new_client_message(socket);
            }
            Command::NewEnvironment => {
                let Some(collection) = untrack(|| self.collection_around(Some(id))) else {
                    return false;
                };
                self.new_environment(collection);
            }
            Command::ImportEnvironment => {
                let Some(collection) = untrack(|| self.collection_around(Some(id))) else {
                    return false;
                };
                self.ask_for_environment(collection);
            }
            Command::SetCurrentEnvironment => {
                let Some(collection) = untrack(|| self.collection_around(Some(id))) else {
                    return false;
                };
                self.set_current_environment(collection, Some(id));
            }
            Command::Rename => self.start_rename(id, place),
            Command::Duplicate => self.duplicate(&all),
            Command::Copy => self.copy_items(&all, false),
            Command::Cut => self.copy_items(&all, true),
            Command::Paste => self.paste_at(Some(id)),
            Command::MoveUp => self.step_items(&all, true),
            Command::MoveDown => self.step_items(&all, false),
            Command::ExpandAll => self.expand_all(&all, true),
            Command::CollapseAll => self.expand_all(&all, false),
            Command::Export => self.export(id),
            Command::Delete => self.delete(&all),
            Command::ToggleSelected => self.toggle_selected(id),
            _ => return false,
        }
        true
    }

    fn run_on_connection(self, command: Command, socket: ItemId) {
        let lives = self.connections.lives_untracked(socket);
        match command {
            Command::Connect if lives => {
                self.notices.toast(self.t_untracked().connected_already.to_owned(), false);
            }
            Command::Connect => self.connect(socket),
            Command::Stop if !lives && !self.connections.waits_untracked(socket) => {}
            Command::Stop => self.connections.stop(socket),
            _ => self.toggle_connection(socket),
        }
    }

    /// Closes the drawer of a narrow screen; the focus returns to the button that opened it.
    pub fn close_drawer(self) {
        self.drawer_open.set(false);
        dom::focus_soon("drawer");
    }

    /// Folds the sidebar away or brings it back; on a narrow screen opens or closes the drawer.
    pub fn toggle_sidebar(self) {
        if dom::is_narrow() {
            self.drawer_open.update(|open| *open = !*open);
        } else {
            self.set(|settings| settings.sidebar_hidden = !settings.sidebar_hidden);
        }
    }

    fn step_panel(self, forward: bool) {
        let panels = [Panel::Connection, Panel::Conversation, Panel::Message];
        let now = self.narrow_panel.get_untracked();
        let at = panels.iter().position(|it| *it == now).unwrap_or(0);
        let next = if forward { at + 1 } else { at + panels.len() - 1 } % panels.len();
        if let Some(panel) = panels.get(next) {
            self.go_to_panel(*panel);
        }
    }

    fn step_item(self, forward: bool) {
        let all: Vec<ItemId> = self.workspace.with_untracked(|workspace| {
            let with_parts = |it: ItemRef<'_>| {
                let is_collection = matches!(it, ItemRef::Collection(_));
                let id = it.id();
                let parts = Part::ALL.into_iter().filter(move |_| is_collection);
                std::iter::once(id).chain(parts.map(move |part| part.of(id)))
            };
            workspace.items().flat_map(with_parts).collect()
        });
        let Some(last) = all.len().checked_sub(1) else { return };
        let at = untrack(|| self.selected()).and_then(|id| all.iter().position(|it| *it == id));
        let next = match at {
            None => 0,
            Some(at) if forward => (at + 1).min(last),
            Some(at) => at.saturating_sub(1),
        };
        self.select(all.get(next).copied());
    }
}
