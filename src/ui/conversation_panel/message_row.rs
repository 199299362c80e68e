//! One row of the list. The element stays while the messages it shows change.

use leptos::prelude::*;

use crate::core::{
    conversation::{Direction, MessageKind},
    text::row::{self, EntryKind, RowText},
};

use super::{
    super::widgets::{Icon, IconName},
    list_state::ListState,
};

/// A row of the list, by its place among the rows on the page.
#[component]
pub(super) fn MessageRow(list: ListState, at: usize, on_open: Callback<()>) -> impl IntoView {
    let app = list.app;
    let entry = Memo::new(move |_| {
        let language = app.language();
        app.connections.window.with(|window| {
            let it = window.rows.get(at)?;
            Some((it.number, row::row(it, language, app.utc_offset_minutes(it.at_ms))))
        })
    });
    let text = move |pick: fn(&RowText) -> &str| {
        move || {
            entry.with(|entry| {
                entry.as_ref().map(|(_, text)| pick(text).to_owned()).unwrap_or_default()
            })
        }
    };
    let number = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|(number, _)| *number)));
    let kind = Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map_or(EntryKind::Ended, |(_, text)| text.kind))
    });
    let is_selected =
        Memo::new(move |_| number.get().is_some() && number.get() == list.selected.get());
    let select = move || {
        if let Some(number) = number.get_untracked() {
            list.select(number);
        }
    };
    view! {
        <div
            class=move || class_of(kind.get())
            role="option"
            id=move || number.get().map(|number| format!("entry-{number}"))
            aria-label=text(|it| &it.name)
            aria-selected=move || is_selected.get().to_string()
            aria-posinset=move || number.get().map(|number| (number + 1).to_string())
            aria-setsize=move || list.totals.with(|it| it.entries.to_string())
            data-active=move || is_selected.get().then_some("")
            on:click=move |_| {
                select();
                on_open.run(());
            }
        >
            <time>{text(|it| &it.time)}</time>
            <Icon name=Signal::derive(move || icon_of(kind.get())) />
            <span
                class=move || badge_class(kind.get())
                hidden=move || badge_class(kind.get()).is_empty()
            >
                {text(|it| it.badge)}
            </span>
            <span class="sz" hidden=move || badge_class(kind.get()).is_empty()>
                {text(|it| &it.size)}
            </span>
            <span class="pv cut">{text(|it| &it.text)}</span>
        </div>
    }
    .into_any()
}

fn class_of(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Message(Direction::Received, MessageKind::Text) => "msg",
        EntryKind::Message(Direction::Received, MessageKind::Binary) => "msg msg--bin",
        EntryKind::Message(Direction::Received, MessageKind::Close { .. }) => "msg msg--close",
        EntryKind::Message(Direction::Sent, MessageKind::Text) => "msg msg--out",
        EntryKind::Message(Direction::Sent, MessageKind::Binary) => "msg msg--out msg--bin",
        EntryKind::Message(Direction::Sent, MessageKind::Close { .. }) => "msg msg--out msg--close",
        EntryKind::Opened => "evt evt--open",
        EntryKind::Ended => "evt",
        EntryKind::Failed => "evt evt--fail",
    }
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
