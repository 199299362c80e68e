//! Giving a person their collections as files.

use leptos::prelude::*;

use crate::{
    browser::files,
    core::{
        format::{
            file_name,
            pororoca::{self, collection_file_name},
        },
        model::ItemId,
        text::{Texts, fill},
    },
};

use super::{App, notices::LastingBody, task};

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

    pub(super) fn say_saved(
        self,
        saved: files::Saved,
        done: fn(&Texts) -> &'static str,
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
