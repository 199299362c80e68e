//! The URL bar: address, state, and the one button that connects and disconnects.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    app::App,
    core::{
        change::Change,
        connection::{ConnectionState, Party},
        model::ItemId,
        payload::size,
        text::problem,
        web_address,
    },
};

use super::{
    conversation_panel::CountersLine,
    item_look::{state_name, state_word},
    widgets::{Icon, IconName},
};

/// The URL bar.
#[component]
pub fn UrlBar(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
    /// Moves once a second.
    now_ms: Signal<f64>,
) -> impl IntoView {
    let app = App::get();
    let problem = Memo::new(move |_| {
        let id = socket.get();
        let wanted = app.drafts.with(id, |draft| draft.show_problems);
        let url =
            app.workspace.with(|workspace| workspace.websocket(id).map(|it| it.url.clone()))?;
        let problem = web_address::check(&url).err().filter(|_| wanted)?;
        Some(problem::address(app.t(), &url, &problem))
    });
    let is_connecting =
        move || matches!(app.connections.state(socket.get()), ConnectionState::Connecting { .. });
    view! {
        <div class="urlbar-area">
            <div class="urlbar">
                <div class="field url">
                    <UrlField socket has_problem=Signal::derive(move || problem.with(Option::is_some)) />
                    <StateChip socket now_ms />
                </div>
                <ConnectButton socket />
                <div class="state-line only-narrow">
                    <StateChip socket now_ms />
                    <CountersLine socket />
                </div>
                <Show when=is_connecting>
                    <div class="bar-wait"></div>
                </Show>
            </div>
            {move || {
                problem
                    .get()
                    .map(|text| {
                        view! {
                            <p class="urlbar__error errline" role="alert" id="url-problem">
                                <Icon name=IconName::Failed />
                                <span>{text}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

#[component]
fn UrlField(socket: Signal<ItemId>, has_problem: Signal<bool>) -> impl IntoView {
    let app = App::get();
    let url = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace.websocket(socket.get()).map(|it| it.url.clone()).unwrap_or_default()
        })
    });
    let on_input = move |typed: String| {
        let id = socket.get_untracked();
        // Once it is right, a person who types on is not corrected in the middle of a word.
        if web_address::check(&typed).is_ok() {
            app.drafts.update(id, |draft| draft.show_problems = false);
        }
        app.dispatch(Change::SetUrl { id, url: typed });
    };
    let on_blur = move |_| {
        // A field that is taken away while it has the focus loses it when its signals are gone.
        let is_wrong = url
            .try_with_untracked(|url| web_address::check(url).is_err() && !url.trim().is_empty());
        if let (Some(true), Some(socket)) = (is_wrong, socket.try_get_untracked()) {
            app.drafts.update(socket, |draft| draft.show_problems = true);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && !event.is_composing()
            && !is_alive(&untrack(|| app.connections.state(socket.get())))
        {
            event.prevent_default();
            app.connect(socket.get_untracked());
        }
    };
    view! {
        <input
            type="text"
            inputmode="url"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            data-focus="url"
            aria-label=move || app.t().url
            placeholder=move || app.t().url_placeholder
            aria-invalid=move || has_problem.get().then_some("true")
            aria-describedby=move || has_problem.get().then_some("url-problem")
            prop:value=move || url.get()
            on:input:target=move |event| on_input(event.target().value())
            on:blur=on_blur
            on:keydown=on_key
        />
    }
}

/// The state as a shape and a word, with the time it has been open.
#[component]
fn StateChip(socket: Signal<ItemId>, now_ms: Signal<f64>) -> impl IntoView {
    let app = App::get();
    let state = Memo::new(move |_| app.connections.state(socket.get()));
    let icon = Signal::derive(move || {
        state.with(|state| match state {
            ConnectionState::Disconnected | ConnectionState::Closed(_) => IconName::StateIdle,
            ConnectionState::Connecting { .. } => IconName::StateWait,
            ConnectionState::Open { .. } => IconName::StateOpen,
            ConnectionState::Closing { .. } => IconName::StateClosing,
            ConnectionState::Failed(_) => IconName::StateFailed,
        })
    });
    let beside = move || {
        now_ms.track();
        state.with(|state| match state {
            ConnectionState::Open { since_ms, .. } => {
                Some(size::stopwatch(app.now_ms() - since_ms))
            }
            ConnectionState::Closed(ended) if ended.by != Party::Nobody && ended.clean => {
                Some(ended.code.to_string())
            }
            _ => None,
        })
    };
    view! {
        <span class="state" role="status" data-state=move || state.with(state_name).unwrap_or("disconnected")>
            <Icon name=icon />
            <span>{move || state.with(|state| state_word(app.t(), state))}</span>
            // The words change with the state; the time would be read out every second.
            {move || beside().map(|text| view! { <time aria-hidden="true">{text}</time> })}
        </span>
    }
}

#[component]
fn ConnectButton(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let state = Memo::new(move |_| app.connections.state(socket.get()));
    let label = move || {
        let t = app.t();
        state.with(|state| match state {
            ConnectionState::Connecting { .. } | ConnectionState::Closing { .. } => t.cancel,
            ConnectionState::Open { .. } => t.disconnect,
            ConnectionState::Disconnected
            | ConnectionState::Closed(_)
            | ConnectionState::Failed(_) => t.connect,
        })
    };
    let is_idle = move || state.with(|state| !is_alive(state));
    view! {
        <button
            type="button"
            class="btn btn--lg"
            class=("btn--primary", is_idle)
            title=move || format!("{} ({})", label(), if is_idle() { "F5" } else { "F6" })
            aria-keyshortcuts=move || if is_idle() { "F5" } else { "F6" }
            on:click=move |_| app.toggle_connection(socket.get_untracked())
        >
            {label}
        </button>
    }
}

/// Whether a connection lives or is being made.
fn is_alive(state: &ConnectionState) -> bool {
    match state {
        ConnectionState::Connecting { .. }
        | ConnectionState::Open { .. }
        | ConnectionState::Closing { .. } => true,
        ConnectionState::Disconnected | ConnectionState::Closed(_) | ConnectionState::Failed(_) => {
            false
        }
    }
}
