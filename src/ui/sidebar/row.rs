//! One row of the tree.

use leptos::{ev, prelude::*, tachys::html::attribute::custom::custom_attribute};

use crate::{
    app::{App, RenamePlace, Renaming},
    browser::dom,
    core::{
        connection::ConnectionState,
        model::{ItemId, RowKind, TreeRow},
        text::fill,
    },
};

use super::{
    super::{
        item_look::{icon_of, state_of, state_word},
        widgets::{Icon, IconName, IconSize, MenuPlace, NameEdit},
    },
    tree::row_id,
};

/// A row. Its item's name is its accessible name; the state of a connection is its description.
#[component]
pub fn Row(
    row: TreeRow,
    active: Memo<Option<ItemId>>,
    cursor: RwSignal<Option<ItemId>>,
    menu: RwSignal<Option<(ItemId, MenuPlace)>>,
) -> impl IntoView {
    let app = App::get();
    let TreeRow {
        id,
        level,
        kind,
        name,
        expandable,
        expanded,
        children,
        position_in_set,
        set_size,
    } = row;
    let shown_name = StoredValue::new(name);
    let label = move || {
        shown_name.with_value(|name| {
            if name.is_empty() { app.t().unnamed.to_owned() } else { name.clone() }
        })
    };
    let is_selected = move || app.settings.with(|settings| settings.selected == Some(id));
    let renaming = Memo::new(move |_| {
        app.renaming.get() == Some(Renaming { item: id, place: RenamePlace::Tree })
    });
    let fold = move |event: ev::MouseEvent| {
        event.stop_propagation();
        cursor.set(Some(id));
        app.set_expanded(id, !expanded);
    };
    let on_click = move |_| {
        cursor.set(Some(id));
        app.select(Some(id));
    };
    let on_menu = move |event: ev::MouseEvent| {
        event.prevent_default();
        cursor.set(Some(id));
        menu.set(Some((
            id,
            MenuPlace::At { x: f64::from(event.client_x()), y: f64::from(event.client_y()) },
        )));
    };
    // Leptos has no typed method for this one.
    let aria_level = custom_attribute("aria-level", level.to_string());
    view! {
        <div
            class="row"
            id=row_id(id)
            role="treeitem"
            style=format!("--l:{}", level - 1)
            {..aria_level}
            aria-setsize=set_size.to_string()
            aria-posinset=position_in_set.to_string()
            aria-expanded=expandable.then(|| expanded.to_string())
            aria-selected=move || is_selected().to_string()
            aria-label=label
            aria-description=move || description(app, id, kind)
            data-state=move || state_of(app, id)
            data-active=move || (active.get() == Some(id)).then_some("")
            on:click=on_click
            on:contextmenu=on_menu
            on:dblclick=move |_| app.set_expanded(id, !expanded)
        >
            {if expandable {
                let chevron = if expanded { IconName::ChevronDown } else { IconName::ChevronRight };
                view! {
                    <span class="tw" on:click=fold>
                        <Icon name=chevron size=IconSize::Tiny />
                    </span>
                }
                .into_any()
            } else {
                view! { <span class="tw0"></span> }.into_any()
            }}
            <Icon name=icon_of(kind, expanded) />
            {move || {
                if renaming.get() {
                    view! { <Rename id name=shown_name.get_value() /> }.into_any()
                } else {
                    view! {
                        <span class="tx">{label}</span>
                        <Count children />
                        <More id label=Signal::derive(label) menu />
                    }
                    .into_any()
                }
            }}
        </div>
    }
    .into_any()
}

fn description(app: App, id: ItemId, kind: RowKind) -> Option<&'static str> {
    match kind {
        RowKind::WebSocket => app.connections.with_states(|states| match states.get(&id) {
            None | Some(ConnectionState::Disconnected | ConnectionState::Closed(_)) => None,
            Some(state) => Some(state_word(app.t(), state)),
        }),
        RowKind::KeptRequest => Some(app.t().kept_request),
        RowKind::Collection
        | RowKind::Environment
        | RowKind::Folder
        | RowKind::ClientMessage(_) => None,
    }
}

#[component]
fn Count(children: usize) -> impl IntoView {
    (children > 0).then(|| view! { <span class="ct" aria-hidden="true">{children}</span> })
}

/// The button under the pointer that opens the menu. Not a tab stop: the keyboard has Shift+F10.
#[component]
fn More(
    id: ItemId,
    label: Signal<String>,
    menu: RwSignal<Option<(ItemId, MenuPlace)>>,
) -> impl IntoView {
    let app = App::get();
    view! {
        <button
            class="btn btn--ghost btn--sm btn--icon more"
            tabindex="-1"
            aria-haspopup="menu"
            aria-label=move || fill(app.t().actions_for, &[("name", &label.get())])
            on:click=move |event| {
                event.stop_propagation();
                if let Some(button) = dom::current_element(&event) {
                    menu.set(Some((id, MenuPlace::Below(dom::rect(&button)))));
                }
            }
        >
            <Icon name=IconName::More />
        </button>
    }
}

#[component]
fn Rename(id: ItemId, name: String) -> impl IntoView {
    let app = App::get();
    let end = move |name| app.finish_rename(id, name);
    view! {
        <NameEdit
            label=app.text(|t| t.name)
            name
            on_save=Callback::new(move |name| end(Some(name)))
            on_cancel=Callback::new(move |()| end(None))
            return_to="tree"
        />
    }
}
