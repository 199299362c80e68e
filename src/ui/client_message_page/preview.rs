//! What will be sent: exactly this, and so many bytes.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::{
    app::{App, file_look::FileLook},
    core::{
        conversation::MessageKind,
        model::{MessageType, Syntax},
        payload::{close, hex_dump, outgoing::Outgoing, size, utf8},
        text::{fill, problem, row},
        variables::{self, Resolved},
    },
};

use super::Edited;
use crate::ui::{
    content_view::{Coloring, Content, ContentView},
    widgets::{IconButton, IconButtonOptions, IconName, NoticeLine},
};

/// The preview. Secret values are masked until they are asked for.
#[component]
pub(super) fn Preview(edited: Edited) -> impl IntoView {
    let app = App::get();
    let is_revealed = RwSignal::new(false);
    let seen = Memo::new(move |_| seen(edited));
    let has_secret = Memo::new(move |_| seen.with(|it| !it.secrets.is_empty()));
    let is_masked = Memo::new(move |_| has_secret.get() && !is_revealed.get());
    let look = app.look_at_file(edited.message);
    let face = Memo::new(move |_| {
        if look.with(Option::is_some) {
            return Face::File;
        }
        edited.outgoing.with(|it| Face::of(it.as_ref().ok(), is_masked.get()))
    });
    let content = Callback::new(move |()| {
        let masked = is_masked.get().then(|| seen.with(|it| it.text.clone()));
        edited.outgoing.with(|it| content_of(it.as_ref().ok(), edited, masked.as_deref()))
    });
    view! {
        <div class="panel__head">
            <h2>{move || app.t().will_be_sent}</h2>
            <Show when=move || has_secret.get()>
                <IconButton
                    label=app.text(|t| t.show_secrets)
                    icon=IconName::Eye
                    on_press=move |()| is_revealed.update(|it| *it = !*it)
                    options=IconButtonOptions { pressed: Some(is_revealed.into()), ..Default::default() }
                />
            </Show>
            <Facts edited look />
        </div>
        <div class="panel__body editor__preview">
            {move || match face.get() {
                Face::NotReady => view! { <NotReady edited /> }.into_any(),
                Face::Close => view! { <CloseFacts edited is_masked seen /> }.into_any(),
                Face::Hidden => view! { <p class="empty">{move || app.t().secret_bytes}</p> }.into_any(),
                Face::Content => view! { <ContentView content /> }.into_any(),
                Face::File => view! { <FileBegins edited look /> }.into_any(),
            }}
            <Show when=move || seen.with(|it| it.has_predefined)>
                <NoticeLine icon=IconName::Info class="notice editor__note">
                    {move || app.t().new_each_time}
                </NoticeLine>
            </Show>
        </div>
    }
    .into_any()
}

/// Which elements show it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    NotReady,
    Close,
    /// Bytes that would give a secret away.
    Hidden,
    Content,
    /// How the file begins.
    File,
}

impl Face {
    fn of(outgoing: Option<&Outgoing>, is_masked: bool) -> Self {
        match outgoing {
            None => Self::NotReady,
            Some(Outgoing::Close { .. }) => Self::Close,
            Some(Outgoing::Binary(_)) if is_masked => Self::Hidden,
            Some(_) => Self::Content,
        }
    }
}

/// What is typed, as it may be seen.
fn seen(edited: Edited) -> Resolved {
    let text = edited.read(|it| it.raw_content.clone());
    let mut sample = edited.app.sample(edited.id.get());
    edited
        .scopes
        .with(|scopes| variables::shown(&text, scopes, Some(&mut sample)))
        .unwrap_or_default()
}

fn content_of(outgoing: Option<&Outgoing>, edited: Edited, masked: Option<&str>) -> Content {
    match outgoing {
        Some(Outgoing::Text(text)) => {
            let coloring = match edited.read(|it| it.syntax) {
                Syntax::Json => Coloring::Json,
                Syntax::Other => Coloring::Plain,
            };
            Content::text(masked.unwrap_or(text).into(), coloring)
        }
        Some(Outgoing::Binary(bytes)) => {
            Content::hex(Arc::from(bytes.as_slice()), hex_dump::NARROW)
        }
        Some(Outgoing::Close { .. }) | None => Content::Empty,
    }
}

/// Type and size.
#[component]
fn Facts(edited: Edited, look: RwSignal<Option<FileLook>>) -> impl IntoView {
    let app = App::get();
    let facts = move || {
        if let Some(size) = look.with(|it| it.as_ref().map(|it| it.size)) {
            let kind = match edited.read(|it| it.message_type) {
                MessageType::Text => MessageKind::Text,
                MessageType::Binary => MessageKind::Binary,
                MessageType::Close => MessageKind::Close { code: None },
            };
            return Some((row::kind_word(app.t(), kind), size::bytes(size, app.language())));
        }
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
fn CloseFacts(edited: Edited, is_masked: Memo<bool>, seen: Memo<Resolved>) -> impl IntoView {
    let app = App::get();
    let code = move || {
        edited.outgoing.with(|it| match it {
            Ok(Outgoing::Close { code, .. }) => row::close_code(*code),
            _ => String::new(),
        })
    };
    let reason = move || {
        if is_masked.get() {
            return seen.with(|it| it.text.clone());
        }
        edited.outgoing.with(|it| match it {
            Ok(Outgoing::Close { reason, .. }) => reason.clone(),
            _ => String::new(),
        })
    };
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

/// How the file begins that would be sent now.
#[component]
fn FileBegins(edited: Edited, look: RwSignal<Option<FileLook>>) -> impl IntoView {
    let app = App::get();
    let content = Callback::new(move |()| {
        let Some(it) = look.get() else { return Content::Empty };
        let is_text = edited.read(|it| it.message_type) != MessageType::Binary;
        match str::from_utf8(utf8::whole_characters(&it.first)) {
            Ok(text) if is_text => Content::text(text.into(), Coloring::Plain),
            _ => Content::hex(it.first.clone(), hex_dump::NARROW),
        }
    });
    let note = move || {
        let it = look.get()?;
        let language = app.language();
        let shown = it.first.len() as u64;
        Some(if shown < it.size {
            let (shown, size) = (size::bytes(shown, language), size::bytes(it.size, language));
            let values = [("file", it.name.as_str()), ("shown", &shown), ("size", &size)];
            fill(app.t().file_begins, &values)
        } else {
            fill(app.t().file_as_it_is, &[("file", &it.name)])
        })
    };
    view! {
        <ContentView content />
        <NoticeLine icon=IconName::Info class="notice editor__note">{note}</NoticeLine>
    }
    .into_any()
}

/// Why nothing can be sent.
#[component]
fn NotReady(edited: Edited) -> impl IntoView {
    let app = App::get();
    view! { <p class="empty">{move || edited.problem().map(|it| problem::outgoing(app.t(), &it))}</p> }.into_any()
}
