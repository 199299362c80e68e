//! A message as a tree whose branches fold, with the keyboard of the ARIA tree view pattern: the focus
//! stays on the tree, a cursor walks its rows.

use std::sync::Arc;

use crate::ui::prelude::*;
use leptos::{ev::KeyboardEvent, tachys::html::attribute::custom::custom_attribute};

use crate::{
    app::App,
    browser::dom,
    core::payload::json::{
        Outline,
        tree::{RowSays, Step, Tree, TreeRow},
    },
    ui::{
        content_view::token_class,
        widgets::{Icon, IconName, IconSize, VirtualLines},
    },
};

/// The tree, and the place of its cursor.
#[derive(Clone, Copy)]
struct Cursor {
    tree: RwSignal<Tree>,
    row: RwSignal<usize>,
    lines: VirtualLines,
}

/// The tree of one text.
#[component]
pub(super) fn TreeView(outline: Arc<Outline>) -> impl IntoView {
    let app = App::get();
    let tree = RwSignal::new(Tree::new(outline));
    let count = Signal::derive(move || tree.with(Tree::count));
    let cursor = Cursor { tree, row: RwSignal::new(0), lines: VirtualLines::new(count) };
    let lines = cursor.lines;
    // A row that changes its place or its state is another row.
    let rows = move || {
        let shown = lines.shown();
        tree.with(|tree| {
            shown.filter_map(|at| tree.row(at).map(|row| (at, row))).collect::<Vec<_>>()
        })
    };
    let active = move || {
        let row = cursor.row.get();
        lines.shown().contains(&row).then(|| row_id(row))
    };
    view! {
        <div
            class="code-view code-view--tree"
            role="tree"
            tabindex="0"
            aria-label=move || app.t().tree
            aria-activedescendant=active
            node_ref=lines.scroller
            on:scroll=move |_| lines.on_scroll()
            on:wheel=move |event| lines.on_wheel(&event)
            on:keydown=move |event| on_key(app, cursor, &event)
        >
            <div class="code-view__space" role="none" style:height=move || lines.space()>
                <div class="code-view__lines" role="none" style:transform=move || lines.top()>
                    <For each=rows key=Clone::clone let((at, row))>
                        <Row cursor at row />
                    </For>
                </div>
            </div>
        </div>
        <Ways cursor />
    }
    .into_any()
}

#[component]
fn Row(cursor: Cursor, at: usize, row: TreeRow) -> impl IntoView {
    let app = App::get();
    let TreeRow { level, position, set_size, unfolded, says } = row;
    let is_more = matches!(says, RowSays::More(_));
    let is_active = move || cursor.row.get() == at;
    let name = match &says {
        RowSays::Value { name, text, .. } if name.is_empty() => text.clone(),
        RowSays::Value { name, text, .. } => format!("{name}: {text}"),
        RowSays::More(count) => {
            app.count((*count).into(), |t| t.more_items_one, |t| t.more_items_other)
        }
    };
    let sign = match unfolded {
        Some(is_unfolded) if !is_more => {
            let icon = if is_unfolded { IconName::ChevronDown } else { IconName::ChevronRight };
            view! { <span class="tw" on:click=move |_| cursor.toggle(at)><Icon name=icon size=IconSize::Tiny /></span> }.into_any()
        }
        _ => view! { <span class=fixed("tw")></span> }.into_any(),
    };
    let said = match says {
        RowSays::Value { name, kind, text } => view! {
            <span class="k">{name}</span>
            <span class=token_class(kind)>{text}</span>
        }
        .into_any(),
        RowSays::More(_) => view! { <span class="link">{name.clone()}</span> }.into_any(),
    };
    // Leptos has no typed method for this one.
    let aria_level = custom_attribute("aria-level", level.to_string());
    view! {
        <div
            class="value"
            id=row_id(at)
            role="treeitem"
            aria-label=name
            aria-posinset=position.to_string()
            aria-setsize=set_size.to_string()
            aria-expanded=unfolded.filter(|_| !is_more).map(|it| it.to_string())
            aria-selected=move || is_active().to_string()
            data-active=move || is_active().then_some("")
            style:--l=(level - 1).to_string()
            on:click=move |_| {
                cursor.row.set(at);
                if is_more {
                    cursor.toggle(at);
                }
            }
            on:dblclick=move |_| cursor.toggle(at)
            {..aria_level}
        >
            {sign}
            {said}
        </div>
    }
    .into_any()
}

/// The path of the row chosen, and how it and its value get out.
#[component]
fn Ways(cursor: Cursor) -> impl IntoView {
    let app = App::get();
    let path = Memo::new(move |_| {
        let row = cursor.row.get();
        cursor.tree.with(|tree| tree.path(row))
    });
    let copy = move |text: Option<String>| {
        if let Some(text) = text {
            app.copy_text(text);
        }
    };
    let value = move || {
        let row = cursor.row.get_untracked();
        cursor.tree.with_untracked(|tree| tree.value(row))
    };
    let has_none = move || path.with(Option::is_none);
    view! {
        <div class="tree-ways">
            <code class="cut" title=move || path.get()>{move || path.get()}</code>
            <button
                type="button"
                class="btn btn--ghost btn--sm"
                disabled=has_none
                on:click=move |_| copy(path.get_untracked())
            >
                {move || app.t().copy_path}
            </button>
            <button
                type="button"
                class="btn btn--ghost btn--sm"
                disabled=has_none
                on:click=move |_| copy(value())
            >
                {move || app.t().copy_value}
            </button>
        </div>
    }
    .into_any()
}

impl Cursor {
    fn toggle(self, row: usize) {
        self.row.set(row);
        self.tree.update(|tree| {
            tree.toggle(row);
        });
    }
}

fn on_key(app: App, cursor: Cursor, event: &KeyboardEvent) {
    let ctrl = event.ctrl_key() || event.meta_key();
    if ctrl && event.key().eq_ignore_ascii_case("c") && !dom::has_selected_text() {
        let row = cursor.row.get_untracked();
        if let Some(value) = cursor.tree.with_untracked(|tree| tree.value(row)) {
            event.prevent_default();
            app.copy_text(value);
        }
        return;
    }
    if event.alt_key() || ctrl {
        return;
    }
    let (row, page) = (cursor.row.get_untracked(), cursor.lines.lines_in_sight());
    let step = cursor.tree.with_untracked(|tree| tree.step(row, &event.key(), page));
    let Some(step) = step else { return };
    event.prevent_default();
    event.stop_propagation();
    match step {
        Step::To(row) => {
            cursor.row.set(row);
            cursor.lines.show(row);
        }
        Step::Fold(row) | Step::Unfold(row) => cursor.toggle(row),
    }
}

fn row_id(row: usize) -> String {
    format!("value-{row}")
}
