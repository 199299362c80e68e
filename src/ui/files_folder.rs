//! The folder in which the files of client messages are looked for: its name, and the one thing a
//! person can do about it.

use crate::ui::prelude::*;

use crate::{app::App, core::payload::visible};

use super::widgets::{Icon, IconName};

/// Beside a file path.
#[component]
pub fn FolderChip() -> impl IntoView {
    let app = App::get();
    let folder = app.message_files.folder;
    let needs_permission =
        Memo::new(move |_| folder.with(|it| it.as_ref().is_some_and(|it| it.needs_permission)));
    view! {
        <span class="chip" class=("chip--none", move || folder.with(Option::is_none))>
            {move || {
                let icon = if needs_permission.get() { IconName::Lock } else { IconName::Folder };
                view! { <Icon name=icon /> }
            }}
            <FolderName /> <FolderButton />
        </span>
    }
    .into_any()
}

/// In the status bar, once there is a folder.
#[component]
pub fn FolderStatus() -> impl IntoView {
    let app = App::get();
    view! {
        <Show when=move || app.message_files.folder.with(Option::is_some)>
            <span>
                <Icon name=IconName::Folder />
                {move || app.t().files_folder}
                " "
                <b>
                    <FolderName />
                </b>
                " "
                <FolderButton />
            </span>
        </Show>
    }
    .into_any()
}

#[component]
fn FolderName() -> impl IntoView {
    let app = App::get();
    move || {
        app.message_files
            .folder
            .get()
            .map(|it| view! { <span class="cut">{visible::line(&it.name).into_owned()}</span> })
    }
}

/// Chooses a folder, changes it, or asks to read it again.
#[component]
fn FolderButton() -> impl IntoView {
    let app = App::get();
    let needs_permission = move || app.message_files.folder.get().map(|it| it.needs_permission);
    let press = move |_| {
        if untrack(needs_permission) == Some(true) {
            app.allow_files_folder();
        } else {
            app.choose_files_folder();
        }
    };
    let text = move || match needs_permission() {
        None => app.t().choose_folder,
        Some(false) => app.t().change_folder,
        Some(true) => app.t().allow_reading,
    };
    let name = move || (needs_permission() == Some(false)).then(|| app.t().change_folder_name);
    view! {
        <button type="button" class="link" aria-label=name on:click=press>
            {text}
        </button>
    }
    .into_any()
}
