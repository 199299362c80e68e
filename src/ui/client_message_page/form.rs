//! What kind of message it is, how its content is typed, and the button that sends it.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        command::Command,
        connection::ConnectionState,
        model::{ContentMode, ItemId, MessageType},
    },
};

use super::{Edited, content_rows::ContentRows};
use crate::ui::{
    conversation_panel::Hints,
    item_look::{state_icon, state_name, state_word},
    widgets::{Icon, IconName, IconSize, NoticeLine, Segment, Segmented},
};

/// The form.
#[component]
pub(super) fn Form(edited: Edited, socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let kind = Memo::new(move |_| edited.read(|it| it.message_type));
    let kinds = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(MessageType::Text, t.type_text),
            Segment::new(MessageType::Binary, t.type_binary),
            Segment::new(MessageType::Close, t.type_close),
        ]
    });
    view! {
        <div class="form">
            <span class="label" aria-hidden="true">{move || app.t().message_type_short}</span>
            <div class="form__line">
                <Segmented
                    class="seg seg--fit"
                    label=app.text(|t| t.message_type)
                    segments=kinds
                    value=kind
                    on_change=move |kind| edited.change(|content| content.message_type = kind)
                />
                <span class=fixed("grow")></span>
                <SendNow edited socket />
            </div>
            <ContentRows edited kind />
            <SendHints edited socket />
        </div>
    }
    .into_any()
}

#[component]
fn SendNow(edited: Edited, socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let state = Memo::new(move |_| app.connections.state(socket.get()));
    let is_open = Memo::new(move |_| state.with(|it| matches!(it, ConnectionState::Open { .. })));
    let name = move || {
        app.workspace
            .with(|workspace| workspace.name_of(socket.get()).unwrap_or_default().to_owned())
    };
    let icon = Signal::derive(move || state.with(state_icon));
    // What is in a file is looked at when it is sent.
    let is_ready = move || {
        edited.outgoing.with(Result::is_ok)
            || edited.read(|it| it.content_mode) == ContentMode::File
    };
    let can_send = Memo::new(move |_| is_open.get() && is_ready());
    let send = move |_| {
        edited.message.with_untracked(|it| {
            if let Some(message) = it.as_ref().filter(|_| can_send.get_untracked()) {
                app.send(socket.get_untracked(), message);
            }
        });
    };
    view! {
        <span class="state" role="status" data-state=move || state.with(state_name).unwrap_or("disconnected")>
            <Icon name=icon />
            <span class="sr">{move || state.with(|state| state_word(app.t(), state))}</span>
            <span class="cut" aria-hidden="true">{name}</span>
        </span>
        <button
            type="button"
            class="btn btn--primary"
            data-focus="send"
            title=move || Command::Send.with_keys(app.t().send_now)
            aria-keyshortcuts="Control+Enter"
            disabled=move || !can_send.get()
            on:click=send
        >
            <Icon name=IconName::Send size=IconSize::Small />
            <span>{move || app.t().send_now}</span>
        </button>
    }
    .into_any()
}

/// Why it cannot be sent now, and what a browser does not do.
#[component]
fn SendHints(edited: Edited, socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let is_open = Memo::new(move |_| {
        matches!(app.connections.state(socket.get()), ConnectionState::Open { .. })
    });
    view! {
        <div class="form__hints">
            <Hints socket is_open />
            <Show when=move || edited.read(|it| it.disable_compression)>
                <NoticeLine icon=IconName::Info>{move || app.t().compression_is_kept}</NoticeLine>
            </Show>
        </div>
    }
    .into_any()
}
