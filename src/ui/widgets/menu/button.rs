//! A button that opens a menu below itself.

use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
};

use super::{Menu, MenuEntry, MenuPlace};
use crate::browser::dom;

/// The button, and its menu while that is open.
#[component]
pub fn MenuButton(
    /// Accessible name of the button and of its menu.
    #[prop(into)]
    label: Signal<String>,
    /// What the menu holds; asked for when it opens.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
    /// Classes of the button, such as `btn btn--ghost btn--icon`.
    #[prop(into)]
    class: String,
    /// Shown as a tooltip.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    /// Whether Tab stops at it. False inside rows of a tree or list, which take the keyboard.
    #[prop(default = true)]
    tab_stop: bool,
    /// What the button shows.
    children: Children,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let place = RwSignal::new(None::<MenuPlace>);
    let open = move || {
        if let Some(button) = button.get_untracked() {
            // Safari does not focus a button that is clicked; the menu gives the focus back to it.
            dom::focus(&button);
            place.set(Some(MenuPlace::Below(dom::rect(&button))));
        }
    };
    let toggle = move |event: MouseEvent| {
        event.stop_propagation();
        if place.with_untracked(Option::is_some) {
            place.set(None);
        } else {
            open();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !event.alt_key() {
            event.prevent_default();
            event.stop_propagation();
            open();
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=move || label.get()
            title=move || title.map(|title| title.get())
            aria-haspopup="menu"
            aria-expanded=move || place.with(Option::is_some).to_string()
            tabindex=if tab_stop { "0" } else { "-1" }
            node_ref=button
            on:click=toggle
            on:keydown=on_key
        >
            {children()}
        </button>
        <Menu label=label place=place entries=entries on_close=move |()| place.set(None) opener=button />
    }
    .into_any()
}
