//! What is said of the versions of the app: that a newer one is ready, what going over to it loses,
//! whether this one is there offline.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        payload::visible,
        text::Texts,
        update::{Losses, Offline, Versions, WhyNot},
    },
};

use super::widgets::{Dialog, Icon, IconName};

/// A newer version is ready.
#[component]
pub fn NewVersion() -> impl IntoView {
    let app = App::get();
    let versions = app.updates.versions;
    let is_offered = Memo::new(move |_| versions.with(Versions::is_offered));
    view! {
        <Show when=move || is_offered.get()>
            <div class="lasting" role="status" data-kind="information">
                <Icon name=IconName::Info />
                <p>{move || app.t().update_ready}</p>
                <button type="button" class="btn btn--sm" on:click=move |_| app.update()>
                    {move || app.t().update_reload}
                </button>
                <button
                    type="button"
                    class="btn btn--ghost btn--sm"
                    on:click=move |_| versions.update(Versions::put_off)
                >
                    {move || app.t().update_later}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// What going over to the newer version loses.
#[component]
pub fn UpdateDialog() -> impl IntoView {
    let app = App::get();
    let question = app.updates.question;
    view! {
        <Dialog
            open=Signal::derive(move || question.with(Option::is_some))
            heading_id="update-heading"
            title=app.text(|t| t.update_title)
            close_label=app.text(|t| t.close_dialog)
            on_close=Callback::new(move |()| question.set(None))
        >
            {move || {
                question
                    .get()
                    .map(|Losses { connections, typed, unsaved }| {
                        view! {
                            <Names label=|t| t.update_connections names=connections />
                            <Names label=|t| t.update_typed names=typed />
                            {unsaved.then(|| view! { <p>{app.t().update_unsaved}</p> })}
                        }
                    })
            }}
            <div class="dialog__acts">
                <button type="button" class="btn" on:click=move |_| question.set(None)>
                    {move || app.t().cancel}
                </button>
                <button type="button" class="btn btn--primary" on:click=move |_| app.update_anyway()>
                    {move || app.t().update_reload}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// A sentence and the WebSockets it is of; nothing without any.
#[component]
fn Names(label: fn(&Texts) -> &'static str, names: Vec<String>) -> impl IntoView {
    let app = App::get();
    if names.is_empty() {
        return ().into_any();
    }
    let line = |name: String| view! { <li>{visible::line(&name).into_owned()}</li> };
    view! {
        <p>{move || label(app.t())}</p>
        <ul class="dialog__list">{names.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

/// Rows of *About*: the build, and whether it is there offline.
#[component]
pub fn VersionFacts() -> impl IntoView {
    let app = App::get();
    let versions = app.updates.versions;
    let offline = move || offline_text(app.t(), versions.with(Versions::offline));
    let is_ready = Memo::new(move |_| versions.with(Versions::is_newer_ready));
    let has_failed = Memo::new(move |_| versions.with(Versions::has_failed));
    view! {
        <dt>{move || app.t().build}</dt>
        <dd>{versions.with_untracked(|it| it.own().to_owned())}</dd>
        <dt>{move || app.t().offline}</dt>
        <dd>
            <p>{offline}</p>
            <Show when=move || has_failed.get()>
                <p>{move || app.t().update_failed}</p>
            </Show>
            <Show when=move || is_ready.get()>
                <p>
                    {move || app.t().update_ready} " "
                    <button
                        type="button"
                        class="btn btn--sm"
                        on:click=move |_| {
                            app.settings_open.set(false);
                            app.update();
                        }
                    >
                        {move || app.t().update_reload}
                    </button>
                </p>
            </Show>
        </dd>
    }
    .into_any()
}

/// Installs the app, where the browser offers that.
#[component]
pub fn InstallButton() -> impl IntoView {
    let app = App::get();
    view! {
        <Show when=move || app.updates.can_install.get()>
            <button type="button" class="btn" on:click=move |_| app.install()>
                {move || app.t().install_dots}
            </button>
        </Show>
    }
    .into_any()
}

fn offline_text(t: &Texts, offline: Offline) -> &'static str {
    match offline {
        Offline::Preparing => t.offline_preparing,
        Offline::Ready => t.offline_ready,
        Offline::Not(WhyNot::Developing) => t.offline_developing,
        Offline::Not(WhyNot::Insecure) => t.offline_insecure,
        Offline::Not(WhyNot::Unsupported) => t.offline_unsupported,
        Offline::Not(WhyNot::Refused) => t.offline_refused,
        Offline::Not(WhyNot::Incomplete) => t.offline_incomplete,
        Offline::Not(WhyNot::NoRoom) => t.offline_no_room,
    }
}
