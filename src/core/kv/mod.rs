//! Tables of keys and values: variables, headers, parameters, subprotocols. What a person does to
//! one, carried out on rows of any kind, and taken back. Knows nothing of cells.

mod list;
mod selection;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::core::{
    model::{Header, Kept, Subprotocol, Variable},
    query_parameters::{Parameter, key_as_typed, value_as_typed},
};

pub use list::{HEADERS, PARAMETERS, RowList, SUBPROTOCOLS, VARIABLES};
pub use selection::RowSelection;
pub use text::{copied, pasted};

/// Some rows of a table, counted from 0.
pub type Rows = BTreeSet<usize>;

/// A row as a table shows it, and what else its file says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KvRow {
    /// Disabled ones are kept, not used.
    pub enabled: bool,
    /// As typed.
    pub key: String,
    /// As typed.
    pub value: String,
    /// The value is masked.
    pub secret: bool,
    /// Without any value, not even an empty one, as `?debug` of a URL.
    pub bare: bool,
    /// See [`Kept`].
    pub kept: Kept,
}

impl KvRow {
    /// An enabled row.
    pub fn new(key: &str, value: &str) -> Self {
        Self { enabled: true, key: key.to_owned(), value: value.to_owned(), ..Self::default() }
    }

    fn is_blank(&self) -> bool {
        self.key.is_empty() && self.value.is_empty()
    }
}

/// What a person does to a table. Rows are counted from 0; one that is not there changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum KvEdit {
    /// Uses a row, or does not.
    Enable(usize, bool),
    /// Types a key.
    Key(usize, String),
    /// Types a value.
    Value(usize, String),
    /// Masks a value, or does not.
    Secret(usize, bool),
    /// Adds an empty row at the end.
    Add,
    /// Pastes rows after a row, or in its place when that is blank.
    Paste(usize, Vec<KvRow>),
    /// Deletes rows.
    Remove(Rows),
    /// Puts copies of rows after the last of them.
    Duplicate(Rows),
    /// Moves rows before the one above them.
    Up(Rows),
    /// Moves rows after the one below them.
    Down(Rows),
    /// Takes back an edit of rows; what was typed since stays.
    Restore {
        /// Where each row stood before the edit, if it was there.
        origins: Vec<Option<usize>>,
        /// All rows before the edit.
        before: Vec<KvRow>,
    },
}

/// A row that a table can edit.
pub trait KvItem {
    /// The row that a table shows so.
    fn of(row: KvRow) -> Self;
    /// How a table shows it.
    fn row(&self) -> KvRow;
    /// Takes over what a table changed.
    fn set(&mut self, row: KvRow);
}

impl KvItem for Variable {
    fn of(row: KvRow) -> Self {
        let KvRow { enabled, key, value, secret, kept, .. } = row;
        Self { enabled, key, value, is_secret: secret, kept }
    }

    fn row(&self) -> KvRow {
        KvRow {
            enabled: self.enabled,
            key: self.key.clone(),
            value: self.value.clone(),
            secret: self.is_secret,
            bare: false,
            kept: self.kept.clone(),
        }
    }

    fn set(&mut self, row: KvRow) {
        *self = Self::of(row);
    }
}

impl KvItem for Subprotocol {
    fn of(row: KvRow) -> Self {
        Self { enabled: row.enabled, key: row.key, kept: row.kept }
    }

    fn row(&self) -> KvRow {
        let (key, kept) = (self.key.clone(), self.kept.clone());
        KvRow { enabled: self.enabled, key, kept, ..KvRow::default() }
    }

    fn set(&mut self, row: KvRow) {
        *self = Self::of(row);
    }
}

impl KvItem for Header {
    fn of(row: KvRow) -> Self {
        let KvRow { enabled, key, value, kept, .. } = row;
        Self { enabled, key, value, kept }
    }

    fn row(&self) -> KvRow {
        let (key, value, kept) = (self.key.clone(), self.value.clone(), self.kept.clone());
        KvRow { enabled: self.enabled, key, value, kept, ..KvRow::default() }
    }

    fn set(&mut self, row: KvRow) {
        *self = Self::of(row);
    }
}

/// What is typed is encoded where it would not fit into a URL.
impl KvItem for Parameter {
    fn of(row: KvRow) -> Self {
        let is_bare = row.bare && row.value.is_empty();
        let value = (!is_bare).then(|| value_as_typed(&row.value));
        Self { enabled: row.enabled, key: key_as_typed(&row.key), value }
    }

    fn row(&self) -> KvRow {
        let (key, value) = (self.key.clone(), self.value.clone().unwrap_or_default());
        let bare = self.value.is_none();
        KvRow { enabled: self.enabled, key, value, bare, ..KvRow::default() }
    }

    fn set(&mut self, row: KvRow) {
        let before = self.row();
        self.enabled = row.enabled;
        if row.key != before.key {
            self.key = key_as_typed(&row.key);
        }
        // Without a change `?debug` does not become `?debug=`.
        if row.value != before.value {
            self.value = Some(value_as_typed(&row.value));
        }
    }
}

/// Carries out an edit.
pub fn apply<T: KvItem>(rows: &mut Vec<T>, edit: KvEdit) {
    match edit {
        KvEdit::Enable(at, enabled) => change(rows, at, |row| row.enabled = enabled),
        KvEdit::Key(at, key) => change(rows, at, |row| row.key = key),
        KvEdit::Value(at, value) => change(rows, at, |row| row.value = value),
        KvEdit::Secret(at, secret) => change(rows, at, |row| row.secret = secret),
        KvEdit::Add => rows.push(T::of(KvRow { bare: true, ..KvRow::new("", "") })),
        KvEdit::Paste(at, pasted) => {
            let replaced = rows.get(at).is_some_and(|it| it.row().is_blank());
            let from = if replaced { at } else { at + 1 }.min(rows.len());
            let to = (from + usize::from(replaced)).min(rows.len());
            rows.splice(from..to, pasted.into_iter().map(T::of));
        }
        KvEdit::Remove(which) => {
            let mut at = 0..;
            rows.retain(|_| at.next().is_none_or(|at| !which.contains(&at)));
        }
        KvEdit::Duplicate(which) => {
            let copies: Vec<T> =
                which.iter().filter_map(|at| rows.get(*at)).map(|it| T::of(it.row())).collect();
            let after = which.last().map_or(rows.len(), |last| (last + 1).min(rows.len()));
            rows.splice(after..after, copies);
        }
        KvEdit::Up(which) => {
            // A row stays behind one that cannot move.
            let (mut top, count) = (0, rows.len());
            for at in which.into_iter().filter(|at| *at < count) {
                if at > top {
                    rows.swap(at - 1, at);
                    top = at;
                } else {
                    top = at + 1;
                }
            }
        }
        KvEdit::Down(which) => {
            let (mut bottom, count) = (rows.len(), rows.len());
            for at in which.into_iter().rev().filter(|at| *at < count) {
                if at + 1 < bottom {
                    rows.swap(at, at + 1);
                    bottom = at + 1;
                } else {
                    bottom = at;
                }
            }
        }
        KvEdit::Restore { origins, before } => restore(rows, &origins, before),
    }
}

fn change<T: KvItem>(rows: &mut [T], at: usize, change: impl FnOnce(&mut KvRow)) {
    if let Some(item) = rows.get_mut(at) {
        let mut row = item.row();
        change(&mut row);
        item.set(row);
    }
}

fn restore<T: KvItem>(rows: &mut Vec<T>, origins: &[Option<usize>], before: Vec<KvRow>) {
    if rows.len() != origins.len() {
        // Another tab changed them: only what was taken away comes back.
        let gone = before.into_iter().enumerate().filter(|(at, _)| !origins.contains(&Some(*at)));
        for (at, row) in gone {
            rows.insert(at.min(rows.len()), T::of(row));
        }
        return;
    }
    let mut places: Vec<Option<T>> = before.iter().map(|_| None).collect();
    for (row, origin) in rows.drain(..).zip(origins) {
        if let Some(place) = origin.and_then(|at| places.get_mut(at)) {
            *place = Some(row);
        }
    }
    let put = |(place, row): (Option<T>, KvRow)| place.unwrap_or_else(|| T::of(row));
    rows.extend(places.into_iter().zip(before).map(put));
}

/// A row that knows where it comes from.
struct Traced {
    origin: Option<usize>,
    row: KvRow,
}

impl KvItem for Traced {
    fn of(row: KvRow) -> Self {
        Self { origin: None, row }
    }

    fn row(&self) -> KvRow {
        self.row.clone()
    }

    fn set(&mut self, row: KvRow) {
        self.row = row;
    }
}

/// What an edit does to the rows as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The edit that takes it back.
    pub undo: KvEdit,
    /// The rows it was about, where they stand then; of deleted ones that which took their place.
    pub rows: Rows,
}

/// What an edit does to the rows as a whole; `None` for one of their texts, which the field takes back
/// itself, and for one that changes nothing.
pub fn outcome(before: &[KvRow], edit: &KvEdit) -> Option<Outcome> {
    let ticked = |at: usize, undo| Some(Outcome { undo, rows: Rows::from([at]) });
    let about = match edit {
        KvEdit::Enable(at, _) => {
            return ticked(*at, KvEdit::Enable(*at, before.get(*at)?.enabled));
        }
        KvEdit::Secret(at, _) => {
            return ticked(*at, KvEdit::Secret(*at, before.get(*at)?.secret));
        }
        KvEdit::Remove(rows) | KvEdit::Up(rows) | KvEdit::Down(rows) => rows.clone(),
        KvEdit::Paste(..) | KvEdit::Duplicate(_) => Rows::new(),
        _ => return None,
    };
    let trace = |(at, row): (usize, &KvRow)| Traced { origin: Some(at), row: row.clone() };
    let mut rows: Vec<Traced> = before.iter().enumerate().map(trace).collect();
    apply(&mut rows, edit.clone());
    let origins: Vec<Option<usize>> = rows.into_iter().map(|it| it.origin).collect();
    if origins.iter().copied().eq((0..before.len()).map(Some)) {
        return None;
    }
    let is_about = |origin: &Option<usize>| origin.is_none_or(|at| about.contains(&at));
    let mut then: Rows =
        (0..).zip(&origins).filter(|(_, it)| is_about(it)).map(|it| it.0).collect();
    if let KvEdit::Remove(removed) = edit {
        let last = origins.len().checked_sub(1);
        then = last.zip(removed.first()).map(|(last, at)| last.min(*at)).into_iter().collect();
    }
    Some(Outcome { undo: KvEdit::Restore { origins, before: before.to_vec() }, rows: then })
}
