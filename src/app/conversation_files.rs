//! Conversations as files: all of one in one file, or each message in its own. The worker writes; this
//! module asks the person where to, and says how it went.

use leptos::prelude::*;

use crate::{
    browser::{
        clock,
        file_system::Directory,
        files::{self, Asked, Place},
        made_file::MadeFile,
    },
    core::{
        export::{self, Format},
        model::ItemId,
    },
    protocol::{Export, Exported, ToWorker},
};

use super::{App, notices::LastingBody, task};

/// The export that is going on; there is one at a time.
#[derive(Clone, Copy)]
pub struct ConversationFiles {
    /// How far it has come, when it takes a while.
    pub progress: RwSignal<Option<Progress>>,
    running: StoredValue<Option<Running>, LocalStorage>,
}

/// How far an export has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries that were written.
    pub done: u64,
    /// Entries there are.
    pub total: u64,
}

/// Where an export goes.
enum Running {
    File { place: Place, name: String },
    Folder,
}

impl ConversationFiles {
    pub(super) fn new() -> Self {
        Self { progress: RwSignal::new(None), running: StoredValue::new_local(None) }
    }

    /// The worker is gone, and the export with it.
    pub(super) fn forget(self) {
        self.progress.try_set(None);
        self.running.try_set_value(None);
    }
}

impl App {
    /// Exports the conversation of a WebSocket into one file.
    pub fn export_conversation(self, socket: ItemId, format: Format) {
        let form = Export::Whole(format);
        if self.may_export(socket, form) {
            self.export_into_file(socket, form, format.extension());
        }
    }

    /// Saves each message of a WebSocket as a file: into a folder where the browser can write into
    /// one, else all in one ZIP.
    pub fn save_all_messages(self, socket: ItemId) {
        if !self.may_export(socket, Export::Zip) {
            return;
        }
        task::start(async move {
            match files::ask_directory().await {
                Asked::Chosen(directory) => self.export_into_folder(socket, &directory),
                Asked::Cancelled => {}
                Asked::NotHere => self.export_into_file(socket, Export::Zip, "zip"),
            }
        });
    }

    /// Gives up the export that is going on.
    pub fn cancel_export(self) {
        self.connections.post(&ToWorker::CancelExport);
    }

    /// Says why not, if nothing can be exported now. A file of the whole conversation has its events
    /// too.
    fn may_export(self, socket: ItemId, form: Export) -> bool {
        let t = self.t_untracked();
        let is_empty = self.connections.window.with_untracked(|window| {
            let count = match form {
                Export::Whole(_) => window.totals.entries,
                Export::Zip | Export::Folder => window.totals.messages,
            };
            window.socket == Some(socket) && count == 0
        });
        let why_not = if self.conversation_files.running.with_value(Option::is_some) {
            t.export_busy
        } else if is_empty {
            t.nothing_to_export
        } else {
            return true;
        };
        self.notices.toast(why_not.to_owned(), false);
        false
    }

    fn export_into_file(self, socket: ItemId, form: Export, extension: &str) {
        let when = self.local_time(clock::now_ms());
        let name = export::file_name_of(&self.websocket_name(socket), when, extension);
        task::start(async move {
            // While the person chooses, another export may have begun.
            if let Some(place) = files::ask_place(&name).await
                && self.may_export(socket, form)
            {
                self.conversation_files.running.set_value(Some(Running::File { place, name }));
                self.connections.post(&self.export_request(socket, form));
            }
        });
    }

    fn export_into_folder(self, socket: ItemId, directory: &Directory) {
        if self.may_export(socket, Export::Folder) {
            self.conversation_files.running.set_value(Some(Running::Folder));
            let request = self.export_request(socket, Export::Folder);
            self.connections.post_directory(&request, directory);
        }
    }

    fn export_request(self, socket: ItemId, form: Export) -> ToWorker {
        // The one on the screen, which may be an earlier one.
        let conversation = self.connections.window.with_untracked(|window| {
            (window.socket == Some(socket)).then_some(window.conversation)
        });
        ToWorker::Export { socket, conversation, name: self.websocket_name(socket), form }
    }

    pub(super) fn websocket_name(self, socket: ItemId) -> String {
        self.workspace
            .with_untracked(|workspace| workspace.name_of(socket).unwrap_or_default().to_owned())
    }

    pub(super) fn on_exported(self, outcome: Exported, file: Option<MadeFile>) {
        let running = self.conversation_files.running.try_update_value(Option::take).flatten();
        self.conversation_files.progress.try_set(None);
        let Some(running) = running else { return };
        let t = self.t_untracked();
        match (outcome, running, file) {
            (Exported::Done { .. }, Running::File { place, name }, Some(file)) => {
                task::start(async move {
                    let saved = files::put(&place, &name, &file).await;
                    self.say_saved(saved, |t| t.saved_as, &name);
                });
            }
            (Exported::Done { messages }, Running::Folder, _) => {
                let text = untrack(|| {
                    self.count(messages, |t| t.saved_messages_one, |t| t.saved_messages_other)
                });
                self.notices.toast(text, false);
            }
            (Exported::Cancelled, running, _) => {
                let text = match running {
                    Running::File { .. } => t.export_cancelled,
                    Running::Folder => t.export_cancelled_folder,
                };
                self.notices.toast(text.to_owned(), false);
            }
            (Exported::Done { .. } | Exported::Failed, ..) => {
                self.notices.add(LastingBody::Problem {
                    title: t.export_failed.to_owned(),
                    text: t.export_failed_why.to_owned(),
                });
            }
        }
    }
}
