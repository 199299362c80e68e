//! A file on its way: how far it is, and the one way to stop it.

use crate::ui::prelude::*;

use crate::{
    app::App,
    browser::dom,
    core::{
        connection::ConnectionState, message_file::Progress, model::ItemId, payload::size,
        text::fill,
    },
};

use super::super::widgets::{IconName, NoticeLine};

/// The file on its way on a WebSocket, if there is one.
#[component]
pub(super) fn Upload(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let name = Memo::new(move |_| app.message_files.sending(socket.get()).map(|it| it.name));
    let progress = Memo::new(move |_| app.message_files.sending(socket.get())?.progress);
    let is_open = Memo::new(move |_| {
        matches!(app.connections.state(socket.get()), ConnectionState::Open { .. })
    });
    let text = move || {
        let (t, language) = (app.t(), app.language());
        let name = name.get().unwrap_or_default();
        match progress.get() {
            None => fill(t.file_checking, &[("file", &name)]),
            Some(progress) => {
                let sent = size::bytes(progress.sent(), language);
                let size = size::bytes(progress.size, language);
                let says = if is_open.get() { t.file_sending } else { t.file_stopping };
                fill(says, &[("file", &name), ("sent", &sent), ("size", &size)])
            }
        }
    };
    let label =
        move || fill(app.t().file_sending_name, &[("file", &name.get().unwrap_or_default())]);
    view! {
        <Show when=move || name.with(Option::is_some)>
            <div class="upload">
                <progress aria-label=label max="1" prop:value=move || progress.get().map_or(0.0, Progress::share_sent)></progress>
                <span class="cut">{text}</span>
                <Show when=move || is_open.get()>
                    <button
                        type="button"
                        class="btn btn--sm"
                        on:click=move |_| {
                            app.cancel_file(socket.get_untracked());
                            // The button goes.
                            dom::focus_soon("conversation");
                        }
                    >
                        {move || app.t().cancel}
                    </button>
                </Show>
            </div>
            <Show when=move || progress.with(Option::is_some) && is_open.get()>
                <NoticeLine icon=IconName::Info>{move || app.t().file_stop_hint}</NoticeLine>
            </Show>
        </Show>
    }
    .into_any()
}
