//! Menus: of a button, or at the pointer. Arrow keys, Home, End and typing move, Enter and Space
//! choose, Escape and a press outside close; the focus returns to where it was.
//!
//! An open menu is a popover: it floats above panels and dialogs and nothing cuts it.

mod button;
mod item;
mod line;
mod place;

use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
};
use web_sys::HtmlElement;

pub use button::MenuButton;
pub use item::{MenuEntry, MenuItem};
pub use place::MenuPlace;

use super::roving::next_index;
use crate::{
    browser::dom::{self, Listener},
    core::type_ahead::TypeAhead,
};

/// A menu that is open while `place` is set.
#[component]
pub fn Menu(
    /// Accessible name, such as *Actions for NAME*.
    #[prop(into)]
    label: Signal<String>,
    /// Where it opens; `None` while closed.
    #[prop(into)]
    place: Signal<Option<MenuPlace>>,
    /// What it holds; asked for when it opens.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
    /// Set `place` to `None`.
    #[prop(into)]
    on_close: Callback<()>,
    /// The button that opens and closes it: a press on that is not one outside.
    #[prop(optional)]
    opener: Option<NodeRef<html::Button>>,
) -> impl IntoView {
    let is_open = Memo::new(move |_| place.with(Option::is_some));
    let menu = NodeRef::<html::Div>::new();
    move || {
        is_open.get().then(|| {
            close_from_outside(menu, opener, on_close);
            let before = StoredValue::new_local(dom::focused());
            open_menu(menu, label, place, entries.get_untracked(), on_close, before)
        })
    }
}

type Focused = StoredValue<Option<HtmlElement>, LocalStorage>;

fn open_menu(
    menu: NodeRef<html::Div>,
    label: Signal<String>,
    place: Signal<Option<MenuPlace>>,
    entries: Vec<MenuEntry>,
    on_close: Callback<()>,
    before: Focused,
) -> AnyView {
    Effect::new(move |_| {
        if let (Some(menu), Some(place)) = (menu.get(), place.get()) {
            dom::show_popover(&menu);
            let size = dom::rect(&menu);
            let (left, top) = place.position((size.width, size.height), dom::window_size());
            dom::move_to(&menu, left, top);
            line::focus_line(&menu, 0);
        }
    });
    // Give the focus back first: what the item does may move it on.
    let close = Callback::new(move |()| {
        if let Some(Some(element)) = before.try_get_value() {
            dom::focus(&element);
        }
        on_close.run(());
    });
    let labels: Vec<String> = line::labels(&entries);
    let typing = StoredValue::new(TypeAhead::default());
    let on_key = move |event: KeyboardEvent| {
        // The tree or list around the button must not act on these keys.
        event.stop_propagation();
        let key = event.key();
        if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(element) = dom::current_element(&event) else {
            return;
        };
        let at = line::focused_line(&element);
        let next = match key.as_str() {
            "Escape" | "Tab" => {
                event.prevent_default();
                return close.run(());
            }
            "ArrowLeft" | "ArrowRight" => None,
            "ArrowDown" if at.is_none() => Some(0),
            key => next_index(key, at.unwrap_or(0), labels.len()),
        };
        let typed = || {
            typing.try_update_value(|it| it.find(&key, event.time_stamp(), at, &labels)).flatten()
        };
        if let Some(next) = next.or_else(typed) {
            event.prevent_default();
            line::focus_line(&element, next);
        }
    };
    view! {
        <div
            class="menu"
            popover="manual"
            role="menu"
            aria-label=move || label.get()
            tabindex="-1"
            node_ref=menu
            on:keydown=on_key
            on:contextmenu=|event: MouseEvent| {
                event.prevent_default();
                event.stop_propagation();
            }
            on:click=|event| event.stop_propagation()
            on:dblclick=|event| event.stop_propagation()
            on:pointerdown=|event| event.stop_propagation()
        >
            {line::lines(entries, close)}
        </div>
    }
    .into_any()
}

/// Closes when a person presses outside, leaves the window or changes its size. The focus is left
/// to the press.
fn close_from_outside(
    menu: NodeRef<html::Div>,
    opener: Option<NodeRef<html::Button>>,
    on_close: Callback<()>,
) {
    let close = move || {
        on_close.try_run(());
    };
    let pressed = Listener::on_window("pointerdown", move |event| {
        let target = event.target();
        let in_menu = menu
            .try_get_untracked()
            .flatten()
            .is_some_and(|it| dom::contains(&it, target.as_ref()));
        let opener = opener.and_then(|it| it.try_get_untracked().flatten());
        if !in_menu && !opener.is_some_and(|it| dom::contains(&it, target.as_ref())) {
            close();
        }
    });
    let resized = Listener::on_window("resize", move |_| close());
    // Every element's blur is heard here; only the window's own counts.
    let left = Listener::on_window("blur", move |event| {
        if dom::is_window(event.target().as_ref()) {
            close();
        }
    });
    StoredValue::new_local([pressed, resized, left]);
}
