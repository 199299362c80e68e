//! Which messages are shown, and in which order: controls in the bar, or one menu where the panel is
//! narrow.

use crate::ui::prelude::*;

use crate::core::{
    conversation::{Direction, Filter, Kind},
    text::Texts,
};

use super::{
    super::choices::orders,
    super::widgets::{Icon, IconName, MenuButton, MenuEntry, MenuItem, Segment, Segmented},
    earlier::conversations_menu,
    list_state::ListState,
};

type Name = fn(&Texts) -> &'static str;

/// The types of messages: what stands for each in a `select`, and its name.
const KINDS: [(&str, Kind, Name); 3] = [
    ("text", Kind::Text, |t| t.type_text),
    ("binary", Kind::Binary, |t| t.type_binary),
    ("close", Kind::Close, |t| t.type_close),
];

/// The filter of the list.
fn filter_of(list: ListState) -> Memo<Filter> {
    Memo::new(move |_| list.app.filter(list.socket.get()))
}

/// Both directions or one.
#[component]
pub(super) fn DirectionFilter(list: ListState) -> impl IntoView {
    let app = list.app;
    let filter = filter_of(list);
    let segments = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(None, t.all_messages),
            Segment::new(Some(Direction::Sent), t.sent).icon(IconName::Up),
            Segment::new(Some(Direction::Received), t.received).icon(IconName::Down),
        ]
    });
    view! {
        <div class="fold">
            <Segmented
                class="seg seg--icons"
                label=app.text(|t| t.direction)
                segments
                value=Signal::derive(move || filter.get().direction)
                on_change=move |direction| list.set_filter(|it| it.direction = direction)
            />
        </div>
    }
    .into_any()
}

/// All types or one.
#[component]
pub(super) fn TypeFilter(list: ListState) -> impl IntoView {
    let app = list.app;
    let filter = filter_of(list);
    let choose = move |value: &str| {
        let kind = KINDS.iter().find(|it| it.0 == value).map(|it| it.1);
        list.set_filter(|it| it.kind = kind);
    };
    let option = move |(value, kind, name): (&'static str, Kind, Name)| {
        view! {
            <option value=value prop:selected=move || filter.get().kind == Some(kind)>
                {move || name(app.t())}
            </option>
        }
    };
    view! {
        <label class="btn btn--ghost btn--sm btn--drop select select--sm fold">
            <select
                aria-label=move || app.t().message_type_short
                on:change:target=move |event| choose(&event.target().value())
            >
                <option value="" prop:selected=move || filter.get().kind.is_none()>
                    {move || app.t().all_types}
                </option>
                {KINDS.into_iter().map(option).collect_view()}
            </select>
            <Icon name=IconName::ChevronDown />
        </label>
    }
    .into_any()
}

/// Only pinned messages; there is nothing to choose before one is pinned.
#[component]
pub(super) fn PinnedFilter(list: ListState) -> impl IntoView {
    let app = list.app;
    let filter = filter_of(list);
    let has_pinned =
        Memo::new(move |_| list.totals.with(|it| it.pinned > 0) || filter.get().pinned);
    view! {
        <Show when=move || has_pinned.get()>
            <button
                type="button"
                class="btn btn--ghost btn--sm btn--icon fold"
                aria-label=move || app.t().only_pinned
                title=move || app.t().only_pinned_hint
                aria-pressed=move || filter.get().pinned.to_string()
                on:click=move |_| list.set_filter(|it| it.pinned = !it.pinned)
            >
                <Icon name=IconName::Pin />
            </button>
        </Show>
    }
}

/// Turns the order round.
#[component]
pub(super) fn OrderButton(list: ListState) -> impl IntoView {
    let app = list.app;
    let label = move || {
        if list.newest_first.get() { app.t().order_newest_first } else { app.t().order_newest_last }
    };
    view! {
        <button
            type="button"
            class="btn btn--ghost btn--sm btn--icon fold"
            aria-label=label
            title=label
            on:click=move |_| app.set(|it| it.newest_first = !it.newest_first)
        >
            <Icon name=Signal::derive(move || {
                if list.newest_first.get() { IconName::SortUp } else { IconName::Sort }
            }) />
        </button>
    }
}

/// All of it in one menu, where there is no room for the controls.
#[component]
pub(super) fn FiltersMenu(list: ListState) -> impl IntoView {
    let app = list.app;
    let filter = filter_of(list);
    view! {
        <div class="unfold">
            <MenuButton
                label=app.text(|t| t.filters)
                title=app.text(|t| t.filters)
                class="btn btn--ghost btn--sm btn--icon"
                entries=Signal::derive(move || filters_menu(list, filter.get()))
            >
                <Icon name=IconName::Filter />
                <Show when=move || !filter.get().is_all()>
                    <span class=fixed("dot dot--filter")></span>
                </Show>
            </MenuButton>
        </div>
    }
    .into_any()
}

fn filters_menu(list: ListState, filter: Filter) -> Vec<MenuEntry> {
    let app = list.app;
    let t = app.t();
    let item = |label: &str, chosen: bool, change: fn(&mut Filter)| {
        MenuItem::new(label, move || list.set_filter(change)).chosen(chosen).into()
    };
    let deltas = app.settings.with(|it| it.time_deltas);
    let mut entries = vec![
        item(t.all_directions, filter.direction.is_none(), |it| it.direction = None),
        item(t.sent, filter.direction == Some(Direction::Sent), |it| {
            it.direction = Some(Direction::Sent);
        }),
        item(t.received, filter.direction == Some(Direction::Received), |it| {
            it.direction = Some(Direction::Received);
        }),
        MenuEntry::Separator,
        item(t.all_types, filter.kind.is_none(), |it| it.kind = None),
        item(t.type_text, filter.kind == Some(Kind::Text), |it| it.kind = Some(Kind::Text)),
        item(t.type_binary, filter.kind == Some(Kind::Binary), |it| it.kind = Some(Kind::Binary)),
        item(t.type_close, filter.kind == Some(Kind::Close), |it| it.kind = Some(Kind::Close)),
        MenuEntry::Separator,
        item(t.only_pinned_hint, filter.pinned, |it| it.pinned = !it.pinned),
        MenuEntry::Separator,
    ];
    entries.extend(orders(app).into_iter().map(MenuEntry::from));
    entries.push(MenuEntry::Separator);
    let time_deltas = MenuItem::new(t.time_deltas, move || app.set(|it| it.time_deltas = !deltas));
    entries.push(time_deltas.chosen(deltas).into());
    let conversations = conversations_menu(app, list.socket.get());
    if !conversations.is_empty() {
        entries.push(MenuEntry::Separator);
        entries.extend(conversations);
    }
    entries
}
