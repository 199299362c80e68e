//! What is done with several rows: their menu, their keys, their clipboard.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::{KvClip, Table, handle::HANDLE};
use crate::{
    browser::dom::{self, Listener},
    core::{
        command::Command,
        kv::{KvEdit, KvRow, RowSelection, Rows, outcome},
        text::fill,
    },
    ui::widgets::{IconName, Menu, MenuEntry, MenuItem, MenuPlace},
};

impl Table {
    /// What acting on a row acts on.
    fn targets(self, row: usize) -> Rows {
        self.selection.with_untracked(|it| it.around(row))
    }

    pub(super) fn select_all(self) {
        let all = (0..self.rows.with_untracked(Vec::len)).collect();
        self.selection.set(RowSelection::of(all));
    }

    /// Carries out a command on a row, or on all selected ones when it is one of them.
    pub(super) fn act(self, row: usize, command: Command) {
        let rows = self.targets(row);
        match command {
            Command::Delete => self.rearrange(KvEdit::Remove(rows), HANDLE),
            Command::Duplicate => self.rearrange(KvEdit::Duplicate(rows), HANDLE),
            Command::MoveUp => self.rearrange(KvEdit::Up(rows), HANDLE),
            Command::MoveDown => self.rearrange(KvEdit::Down(rows), HANDLE),
            Command::Copy => self.copy(None, row, false),
            Command::Cut => self.copy(None, row, true),
            Command::Paste => self.paste(None, row),
            _ => {}
        }
    }

    /// Carries out an edit of rows. The focus goes to a control of the first of them; they stay
    /// selected when that is their number.
    pub(super) fn rearrange(self, edit: KvEdit, control: &str) {
        let Some(outcome) = self.rows.try_with_untracked(|rows| outcome(rows, &edit)).flatten()
        else {
            return;
        };
        let stay = control == HANDLE && !matches!(edit, KvEdit::Remove(_));
        self.on_edit.try_run(edit);
        self.forget_places();
        let Some(first) = outcome.rows.first().copied() else { return self.focus(0, "add") };
        self.cursor.try_set(first);
        if stay {
            self.selection.try_set(RowSelection::of(outcome.rows));
        }
        self.focus(first, control);
    }

    /// Nothing is selected or revealed any more: rows stand elsewhere.
    pub(super) fn forget_places(self) {
        self.selection.try_set(RowSelection::default());
        self.revealed.try_set(Rows::new());
    }

    fn copy(self, event: Option<Event>, row: usize, cut: bool) {
        let targets = self.targets(row);
        let rows: Vec<KvRow> = self.rows.with_untracked(|rows| {
            targets.iter().filter_map(|at| rows.get(*at)).cloned().collect()
        });
        let then = Box::new(move || {
            if cut {
                self.rearrange(KvEdit::Remove(targets), HANDLE);
            }
        });
        self.on_clip.run(KvClip::Copy { event, rows, then });
    }

    fn paste(self, event: Option<Event>, row: usize) {
        let after = self.targets(row).last().copied().unwrap_or(row);
        let then = Box::new(move |rows| self.rearrange(KvEdit::Paste(after, rows), HANDLE));
        self.on_clip.run(KvClip::Paste { event, then });
    }

    /// Opens the menu of a row, which is selected then and whose number gets the focus back.
    pub(super) fn open_menu(self, row: usize, place: MenuPlace) {
        if let Some(handle) = self.handle(row) {
            dom::focus(&handle);
        }
        if !self.selection.with_untracked(|it| it.contains(row)) {
            self.selection.set(RowSelection::of(Rows::from([row])));
        }
        self.cursor.set(row);
        self.menu.set(Some(place));
    }

    /// The number of a row.
    pub(super) fn handle(self, row: usize) -> Option<HtmlElement> {
        let selector = format!("[data-cell=\"{row}-{HANDLE}\"]");
        dom::find_in(&*self.element.get_untracked()?, &selector)?.dyn_into().ok()
    }

    /// The row whose number has the focus.
    fn focused_handle(self) -> Option<usize> {
        let (table, focused) = (self.element.get_untracked()?, dom::focused()?);
        let cell = focused.get_attribute("data-cell")?;
        let row = cell.split_once('-').filter(|it| it.1 == HANDLE)?.0.parse().ok()?;
        dom::contains(&table, Some(focused.unchecked_ref())).then_some(row)
    }
}

/// The clipboard's events go to whatever holds the caret: the window hears them all, before the tree
/// takes them.
pub(super) fn listen(table: Table) {
    let on = move |name, act: fn(Table, Event, usize)| {
        Listener::on_window(name, move |event| {
            // Text that is selected on the page is what a person copies then.
            let is_text = name != "paste" && dom::has_selected_text();
            if let Some(row) = table.focused_handle().filter(|_| !is_text) {
                act(table, event, row);
            }
        })
    };
    StoredValue::new_local([
        on("copy", |table, event, row| table.copy(Some(event), row, false)),
        on("cut", |table, event, row| table.copy(Some(event), row, true)),
        on("paste", |table, event, row| table.paste(Some(event), row)),
    ]);
}

/// The menu of the selected rows.
#[component]
pub(super) fn RowsMenu(table: Table) -> impl IntoView {
    let label = Signal::derive(move || {
        let (words, number) = (table.words.get(), (table.cursor.get() + 1).to_string());
        let name = fill(words.row_number, &[("n", &number)]);
        fill(words.actions_for, &[("name", &name)])
    });
    let entries = Signal::derive(move || {
        let (words, row) = (table.words.get(), table.cursor.get());
        let item = move |command: Command, label: &'static str, icon| {
            let item = MenuItem::new(label, move || table.act(row, command)).icon(icon);
            match command.keys() {
                Some(keys) => item.keys(keys),
                None => item,
            }
        };
        vec![
            item(Command::Duplicate, words.duplicate, IconName::Duplicate).into(),
            item(Command::Copy, words.copy, IconName::Copy).into(),
            item(Command::Cut, words.cut, IconName::Cut).into(),
            item(Command::Paste, words.paste, IconName::Paste).into(),
            MenuEntry::Separator,
            item(Command::MoveUp, words.move_up, IconName::Up).into(),
            item(Command::MoveDown, words.move_down, IconName::Down).into(),
            MenuEntry::Separator,
            item(Command::Delete, words.delete, IconName::Trash).danger().into(),
        ]
    });
    view! { <Menu label entries place=table.menu on_close=move |()| table.menu.set(None) /> }
}
