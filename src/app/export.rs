//! Giving data to a person: a collection as a file, a message as a file or on the clipboard.

use leptos::prelude::*;

use crate::{
    browser::{clipboard, files, page},
    core::{
        conversation::{Row, RowBody},
        format::{
            file_name,
            pororoca::{self, collection_file_name},
        },
        model::ItemId,
        payload::{binary, file_name as message_file_name, local_time::LocalTime},
        text::fill,
    },
};

use super::{App, connections::ShownEntry, notices::LastingBody, task};

const JSON: &str = "application/json";

impl App {
    /// Saves the collection that `id` is or stands in, as a file Pororoca reads.
    pub fn export(self, id: ItemId) {
        let Some((name, text)) = self.workspace.with_untracked(|workspace| {
            let collection = workspace.collection(workspace.collection_of(id)?)?;
            Some((collection_file_name(&collection.name), pororoca::write(collection)))
        }) else {
            return;
        };
        task::start(async move {
            let saved = files::save(&name, JSON, text.as_bytes()).await;
            self.say_saved(saved, |t| t.exported, &name);
        });
    }

    /// Downloads every collection, one file each, without asking: for when storage fails.
    pub fn export_all(self) {
        let all: Vec<_> = self.workspace.with_untracked(|workspace| {
            let name = |it: &crate::core::model::Collection| collection_file_name(&it.name);
            workspace.collections.iter().map(|it| (name(it), pororoca::write(it))).collect()
        });
        for (name, text) in all {
            let saved = files::download(&name, JSON, text.as_bytes());
            self.say_saved(saved, |t| t.exported, &name);
        }
    }

    /// Downloads a stored entry that could not be read, exactly as it is.
    pub fn download_entry(self, key: &str, raw: &str) {
        let name = format!("{}.txt", file_name::clean(&key.replace('/', "-")));
        let saved = files::download(&name, "text/plain", raw.as_bytes());
        self.say_saved(saved, |t| t.exported, &name);
    }

    /// Saves the exact bytes of the message shown in detail.
    pub fn save_message(self, socket: ItemId) {
        let Some((row, bytes)) =
            self.connections.shown_untracked(socket).and_then(ShownEntry::arrived)
        else {
            self.connections.when_arrived(socket, App::save_message);
            return;
        };
        let RowBody::Message { direction, kind, message_number, .. } = row.body else { return };
        let name = self
            .workspace
            .with_untracked(|workspace| workspace.name_of(socket).unwrap_or_default().to_owned());
        let when = LocalTime::new(row.at_ms, page::utc_offset_minutes(row.at_ms));
        let name =
            message_file_name::proposed(&name, message_number, direction, when, kind, &bytes);
        task::start(async move {
            let saved = files::save(&name, "application/octet-stream", &bytes).await;
            self.say_saved(saved, |t| t.saved_as, &name);
        });
    }

    /// Copies the message shown in detail: its text, or the bytes of a binary one in hex.
    pub fn copy_message(self, socket: ItemId) {
        let Some((row, bytes)) =
            self.connections.shown_untracked(socket).and_then(ShownEntry::arrived)
        else {
            self.connections.when_arrived(socket, App::copy_message);
            return;
        };
        let text = copied_text(&row, &bytes);
        task::start(async move {
            if clipboard::write_text(&text).await {
                self.forget_fresh_clip();
                self.notices.toast(self.t_untracked().copied.to_owned(), false);
            } else {
                self.notices.toast(self.t_untracked().copy_failed.to_owned(), false);
            }
        });
    }

    fn say_saved(
        self,
        saved: files::Saved,
        done: fn(&crate::core::text::Texts) -> &'static str,
        name: &str,
    ) {
        let t = self.t_untracked();
        match saved {
            files::Saved::Done => self.notices.toast(fill(done(t), &[("name", name)]), false),
            files::Saved::Cancelled => {}
            files::Saved::Failed(why) => self.notices.add(LastingBody::Problem {
                title: fill(t.save_failed, &[("name", name)]),
                text: match why {
                    files::SaveError::NoRoom => t.save_no_room,
                    files::SaveError::NotAllowed => t.save_not_allowed,
                    files::SaveError::Other => t.save_not_written,
                }
                .to_owned(),
            }),
        }
    }
}

fn copied_text(row: &Row, bytes: &[u8]) -> String {
    use crate::core::{conversation::MessageKind, model::BinaryEncoding};

    match &row.body {
        RowBody::Message { kind: MessageKind::Binary, .. } => {
            binary::encode(bytes, BinaryEncoding::Hex).unwrap_or_default()
        }
        RowBody::Message { .. } | RowBody::Event { .. } => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}
