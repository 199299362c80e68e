//! How long a handshake may take, and whether a lost connection is made again.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{connection::DEFAULT_TIMEOUT_MS, model::ItemId, payload::size},
    ui::widgets::{CheckLine, ErrorLine, IconName, NoticeLine},
};

/// The settings. Pororoca has none of them: they are kept under this app's own key.
#[component]
pub(super) fn Timing(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let reconnect = move || {
        app.workspace.with(|it| it.websocket(socket.get()).is_some_and(|it| it.settings.reconnect))
    };
    view! {
        <Timeout socket />
        <hr class=fixed("rule") />
        <CheckLine
            label=app.text(|t| t.reconnect)
            checked=Signal::derive(reconnect)
            on_change=move |on| app.set_connection(socket.get_untracked(), |it| it.reconnect = on)
        />
        <NoticeLine icon=IconName::Info>{move || app.t().reconnect_hint}</NoticeLine>
    }
    .into_any()
}

#[component]
fn Timeout(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let saved = Memo::new(move |_| {
        app.workspace
            .with(|it| it.websocket(socket.get()).and_then(|it| it.settings.handshake_timeout_ms))
    });
    // What is being typed, and for which WebSocket. What is no time stays on the screen; nothing of
    // it is saved.
    let typed = RwSignal::new(None::<(ItemId, String)>);
    let typed_here = Memo::new(move |_| {
        typed.with(|it| it.as_ref().filter(|(id, _)| *id == socket.get()).map(|(_, it)| it.clone()))
    });
    let shown = move || {
        let seconds = |ms| size::seconds(ms, app.language());
        typed_here.get().unwrap_or_else(|| saved.get().map(seconds).unwrap_or_default())
    };
    let on_input = move |text: String| {
        let id = socket.get_untracked();
        if let Ok(timeout) = size::timeout(&text) {
            app.set_connection(id, |it| it.handshake_timeout_ms = timeout);
        }
        typed.set(Some((id, text)));
    };
    let is_wrong =
        move || typed_here.with(|it| it.as_ref().is_some_and(|it| size::timeout(it).is_err()));
    let on_blur = move |_| {
        if typed
            .try_with_untracked(|it| it.as_ref().is_some_and(|(_, it)| size::timeout(it).is_ok()))
            == Some(true)
        {
            typed.set(None);
        }
    };
    view! {
        <div class="opts">
            <span aria-hidden="true">{move || app.t().timeout}</span>
            <span class="field field--sm num">
                <input
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=move || app.t().timeout
                    aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=move || is_wrong().then_some("timeout-problem")
                    placeholder=move || size::seconds(DEFAULT_TIMEOUT_MS, app.language())
                    prop:value=shown
                    on:input:target=move |event| on_input(event.target().value())
                    on:blur=on_blur
                />
            </span>
        </div>
        <Show when=is_wrong>
            <ErrorLine alert=true id="timeout-problem">{move || app.t().timeout_bad}</ErrorLine>
        </Show>
    }
    .into_any()
}
