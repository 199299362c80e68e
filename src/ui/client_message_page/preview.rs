//! What will be sent: exactly this, and so many bytes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    core::{
        conversation::MessageKind,
        model::Syntax,
        payload::{close, hex_dump, outgoing::Outgoing, size},
        text::{problem, row},
    },
};

use super::Edited;
use crate::ui::content_view::{Coloring, Content, ContentView};

/// The preview.
#[component]
pub(super) fn Preview(edited: Edited) -> impl IntoView {
    let app = App::get();
    let is_close =
        Memo::new(move |_| edited.outgoing.with(|it| matches!(it, Ok(Outgoing::Close { .. }))));
    let is_ready = Memo::new(move |_| edited.outgoing.with(Result::is_ok));
    let content =
        Callback::new(move |()| edited.outgoing.with(|it| content_of(it.as_ref().ok(), edited)));
    view! {
        <div class="panel__head">
            <h2>{move || app.t().will_be_sent}</h2>
            <Facts edited />
        </div>
        <div class="panel__body editor__preview">
            {move || match (is_ready.get(), is_close.get()) {
                (false, _) => view! { <NotReady edited /> }.into_any(),
                (true, true) => view! { <CloseFacts edited /> }.into_any(),
                (true, false) => view! { <ContentView content /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn content_of(outgoing: Option<&Outgoing>, edited: Edited) -> Content {
    match outgoing {
        Some(Outgoing::Text(text)) => {
            let coloring = match edited.read(|it| it.syntax) {
                Syntax::Json => Coloring::Json,
                Syntax::Other => Coloring::Plain,
            };
            Content::text(text.as_str().into(), coloring)
        }
        Some(Outgoing::Binary(bytes)) => {
            Content::hex(Arc::from(bytes.as_slice()), hex_dump::NARROW)
        }
        Some(Outgoing::Close { .. }) | None => Content::Empty,
    }
}

/// Type and size.
#[component]
fn Facts(edited: Edited) -> impl IntoView {
    let app = App::get();
    let facts = move || {
        let (kind, bytes) = edited.outgoing.with(|it| match it {
            Ok(Outgoing::Text(text)) => Some((MessageKind::Text, text.len())),
            Ok(Outgoing::Binary(bytes)) => Some((MessageKind::Binary, bytes.len())),
            Ok(Outgoing::Close { code, reason }) => {
                Some((MessageKind::Close { code: Some(*code) }, close::reason_bytes(reason)))
            }
            Err(_) => None,
        })?;
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        Some((row::kind_word(app.t(), kind), size::bytes(bytes, app.language())))
    };
    view! {
        <span class="stats">
            {move || {
                facts()
                    .map(|(kind, bytes)| {
                        view! {
                            <span>{kind}</span>
                            <span>{bytes}</span>
                        }
                    })
            }}
        </span>
    }
    .into_any()
}

#[component]
fn CloseFacts(edited: Edited) -> impl IntoView {
    let app = App::get();
    let code = move || {
        edited.outgoing.with(|it| match it {
            Ok(Outgoing::Close { code, .. }) => row::close_code(*code),
            _ => String::new(),
        })
    };
    let reason = move || edited.read(|it| it.raw_content.clone());
    view! {
        <dl class="facts">
            <dt>{move || app.t().close_code}</dt>
            <dd>{code}</dd>
            <dt>{move || app.t().close_reason}</dt>
            <dd>{reason}</dd>
        </dl>
    }
    .into_any()
}

/// Why nothing can be sent.
#[component]
fn NotReady(edited: Edited) -> impl IntoView {
    let app = App::get();
    view! { <p class="empty">{move || edited.problem().map(|it| problem::outgoing(app.t(), &it))}</p> }.into_any()
}
