//! The tree of collections, with the keyboard of the ARIA multi-select tree view pattern: the focus
//! stays on the tree, a cursor walks its rows.

use crate::ui::prelude::*;
use leptos::{ev, html};

use crate::{
    app::{App, RenamePlace},
    browser::dom,
    core::{
        command::{Command, KeyPress, has_menu},
        model::ItemId,
        text::fill,
        tree_keys::{self, Step},
        type_ahead::TypeAhead,
    },
};

use super::{
    super::{
        item_actions::{item_menu, tree_menu},
        item_look::{name_of, name_shown},
        widgets::{Menu, MenuPlace, on_row_key},
    },
    row::Row,
    rows::TreeView,
};

/// The menu that is open: of a row, or of the whole tree.
pub(super) type OpenMenu = RwSignal<Option<(Option<ItemId>, MenuPlace)>>;

/// The tree.
#[component]
pub fn Tree() -> impl IntoView {
    let app = App::get();
    let tree = TreeView::new(app);
    let ruler = NodeRef::<html::Div>::new();
    tree.observe(ruler);
    listen(tree);
    let menu: OpenMenu = RwSignal::new(None);
    let typing = StoredValue::new(TypeAhead::default());
    let selected = Memo::new(move |_| app.selected());
    // The cursor goes to the item on the screen whenever that changes.
    Effect::new(move |_| {
        if let Some(id) = selected.get() {
            app.tree.cursor.set(Some(id));
            tree.show(id);
        }
    });
    view! {
        <div
            class="tree"
            role="tree"
            tabindex="0"
            data-focus="tree"
            aria-label=move || app.t().collections
            aria-multiselectable="true"
            aria-activedescendant=move || tree.active.get().map(row_id)
            node_ref=tree.scroller
            on:keydown=move |event| on_key(tree, menu, typing, &event)
            on:scroll=move |_| tree.scrolled()
            on:contextmenu=move |event| {
                event.prevent_default();
                menu.set(Some((None, pointer(&event))));
            }
            on:dragover=move |event| {
                let y = tree.rows_down_to(f64::from(event.client_y()));
                tree.rows.with_untracked(|rows| app.drag_over(&event, &rows.all, y));
            }
            on:dragleave=move |event| {
                if tree.scroller.get_untracked().is_some_and(|it| !dom::contains(&it, event.related_target().as_ref())) {
                    app.drag_left();
                }
            }
            on:drop=move |event| app.drop_dragged(&event)
        >
            <div class="row tree__ruler" role="none" node_ref=ruler></div>
            <div class="tree__rows" role="none" style:--rows=move || tree.count().to_string()>
                <For each=move || tree.in_page() key=|id| *id let(id)>
                    <Row id tree menu />
                </For>
            </div>
        </div>
        <Nothing tree />
        <TreeMenu menu tree />
    }
    .into_any()
}

/// The clipboard's events go to whatever has the focus or holds the caret: the window hears them all.
fn listen(tree: TreeView) {
    let (app, active) = (tree.app, tree.active);
    let on_copy = move |event: &ev::ClipboardEvent, cut| {
        app.on_copy(event, active.get_untracked(), cut);
    };
    let copy = window_event_listener(ev::copy, move |event| on_copy(&event, false));
    let cut = window_event_listener(ev::cut, move |event| on_copy(&event, true));
    let paste =
        window_event_listener(ev::paste, move |event| app.on_paste(&event, active.get_untracked()));
    on_cleanup(move || {
        copy.remove();
        cut.remove();
        paste.remove();
    });
}

/// Where the pointer is.
pub(super) fn pointer(event: &ev::MouseEvent) -> MenuPlace {
    MenuPlace::At { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

fn on_key(
    tree: TreeView,
    menu: OpenMenu,
    typing: StoredValue<TypeAhead>,
    event: &ev::KeyboardEvent,
) {
    // A name being edited has its own keys.
    if dom::is_text_focused() {
        return;
    }
    let Some(id) = tree.active.get_untracked() else { return };
    on_row_key(
        event,
        |command, key| act(tree, command, id, key),
        |press| walk(tree, menu, id, press) || type_ahead(tree, typing, id, event),
    );
}

/// Carries out a command on the row under the cursor. Those that are about the item on the screen
/// are left to the window.
fn act(tree: TreeView, command: Command, id: ItemId, key: &str) -> bool {
    let app = tree.app;
    match command {
        Command::Rename
        | Command::Duplicate
        | Command::MoveUp
        | Command::MoveDown
        | Command::Delete
        | Command::ToggleSelected => {
            app.act(command, id, RenamePlace::Tree);
            if let Some(at) = app.tree.cursor.get_untracked() {
                tree.show(at);
            }
            true
        }
        Command::SelectAll => {
            tree.rows.with_untracked(|rows| app.tree.selection.update(|it| it.all(&rows.all)));
            true
        }
        Command::ExtendSelection => {
            let to = match step(tree, id, key) {
                Some(Step::To(to)) => to,
                _ => id,
            };
            extend(tree, Some(id), to);
            true
        }
        Command::UnfoldBeside => {
            if let Some(Step::UnfoldAll(ids)) = step(tree, id, key) {
                app.unfold_all(ids);
            }
            true
        }
        _ => false,
    }
}

fn step(tree: TreeView, at: ItemId, key: &str) -> Option<Step> {
    tree.rows.with_untracked(|rows| tree_keys::step(&rows.all, Some(at), key))
}

/// Selects from where the range began, or `from`, up to a row.
pub(super) fn extend(tree: TreeView, from: Option<ItemId>, to: ItemId) {
    tree.rows.with_untracked(|rows| {
        tree.app.tree.selection.update(|it| it.extend(&rows.all, from, to));
    });
    go_to(tree, to);
}

/// Keys that have a meaning in trees alone. Answers whether this was one.
fn walk(tree: TreeView, menu: OpenMenu, id: ItemId, press: KeyPress<'_>) -> bool {
    let app = tree.app;
    match press.key {
        "Enter" => {
            // Also while it is on the screen already: the selection is it alone then.
            app.select(Some(id));
        }
        "ContextMenu" => open_menu(menu, tree, id),
        "F10" if press.shift => open_menu(menu, tree, id),
        "Escape" if app.has_marks() => app.clear_marks(),
        key => match step(tree, id, key) {
            Some(Step::To(to)) => go_to(tree, to),
            Some(Step::Fold(id)) => app.set_expanded(id, false),
            Some(Step::Unfold(id)) => app.set_expanded(id, true),
            Some(Step::UnfoldAll(_)) | None => return false,
        },
    }
    true
}

fn go_to(tree: TreeView, to: ItemId) {
    tree.app.tree.cursor.set(Some(to));
    tree.show(to);
}

/// Goes to the row whose name begins with what is typed. A space that is not within a name chooses
/// the row. Answers whether this was such a key.
fn type_ahead(
    tree: TreeView,
    typing: StoredValue<TypeAhead>,
    id: ItemId,
    event: &ev::KeyboardEvent,
) -> bool {
    let app = tree.app;
    let key = event.key();
    let to = tree.rows.with_untracked(|rows| {
        let t = app.t_untracked();
        let names: Vec<String> =
            rows.all.iter().map(|it| name_shown(t, it.kind, &it.name)).collect();
        let next = typing
            .try_update_value(|it| it.find(&key, event.time_stamp(), rows.place(id), &names))??;
        rows.all.get(next).map(|it| it.id)
    });
    match to {
        Some(to) => go_to(tree, to),
        None if key == " " => app.select(Some(id)),
        None => return false,
    }
    true
}

fn open_menu(menu: OpenMenu, tree: TreeView, id: ItemId) {
    let kind = tree.app.workspace.with_untracked(|workspace| workspace.row_kind(id));
    if !kind.is_some_and(has_menu) {
        return;
    }
    tree.show(id);
    let found =
        tree.scroller.get_untracked().and_then(|it| dom::find_in(&it, &format!("#{}", row_id(id))));
    if let Some(row) = found {
        menu.set(Some((Some(id), MenuPlace::Below(dom::rect(&row)))));
    }
}

/// The `id` of a row's element, for `aria-activedescendant`.
pub(super) fn row_id(id: ItemId) -> String {
    format!("row-{}", id.0)
}

/// What stands under a tree without rows; a tree holds nothing but rows.
#[component]
fn Nothing(tree: TreeView) -> impl IntoView {
    let app = tree.app;
    view! {
        <Show when=move || tree.count() == 0>
            <div class="empty">
                {move || {
                    let filter = app.tree.filter.get();
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

/// The context menu of a row, or of the whole tree.
#[component]
fn TreeMenu(menu: OpenMenu, tree: TreeView) -> impl IntoView {
    let app = tree.app;
    let label = Signal::derive(move || {
        let name = match menu.get() {
            Some((Some(id), _)) => name_of(app, id),
            _ => app.t().collections.to_owned(),
        };
        fill(app.t().actions_for, &[("name", &name)])
    });
    let entries = Signal::derive(move || match menu.get() {
        Some((Some(id), _)) => item_menu(app, id, RenamePlace::Tree),
        Some((None, _)) => tree_menu(app),
        None => Vec::new(),
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
                    && let Some(tree) = tree.scroller.get_untracked()
                {
                    dom::focus(&tree);
                }
            })
        />
    }
}
