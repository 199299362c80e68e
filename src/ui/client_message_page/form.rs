//! What kind of message it is, how its content is typed, and the button that sends it.

use leptos::prelude::*;

use crate::{
    app::App,
    core::{
        connection::ConnectionState,
        model::{BinaryEncoding, ContentMode, ItemId, MessageType, Syntax},
        payload::json,
    },
};

use super::Edited;
use crate::ui::{
    conversation_panel::{Hints, SyntaxSelect},
    item_look::{state_icon, state_name, state_word},
    widgets::{Icon, IconName, IconSize, Segment, Segmented},
};

/// The key of a file path in a collection file.
const FILE_PATH_KEY: &str = "fileSrcPath";

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
                <span class="grow"></span>
                <SendNow edited socket />
            </div>
            <ContentMode_ edited />
            {move || match kind.get() {
                MessageType::Text => view! { <TextOptions edited /> }.into_any(),
                MessageType::Binary => view! { <BinaryOptions edited /> }.into_any(),
                MessageType::Close => ().into_any(),
            }}
            <SendHints socket />
        </div>
    }
    .into_any()
}

/// Typed or from a file. Only asked where a file is named: files cannot be read yet.
#[component]
fn ContentMode_(edited: Edited) -> impl IntoView {
    let app = App::get();
    let names_file = Memo::new(move |_| {
        edited.read(|it| {
            it.content_mode == ContentMode::File
                || it.kept.0.get(FILE_PATH_KEY).is_some_and(|it| it.as_str().is_some())
        })
    });
    let mode = Memo::new(move |_| edited.read(|it| it.content_mode));
    let modes = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(ContentMode::Raw, t.content_typed),
            Segment::new(ContentMode::File, t.content_file),
        ]
    });
    view! {
        <Show when=move || names_file.get()>
            <span class="label" aria-hidden="true">{move || app.t().content}</span>
            <div class="form__line">
                <Segmented
                    class="seg seg--fit"
                    label=app.text(|t| t.content)
                    segments=modes
                    value=mode
                    on_change=move |mode| edited.change(|content| content.content_mode = mode)
                />
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn TextOptions(edited: Edited) -> impl IntoView {
    let app = App::get();
    let syntax = Memo::new(move |_| edited.read(|it| it.syntax));
    let formatted = Memo::new(move |_| edited.read(|it| json::pretty(&it.raw_content).ok()));
    let can_format = move || {
        syntax.get() == Syntax::Json
            && formatted.with(|it| {
                it.as_ref().is_some_and(|text| edited.read(|message| message.raw_content != *text))
            })
    };
    let format = move |_| {
        if let Some(text) = formatted.get_untracked() {
            edited.change(|content| content.raw_content = text);
        }
    };
    view! {
        <span class="label" aria-hidden="true">{move || app.t().syntax}</span>
        <div class="form__line">
            <SyntaxSelect
                framed=true
                value=syntax
                on_change=move |syntax| edited.change(|content| content.syntax = syntax)
            />
            <button type="button" class="btn btn--sm btn--ghost" disabled=move || !can_format() on:click=format>
                {move || app.t().format_json}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn BinaryOptions(edited: Edited) -> impl IntoView {
    let app = App::get();
    let encoding = Memo::new(move |_| edited.read(|it| it.binary_encoding));
    let encodings = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(BinaryEncoding::Utf8, t.encoding_utf8),
            Segment::new(BinaryEncoding::Hex, t.encoding_hex),
            Segment::new(BinaryEncoding::Base64, t.encoding_base64),
        ]
    });
    view! {
        <span class="label" aria-hidden="true">{move || app.t().encoding}</span>
        <div class="form__line">
            <Segmented
                class="seg seg--fit"
                label=app.text(|t| t.encoding)
                segments=encodings
                value=encoding
                on_change=move |encoding| edited.change(|content| content.binary_encoding = encoding)
            />
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
    let can_send = Memo::new(move |_| is_open.get() && edited.outgoing.with(Result::is_ok));
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
            title="Ctrl+Enter"
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

/// Why it cannot be sent now.
#[component]
fn SendHints(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let is_open = Memo::new(move |_| {
        matches!(app.connections.state(socket.get()), ConnectionState::Open { .. })
    });
    view! {
        <div class="form__hints">
            <Hints socket is_open />
        </div>
    }
    .into_any()
}
