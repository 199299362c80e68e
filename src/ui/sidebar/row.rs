//! One row of the tree.

use crate::ui::prelude::*;
use leptos::{ev, tachys::html::attribute::custom::custom_attribute};

use crate::{
    app::{App, RenamePlace, Renaming},
    browser::dom,
    core::{
        arrange::DropZone,
        command::has_menu,
        connection::ConnectionState,
        model::{Found, FoundIn, ItemId, Part, RowKind, TreeRow},
        search::Excerpt,
        text::fill,
    },
};

use super::{
    super::{
        item_look::{icon_of, name_shown, state_of, state_word},
        widgets::{Icon, IconName, IconSize, MenuPlace, NameEdit},
    },
    rows::TreeView,
    tree::{OpenMenu, extend, pointer, row_id},
};

/// A row. Its item's name is its accessible name; the state of a connection, that it is cut, and
/// where the search found it are its description. It stays the same element while its item changes
/// or moves, so that a drag survives what unfolds under it.
#[component]
pub fn Row(id: ItemId, tree: TreeView, menu: OpenMenu) -> impl IntoView {
    let app = tree.app;
    // The last row stays until the element is gone.
    let row = Memo::new(move |before: Option<&Option<(usize, TreeRow)>>| {
        tree.rows.with(|rows| rows.get(id)).or_else(|| before.cloned().flatten())
    });
    let read = move |of: fn(&TreeRow) -> usize| {
        move || row.with(|row| row.as_ref().map(|(_, row)| of(row).to_string()))
    };
    let expanded = Memo::new(move |_| {
        row.with(|row| row.as_ref().and_then(|(_, it)| it.expandable.then_some(it.expanded)))
    });
    let label = Signal::derive(move || {
        let shown = |(_, it): &(usize, TreeRow)| name_shown(app.t(), it.kind, &it.name);
        row.with(|row| row.as_ref().map(shown)).unwrap_or_default()
    });
    let renaming = Memo::new(move |_| {
        app.renaming.get() == Some(Renaming { item: id, place: RenamePlace::Tree })
    });
    let toggle = move || app.set_expanded(id, expanded.get_untracked() == Some(false));
    let on_click = move |event: ev::MouseEvent| {
        if event.shift_key() {
            extend(tree, tree.active.get_untracked(), id);
            return;
        }
        app.tree.cursor.set(Some(id));
        if event.ctrl_key() || event.meta_key() {
            app.toggle_selected(id);
        } else {
            app.select(Some(id));
        }
    };
    let has_own_menu =
        Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|(_, it)| has_menu(it.kind))));
    let on_menu = move |event: ev::MouseEvent| {
        event.stop_propagation();
        // Without one of ours the browser shows its own.
        if !has_own_menu.get_untracked() {
            return;
        }
        event.prevent_default();
        app.tree.cursor.set(Some(id));
        menu.set(Some((Some(id), pointer(&event))));
    };
    // Leptos has no typed method for this one.
    let aria_level = custom_attribute("aria-level", read(|row| row.level));
    view! {
        <div
            class="row"
            id=row_id(id)
            role="treeitem"
            style:--l=read(|row| row.level - 1)
            style:--at=move || row.with(|row| row.as_ref().map(|(place, _)| place.to_string()))
            {..aria_level}
            aria-setsize=read(|row| row.set_size)
            aria-posinset=read(|row| row.position_in_set)
            aria-expanded=move || expanded.get().map(|it| it.to_string())
            aria-selected=move || app.is_selected(id).to_string()
            aria-label=label
            aria-description=move || row.with(|row| row.as_ref().and_then(|(_, it)| description(app, it)))
            data-state=move || state_of(app, id)
            data-active=move || (tree.active.get() == Some(id)).then_some("")
            data-cut=move || app.tree.cut.with(|cut| cut.contains(&id)).then_some("")
            data-drop=move || drop_zone(app, id)
            draggable=move || if renaming.get() || id.part().is_some() { "false" } else { "true" }
            on:click=on_click
            on:contextmenu=on_menu
            on:dblclick=move |_| toggle()
            on:dragstart=move |event| app.begin_drag(&event, id)
            on:dragend=move |_| app.end_drag()
        >
            {move || twisty(expanded.get(), move || {
                app.tree.cursor.set(Some(id));
                toggle();
            })}
            <Icon name=Signal::derive(move || {
                let kind = row.with(|row| row.as_ref().map(|(_, it)| it.kind));
                kind.map_or(IconName::Folder, |kind| icon_of(kind, expanded.get() == Some(true)))
            }) />
            {move || {
                if renaming.get() {
                    let name = row.with_untracked(|row| row.as_ref().map(|(_, it)| it.name.clone()));
                    view! { <Rename id name=name.unwrap_or_default() /> }.into_any()
                } else {
                    view! {
                        <span class="tx">{label}</span>
                        {move || fact(app, row)}
                        {move || has_own_menu.get().then(|| view! { <More id label menu /> })}
                    }
                    .into_any()
                }
            }}
        </div>
    }
    .into_any()
}

/// What folds and unfolds a row, or the room for it.
fn twisty(expanded: Option<bool>, toggle: impl Fn() + 'static) -> AnyView {
    let Some(expanded) = expanded else {
        return view! { <span class=fixed("tw0")></span> }.into_any();
    };
    let chevron = if expanded { IconName::ChevronDown } else { IconName::ChevronRight };
    view! {
        <span
            class="tw"
            on:click=move |event| {
                event.stop_propagation();
                toggle();
            }
        >
            <Icon name=chevron size=IconSize::Tiny />
        </span>
    }
    .into_any()
}

fn drop_zone(app: App, id: ItemId) -> Option<&'static str> {
    let target = app.tree.drop_target.get().filter(|target| target.row == id)?;
    Some(match target.zone {
        DropZone::Before => "before",
        DropZone::Into => "into",
        DropZone::After => "after",
    })
}

fn description(app: App, row: &TreeRow) -> Option<String> {
    let t = app.t();
    let state = match row.kind {
        RowKind::WebSocket => app.connections.with_states(|states| match states.get(&row.id) {
            None | Some(ConnectionState::Disconnected | ConnectionState::Closed(_)) => None,
            Some(state) => Some(state_word(t, state).to_owned()),
        }),
        RowKind::KeptRequest => Some(t.kept_request.to_owned()),
        RowKind::Environment => row.current.then(|| t.is_current.to_owned()),
        RowKind::Collection | RowKind::Part(_) | RowKind::Folder | RowKind::ClientMessage(_) => {
            None
        }
    };
    let cut = app.tree.cut.with(|cut| cut.contains(&row.id)).then(|| t.is_cut.to_owned());
    let found = row.found.as_ref().map(|it| found_words(app, it));
    let all: Vec<String> = [state, cut, found].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn found_words(app: App, found: &Found) -> String {
    let template = match found.place {
        FoundIn::Url => app.t().found_in_url,
        FoundIn::Content => app.t().found_in_content,
    };
    fill(template, &[("text", &found.excerpt.text())])
}

/// At the right: where the search found it; that it is the current environment, or which is; else
/// how many it holds.
fn fact(app: App, row: Memo<Option<(usize, TreeRow)>>) -> Option<AnyView> {
    row.with(|row| {
        let (_, row) = row.as_ref()?;
        if let Some(found) = &row.found {
            let title = found_words(app, found);
            let Excerpt { before, found, after } = found.excerpt.clone();
            return Some(
                view! {
                    <span class="ct ct--found" aria-hidden="true" title=title>
                        {before}
                        <mark>{found}</mark>
                        {after}
                    </span>
                }
                .into_any(),
            );
        }
        if row.current {
            return Some(
                view! {
                    <span class="ct" aria-hidden="true">
                        <Icon name=IconName::Check size=IconSize::Tiny />
                    </span>
                }
                .into_any(),
            );
        }
        let text = match row.kind {
            RowKind::Part(Part::Environments) => row.note.clone(),
            _ if row.children > 0 => row.children.to_string(),
            _ => String::new(),
        };
        (!text.is_empty()).then(|| {
            view! { <span class="ct" aria-hidden="true" data-fact=text></span> }.into_any()
        })
    })
}

/// The button under the pointer that opens the menu. Not a tab stop: the keyboard has Shift+F10.
#[component]
fn More(id: ItemId, label: Signal<String>, menu: OpenMenu) -> impl IntoView {
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
                    menu.set(Some((Some(id), MenuPlace::Below(dom::rect(&button)))));
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
