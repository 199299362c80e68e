//! The third panel: one message whole, as it reads best, as it came, or byte by byte.

mod close;
mod foot;
mod image;
mod laid_out;
mod payload;
mod tree;

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::{
    app::{App, drafts::MessageTab, message::is_partial},
    core::{
        command::Command,
        conversation::{Direction, MessageKind, Row, RowBody},
        model::{ItemId, Settings},
        payload::{
            image::{ImageType, image_type},
            json,
            layout::looks_structured,
            utf8, xml,
        },
        text::row,
    },
};

use super::{
    conversation_panel::{badge_class, icon_of},
    widgets::{Icon, IconButton, IconName, IconSize, TabItem, Tabs},
};
use close::CloseView;
use foot::Foot;
use laid_out::WHOLE_BYTES;
use payload::PayloadView;

/// What is shown, looked at once.
#[derive(Clone, Debug, PartialEq)]
struct Detail {
    row: Row,
    bytes: Arc<[u8]>,
    /// Of a text message.
    text: Option<Arc<str>>,
    /// What that was found to be.
    language: TextLanguage,
    /// Of a binary message that is a picture.
    image_type: Option<ImageType>,
}

/// What a text is, as far as it was looked at: long ones are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextLanguage {
    Json,
    Xml,
    Other,
}

impl TextLanguage {
    fn of(text: &str) -> Self {
        if text.len() > WHOLE_BYTES {
            Self::Other
        } else if json::is_json(text) {
            Self::Json
        } else if xml::is_xml(text) {
            Self::Xml
        } else {
            Self::Other
        }
    }
}

impl Detail {
    fn new(row: Row, bytes: Arc<[u8]>) -> Self {
        let (text, image_type): (Option<Arc<str>>, _) = match &row.body {
            RowBody::Message { kind: MessageKind::Text, .. } => {
                let beginning = utf8::whole_characters(&bytes);
                (Some(String::from_utf8_lossy(beginning).into()), None)
            }
            RowBody::Message { kind: MessageKind::Binary, .. } => (None, image_type(&bytes)),
            _ => (None, None),
        };
        let language = text.as_deref().map_or(TextLanguage::Other, TextLanguage::of);
        Self { row, bytes, text, language, image_type }
    }

    /// Its text; of a binary message what it would be as text.
    fn as_text(&self) -> Arc<str> {
        self.text.clone().unwrap_or_else(|| String::from_utf8_lossy(&self.bytes).into())
    }

    /// Only the first part is here; the rest is in the file it was sent from.
    fn is_partial(&self) -> bool {
        is_partial(&self.row, &self.bytes)
    }

    fn kind(&self) -> Option<MessageKind> {
        match self.row.body {
            RowBody::Message { kind, .. } => Some(kind),
            RowBody::Event { .. } => None,
        }
    }
}

/// The panel.
#[component]
pub fn MessagePanel(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let entry =
        Memo::new(move |_| app.connections.shown(socket.get()).and_then(|shown| shown.entry));
    let detail = Memo::new(move |_| entry.get().map(|(row, bytes)| Detail::new(row, bytes)));
    let kind = Memo::new(move |_| detail.with(|it| it.as_ref().map(Detail::kind)));
    let tab = Memo::new(move |_| {
        detail.with(|it| it.as_ref().map_or(MessageTab::Raw, |it| tab_of(app, socket.get(), it)))
    });
    view! {
        <section class="panel panel--msg" aria-label=move || app.t().message tabindex="-1" data-focus="message">
            <Head socket kind />
            <Bar socket detail kind tab />
            {move || match kind.get() {
                None => view! { <div class="panel__body empty"><p>{move || app.t().message_empty}</p></div> }.into_any(),
                Some(None) => view! { <EventView detail /> }.into_any(),
                Some(Some(MessageKind::Close { .. })) => view! { <CloseView detail /> }.into_any(),
                Some(Some(MessageKind::Text | MessageKind::Binary)) => view! { <PayloadView socket detail tab /> }.into_any(),
            }}
            <Show when=move || kind.get().is_some()>
                <Foot socket detail />
            </Show>
        </section>
    }
    .into_any()
}

/// The tab a person chose for this kind of message, or the one it reads best in.
fn tab_of(app: App, socket: ItemId, detail: &Detail) -> MessageTab {
    let limit = app.settings.with(Settings::laid_out_limit);
    app.drafts.with(socket, |draft| {
        if let Some(text) = &detail.text {
            let is_structured = match detail.language {
                TextLanguage::Json | TextLanguage::Xml => true,
                TextLanguage::Other => text.len() > WHOLE_BYTES && looks_structured(text),
            };
            let is_best = is_structured && text.len() as u64 <= limit;
            let best = if is_best { MessageTab::Pretty } else { MessageTab::Raw };
            return draft.text_tab.unwrap_or(best);
        }
        let is_image = detail.image_type.is_some();
        let chosen = draft.binary_tab.filter(|it| is_image || *it != MessageTab::Image);
        chosen.unwrap_or(if is_image { MessageTab::Image } else { MessageTab::Hex })
    })
}

type KindShown = Memo<Option<Option<MessageKind>>>;

#[component]
fn Head(socket: Signal<ItemId>, kind: KindShown) -> impl IntoView {
    let app = App::get();
    view! {
        <div class="panel__head">
            <h2>{move || app.t().message}</h2>
            <span class=fixed("grow")></span>
            <Show when=move || kind.get().flatten().is_some()>
                <IconButton label=app.text(|t| t.resend) icon=IconName::Send on_press=move |()| app.resend(socket.get_untracked()) />
                <IconButton label=app.text(|t| t.new_from_message) icon=IconName::Plus on_press=move |()| app.client_message_from(socket.get_untracked()) />
                <IconButton label=app.text(|t| t.copy) icon=IconName::Copy on_press=move |()| app.copy_message(socket.get_untracked()) />
                <button
                    type="button"
                    class="btn btn--sm save-as"
                    aria-label=move || app.t().save_as
                    title=move || Command::SaveMessage.with_keys(app.t().save_as)
                    aria-keyshortcuts="F9"
                    on:click=move |_| app.save_message(socket.get_untracked())
                >
                    <Icon name=IconName::Save size=IconSize::Small />
                    <span>{move || app.t().save_as}</span>
                </button>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Bar(
    socket: Signal<ItemId>,
    detail: Memo<Option<Detail>>,
    kind: KindShown,
    tab: Memo<MessageTab>,
) -> impl IntoView {
    let app = App::get();
    let is_image =
        Memo::new(move |_| detail.with(|it| it.as_ref().is_some_and(|it| it.image_type.is_some())));
    let tabs = Signal::derive(move || {
        let t = app.t();
        let image = is_image.get().then(|| TabItem::new(MessageTab::Image, t.image));
        let tabs = [
            TabItem::new(MessageTab::Pretty, t.pretty),
            TabItem::new(MessageTab::Raw, t.raw),
            TabItem::new(MessageTab::Hex, t.hex),
            TabItem::new(MessageTab::Tree, t.tree),
        ];
        image.into_iter().chain(tabs).collect::<Vec<_>>()
    });
    let choose = move |tab| {
        let is_text = matches!(kind.get_untracked(), Some(Some(MessageKind::Text)));
        app.drafts.update(socket.get_untracked(), |draft| {
            let place = if is_text { &mut draft.text_tab } else { &mut draft.binary_tab };
            *place = Some(tab);
        });
    };
    let has_tabs =
        move || matches!(kind.get(), Some(Some(MessageKind::Text | MessageKind::Binary)));
    view! {
        <div class="panel__bar">
            <Show when=has_tabs fallback=|| view! { <span class=fixed("grow")></span> }>
                <Tabs label=app.text(|t| t.message) tabs selected=tab controls="message-body" on_select=choose />
            </Show>
            {move || detail.with(|it| it.as_ref().map(|it| meta(app, &it.row)))}
        </div>
    }
    .into_any()
}

/// Direction and type.
fn meta(app: App, entry: &Row) -> Option<AnyView> {
    let RowBody::Message { direction, kind, .. } = entry.body else { return None };
    let look = row::EntryKind::Message(direction, kind);
    Some(
        view! {
            <span class="meta">
                <Icon
                    name=icon_of(look)
                    size=IconSize::Small
                    class=match direction {
                        Direction::Sent => "i--sent",
                        Direction::Received => "i--received",
                    }
                />
                <span>{move || row::direction(app.t(), direction)}</span>
                <span class=badge_class(look)>{move || row::badge(app.t(), kind)}</span>
            </span>
        }
        .into_any(),
    )
}

#[component]
fn EventView(detail: Memo<Option<Detail>>) -> impl IntoView {
    let app = App::get();
    let sentence = move || {
        detail.with(|it| {
            it.as_ref().map(|it| {
                row::row(&it.row, app.language(), app.utc_offset_minutes(it.row.at_ms)).text
            })
        })
    };
    view! {
        <div class="panel__body pad">
            <p>{sentence}</p>
        </div>
    }
}
