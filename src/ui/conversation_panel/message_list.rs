//! The list of messages. Only the rows in sight are in the page, so that it costs the same at ten
//! messages and at a million; row elements stay and change their text.

use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, WheelEvent},
    html,
};

use crate::{
    app::{App, Panel},
    browser::dom::{self, SizeObserver},
    core::{connection::ConnectionState, conversation::Filter, model::ItemId},
};

use super::{
    super::widgets::{Icon, IconName, IconSize, MenuPlace},
    list_state::ListState,
    message_row::MessageRow,
    row_menu::{RowMenu, open_menu},
};

/// What a mouse reports when it counts lines instead of pixels.
const WHEEL_BY_LINE: u32 = 1;

/// The whole conversation that is going on.
#[component]
pub fn MessageList(
    /// Of which WebSocket.
    #[prop(into)]
    socket: Signal<ItemId>,
    /// A person wants to see a message.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    view! { <List list=ListState::unfiltered(App::get(), socket) on_open /> }
}

/// The list.
#[component]
pub(super) fn List(
    list: ListState,
    /// A person wants to see a message.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    let app = list.app;
    let menu = RwSignal::new(None::<MenuPlace>);
    let ruler = NodeRef::<html::Div>::new();
    observe(list, ruler);
    Effect::new(move |_| app.connections.watch(Some(list.view())));
    Effect::new(move |_| list.lay_out());
    on_cleanup(move || app.connections.watch(None));

    let slots = Memo::new(move |_| {
        if list.has_rows() { app.connections.window.with(|it| it.rows.len()) } else { 0 }
    });
    let top = Memo::new(move |_| list.rows_top());
    let active = Memo::new(move |_| {
        let selected = list.selected.get()?;
        let is_here =
            app.connections.window.with(|it| it.rows.iter().any(|it| it.row.number == selected));
        (is_here && list.has_rows()).then(|| format!("entry-{selected}"))
    });
    let on_key = move |event: KeyboardEvent| on_key(list, on_open, menu, &event);
    view! {
        <div class="talk">
            <div
                class="panel__body msgs"
                data-virtual=""
                data-deltas=move || app.settings.with(|it| it.time_deltas).then_some("")
                role="listbox"
                aria-label=move || app.t().messages
                aria-activedescendant=move || active.get()
                tabindex="0"
                data-focus="conversation"
                node_ref=list.scroller
                on:scroll=move |_| list.scrolled()
                on:wheel=move |event| on_wheel(list, &event)
                on:keydown=on_key
            >
                <div class="msgs__ruler evt" role="none" node_ref=ruler></div>
                <div class="msgs__space" role="none" node_ref=list.space>
                    <div class="msgs__rows" role="none" style:transform=move || format!("translateY({})", dom::px(top.get()))>
                        <For each=move || 0..slots.get() key=|slot| *slot let(slot)>
                            <MessageRow list at=slot on_open menu />
                        </For>
                    </div>
                </div>
            </div>
            <Empty list />
            <NewerPill list />
        </div>
        <RowMenu list menu />
    }
    .into_any()
}

#[component]
fn Empty(list: ListState) -> impl IntoView {
    let app = list.app;
    let is_empty = Memo::new(move |_| list.has_rows() && list.shown.with(|it| it.rows == 0));
    view! {
        <Show when=move || is_empty.get()>
            <div class="empty">
                {move || {
                    if list.totals.with(|it| it.entries == 0) {
                        let state = app.connections.state(list.socket.get());
                        let is_open = matches!(state, ConnectionState::Open { .. });
                        let t = app.t();
                        view! { <p>{if is_open { t.conversation_empty_open } else { t.conversation_empty }}</p> }.into_any()
                    } else {
                        view! {
                            <p>{app.t().filter_empty}</p>
                            <button type="button" class="link" on:click=move |_| list.set_filter(|it| *it = Filter::default())>
                                {app.t().show_all}
                            </button>
                        }
                        .into_any()
                    }
                }}
            </div>
        </Show>
    }
}

/// How many came since following was paused, and the way back.
#[component]
fn NewerPill(list: ListState) -> impl IntoView {
    let app = list.app;
    let newer =
        Memo::new(move |_| if list.follow.get() { 0 } else { list.shown.with(|it| it.newer) });
    let is_above = list.newest_first;
    view! {
        <Show when=move || { newer.get() > 0 }>
            <button type="button" class="btn btn--sm newer" data-above=move || is_above.get().then_some("") on:click=move |_| {
                    list.go_to_newest();
                    app.go_to_panel(Panel::Conversation);
                }>
                <Icon
                    name=Signal::derive(move || if is_above.get() { IconName::Up } else { IconName::Down })
                    size=IconSize::Small
                />
                <span>{move || app.count(newer.get(), |t| t.new_below_one, |t| t.new_below_other)}</span>
            </button>
        </Show>
    }
}

fn on_key(
    list: ListState,
    on_open: Callback<()>,
    menu: RwSignal<Option<MenuPlace>>,
    event: &KeyboardEvent,
) {
    let ctrl = event.ctrl_key() || event.meta_key();
    let plain = !(event.alt_key() || ctrl || event.shift_key());
    let has_selected = list.selected.get_untracked().is_some();
    let done = match event.key().as_str() {
        "c" if ctrl => {
            list.app.copy_message(list.socket.get_untracked());
            true
        }
        "p" if plain && has_selected => {
            list.app.toggle_pin(list.socket.get_untracked());
            true
        }
        "r" if plain && has_selected => {
            list.app.resend(list.socket.get_untracked());
            true
        }
        "n" if plain && has_selected => {
            list.app.client_message_from(list.socket.get_untracked());
            true
        }
        "ContextMenu" | "F10" if event.shift_key() || event.key() == "ContextMenu" => {
            open_menu(list, menu);
            true
        }
        "Enter" | " " if plain && has_selected => {
            on_open.run(());
            true
        }
        key => plain && list.key(key),
    };
    if done {
        event.prevent_default();
    }
}

fn on_wheel(list: ListState, event: &WheelEvent) {
    let unit =
        if event.delta_mode() == WHEEL_BY_LINE { list.row_height.get_untracked() } else { 1.0 };
    if !event.ctrl_key() && event.delta_y() != 0.0 && list.wheel(event.delta_y() * unit) {
        event.prevent_default();
    }
}

/// Keeps the sizes: of what shows the rows, and of one row (it is higher on a small screen).
fn observe(list: ListState, ruler: NodeRef<html::Div>) {
    let observers = StoredValue::new_local(None::<(Option<SizeObserver>, Option<SizeObserver>)>);
    Effect::new(move |_| {
        let (Some(scroller), Some(ruler_element)) = (list.scroller.get(), ruler.get()) else {
            return;
        };
        let of_view = SizeObserver::new(&scroller, move || {
            if let Some(Some(element)) = list.scroller.try_get_untracked() {
                list.viewport.try_set(f64::from(element.client_height()));
            }
        });
        let of_row = SizeObserver::new(&ruler_element, move || {
            if let Some(Some(element)) = ruler.try_get_untracked() {
                let px = f64::from(element.offset_height());
                if px > 0.0 {
                    list.row_height.try_set(px);
                }
            }
        });
        observers.set_value(Some((of_view, of_row)));
    });
}
