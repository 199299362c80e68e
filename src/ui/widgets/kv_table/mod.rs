//! A table of keys and values: number, enabled, key, value, delete, and a last row that adds one. Alt
//! with arrows moves a row; lines of text that are pasted become rows; several rows are selected by
//! their numbers. Cells take variables where asked.

mod handle;
mod row;
mod rows;

use crate::ui::prelude::*;
use leptos::html;
use web_sys::Event;

use super::{ErrorLine, Icon, IconName, IconSize, MenuPlace, variable_field::Variables};
use crate::{
    browser::dom,
    core::kv::{KvEdit, KvRow, RowSelection, Rows},
};

use row::Row;
use rows::{RowsMenu, listen};

/// Which columns a table has beside *Enabled*, the key and *Delete row*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KvColumns {
    /// Whether keys take variables.
    pub variables_in_keys: bool,
    /// A value, which takes variables.
    pub value: bool,
    /// Whether the value is a secret.
    pub secret: bool,
}

impl KvColumns {
    /// A key alone.
    pub const KEY: Self = Self { variables_in_keys: true, value: false, secret: false };
    /// A key and a value, such as of headers.
    pub const KEY_VALUE: Self = Self { variables_in_keys: true, value: true, secret: false };
    /// Variables.
    pub const VARIABLES: Self = Self { variables_in_keys: false, value: true, secret: true };
}

/// The words of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KvWords {
    /// Head of the column of numbers.
    pub row: &'static str,
    /// Name of a row's number, with a place for `n`.
    pub row_number: &'static str,
    /// What the number is for.
    pub row_hint: &'static str,
    /// Name of the menu, with a place for the `name` of the row.
    pub actions_for: &'static str,
    /// Head of the first column, and name of its boxes.
    pub enabled: &'static str,
    /// Head of the column of keys.
    pub key_column: &'static str,
    /// Name of a key's field.
    pub key: &'static str,
    /// Head of the column of values, and name of its fields.
    pub value: &'static str,
    /// Head of the column of secrets, and name of its boxes.
    pub secret: &'static str,
    /// Name of the button that shows a masked value.
    pub show_value: &'static str,
    /// What can be done with a masked value.
    pub masked: &'static str,
    /// Head of the last column, and name of its buttons.
    pub delete_row: &'static str,
    /// The last row.
    pub add: &'static str,
    /// In the menu.
    pub copy: &'static str,
    /// In the menu.
    pub cut: &'static str,
    /// In the menu.
    pub paste: &'static str,
    /// In the menu.
    pub duplicate: &'static str,
    /// In the menu.
    pub move_up: &'static str,
    /// In the menu.
    pub move_down: &'static str,
    /// In the menu.
    pub delete: &'static str,
}

/// What is asked of the clipboard: in an event of the browser's, or else by itself.
pub enum KvClip {
    /// Put rows on it, then go on.
    Copy {
        /// The event.
        event: Option<Event>,
        /// What.
        rows: Vec<KvRow>,
        /// What goes on.
        then: Box<dyn FnOnce()>,
    },
    /// Go on with the rows on it.
    Paste {
        /// The event.
        event: Option<Event>,
        /// What goes on.
        then: Box<dyn FnOnce(Vec<KvRow>)>,
    },
}

/// What the parts of a table share.
#[derive(Clone, Copy)]
pub(super) struct Table {
    id: &'static str,
    columns: KvColumns,
    rows: Signal<Vec<KvRow>>,
    problems: Signal<Vec<(usize, String)>>,
    words: Signal<KvWords>,
    variables: Variables,
    on_edit: Callback<KvEdit>,
    on_clip: Callback<KvClip>,
    rows_in: Callback<(String, bool), Option<Vec<KvRow>>>,
    selection: RwSignal<RowSelection>,
    /// The row whose number Tab stops at.
    cursor: RwSignal<usize>,
    /// Rows whose secret is shown.
    revealed: RwSignal<Rows>,
    menu: RwSignal<Option<MenuPlace>>,
    element: NodeRef<html::Div>,
}

impl Table {
    fn edit(self, edit: KvEdit) {
        self.on_edit.run(edit);
    }

    /// Moves the focus to a control, by its row and what it is.
    fn focus(self, row: usize, control: &str) {
        if let Some(table) = self.element.get_untracked() {
            dom::focus_in_soon(&table, format!("[data-cell=\"{row}-{control}\"]"));
        }
    }
}

/// The table.
#[component]
pub fn KvTable(
    /// Unlike that of any other table on the page.
    id: &'static str,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its columns.
    columns: KvColumns,
    /// Its rows.
    #[prop(into)]
    rows: Signal<Vec<KvRow>>,
    /// Rows that are wrong, and why.
    #[prop(into, optional)]
    problems: Signal<Vec<(usize, String)>>,
    /// Its words.
    #[prop(into)]
    words: Signal<KvWords>,
    /// What variables its cells take.
    variables: Variables,
    /// A person edited it.
    #[prop(into)]
    on_edit: Callback<KvEdit>,
    /// A person wants something of the clipboard.
    #[prop(into)]
    on_clip: Callback<KvClip>,
    /// The rows a pasted text is, if it is some; whether a single line may be one.
    #[prop(into)]
    rows_in: Callback<(String, bool), Option<Vec<KvRow>>>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let table = Table {
        id,
        columns,
        rows,
        problems,
        words,
        variables,
        on_edit,
        on_clip,
        rows_in,
        selection: RwSignal::default(),
        cursor: RwSignal::default(),
        revealed: RwSignal::default(),
        menu: RwSignal::default(),
        element,
    };
    listen(table);
    let count = Memo::new(move |_| rows.with(Vec::len));
    let class = match (columns.value, columns.secret) {
        (false, _) => "kv kv--one",
        (true, false) => "kv",
        (true, true) => "kv kv--secret",
    };
    let add = move |_| {
        table.edit(KvEdit::Add);
        table.focus(table.rows.with_untracked(Vec::len).saturating_sub(1), "key");
    };
    view! {
        <div class=class node_ref=element>
            <div role="table" aria-label=move || label.get()>
                <Head table />
                <For each=move || 0..count.get() key=|row| *row let(row)>
                    <Row table row />
                </For>
            </div>
            <button type="button" class="kv__add" data-cell="0-add" data-focus="rows" on:click=add>
                <Icon name=IconName::Plus size=IconSize::Small />
                <span>{move || words.get().add}</span>
            </button>
        </div>
        <Problems table />
        <RowsMenu table />
    }
    .into_any()
}

#[component]
fn Head(table: Table) -> impl IntoView {
    let Table { columns, words, .. } = table;
    view! {
        <div class="kv__row kv__row--head" role="row">
            <span role="columnheader">
                <span class="sr">{move || words.get().row}</span>
            </span>
            <span role="columnheader">
                <span class="sr">{move || words.get().enabled}</span>
            </span>
            <span class="kv__cell" role="columnheader">{move || words.get().key_column}</span>
            {columns
                .value
                .then(|| view! { <span class="kv__cell" role="columnheader">{move || words.get().value}</span> })}
            {columns
                .secret
                .then(|| view! { <span class="kv__secret" role="columnheader">{move || words.get().secret}</span> })}
            <span role="columnheader">
                <span class="sr">{move || words.get().delete_row}</span>
            </span>
        </div>
    }
    .into_any()
}

/// `id` of the element that says what is wrong.
fn problems_id(table: Table) -> String {
    format!("{}-problems", table.id)
}

#[component]
fn Problems(table: Table) -> impl IntoView {
    let line = |(_, text): (usize, String)| {
        view! { <ErrorLine>{text}</ErrorLine> }
    };
    view! {
        <div id=problems_id(table) role="alert">
            {move || table.problems.get().into_iter().map(line).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
