//! Arranging the tree: where items may go, and what pasting, duplicating, moving and dropping them
//! does, as changes. Several items are arranged together or not at all.

mod drop;
mod paste;
mod selection;
mod step;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::core::{
    change::Change,
    model::{Item, ItemId, ItemRef, ListKind, Workspace},
};

pub use drop::{DropTarget, DropZone, drop, drop_target};
pub use paste::{PasteError, duplicate, paste, paste_cut};
pub use selection::Selection;
pub use step::step;

/// A change, and the items it is about, which a person sees selected when it is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What to do.
    pub change: Change,
    /// The items that are moved or new, in the order of the tree they come from.
    pub items: Vec<ItemId>,
}

/// Those of the items that exist and stand in none of the others, in the order of the tree: acting
/// on an item acts on all it holds.
pub fn tops(workspace: &Workspace, ids: &BTreeSet<ItemId>) -> Vec<ItemId> {
    let mut tops = Vec::new();
    let mut open: Vec<ItemRef<'_>> =
        workspace.collections.iter().rev().map(ItemRef::Collection).collect();
    while let Some(item) = open.pop() {
        if ids.contains(&item.id()) {
            tops.push(item.id());
        } else {
            open.extend(item.children().into_iter().rev());
        }
    }
    tops
}

/// A place in the lists of a parent.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    parent: Option<ItemId>,
    at: At,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    End,
    Before(ItemId),
    After(ItemId),
}

impl At {
    /// The index in a list.
    fn index(self, list: &[ItemId]) -> usize {
        let of = |id: ItemId| list.iter().position(|it| *it == id);
        match self {
            Self::End => None,
            Self::Before(id) => of(id),
            Self::After(id) => of(id).map(|at| at + 1),
        }
        .unwrap_or(list.len())
    }
}

/// Moves items so that they stand together, in this order, at one place of each kind. `None` when
/// all of them stand there already.
fn moves(
    workspace: &Workspace,
    items: &[(ItemId, ListKind)],
    place_of: impl Fn(ListKind) -> Place,
) -> Option<Plan> {
    let mut changes = Vec::new();
    let mut done = Vec::new();
    for (_, kind) in items {
        if done.contains(kind) {
            continue;
        }
        done.push(*kind);
        let moved: Vec<ItemId> =
            items.iter().filter(|it| it.1 == *kind).map(|(id, _)| *id).collect();
        let Place { parent, at } = place_of(*kind);
        let list = workspace.list(parent, *kind);
        let rest = list.get(at.index(&list)..).unwrap_or_default();
        let before = rest.iter().find(|it| !moved.contains(it)).copied();
        let mut after: Vec<ItemId> =
            list.iter().filter(|it| !moved.contains(it)).copied().collect();
        let index = before.map_or(At::End, At::Before).index(&after);
        after.splice(index..index, moved.iter().copied());
        if after != list {
            changes.extend(environments_let_go(workspace, &moved, parent));
            let change = |id| Change::Move { id, parent, before };
            changes.extend(moved.into_iter().map(change));
        }
    }
    let items = items.iter().map(|(id, _)| *id).collect();
    (!changes.is_empty()).then_some(Plan { change: Change::Many(changes), items })
}

/// An environment that goes to another collection is not the current one there.
fn environments_let_go(workspace: &Workspace, moved: &[ItemId], to: Option<ItemId>) -> Vec<Change> {
    let leaves = |id: &ItemId| {
        let current = workspace.environment(*id).filter(|it| it.is_current)?;
        let from = workspace.parent_of(current.id).filter(|from| Some(*from) != to)?;
        Some(Change::SetCurrentEnvironment { collection: from, environment: None })
    };
    moved.iter().filter_map(leaves).collect()
}

/// Puts new items, in this order, at one place of each kind.
fn inserts(workspace: &Workspace, items: Vec<(Item, Place)>) -> Plan {
    let ids = items.iter().map(|(it, _)| it.id()).collect();
    let mut before: Vec<(Option<ItemId>, ListKind)> = Vec::new();
    let insert = |(item, Place { parent, at }): (Item, Place)| {
        let kind = item.as_ref().list_kind();
        let earlier = before.iter().filter(|it| **it == (parent, kind)).count();
        before.push((parent, kind));
        let index = at.index(&workspace.list(parent, kind)) + earlier;
        Change::Insert { parent, index, item }
    };
    Plan { change: Change::Many(items.into_iter().map(insert).collect()), items: ids }
}
