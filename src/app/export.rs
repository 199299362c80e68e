//! Giving a person their collections as files.

use leptos::prelude::*;

use crate::{
    browser::{
        clipboard, files, page,
        sharing::{self, Shared},
    },
    core::{
        format::{
            file_name, link,
            pororoca::{
                self, ExportChoices, collection_file_name, environment_file_name,
                environment_for_export, for_export, has_secret_values, leaves_out_secrets,
            },
        },
        model::{ItemId, ItemRef},
        text::{Texts, fill},
    },
};

use super::{App, notices::LastingBody, task, tree::with_remarks};

const JSON: &str = "application/json";

/// What is being exported. This tab only.
#[derive(Clone, Copy)]
pub struct ExportState {
    /// What a person is asked what goes along.
    pub asked: RwSignal<Option<Export>>,
}

/// Something to be given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// A collection, or an environment.
    pub item: ItemId,
    /// How.
    pub way: Way,
}

/// How something is given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As a file.
    File,
    /// On the clipboard, as the text of that file.
    Clipboard,
    /// To another app, as that file.
    Share,
    /// As a link to this app, which holds it. A person is always asked first.
    Link,
}

impl ExportState {
    pub(super) fn new() -> Self {
        Self { asked: RwSignal::new(None) }
    }
}

impl App {
    /// Saves an environment, or else the collection that `id` is or stands in, as a file Pororoca
    /// reads.
    pub fn export(self, id: ItemId) {
        self.give_away(id, Way::File);
    }

    /// Gives away an environment, or else the collection that `id` is or stands in. Where something
    /// of it may have to stay here, such as secrets, a person is asked first.
    pub fn give_away(self, id: ItemId, way: Way) {
        let found = self.workspace.with_untracked(|workspace| {
            if let Some(it) = workspace.environment(id) {
                return Some((id, pororoca::has_secrets(&it.variables)));
            }
            let collection = workspace.collection_around(id)?;
            Some((collection.id, pororoca::has_choices(collection)))
        });
        let Some((item, has_choices)) = found else { return };
        let export = Export { item, way };
        if has_choices || way == Way::Link {
            self.exporting.asked.set(Some(export));
        } else {
            self.carry_out_export(export, &ExportChoices::default());
        }
    }

    /// Whether the browser can hand files to other apps.
    pub fn can_share(self) -> bool {
        sharing::can_share()
    }

    /// Gives away what was chosen.
    pub fn carry_out_export(self, export: Export, choices: &ExportChoices) {
        self.exporting.asked.set(None);
        let Export { item, way } = export;
        let made = self.workspace.with_untracked(|workspace| match workspace.find(item)? {
            ItemRef::Environment(it) => {
                let with_secrets = choices.with_secrets.contains(&item);
                let copy = environment_for_export(it, with_secrets);
                let lacks = !with_secrets && has_secret_values(&it.variables);
                Some((environment_file_name(&it.name), pororoca::write_environment(&copy), lacks))
            }
            ItemRef::Collection(it) => {
                let copy = for_export(it, choices);
                let lacks = leaves_out_secrets(it, choices);
                Some((collection_file_name(&it.name), pororoca::write(&copy), lacks))
            }
            _ => None,
        });
        let Some((name, text, lacks_secrets)) = made else { return };
        task::start(async move {
            let t = self.t_untracked();
            match way {
                Way::File => {
                    let saved = files::save(&name, JSON, text.as_bytes()).await;
                    self.say_saved(saved, |t| t.exported, &name);
                }
                Way::Clipboard => self.copy_json(&text, lacks_secrets).await,
                Way::Link => {}
                Way::Share => match sharing::share(&name, &text).await {
                    Shared::Done => self.notices.toast(fill(t.shared, &[("name", &name)]), false),
                    Shared::Cancelled => {}
                    Shared::Failed => self.notices.toast(t.share_failed.to_owned(), false),
                },
            }
        });
    }

    /// The link to this app that holds a collection.
    pub fn link(self, collection: ItemId, choices: &ExportChoices, with_auth: bool) -> String {
        let fragment = self.workspace.with_untracked(|workspace| {
            workspace.collection(collection).map(|it| link::write(it, choices, with_auth))
        });
        format!("{}#{}", page::address(), fragment.unwrap_or_default())
    }

    /// Copies a link.
    pub fn copy_link(self, link: String) {
        self.exporting.asked.set(None);
        task::start(async move {
            let t = self.t_untracked();
            let is_copied = clipboard::write_text(&link).await;
            let said = if is_copied { t.copied } else { t.copy_json_failed };
            self.notices.toast(said.to_owned(), false);
        });
    }

    async fn copy_json(self, text: &str, lacks_secrets: bool) {
        let t = self.t_untracked();
        if !clipboard::write_text(text).await {
            return self.notices.toast(t.copy_json_failed.to_owned(), false);
        }
        self.forget_fresh_clip();
        let remark = lacks_secrets.then_some(t.secrets_left_out);
        self.notices.toast(with_remarks(t.copied.to_owned(), remark.as_slice()), false);
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
