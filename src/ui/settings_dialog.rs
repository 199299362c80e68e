//! What a person sets for this browser, in one place; the keys; and what this is.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        command::Command,
        limit::{self, Limit},
        model::Settings,
        payload::size,
        storage,
        text::{Texts, fill, problem},
    },
};

use super::{
    choices::{languages, orders, themes},
    update::{InstallButton, VersionFacts},
    widgets::{Dialog, ErrorPlace, Kbd, MenuItem, SegmentedItems},
};

/// The dialog.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let app = App::get();
    view! {
        <Dialog
            open=Signal::from(app.settings_open)
            heading_id="settings-heading"
            title=app.text(|t| t.settings)
            close_label=app.text(|t| t.close_dialog)
            on_close=Callback::new(move |()| app.settings_open.set(false))
        >
            <div class="settings">
                <Choice label=|t| t.language items=languages />
                <Choice label=|t| t.theme items=themes />
                <Choice label=|t| t.order items=orders />
            </div>
            <h3>{move || app.t().limits}</h3>
            <div class="settings">
                <LimitField row=LAID_OUT />
                <LimitField row=EARLIER />
            </div>
            <h3>{move || app.t().about}</h3>
            <About />
            <div class="dialog__acts">
                <InstallButton />
                <button type="button" class="btn" on:click=move |_| app.shortcuts_open.set(true)>
                    {move || app.t().all_shortcuts}
                    <Kbd keys=Command::Shortcuts.keys().unwrap_or_default() />
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// One of a few.
#[component]
fn Choice(label: fn(&Texts) -> &'static str, items: fn(App) -> Vec<MenuItem>) -> impl IntoView {
    let app = App::get();
    view! {
        <span class="label" aria-hidden="true">{move || label(app.t())}</span>
        <SegmentedItems label=app.text(label) items=Arc::new(move || items(app)) />
    }
    .into_any()
}

/// A limit, and what is said of it.
#[derive(Clone, Copy)]
struct LimitRow {
    id: &'static str,
    hint_id: &'static str,
    problem_id: &'static str,
    limit: &'static Limit,
    label: fn(&Texts) -> &'static str,
    hint: fn(&Texts) -> &'static str,
    /// What holds without one.
    default: fn(App) -> String,
    get: fn(&Settings) -> Option<u64>,
    set: fn(&mut Settings, Option<u64>),
}

const LAID_OUT: LimitRow = LimitRow {
    id: "laid-out",
    hint_id: "laid-out-hint",
    problem_id: "laid-out-problem",
    limit: &limit::LAID_OUT,
    label: |t| t.laid_out_limit,
    hint: |t| t.laid_out_hint,
    default: |app| size::count(limit::LAID_OUT.in_units(limit::LAID_OUT_BYTES), app.language()),
    get: |settings| settings.laid_out_bytes,
    set: |settings, bytes| settings.laid_out_bytes = bytes,
};

const EARLIER: LimitRow = LimitRow {
    id: "earlier",
    hint_id: "earlier-hint",
    problem_id: "earlier-problem",
    limit: &limit::EARLIER,
    label: |t| t.earlier_limit,
    hint: |t| t.earlier_hint,
    default: |app| app.t().no_limit.to_owned(),
    get: |settings| settings.earlier_bytes,
    set: |settings, bytes| settings.earlier_bytes = bytes,
};

/// What is typed counts once it is finished: on its way to 500 stands a 5.
#[component]
fn LimitField(row: LimitRow) -> impl IntoView {
    let app = App::get();
    let LimitRow { id, hint_id, problem_id, limit, label, hint, default, get, set } = row;
    // Until it is finished, and while it is wrong.
    let typed = RwSignal::new(None::<String>);
    let is_finished = RwSignal::new(false);
    let value = move || {
        let in_units = |bytes| size::count(limit.in_units(bytes), app.language());
        typed.get().unwrap_or_else(|| app.settings.with(get).map(in_units).unwrap_or_default())
    };
    // Once it is right, a person who types on is not corrected in the middle of a number.
    let on_input = move |text: String| {
        is_finished.update(|is_finished| *is_finished &= limit.read(&text).is_err());
        typed.set(Some(text));
    };
    let wrong = move || {
        let read = |typed: &Option<String>| limit.read(typed.as_deref()?).err();
        if is_finished.get() { typed.with(read) } else { None }
    };
    // A browser may tell it of a field that is gone.
    let finish = move |text: &str| match limit.read(text) {
        Ok(bytes) => {
            typed.try_set(None);
            app.set(|settings| set(settings, bytes));
        }
        Err(_) => drop(is_finished.try_set(true)),
    };
    // Or tell nothing of one that goes with its dialog.
    on_cleanup(move || {
        if let Some(Some(text)) = typed.try_get_untracked()
            && let Ok(bytes) = limit.read(&text)
        {
            app.set(|settings| set(settings, bytes));
        }
    });
    let problem = Signal::derive(move || {
        Some(problem::limit(app.t(), wrong()?, &default(app), app.language()))
    });
    view! {
        <label class="label" for=id>
            {move || label(app.t())}
        </label>
        <div class="stack">
            <div class="settings__limit">
                <span class="field num">
                    <input
                        id=id
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        placeholder=move || default(app)
                        aria-invalid=move || wrong().map(|_| "true")
                        aria-describedby=move || {
                            if wrong().is_some() { problem_id } else { hint_id }
                        }
                        prop:value=value
                        on:input:target=move |event| on_input(event.target().value())
                        on:change:target=move |event| finish(&event.target().value())
                    />
                </span>
                {limit.unit}
            </div>
            <p class="settings__hint" id=hint_id>
                {move || hint(app.t())}
            </p>
            <ErrorPlace id=problem_id text=problem />
        </div>
    }
    .into_any()
}

#[component]
fn About() -> impl IntoView {
    let app = App::get();
    let used = app.saving.used();
    let storage = move || {
        let language = app.language();
        let (used, limit) =
            (size::bytes(used, language), size::bytes(storage::QUOTA as u64, language));
        fill(app.t().storage_used, &[("used", &used), ("limit", &limit)])
    };
    view! {
        <dl class="facts">
            <dt>{move || app.t().version}</dt>
            <dd>"Macaréu" " " {env!("CARGO_PKG_VERSION")}</dd>
            <VersionFacts />
            <dt>{move || app.t().licence}</dt>
            <dd>{move || app.t().licences}</dd>
            <dt>{move || app.t().storage}</dt>
            <dd>{storage}</dd>
        </dl>
    }
    .into_any()
}
