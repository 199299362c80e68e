//! What happens at a panic: the page says so and offers every collection as a file, also what is not
//! on disk yet.

use std::{cell::Cell, panic};

use leptos::prelude::WithUntracked;

use crate::{
    browser::{crash, page, storage::LocalEntries},
    core::{
        format::{
            file_name,
            pororoca::{self, collection_file_name},
        },
        model::Collection,
        storage::{self as stored, Shelf},
        text::{self, Texts, fill},
    },
};

use super::{App, saving::AtLoad};

thread_local! {
    static RUNNING: Cell<Option<App>> = const { Cell::new(None) };
}

/// From now on a panic offers what this app holds in memory.
pub(super) fn remember(app: App) {
    RUNNING.set(Some(app));
}

/// From now on a panic shows the crash page. Called once, before anything else.
pub fn show_panics() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        report(info);
        page::log_error(&info.to_string());
        let tags = page::languages();
        let chosen =
            stored::read_settings(&LocalEntries).ok().and_then(|settings| settings.language);
        let language =
            chosen.unwrap_or_else(|| text::choose_language(tags.iter().map(String::as_str)));
        let t = text::texts(language);
        let details = info.to_string();
        // First without files, then with those on disk: should reading them panic too, or memory that
        // was being changed, the page is there already.
        show(t, &[], &details);
        show(t, &files(t, Vec::new()), &details);
        if let Some(held) = RUNNING
            .get()
            .and_then(|app| app.workspace.try_with_untracked(|it| it.collections.clone()))
        {
            show(t, &files(t, held), &details);
        }
    }));
}

fn show(t: &Texts, files: &[(String, String, String)], details: &str) {
    crash::show(&crash::CrashPage {
        title: t.crash_title,
        text: t.crash_text,
        files,
        reload: t.reload,
        details_label: t.crash_details,
        details,
    });
}

/// Every collection, as it is in memory (`held`) or else on disk, and every entry that cannot be read
/// as it is.
fn files(t: &Texts, mut held: Vec<Collection>) -> Vec<(String, String, String)> {
    let stored = Shelf::load(&LocalEntries, "", &mut AtLoad);
    for collection in stored.workspace.collections {
        if held.iter().all(|it| it.id != collection.id) {
            held.push(collection);
        }
    }
    let readable = held.iter().map(|it| (collection_file_name(&it.name), pororoca::write(it)));
    let unreadable = stored
        .unreadable
        .into_iter()
        .map(|it| (format!("{}.txt", file_name::clean(&it.key.replace('/', "-"))), it.text));
    readable
        .chain(unreadable)
        .map(|(name, text)| (fill(t.crash_download, &[("name", &name)]), name, text))
        .collect()
}
