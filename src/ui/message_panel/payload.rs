//! The payload of a text or binary message under the tab chosen.

use std::sync::Arc;

use crate::ui::prelude::*;
use leptos::html;

use crate::{
    app::{App, drafts::MessageTab},
    browser::dom::SizeObserver,
    core::{
        conversation::RowBody,
        model::{ItemId, Settings},
        payload::{
            hex_dump,
            layout::{Form, Laid, NotLaid},
            size,
        },
        text::{fill, row},
    },
    ui::{
        content_view::{Coloring, Content, ContentView},
        widgets::{Icon, IconName, IconSize},
    },
};

use super::{
    Detail,
    image::ImageView,
    laid_out::{State, laid_out},
    tree::TreeView,
};

/// From this width on, in CSS pixels, a line of a hex dump has sixteen bytes.
const WIDE_PX: f64 = 560.0;

/// Which view shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Content,
    Tree,
    Image,
    Long,
    Busy,
}

/// The payload.
#[component]
pub(super) fn PayloadView(
    socket: Signal<ItemId>,
    detail: Memo<Option<Detail>>,
    tab: Memo<MessageTab>,
) -> impl IntoView {
    let app = App::get();
    let body = NodeRef::<html::Div>::new();
    let form = Memo::new(move |_| match tab.get() {
        MessageTab::Pretty => Some(Form::Pretty),
        MessageTab::Tree => Some(Form::Tree),
        MessageTab::Raw | MessageTab::Hex | MessageTab::Image => None,
    });
    let is_hex = Memo::new(move |_| tab.get() == MessageTab::Hex);
    let text = Memo::new(move |_| {
        if is_hex.get() { None } else { detail.with(|it| it.as_ref().map(Detail::as_text)) }
    });
    let wanted = Memo::new(move |_| Some((text.get()?, form.get()?)));
    // The long message a person wants to see laid out.
    let shown = Memo::new(move |_| {
        let number = detail.with(|it| it.as_ref().map(|it| it.row.number));
        (socket.get(), number)
    });
    let allowed = RwSignal::new(None::<(ItemId, Option<u64>)>);
    let is_short = move || {
        let limit = app.settings.with(Settings::laid_out_limit);
        text.with(|it| it.as_ref().is_none_or(|it| it.len() as u64 <= limit))
    };
    let is_allowed = Memo::new(move |_| is_short() || allowed.get() == Some(shown.get()));
    let state = laid_out(wanted, is_allowed);
    let face = Memo::new(move |_| {
        state.with(|state| match state {
            State::Long => Face::Long,
            State::Busy => Face::Busy,
            State::Laid(Laid::Tree(_)) => Face::Tree,
            State::AsItCame if tab.get() == MessageTab::Image => Face::Image,
            State::AsItCame | State::Laid(_) => Face::Content,
        })
    });
    let hex_width = hex_width(body);
    let content = Callback::new(move |()| {
        let laid = state.with(|state| match state {
            State::Laid(Laid::Json(text)) => Some((Arc::clone(text), Coloring::Json)),
            State::Laid(Laid::Xml(text)) => Some((Arc::clone(text), Coloring::Xml)),
            _ => None,
        });
        if let Some((text, coloring)) = laid {
            let marks = app.places_found(socket.get(), &text);
            return Content::marked(text, coloring, marks);
        }
        if is_hex.get() {
            let width = hex_width.get();
            return detail.with(|it| match it {
                Some(it) => Content::hex(Arc::clone(&it.bytes), width),
                None => Content::Empty,
            });
        }
        text.get().map_or(Content::Empty, |text| {
            let marks = app.places_found(socket.get(), &text);
            Content::marked(text, Coloring::Plain, marks)
        })
    });
    let show_anyway = Callback::new(move |()| allowed.set(Some(shown.get_untracked())));
    view! {
        <div class="panel__body" role="tabpanel" id="message-body" aria-label=move || app.t().content node_ref=body>
            <Part detail />
            {move || match face.get() {
                Face::Content => view! { <Note state /> <ContentView content /> }.into_any(),
                Face::Tree => view! { <Trees state /> }.into_any(),
                Face::Image => view! { <Images detail /> }.into_any(),
                Face::Long => view! { <Long socket text show_anyway /> }.into_any(),
                Face::Busy => view! { <p class="empty" role="status">{move || app.t().laying_out}</p> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Why a text is shown as it came.
#[component]
fn Note(state: Memo<State>) -> impl IntoView {
    let app = App::get();
    let note = move || {
        let t = app.t();
        state.with(|state| match state {
            State::Laid(Laid::Not(why)) => Some(match why {
                NotLaid::NotJson => t.not_json.to_owned(),
                NotLaid::NoTreeOfXml => t.no_tree_of_xml.to_owned(),
                NotLaid::NotXml(at) => fill(
                    t.not_xml,
                    &[("line", &at.line.to_string()), ("column", &at.column.to_string())],
                ),
            }),
            _ => None,
        })
    };
    move || note().map(|note| view! { <p class="code-note">{note}</p> })
}

/// One tree after the other.
#[component]
fn Trees(state: Memo<State>) -> impl IntoView {
    move || {
        state.with(|state| match state {
            State::Laid(Laid::Tree(outline)) => {
                Some(view! { <TreeView outline=Arc::clone(outline) /> })
            }
            _ => None,
        })
    }
}

/// One picture after the other.
#[component]
fn Images(detail: Memo<Option<Detail>>) -> impl IntoView {
    let app = App::get();
    move || {
        detail.with(|it| {
            let it = it.as_ref()?;
            let image_type = it.image_type?;
            let picture = app.picture(&it.bytes, image_type);
            Some(view! { <ImageView picture image_type /> })
        })
    }
}

/// A message too long to be laid out unasked.
#[component]
fn Long(
    socket: Signal<ItemId>,
    text: Memo<Option<Arc<str>>>,
    show_anyway: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let says = move || {
        let bytes = text.with(|it| it.as_ref().map_or(0, |it| it.len()));
        let size = size::bytes(u64::try_from(bytes).unwrap_or(u64::MAX), app.language());
        fill(app.t().large_message, &[("size", &size)])
    };
    view! {
        <div class="empty">
            <p>{says}</p>
            <button type="button" class="btn" on:click=move |_| show_anyway.run(())>
                {move || app.t().show_anyway}
            </button>
            <button type="button" class="btn" on:click=move |_| app.save_message(socket.get_untracked())>
                <Icon name=IconName::Save size=IconSize::Small />
                <span>{move || app.t().save_as}</span>
            </button>
        </div>
    }
    .into_any()
}

/// Says that only the first part is shown, or that there is nothing to show any more.
#[component]
fn Part(detail: Memo<Option<Detail>>) -> impl IntoView {
    let app = App::get();
    let said = move || {
        detail.with(|it| {
            let detail = it.as_ref().filter(|it| it.is_partial())?;
            let RowBody::Message { size, .. } = detail.row.body else { return None };
            let (t, language, shown) = (app.t(), app.language(), detail.bytes.len() as u64);
            if shown == 0 {
                return Some(t.sent_file_changed.to_owned());
            }
            let (shown, size) = (size::bytes(shown, language), size::bytes(size, language));
            Some(fill(t.first_part, &[("shown", &shown), ("size", &size)]))
        })
    };
    let cut_short = move || {
        let said = detail.with(|it| row::cut_short(&it.as_ref()?.row.body, app.language()));
        said.map(|text| format!("{text}."))
    };
    let note = |text| view! { <p class="code-note">{text}</p> };
    view! {
        {move || cut_short().map(note)}
        {move || said().map(note)}
    }
    .into_any()
}

/// Bytes on a line of a hex dump, by the room there is.
fn hex_width(body: NodeRef<html::Div>) -> Memo<usize> {
    let width_px = RwSignal::new(0.0);
    let observer = StoredValue::new_local(None::<SizeObserver>);
    Effect::new(move |_| {
        let Some(element) = body.get() else { return };
        observer.set_value(SizeObserver::new(&element, move || {
            if let Some(Some(element)) = body.try_get_untracked() {
                width_px.try_set(f64::from(element.client_width()));
            }
        }));
    });
    Memo::new(move |_| if width_px.get() >= WIDE_PX { hex_dump::WIDE } else { hex_dump::NARROW })
}
