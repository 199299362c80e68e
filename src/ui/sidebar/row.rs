//! One row of the tree.

use leptos::{ev, prelude::*, tachys::html::attribute::custom::custom_attribute};

use crate::{
    app::{App, RenamePlace, Renaming},
    browser::dom,
    core::{
        connection::ConnectionState,
        model::{ItemId, Part, RowKind, TreeRow},
        text::fill,
    },
};

use super::{
    super::{
        item_look::{icon_of, name_shown, state_of, state_word},
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
        note,
        current,
        position_in_set,
        set_size,
    } = row;
    let shown_name = StoredValue::new(name);
    let label = move || shown_name.with_value(|name| name_shown(app.t(), kind, name));
    let fact = StoredValue::new(match kind {
        RowKind::Part(Part::Environments) => note,
        _ if children > 0 => children.to_string(),
        _ => String::new(),
    });
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
            aria-description=move || description(app, id, kind, current)
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
                        <Fact text=fact.get_value() current />
                        <More id label=Signal::derive(label) menu />
                    }
                    .into_any()
                }
            }}
        </div>
    }
    .into_any()
}

fn description(app: App, id: ItemId, kind: RowKind, current: bool) -> Option<&'static str> {
    match kind {
        RowKind::WebSocket => app.connections.with_states(|states| match states.get(&id) {
            None | Some(ConnectionState::Disconnected | ConnectionState::Closed(_)) => None,
            Some(state) => Some(state_word(app.t(), state)),
        }),
        RowKind::KeptRequest => Some(app.t().kept_request),
        RowKind::Environment => current.then(|| app.t().is_current),
        RowKind::Collection | RowKind::Part(_) | RowKind::Folder | RowKind::ClientMessage(_) => {
            None
        }
    }
}

/// What stands at the right: a count, the current environment's name, or that this is the one.
#[component]
fn Fact(text: String, current: bool) -> impl IntoView {
    if current {
        return view! {
            <span class="ct" aria-hidden="true">
                <Icon name=IconName::Check size=IconSize::Tiny />
            </span>
        }
        .into_any();
    }
    (!text.is_empty())
        .then(|| view! { <span class="ct" aria-hidden="true">{text}</span> })
        .into_any()
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
