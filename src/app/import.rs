//! Taking collections from files a person chose or dropped.

use leptos::prelude::*;

use crate::{
    browser::{files::GivenFile, ids, page::Painted},
    core::{
        change::Change,
        format::pororoca::{self, LooksLike, ReadError},
        json::JsonErrorKind,
        model::{Collection, Item},
        text::{Texts, fill},
    },
};

use super::{App, notices::LastingBody, task};

/// Larger files, in bytes, are refused unread. The browser stores some 5 million characters for all
/// collections together (`core::storage::QUOTA`), and a file is at most three times as long as what
/// is stored of it, so that one larger than this could never be kept.
const LARGEST_FILE: f64 = 16e6;

impl App {
    /// Imports each file as a collection at the end; one that cannot be read is named, with why.
    pub fn import(self, files: Vec<GivenFile>) {
        self.notices.dismiss_problems();
        for file in files {
            task::start(async move { self.import_file(&file).await });
        }
    }

    async fn import_file(self, file: &GivenFile) {
        let name = file.name();
        let t = self.t_untracked();
        if file.size() > LARGEST_FILE {
            self.say_not_imported(&name, t.import_too_large.to_owned());
            return;
        }
        self.notices.toast(fill(t.importing, &[("file", &name)]), false);
        let Some(bytes) = file.read().await else {
            self.say_not_imported(&name, t.import_unreadable.to_owned());
            return;
        };
        // A large file takes a moment to read: let the page say so first.
        Painted::next().await;
        match pororoca::read(&bytes, &mut ids::item_id) {
            Ok(collection) => {
                let collection = self.with_own_guid(collection);
                let id = collection.id;
                let shown = if collection.name.is_empty() { t.unnamed } else { &collection.name };
                let text = fill(t.imported, &[("name", shown)]);
                let index = self.workspace.with_untracked(|workspace| workspace.collections.len());
                let item = Item::Collection(collection);
                if self.dispatch(Change::Insert { parent: None, index, item }).is_none() {
                    return;
                }
                self.tree.filter.set(String::new());
                self.select(Some(id));
                self.set_expanded(id, true);
                self.notices.toast(text, false);
            }
            Err(error) => self.say_not_imported(&name, explain(t, &error)),
        }
    }

    /// A file keeps its GUID, so that it comes out again as it went in, unless a collection here has
    /// it already.
    fn with_own_guid(self, collection: Collection) -> Collection {
        let is_taken = collection.guid().is_some_and(|guid| {
            self.workspace.with_untracked(|workspace| {
                workspace.collections.iter().any(|it| it.guid() == Some(guid))
            })
        });
        if is_taken { collection.with_new_guid(&ids::guid()) } else { collection }
    }

    fn say_not_imported(self, file: &str, text: String) {
        self.notices.toast.set(None);
        let title = fill(self.t_untracked().import_failed, &[("file", file)]);
        self.notices.add(LastingBody::Problem { title, text });
    }
}

/// What happened, then what to do.
pub(super) fn explain(t: &Texts, error: &ReadError) -> String {
    let at = |template: &str, line: usize, column: usize| {
        fill(template, &[("line", &line.to_string()), ("column", &column.to_string())])
    };
    match error {
        ReadError::NotUtf8 { .. } => t.import_not_utf8.to_owned(),
        ReadError::Json(error) => match error.kind {
            JsonErrorKind::Empty => t.import_empty.to_owned(),
            JsonErrorKind::Truncated => at(t.import_truncated, error.line, error.column),
            JsonErrorKind::Unexpected => at(t.import_not_json, error.line, error.column),
            JsonErrorKind::TooDeep => t.import_too_deep.to_owned(),
        },
        ReadError::TooDeep => t.import_too_deep.to_owned(),
        ReadError::TooManyItems => t.import_too_many_items.to_owned(),
        ReadError::WrongType { path, .. } => fill(t.import_wrong_type, &[("key", path)]),
        ReadError::NotAnEnvironment => t.import_not_environment.to_owned(),
        ReadError::NotACollection(looks_like) => match looks_like {
            LooksLike::PororocaEnvironment => t.import_environment,
            LooksLike::Postman => t.import_postman,
            LooksLike::Insomnia => t.import_insomnia,
            LooksLike::OpenApi => t.import_open_api,
            LooksLike::Other => t.import_not_collection,
        }
        .to_owned(),
    }
}
