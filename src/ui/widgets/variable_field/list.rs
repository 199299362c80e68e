//! The list of names that can be chosen, floating below its field (ARIA combobox with a list box).
//! The focus stays in the field.

use crate::ui::prelude::*;
use leptos::html;
use web_sys::{Element, HtmlElement};

use super::{Assist, Variables};
use crate::{
    browser::dom::{self, Rect},
    core::variables::{Completion, shown},
    ui::widgets::MenuPlace,
};

/// The list, while names can be chosen. `field`: where names are typed; `place`: below what the list
/// floats.
pub(super) fn completion_list(
    assist: Assist,
    variables: Variables,
    id: String,
    field: Callback<(), Option<Element>>,
    place: Callback<(), Option<Rect>>,
) -> impl IntoView {
    let id = StoredValue::new(id);
    let is_open = Memo::new(move |_| assist.is_open());
    move || is_open.get().then(|| open_list(assist, variables, id, field, place))
}

fn open_list(
    assist: Assist,
    variables: Variables,
    id: StoredValue<String>,
    field: Callback<(), Option<Element>>,
    place: Callback<(), Option<Rect>>,
) -> AnyView {
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        assist.names();
        if let (Some(list), Some(anchor)) = (list.get(), place.run(())) {
            dom::show_popover(&list);
            put(&list, MenuPlace::Under(anchor));
        }
    });
    Effect::new(move |_| {
        if let (Some(at), Some(list)) = (assist.active(), list.get())
            && let Some(line) = dom::find_in(&list, &format!("[data-at=\"{at}\"]"))
        {
            dom::scroll_in_view(&line);
        }
    });
    let names = move || assist.names().into_iter().enumerate().collect::<Vec<_>>();
    let line = move |(at, it): (usize, Completion)| {
        let value = variables.scopes.with_untracked(|scopes| match &it.definition {
            Some(_) => shown(&it.written(), scopes, None).map(|it| it.text).unwrap_or_default(),
            None => variables.words.get_untracked().predefined.to_owned(),
        });
        view! {
            <li
                class="names__item"
                role="option"
                id=id.with_value(|id| format!("{id}-{at}"))
                data-at=at
                aria-selected=move || (assist.active() == Some(at)).to_string()
                // The focus stays in the field.
                on:mousedown=move |event| {
                    event.prevent_default();
                    if let Some(field) = field.run(()) {
                        assist.choose(&field, at);
                    }
                }
            >
                <span class="mono">{it.name}</span>
                <span class="quiet cut">{value}</span>
            </li>
        }
    };
    view! {
        <ul
            class="menu names"
            popover="manual"
            role="listbox"
            id=id.get_value()
            aria-label=move || variables.words.get().list
            node_ref=list
        >
            {move || names().into_iter().map(line).collect::<Vec<_>>()}
        </ul>
    }
    .into_any()
}

/// Moves what floats to its place.
pub(super) fn put(floating: &HtmlElement, place: MenuPlace) {
    let size = dom::rect(floating);
    let (left, top) = place.position((size.width, size.height), dom::window_size());
    dom::move_to(floating, left, top);
}
