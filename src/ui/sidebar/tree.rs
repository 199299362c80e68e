//! The tree of collections, with the keyboard of the ARIA tree view pattern: the focus stays on the
//! tree, a cursor walks its rows.

use leptos::{ev, html, prelude::*};

use crate::{
    app::{App, RenamePlace},
    browser::dom,
    core::{
        model::{ItemId, TreeRow},
        text::fill,
        tree_keys::{self, Step},
    },
};

use super::{
    super::{
        item_actions::item_menu,
        item_look::name_of,
        widgets::{Menu, MenuPlace},
    },
    row::Row,
};

/// The tree.
#[component]
pub fn Tree() -> impl IntoView {
    let app = App::get();
    let rows = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            app.settings.with(|settings| {
                app.tree_filter.with(|filter| workspace.visible_rows(&settings.expanded, filter))
            })
        })
    });
    let cursor = RwSignal::new(None::<ItemId>);
    let menu = RwSignal::new(None::<(ItemId, MenuPlace)>);
    let tree = NodeRef::<html::Div>::new();
    // The cursor goes to the item on the screen whenever that changes.
    Effect::new(move |_| {
        if let Some(id) = app.selected() {
            cursor.set(Some(id));
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let at = active(&rows.read_untracked(), cursor.get_untracked());
        if act_on_key(app, &rows.read_untracked(), at, &event, menu, tree) {
            event.prevent_default();
            event.stop_propagation();
            return;
        }
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let step = rows.with_untracked(|rows| tree_keys::step(rows, at, &key, event.shift_key()));
        let Some(step) = step else { return };
        event.prevent_default();
        event.stop_propagation();
        match step {
            Step::To(id) => {
                cursor.set(Some(id));
                show_row(tree, id);
            }
            Step::Fold(id) => app.set_expanded(id, false),
            Step::Unfold(id) => app.set_expanded(id, true),
        }
    };
    let active_id = Memo::new(move |_| active(&rows.read(), cursor.get()));
    view! {
        <div
            class="tree"
            role="tree"
            tabindex="0"
            data-focus="tree"
            aria-label=move || app.t().collections
            aria-activedescendant=move || active_id.get().map(row_id)
            node_ref=tree
            on:keydown=on_key
        >
            <For each=move || rows.get() key=Clone::clone let(row)>
                <Row row active=active_id cursor menu />
            </For>
            <Nothing rows />
        </div>
        <RowMenu menu tree />
    }
}

/// The row the keyboard acts on: the cursor's if it shows, else the first.
fn active(rows: &[TreeRow], cursor: Option<ItemId>) -> Option<ItemId> {
    let shown = rows.iter().find(|row| Some(row.id) == cursor).or(rows.first());
    shown.map(|row| row.id)
}

/// Keys that act on an item, apart from walking. Answers whether the key was one.
fn act_on_key(
    app: App,
    rows: &[TreeRow],
    at: Option<ItemId>,
    event: &ev::KeyboardEvent,
    menu: RwSignal<Option<(ItemId, MenuPlace)>>,
    tree: NodeRef<html::Div>,
) -> bool {
    let Some(row) = rows.iter().find(|row| Some(row.id) == at) else { return false };
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let shift = event.shift_key();
    match event.key().as_str() {
        "Enter" | " " => app.select(Some(row.id)),
        "F2" => app.start_rename(row.id, RenamePlace::Tree),
        "Delete" => app.delete(row.id),
        "ContextMenu" => open_menu(menu, tree, row.id),
        "F10" if shift => open_menu(menu, tree, row.id),
        _ => return false,
    }
    true
}

fn open_menu(menu: RwSignal<Option<(ItemId, MenuPlace)>>, tree: NodeRef<html::Div>, id: ItemId) {
    if let Some(row) =
        tree.get_untracked().and_then(|tree| dom::find_in(&tree, &format!("#{}", row_id(id))))
    {
        menu.set(Some((id, MenuPlace::Below(dom::rect(&row)))));
    }
}

fn show_row(tree: NodeRef<html::Div>, id: ItemId) {
    if let Some(row) =
        tree.get_untracked().and_then(|tree| dom::find_in(&tree, &format!("#{}", row_id(id))))
    {
        dom::scroll_in_view(&row);
    }
}

/// The `id` of a row's element, for `aria-activedescendant`.
pub(super) fn row_id(id: ItemId) -> String {
    format!("row-{}", id.0)
}

/// What stands in a tree without rows.
#[component]
fn Nothing(rows: Memo<Vec<TreeRow>>) -> impl IntoView {
    let app = App::get();
    view! {
        <Show when=move || rows.read().is_empty()>
            <div class="empty">
                {move || {
                    let filter = app.tree_filter.get();
                    if filter.is_empty() {
                        view! {
                            <b>{app.t().no_collections}</b>
                            <span>{app.t().no_collections_hint}</span>
                        }
                        .into_any()
                    } else {
                        view! { <span>{fill(app.t().nothing_found, &[("text", &filter)])}</span> }.into_any()
                    }
                }}
            </div>
        </Show>
    }
}

/// The context menu of a row.
#[component]
fn RowMenu(menu: RwSignal<Option<(ItemId, MenuPlace)>>, tree: NodeRef<html::Div>) -> impl IntoView {
    let app = App::get();
    let label = Signal::derive(move || {
        let name = menu.get().map(|(id, _)| name_of(app, id)).unwrap_or_default();
        fill(app.t().actions_for, &[("name", &name)])
    });
    let entries = Signal::derive(move || {
        menu.get().map_or_else(Vec::new, |(id, _)| item_menu(app, id, RenamePlace::Tree))
    });
    view! {
        <Menu
            label
            entries
            place=Signal::derive(move || menu.get().map(|(_, place)| place))
            on_close=Callback::new(move |()| {
                menu.set(None);
                // The tree keeps the keyboard, unless an entry put the focus elsewhere.
                if app.renaming.get_untracked().is_none()
                    && let Some(tree) = tree.get_untracked()
                {
                    dom::focus(&tree);
                }
            })
        />
    }
}
