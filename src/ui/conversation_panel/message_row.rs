//! One row of the list. The element stays while the messages it shows change.

use crate::ui::prelude::*;
use leptos::ev::MouseEvent;

use crate::core::{
    conversation::{Direction, MessageKind},
    text::row::{self, EntryKind, RowText},
};

use super::{
    super::widgets::{Icon, IconName, IconSize, MenuPlace},
    list_state::ListState,
};

/// A row in words, and what the list adds to it.
#[derive(Clone, PartialEq)]
struct Shown {
    number: u64,
    /// Counted from the top of the list, from 0.
    line: u64,
    text: RowText,
    pinned: bool,
    delta: String,
    description: Option<String>,
    /// What the search found in it; empty when it found nothing.
    pieces: Vec<(String, bool)>,
}

/// A row of the list, by its place among the rows on the page.
#[component]
pub(super) fn MessageRow(
    list: ListState,
    at: usize,
    on_open: Callback<()>,
    menu: RwSignal<Option<MenuPlace>>,
) -> impl IntoView {
    let app = list.app;
    let entry = Memo::new(move |_| {
        let language = app.language();
        let newest_first = list.newest_first.get();
        let deltas = app.settings.with(|it| it.time_deltas);
        app.connections.window.with(|window| {
            let at = if newest_first { window.rows.len().checked_sub(at + 1)? } else { at };
            let it = window.rows.get(at)?;
            let text = row::row(&it.row, language, app.utc_offset_minutes(it.row.at_ms));
            Some(Shown {
                number: it.row.number,
                line: list.flip(window.first + at as u64),
                pinned: it.pinned,
                delta: it
                    .since_ms
                    .filter(|_| deltas)
                    .map_or_else(String::new, |ms| row::delta(ms, language)),
                description: row::description(it, deltas, language),
                pieces: if it.marks.is_empty() { Vec::new() } else { row::pieces(it, &text) },
                text,
            })
        })
    });
    let text = move |pick: fn(&RowText) -> &str| {
        move || {
            entry.with(|entry| {
                entry.as_ref().map(|it| pick(&it.text).to_owned()).unwrap_or_default()
            })
        }
    };
    let of_entry = move |pick: fn(&Shown) -> String| {
        move || entry.with(|entry| entry.as_ref().map(pick).unwrap_or_default())
    };
    let number = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|it| it.number)));
    let is_pinned = Memo::new(move |_| entry.with(|it| it.as_ref().is_some_and(|it| it.pinned)));
    let is_marked =
        Memo::new(move |_| entry.with(|it| it.as_ref().is_some_and(|it| !it.pieces.is_empty())));
    let kind = Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map_or(EntryKind::Ended, |it| it.text.kind))
    });
    let is_selected =
        Memo::new(move |_| number.get().is_some() && number.get() == list.selected.get());
    let select = move || {
        if let Some(number) = number.get_untracked() {
            list.select(number);
        }
    };
    let on_menu = move |event: MouseEvent| {
        if matches!(kind.get_untracked(), EntryKind::Message(..)) {
            event.prevent_default();
            select();
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            menu.set(Some(MenuPlace::At { x, y }));
        }
    };
    view! {
        <div
            class=of_entry(class_of)
            role="option"
            id=move || number.get().map(row_id)
            aria-description=move || entry.with(|it| it.as_ref().and_then(|it| it.description.clone()))
            aria-selected=move || is_selected.get().to_string()
            aria-posinset=of_entry(|it| (it.line + 1).to_string())
            aria-setsize=move || list.shown.with(|it| it.rows.to_string())
            data-active=move || is_selected.get().then_some("")
            on:click=move |_| {
                select();
                on_open.run(());
            }
            on:contextmenu=on_menu
        >
            <span class="sr">{text(RowText::lead)}</span>
            <time aria-hidden="true">{text(|it| &it.time)}</time>
            <span class="dt" aria-hidden="true">{of_entry(|it| it.delta.clone())}</span>
            <Icon name=Signal::derive(move || icon_of(kind.get())) />
            <span
                class=move || badge_class(kind.get())
                aria-hidden="true"
                hidden=move || badge_class(kind.get()).is_empty()
            >
                {text(|it| it.badge)}
            </span>
            <span class="sz" aria-hidden="true" hidden=move || badge_class(kind.get()).is_empty()>
                {text(|it| &it.size)}
            </span>
            <span
                class="pv cut"
                aria-hidden=move || (!matches!(kind.get(), EntryKind::Message(..))).then_some("true")
            >
                <Show when=move || is_pinned.get()>
                    <Icon name=IconName::Pin size=IconSize::Tiny class="pinned" />
                </Show>
                <Show when=move || is_marked.get() fallback=move || text(|it| &it.text)>
                    {move || entry.with(|it| it.as_ref().map(|it| marked(&it.pieces)))}
                </Show>
            </span>
        </div>
    }
    .into_any()
}

/// The `id` of a row's element, for `aria-activedescendant`.
pub(super) fn row_id(number: u64) -> String {
    format!("entry-{number}")
}

fn marked(pieces: &[(String, bool)]) -> Vec<AnyView> {
    let piece = |(text, found): &(String, bool)| {
        let text = text.clone();
        if *found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces.iter().map(piece).collect()
}

fn class_of(shown: &Shown) -> String {
    let class = match shown.text.kind {
        EntryKind::Message(Direction::Received, MessageKind::Text) => "msg",
        EntryKind::Message(Direction::Received, MessageKind::Binary) => "msg msg--bin",
        EntryKind::Message(Direction::Received, MessageKind::Close { .. }) => "msg msg--close",
        EntryKind::Message(Direction::Sent, MessageKind::Text) => "msg msg--out",
        EntryKind::Message(Direction::Sent, MessageKind::Binary) => "msg msg--out msg--bin",
        EntryKind::Message(Direction::Sent, MessageKind::Close { .. }) => "msg msg--out msg--close",
        EntryKind::Opened => "evt evt--open",
        EntryKind::Ended => "evt",
        EntryKind::Failed => "evt evt--fail",
    };
    if shown.text.is_cut_short { format!("{class} msg--fail") } else { class.to_owned() }
}

/// The class of the badge of a message type; empty for an event, which has none.
pub fn badge_class(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Message(_, MessageKind::Text) => "badge",
        EntryKind::Message(_, MessageKind::Binary) => "badge badge--bin",
        EntryKind::Message(_, MessageKind::Close { .. }) => "badge badge--close",
        EntryKind::Opened | EntryKind::Ended | EntryKind::Failed => "",
    }
}

/// The icon of an entry.
pub fn icon_of(kind: EntryKind) -> IconName {
    match kind {
        EntryKind::Message(Direction::Sent, _) => IconName::Up,
        EntryKind::Message(Direction::Received, _) => IconName::Down,
        EntryKind::Opened => IconName::Passed,
        EntryKind::Ended => IconName::Close,
        EntryKind::Failed => IconName::Failed,
    }
}
