//! The URL bar: address, state, and the one button that connects and disconnects.

use crate::ui::prelude::*;
use leptos::ev::{self, KeyboardEvent};

use crate::{
    app::App,
    core::{
        change::Change,
        command::Command,
        connection::{ConnectionState, Party},
        model::ItemId,
        payload::size,
        text::problem,
    },
};

use super::{
    conversation_panel::CountersLine,
    item_look::{state_icon, state_name, state_word},
    variables::variables_of,
    widgets::{ErrorLine, FieldOptions, Icon, VariableField},
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
    let problem =
        Memo::new(move |_| app.said_url_problem(socket.get()).map(|it| problem::url(app.t(), &it)));
    let is_connecting =
        move || matches!(app.connections.state(socket.get()), ConnectionState::Connecting { .. });
    view! {
        <div class="urlbar-area">
            <div class="urlbar">
                <div class="field url">
                    <UrlField socket has_problem=Signal::derive(move || problem.with(Option::is_some)) />
                    <DemoMark socket />
                    <StateChip socket now_ms />
                </div>
                <ConnectButton socket />
                <div class="state-line only-narrow">
                    <DemoMark socket />
                    <StateChip socket now_ms />
                    <CountersLine socket />
                </div>
                <Show when=is_connecting>
                    <div class=fixed("bar-wait")></div>
                </Show>
            </div>
            {move || {
                problem
                    .get()
                    .map(|text| {
                        view! {
                            <ErrorLine class="urlbar__error errline" alert=true id="url-problem">{text}</ErrorLine>
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
        if untrack(|| app.url_problem(id, &typed)).is_none() {
            app.drafts.update(id, |draft| draft.show_problems = false);
        }
        app.dispatch(Change::SetUrl { id, url: typed });
    };
    let say_problem = move || {
        // A field that is taken away while it has the focus loses it when its signals are gone.
        if let (Some(url), Some(id)) = (url.try_get_untracked(), socket.try_get_untracked())
            && !url.trim().is_empty()
            && untrack(|| app.url_problem(id, &url)).is_some()
        {
            app.drafts.update(id, |draft| draft.show_problems = true);
        }
    };
    let on_blur = after_press(say_problem);
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && !event.is_composing()
            && !is_alive(&untrack(|| app.connections.state(socket.get())))
        {
            event.prevent_default();
            app.connect(socket.get_untracked());
        }
    };
    let options = FieldOptions {
        focus: Some("url"),
        inputmode: Some("url"),
        placeholder: Some(app.text(|t| t.url_placeholder)),
        invalid: Some(has_problem),
        problem_id: Some(Signal::stored("url-problem".to_owned())),
        on_blur: Some(on_blur),
        on_key: Some(Callback::new(on_key)),
        ..FieldOptions::default()
    };
    view! {
        <VariableField
            id="url"
            label=app.text(|t| t.url)
            value=url
            on_input
            variables=variables_of(app, socket)
            options
        />
    }
}

/// What is done when the field is left, once no button of the pointer is held any more: the line
/// that it adds would move what a person is about to click away from under the pointer.
fn after_press(act: impl Fn() + Copy + Send + Sync + 'static) -> Callback<()> {
    let is_pressed = StoredValue::new(false);
    let is_due = StoredValue::new(false);
    let press = window_event_listener(ev::pointerdown, move |_| is_pressed.set_value(true));
    let released = move || {
        is_pressed.set_value(false);
        if is_due.get_value() {
            is_due.set_value(false);
            // The click comes first.
            request_animation_frame(act);
        }
    };
    let release = window_event_listener(ev::pointerup, move |_| released());
    let cancel = window_event_listener(ev::pointercancel, move |_| released());
    on_cleanup(move || [press, release, cancel].into_iter().for_each(WindowListenerHandle::remove));
    Callback::new(move |()| match is_pressed.try_get_value() {
        Some(true) => is_due.set_value(true),
        Some(false) => act(),
        None => {}
    })
}

/// Says that the address is of a server in the page.
#[component]
fn DemoMark(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let is_demo = Memo::new(move |_| app.is_demo(socket.get()));
    move || {
        let hint = move || app.t().demo_hint;
        let text = move || app.t().demo_mark;
        is_demo.get().then(|| view! { <span class="badge demo-mark" title=hint>{text}</span> })
    }
}

/// The state as a shape and a word, with the time it has been open.
#[component]
fn StateChip(socket: Signal<ItemId>, now_ms: Signal<f64>) -> impl IntoView {
    let app = App::get();
    let state = Memo::new(move |_| app.connections.state(socket.get()));
    let icon = Signal::derive(move || state.with(state_icon));
    let beside = move || {
        now_ms.track();
        state.with(|state| match state {
            ConnectionState::Open { since_ms, .. } => {
                Some(size::stopwatch(app.now_ms() - since_ms))
            }
            ConnectionState::Waiting { until_ms, .. } => {
                Some(size::countdown(until_ms - app.now_ms()))
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
            ConnectionState::Connecting { .. }
            | ConnectionState::Closing { .. }
            | ConnectionState::Waiting { .. } => t.cancel,
            ConnectionState::Open { .. } => t.disconnect,
            ConnectionState::Disconnected
            | ConnectionState::Closed(_)
            | ConnectionState::Failed(_) => t.connect,
        })
    };
    let is_idle = move || {
        state.with(|state| !is_alive(state) && !matches!(state, ConnectionState::Waiting { .. }))
    };
    view! {
        <button
            type="button"
            class="btn btn--lg"
            class=("btn--primary", is_idle)
            title=move || if is_idle() { Command::Connect } else { Command::Stop }.with_keys(label())
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
        ConnectionState::Disconnected
        | ConnectionState::Closed(_)
        | ConnectionState::Failed(_)
        | ConnectionState::Waiting { .. } => false,
    }
}
