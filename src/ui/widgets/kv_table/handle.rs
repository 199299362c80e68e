//! The number of a row: it selects the row, and takes the keys and the clipboard of the selected
//! rows. Tab stops at one of them.

use crate::ui::prelude::*;
use leptos::ev::{KeyboardEvent, MouseEvent};

use super::Table;
use crate::{
    browser::dom,
    core::{
        command::{Command, KeyPress},
        text::fill,
    },
    ui::widgets::{MenuPlace, on_row_key},
};

/// What the number of a row is called among its controls.
pub(super) const HANDLE: &str = "handle";

#[component]
pub(super) fn Handle(table: Table, row: usize) -> impl IntoView {
    let number = (row + 1).to_string();
    let shown = number.clone();
    let label = move || fill(table.words.get().row_number, &[("n", &number)]);
    let on_click = move |event: MouseEvent| {
        if let Some(handle) = dom::current_element(&event) {
            dom::focus(&handle);
        }
        let from = table.cursor.get_untracked();
        table.selection.update(|it| {
            if event.shift_key() {
                it.extend(from, row);
            } else if event.ctrl_key() || event.meta_key() {
                it.toggle(row);
            } else {
                it.press(row);
            }
        });
        table.cursor.set(row);
    };
    let is_stop =
        move || table.rows.with(|rows| table.cursor.get().min(rows.len().saturating_sub(1)) == row);
    view! {
        <span role="cell" class="kv__check">
            <button
                type="button"
                class="kv__handle"
                data-cell=format!("{row}-{HANDLE}")
                aria-label=label
                aria-pressed=move || table.selection.with(|it| it.contains(row)).to_string()
                title=move || table.words.get().row_hint
                tabindex=move || if is_stop() { "0" } else { "-1" }
                on:click=on_click
                on:keydown=move |event| on_key(table, row, &event)
            >
                {shown}
            </button>
        </span>
    }
    .into_any()
}

fn on_key(table: Table, row: usize, event: &KeyboardEvent) {
    on_row_key(
        event,
        |command, key| act(table, row, command, key),
        |press| walk(table, row, press),
    );
}

/// What the commands of the tree mean here. Those of the clipboard come as the browser's events.
fn act(table: Table, row: usize, command: Command, key: &str) -> bool {
    match command {
        Command::Delete | Command::Duplicate | Command::MoveUp | Command::MoveDown => {
            table.act(row, command);
        }
        Command::SelectAll => table.select_all(),
        Command::ToggleSelected => table.selection.update(|it| it.toggle(row)),
        Command::ExtendSelection => {
            let to = step(table, row, key).unwrap_or(row);
            table.selection.update(|it| it.extend(row, to));
            table.go_to(to);
        }
        _ => return false,
    }
    true
}

/// Keys that walk the rows, open the menu, and end a selection.
fn walk(table: Table, row: usize, press: KeyPress<'_>) -> bool {
    match press.key {
        "ContextMenu" => table.open_menu_at(row),
        "F10" if press.shift => table.open_menu_at(row),
        "Escape" if table.selection.with_untracked(|it| !it.is_empty()) => {
            table.selection.set(super::RowSelection::default());
        }
        key => {
            let Some(to) = step(table, row, key) else { return false };
            table.go_to(to);
        }
    }
    true
}

/// Where a key leads.
fn step(table: Table, row: usize, key: &str) -> Option<usize> {
    let last = table.rows.with_untracked(|rows| rows.len().checked_sub(1))?;
    match key {
        "ArrowUp" => Some(row.saturating_sub(1)),
        "ArrowDown" => Some((row + 1).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

impl Table {
    /// Moves the cursor and the focus to the number of a row.
    fn go_to(self, row: usize) {
        self.cursor.set(row);
        if let Some(handle) = self.handle(row) {
            dom::focus_in_view(&handle);
        }
    }

    fn open_menu_at(self, row: usize) {
        if let Some(handle) = self.handle(row) {
            self.open_menu(row, MenuPlace::Below(dom::rect(&handle)));
        }
    }
}
