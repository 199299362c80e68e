//! Moving items up and down in their lists.

use super::Plan;
use crate::core::{
    change::Change,
    model::{ItemId, ItemRef, ListKind, Workspace},
};

/// Moves items by one place among those of their kind, together where they stand together. `None`
/// when none of them can go any further.
pub fn step(workspace: &Workspace, ids: &[ItemId], up: bool) -> Option<Plan> {
    let mut changes = Vec::new();
    let mut done: Vec<(Option<ItemId>, ListKind)> = Vec::new();
    for id in ids {
        let Some(kind) = workspace.find(*id).map(ItemRef::list_kind) else { continue };
        let parent = workspace.parent_of(*id);
        if done.contains(&(parent, kind)) {
            continue;
        }
        done.push((parent, kind));
        let mut list = workspace.list(parent, kind);
        let end = list.len().saturating_sub(1);
        for at in 0..end {
            // Upwards from the top, downwards from the bottom: what cannot go on holds the others.
            let (from, to) = if up { (at + 1, at) } else { (end - at - 1, end - at) };
            let (Some(moved), Some(other)) = (list.get(from).copied(), list.get(to)) else {
                continue;
            };
            if ids.contains(&moved) && !ids.contains(other) {
                let before = if up { Some(*other) } else { list.get(to + 1).copied() };
                changes.push(Change::Move { id: moved, parent, before });
                list.swap(from, to);
            }
        }
    }
    (!changes.is_empty()).then(|| Plan { change: Change::Many(changes), items: ids.to_vec() })
}
