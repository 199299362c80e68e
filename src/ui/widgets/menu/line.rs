//! The lines of an open menu.

use crate::ui::prelude::*;
use web_sys::{Element, HtmlElement};

use super::{MenuEntry, MenuItem};
use crate::{
    browser::dom,
    ui::widgets::icon::{Icon, IconName},
};

/// The names of what can be chosen, in order.
pub(super) fn labels(entries: &[MenuEntry]) -> Vec<String> {
    let items = entries.iter().flat_map(|entry| match entry {
        MenuEntry::Item(item) => std::slice::from_ref(item),
        MenuEntry::Group(_, items) => items.as_slice(),
        MenuEntry::Separator => &[],
    });
    items.map(|item| item.label.clone()).collect()
}

pub(super) fn lines(entries: Vec<MenuEntry>, close: Callback<()>) -> Vec<AnyView> {
    entries
        .into_iter()
        .map(|entry| match entry {
            MenuEntry::Item(item) => line(item, close),
            MenuEntry::Group(name, items) => group(name, items, close),
            MenuEntry::Separator => {
                view! { <div class=fixed("menu__sep") role="separator"></div> }.into_any()
            }
        })
        .collect()
}

fn group(name: String, items: Vec<MenuItem>, close: Callback<()>) -> AnyView {
    let label = name.clone();
    view! {
        <div role="group" aria-label=label>
            <div class="menu__head" aria-hidden="true">{name}</div>
            {items.into_iter().map(|item| line(item, close)).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn line(item: MenuItem, close: Callback<()>) -> AnyView {
    let MenuItem { label, icon, keys, danger, chosen, lang, on_select } = item;
    let select = move |_| {
        close.run(());
        on_select();
    };
    // One of several has its mark at the left and its icon at the right.
    let (first, last) = match chosen {
        None => (icon, None),
        Some(chosen) => (chosen.then_some(IconName::Check), icon),
    };
    let description = keys.clone();
    view! {
        <button
            type="button"
            class=if danger { "menu__item menu__item--danger" } else { "menu__item" }
            role=if chosen.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=chosen.map(|it| it.to_string())
            aria-description=description
            lang=lang
            tabindex="-1"
            on:click=select
            on:pointermove=|event| {
                if let Some(element) = dom::current_element(&event) {
                    dom::focus(&element);
                }
            }
        >
            {match first {
                Some(icon) => view! { <Icon name=icon /> }.into_any(),
                None => view! { <span class=fixed("menu__gap")></span> }.into_any(),
            }}
            <span class="menu__label">{label}</span>
            {keys.map(|keys| view! { <span class="keys" aria-hidden="true">{keys}</span> })}
            {last.map(|icon| view! { <Icon name=icon /> })}
        </button>
    }
    .into_any()
}

fn items(menu: &Element) -> Vec<HtmlElement> {
    dom::find_all_in(menu, "[role^=menuitem]")
}

/// Which item has the focus, counted without separators.
pub(super) fn focused_line(menu: &Element) -> Option<usize> {
    let focused = dom::focused()?;
    items(menu).iter().position(|it| *it == focused)
}

/// Moves the focus to an item, counted without separators.
pub(super) fn focus_line(menu: &Element, at: usize) {
    if let Some(item) = items(menu).get(at) {
        dom::focus_in_view(item);
    }
}
