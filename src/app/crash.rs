//! What happens at a panic: the page says so and offers every stored collection as a file.

use std::panic;

use crate::{
    browser::{crash, page, storage::LocalEntries},
    core::{
        format::{
            file_name,
            pororoca::{self, collection_file_name},
        },
        storage::{self as stored, Shelf},
        text::{self, Texts, fill},
    },
};

use super::saving::AtLoad;

/// From now on a panic shows the crash page. Called once, before anything else.
pub fn show_panics() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        report(info);
        page::log_error(&info.to_string());
        let tags = page::languages();
        let chosen = stored::read_settings(&LocalEntries).ok().and_then(|settings| settings.language);
        let language = chosen.unwrap_or_else(|| text::choose_language(tags.iter().map(String::as_str)));
        let t = text::texts(language);
        let details = info.to_string();
        // First without files: should reading them panic too, the page is there already.
        show(t, &[], &details);
        show(t, &files(t), &details);
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

/// Every stored collection, and every entry that cannot be read as it is.
fn files(t: &Texts) -> Vec<(String, String, String)> {
    let loaded = Shelf::load(&LocalEntries, "", &mut AtLoad);
    let readable = loaded.workspace.collections.iter().map(|it| (collection_file_name(&it.name), pororoca::write(it)));
    let unreadable =
        loaded.unreadable.into_iter().map(|it| (format!("{}.txt", file_name::clean(&it.key.replace('/', "-"))), it.text));
    readable
        .chain(unreadable)
        .map(|(name, text)| (fill(t.crash_download, &[("name", &name)]), name, text))
        .collect()
}
