//! Which rows of a table are selected.

use super::Rows;

/// The selected rows, and where a range of them begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSelection {
    rows: Rows,
    anchor: Option<usize>,
}

impl RowSelection {
    /// Exactly these.
    pub fn of(rows: Rows) -> Self {
        let anchor = rows.first().copied();
        Self { rows, anchor }
    }

    /// Whether a row is selected.
    pub fn contains(&self, row: usize) -> bool {
        self.rows.contains(&row)
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What acting on a row acts on: all that are selected when it is, else the row.
    pub fn around(&self, row: usize) -> Rows {
        if self.contains(row) { self.rows.clone() } else { Rows::from([row]) }
    }

    /// Selects a row alone, or none when it is that already.
    pub fn press(&mut self, row: usize) {
        let only = Rows::from([row]);
        *self = if self.rows == only { Self::default() } else { Self::of(only) };
    }

    /// Adds a row, or takes it out. The next range begins there.
    pub fn toggle(&mut self, row: usize) {
        if !self.rows.remove(&row) {
            self.rows.insert(row);
        }
        self.anchor = Some(row);
    }

    /// Selects the rows from where the range began up to one. It begins at `from` when none has.
    pub fn extend(&mut self, from: usize, to: usize) {
        let anchor = *self.anchor.get_or_insert(from);
        self.rows = (anchor.min(to)..=anchor.max(to)).collect();
    }
}
