//! Several selected items of the tree, as the ARIA authoring practices of a multi-select tree view
//! say. While nothing more is selected, the selection is the item on the screen.

use std::collections::BTreeSet;

use crate::core::model::{ItemId, TreeRow};

/// What is selected besides the item on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    items: BTreeSet<ItemId>,
    /// Where a range begins.
    anchor: Option<ItemId>,
}

impl Selection {
    /// Exactly these.
    pub fn of(items: impl IntoIterator<Item = ItemId>) -> Self {
        Self { items: items.into_iter().collect(), anchor: None }
    }

    /// Whether an item is selected. `shown` is the item on the screen.
    pub fn contains(&self, id: ItemId, shown: Option<ItemId>) -> bool {
        if self.items.is_empty() { shown == Some(id) } else { self.items.contains(&id) }
    }

    /// Whether more is selected than the item on the screen.
    pub fn is_several(&self) -> bool {
        self.items.len() > 1
    }

    /// What acting on an item acts on: all that is selected when the item is, else the item.
    pub fn around(&self, id: ItemId) -> BTreeSet<ItemId> {
        if self.items.contains(&id) { self.items.clone() } else { BTreeSet::from([id]) }
    }

    /// Adds an item to the selection, or takes it out.
    pub fn toggle(&mut self, id: ItemId, shown: Option<ItemId>) {
        if self.items.is_empty() {
            self.items.extend(shown);
        }
        if !self.items.remove(&id) {
            self.items.insert(id);
        }
        self.anchor = Some(id);
    }

    /// Selects the rows from where the range began up to one. It begins at `from` when none has
    /// begun, or its beginning is out of sight.
    pub fn extend(&mut self, rows: &[TreeRow], from: Option<ItemId>, to: ItemId) {
        let place = |id: ItemId| rows.iter().position(|row| row.id == id);
        let Some(end) = place(to) else { return };
        let begun = self.anchor.filter(|id| place(*id).is_some());
        let anchor = begun.or(from).unwrap_or(to);
        let start = place(anchor).unwrap_or(end);
        let range = rows.get(start.min(end)..=start.max(end)).unwrap_or_default();
        self.items = items(range);
        self.anchor = Some(anchor);
    }

    /// Selects all rows.
    pub fn all(&mut self, rows: &[TreeRow]) {
        self.items = items(rows);
    }
}

/// The items on some rows: a collection's fixed entries are none.
fn items(rows: &[TreeRow]) -> BTreeSet<ItemId> {
    rows.iter().filter(|row| row.id.part().is_none()).map(|row| row.id).collect()
}
