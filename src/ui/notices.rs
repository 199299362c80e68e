//! What the app says apart from the item on the screen: lasting notices above it, one toast below,
//! and the status bar.

use crate::ui::prelude::*;

use crate::{
    app::{
        App,
        late::TRY_AGAIN,
        notices::{Lasting, LastingBody},
        saving::Status,
    },
    browser::dom,
    core::{
        payload::size,
        storage::{self, SetError, Trouble},
        text::fill,
    },
};

use super::{
    files_folder::FolderStatus,
    late::Parts,
    update::NewVersion,
    widgets::{Icon, IconName, Kbd, ToastContent, ToastHost},
};

/// Notices that stay until their cause is gone or they are dismissed.
#[component]
pub fn LastingNotices() -> impl IntoView {
    let app = App::get();
    let trouble = Memo::new(move |_| match app.saving.status.get() {
        Status::Trouble(trouble) => Some(trouble),
        _ => None,
    });
    view! {
        <div class="notices">
            {move || trouble.get().map(|trouble| view! { <StorageTrouble trouble /> })}
            <Show when=move || app.connections.worker_failed.get()>
                <div class="lasting" role="alert" data-kind="problem">
                    <Icon name=IconName::Failed />
                    <p>{move || app.t().connection_worker_failed}</p>
                </div>
            </Show>
            <LatePart />
            <ExportProgress />
            <NewVersion />
            <For each=move || app.notices.lasting.get() key=|it| it.number let(notice)>
                <OneNotice notice />
            </For>
        </div>
    }
}

/// A part of the program did not come.
#[component]
fn LatePart() -> impl IntoView {
    let app = App::get();
    let parts = Parts::get();
    let is_missing = Memo::new(move |_| parts.is_missing());
    view! {
        <Show when=move || is_missing.get()>
            <div class="lasting" role="alert" data-kind="problem">
                <Icon name=IconName::Failed />
                <p>{move || app.t().part_missing}</p>
                <button
                    type="button"
                    class="btn btn--sm"
                    data-focus=TRY_AGAIN
                    aria-disabled=move || parts.is_retried().then_some("true")
                    on:click=move |_| parts.try_again()
                >
                    {move || app.t().try_again}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// How far an export has come that takes a while, and the way to give it up.
#[component]
fn ExportProgress() -> impl IntoView {
    let app = App::get();
    let progress = app.conversation_files.progress;
    let is_shown = Memo::new(move |_| progress.with(Option::is_some));
    let now = move || progress.get().map_or((0, 0), |it| (it.done, it.total));
    let text = move || {
        let (done, total) = now();
        let language = app.language();
        fill(
            app.t().export_progress,
            &[("done", &size::count(done, language)), ("total", &size::count(total, language))],
        )
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="lasting" data-kind="information">
                <Icon name=IconName::Export />
                <p>{text}</p>
                <progress aria-label=text value=move || now().0.to_string() max=move || now().1.to_string()></progress>
                <button type="button" class="btn btn--sm" on:click=move |_| app.cancel_export()>
                    {move || app.t().cancel}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn StorageTrouble(trouble: Trouble) -> impl IntoView {
    let app = App::get();
    let text = move || {
        let t = app.t();
        match trouble.error {
            SetError::QuotaExceeded => {
                let language = app.language();
                fill(
                    t.quota_reached,
                    &[
                        ("used", &size::bytes(app.saving.used(), language)),
                        ("limit", &size::bytes(storage::QUOTA as u64, language)),
                    ],
                )
            }
            SetError::Unavailable => t.storage_unavailable.to_owned(),
        }
    };
    view! {
        <div class="lasting" role="alert" data-kind="problem">
            <Icon name=IconName::Failed />
            <p>{text}</p>
            <button class="btn btn--sm" on:click=move |_| app.export_all()>
                <Icon name=IconName::Export />
                {move || app.t().export_all}
            </button>
        </div>
    }
}

#[component]
fn OneNotice(notice: Lasting) -> impl IntoView {
    let app = App::get();
    let number = notice.number;
    let kind = match notice.body {
        LastingBody::Information(_) | LastingBody::GoneElsewhere(..) => "information",
        LastingBody::Problem { .. } | LastingBody::Unreadable(_) => "problem",
    };
    let body = match notice.body {
        LastingBody::Information(text) | LastingBody::GoneElsewhere(_, text) => {
            view! { <p>{text}</p> }.into_any()
        }
        LastingBody::Problem { title, text } => view! {
            <p>
                <b>{title}</b>
                " "
                {text}
            </p>
        }
        .into_any(),
        LastingBody::Unreadable(entry) => {
            let key = entry.key.clone();
            view! {
                <p>{move || fill(app.t().unreadable_entry, &[("key", &key)])}</p>
                <button class="btn btn--sm" on:click=move |_| app.download_entry(&entry.key, &entry.text)>
                    <Icon name=IconName::Export />
                    {move || app.t().download_entry}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <div class="lasting" role="alert" data-kind=kind>
            <Icon name=if kind == "problem" { IconName::Failed } else { IconName::Info } />
            {body}
            <button
                class="btn btn--ghost btn--sm btn--icon"
                aria-label=move || app.t().dismiss
                on:click=move |_| app.notices.dismiss(number)
            >
                <Icon name=IconName::Cross />
            </button>
        </div>
    }
}

/// The toast on the screen.
#[component]
pub fn OneToast() -> impl IntoView {
    let app = App::get();
    let toast = Signal::derive(move || {
        app.notices.toast.get().map(|toast| ToastContent {
            number: toast.number,
            text: toast.text,
            icon: if toast.with_undo { IconName::Check } else { IconName::Info },
            action: toast.with_undo.then(|| (app.t().undo.to_owned(), "Ctrl Z")),
        })
    });
    view! {
        <ToastHost
            toast
            dismiss_label=app.text(|t| t.dismiss)
            on_action=Callback::new(move |()| {
                // The button goes with its toast; the cursor of the tree is at what came back.
                dom::focus_soon(match app.undo() {
                    "tree" if dom::is_narrow() => "drawer",
                    place => place,
                });
            })
            on_dismiss=Callback::new(move |()| app.notices.toast.set(None))
        />
    }
}

/// The line at the bottom of the window.
#[component]
pub fn StatusBar() -> impl IntoView {
    let app = App::get();
    let saved = move || {
        let t = app.t();
        match app.saving.status.get() {
            Status::Untouched => t.nothing_to_save,
            Status::Pending => t.saving,
            Status::Saved => t.saved,
            Status::Trouble(_) => t.not_saved,
        }
    };
    let state = move || matches!(app.saving.status.get(), Status::Trouble(_)).then_some("failed");
    view! {
        <footer class="status">
            <span data-state=state>
                {move || {
                    let is_bad = state().is_some();
                    view! { <Icon name=if is_bad { IconName::Failed } else { IconName::Check } /> }
                }}
                <span>{saved}</span>
            </span>
            <FolderStatus />
            <span class="status__end">
                <button class="link" aria-keyshortcuts="F1" on:click=move |_| app.shortcuts_open.set(true)>
                    {move || app.t().shortcuts}
                </button>
                <Kbd keys="F1" />
            </span>
        </footer>
    }
}
