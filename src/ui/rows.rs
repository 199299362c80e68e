//! A list of an item as a table: with its variables, its clipboard, and *Undo*.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        kv::{KvEdit, KvRow, RowList},
        model::ItemId,
        text::Texts,
    },
};

use super::{
    variables::variables_of,
    widgets::{KvClip, KvColumns, KvTable, KvWords},
};

/// A text of the table.
type Pick = fn(&Texts) -> &'static str;

/// Rows that are wrong, and why. Of which item, and all its rows.
pub type FindProblems = fn(App, ItemId, &[KvRow]) -> Vec<(usize, String)>;

/// The table.
#[component]
pub fn RowsTable(
    /// Unlike that of any other table on the page.
    id: &'static str,
    /// Whose list.
    #[prop(into)]
    of: Signal<ItemId>,
    /// Which list.
    list: RowList,
    /// Accessible name.
    label: Pick,
    /// Its columns.
    columns: KvColumns,
    /// Head of the column of keys.
    key_column: Pick,
    /// The last row, which adds one.
    add: Pick,
    /// What is wrong with rows, if anything can be.
    #[prop(optional)]
    find_problems: Option<FindProblems>,
) -> impl IntoView {
    let app = App::get();
    let of = Memo::new(move |_| of.get());
    let rows = Memo::new(move |_| app.workspace.with(|workspace| (list.rows)(workspace, of.get())));
    let problems = Memo::new(move |_| {
        find_problems.map_or_else(Vec::new, |find| rows.with(|rows| find(app, of.get(), rows)))
    });
    let words = Signal::derive(move || words(app.t(), key_column, add));
    let keys_alone = !columns.value;
    // Each item has a table of its own: what is selected or revealed in one means nothing in another.
    move || {
        let of = of.get();
        view! {
            <KvTable
                id
                label=app.text(label)
                columns
                rows
                problems
                words
                variables=variables_of(app, Signal::stored(of))
                on_edit=move |edit: KvEdit| app.edit_rows(of, list, edit)
                on_clip=move |clip: KvClip| match clip {
                    KvClip::Copy { event, rows, then } => app.copy_rows(event.as_ref(), rows, keys_alone, then),
                    KvClip::Paste { event, then } => app.paste_rows(event.as_ref(), keys_alone, then),
                }
                rows_in=move |(text, single): (String, bool)| app.rows_in(&text, keys_alone, single)
            />
        }
        .into_any()
    }
}

fn words(t: &Texts, key_column: Pick, add: Pick) -> KvWords {
    KvWords {
        row: t.row,
        row_number: t.row_number,
        row_hint: t.row_hint,
        actions_for: t.actions_for,
        enabled: t.enabled,
        key_column: key_column(t),
        key: t.key,
        value: t.value,
        secret: t.secret,
        show_value: t.show_value,
        masked: t.masked_hint,
        delete_row: t.delete_row,
        add: add(t),
        copy: t.copy,
        cut: t.cut,
        paste: t.paste,
        duplicate: t.duplicate,
        move_up: t.move_up,
        move_down: t.move_down,
        delete: t.delete,
    }
}
