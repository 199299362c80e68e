//! Glue: the signals, and what happens when a person or the browser does something. The only layer
//! that sees both the core and the browser; it decides nothing that the core can decide.

pub mod clipboard;
pub mod commands;
pub mod connecting;
pub mod connections;
pub mod conversation;
pub mod conversation_files;
pub mod crash;
pub mod drafts;
pub mod dragging;
pub mod environments;
pub mod export;
pub mod file_look;
pub mod import;
pub mod items;
pub mod late;
mod limits;
pub mod locale;
pub mod message;
pub mod message_files;
pub mod notices;
mod opening;
pub mod probe;
pub mod rows;
pub mod saving;
pub mod screen;
mod task;
pub mod tree;
pub mod update;
pub mod variables;
pub mod workspace;

use std::collections::HashMap;

use leptos::prelude::*;

use crate::core::model::{ItemId, Settings, Workspace};

use self::{
    connections::Connections, conversation_files::ConversationFiles, drafts::Drafts,
    export::ExportState, import::ImportState, message_files::MessageFiles, notices::Notices,
    opening::Opening, probe::Probes, rows::RowClip, saving::Saving, tree::TreeState,
    update::Updates, workspace::UndoStack,
};

/// All state of the page. Copied freely: it holds only handles of signals owned by the root.
#[derive(Clone, Copy)]
pub struct App {
    /// Everything saved in collections. Changed only through [`App::dispatch`].
    pub workspace: RwSignal<Workspace>,
    /// What a person set for this browser. Changed only through [`App::set`].
    pub settings: RwSignal<Settings>,
    /// Connections and conversations, as the worker tells them.
    pub connections: Connections,
    /// The export of a conversation that is going on.
    pub conversation_files: ConversationFiles,
    /// What is typed and chosen but not part of a collection: this tab only.
    pub drafts: Drafts,
    /// What the HTTP probe found after a failed handshake.
    pub probes: Probes,
    /// Files that are the content of client messages.
    pub message_files: MessageFiles,
    /// What is being imported.
    pub importing: ImportState,
    /// What is being exported.
    pub exporting: ExportState,
    /// Toasts and lasting notices.
    pub notices: Notices,
    /// Writing to and reading from this browser's storage.
    pub saving: Saving,
    /// The item whose name is being edited, and where on the screen.
    pub renaming: RwSignal<Option<Renaming>>,
    /// The tree of the sidebar: what is selected, cut, dragged and looked for.
    pub tree: TreeState,
    /// Which panel shows when there is room for one only.
    pub narrow_panel: RwSignal<Panel>,
    /// The sidebar drawer stands open (narrow screens only).
    pub drawer_open: RwSignal<bool>,
    /// Which version runs, and whether a newer one is ready.
    pub updates: Updates,
    /// The settings are on the screen.
    pub settings_open: RwSignal<bool>,
    /// The list of shortcuts is on the screen.
    pub shortcuts_open: RwSignal<bool>,
    opening: Opening,
    undo: UndoStack,
    row_clip: StoredValue<Option<RowClip>>,
    browser_language: crate::core::model::Language,
}

/// A name being edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// Whose name.
    pub item: ItemId,
    /// Where its text box stands.
    pub place: RenamePlace,
}

/// Where a name is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenamePlace {
    /// In its row of the tree.
    Tree,
    /// In the header.
    Header,
}

/// The three panels of a WebSocket, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Panel {
    /// Options, and what the server answered.
    Connection,
    /// The list of messages.
    Conversation,
    /// One message in detail.
    Message,
}

impl App {
    /// Loads what is stored and starts the connection worker. Called once, at the root.
    pub fn start() -> Self {
        let (saving, loaded) = Saving::load();
        let notices = Notices::new();
        let app = Self {
            workspace: RwSignal::new(loaded.workspace),
            settings: RwSignal::new(loaded.settings),
            connections: Connections::new(),
            conversation_files: ConversationFiles::new(),
            drafts: Drafts::new(),
            probes: Probes::new(),
            message_files: MessageFiles::new(),
            importing: ImportState::new(),
            exporting: ExportState::new(),
            notices,
            saving,
            renaming: RwSignal::new(None),
            tree: TreeState::new(),
            narrow_panel: RwSignal::new(Panel::Conversation),
            drawer_open: RwSignal::new(false),
            updates: Updates::new(),
            settings_open: RwSignal::new(false),
            shortcuts_open: RwSignal::new(false),
            opening: Opening::new(),
            undo: UndoStack::new(),
            row_clip: StoredValue::new(None),
            browser_language: locale::browser_language(),
        };
        crash::remember(app);
        notices.add_unreadable(loaded.unreadable);
        app.begin_locale();
        app.begin_saving(loaded.is_first_run);
        app.begin_connections();
        app.begin_limits();
        app.begin_message_files();
        app.begin_updates();
        app.begin_opening();
        app
    }

    /// The one context value, for components.
    pub fn get() -> Self {
        expect_context()
    }

    /// Changes the settings; they are stored with the next write.
    pub fn set(self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.saving.settings_changed(self);
    }
}

/// Moves what is kept of items to the ids they have in a copy.
fn follow_ids<T: Send + Sync + 'static>(
    kept: RwSignal<HashMap<ItemId, T>>,
    ids: &HashMap<ItemId, ItemId>,
) {
    kept.maybe_update(|kept| {
        let moved: Vec<_> = kept.keys().filter_map(|from| ids.get_key_value(from)).collect();
        for (from, to) in &moved {
            if let Some(it) = kept.remove(from) {
                kept.insert(**to, it);
            }
        }
        !moved.is_empty()
    });
}
