//! Dragging items over the tree: what lies under the pointer, and what dropping there does.

use super::{At, Place, Plan, moves};
use crate::core::model::{ItemId, ItemRef, ListKind, TreeRow, Workspace};

/// Part of a row that takes what is dropped beside it, at either edge, where the row could also
/// hold it.
const EDGE: f64 = 0.25;

/// Where dragged items go when they are let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DropTarget {
    /// The row under the pointer.
    pub row: ItemId,
    /// Which side of it.
    pub zone: DropZone,
}

/// Which side of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropZone {
    /// Before it, in the same list.
    Before,
    /// Into it, at the end.
    Into,
    /// After it, in the same list.
    After,
}

/// Where dragged items go from a place over the tree, `y` rows from its top. `None` where they
/// cannot go: into themselves, or where such items do not stand.
pub fn drop_target(
    workspace: &Workspace,
    dragged: &[ItemId],
    rows: &[TreeRow],
    y: f64,
) -> Option<DropTarget> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked; a tree has far fewer rows"
    )]
    let index = (y >= 0.0).then_some(y as usize)?;
    let row = rows.get(index)?;
    let path = workspace.trace(row.id);
    if dragged.is_empty() || path.iter().any(|it| dragged.contains(&it.id())) {
        return None;
    }
    let item = path.last()?;
    let kinds = kinds(workspace, dragged)?;
    let can_hold = kinds.iter().all(|(_, kind)| item.holds(*kind));
    let is_alike = kinds.iter().all(|(_, kind)| item.list_kind() == *kind);
    let part = y.fract();
    let zone = match (can_hold, is_alike) {
        (true, true) if part < EDGE => DropZone::Before,
        // Below an unfolded row stands what it holds.
        (true, true) if part > 1.0 - EDGE && !row.expanded => DropZone::After,
        (true, _) => DropZone::Into,
        (false, true) if part < 0.5 => DropZone::Before,
        (false, true) => DropZone::After,
        (false, false) => return None,
    };
    Some(DropTarget { row: row.id, zone })
}

/// Drops dragged items. `None` when they stand there already.
pub fn drop(workspace: &Workspace, dragged: &[ItemId], target: DropTarget) -> Option<Plan> {
    let DropTarget { row, zone } = target;
    let place = match zone {
        DropZone::Into => Place { parent: Some(row), at: At::End },
        DropZone::Before => Place { parent: workspace.parent_of(row), at: At::Before(row) },
        DropZone::After => Place { parent: workspace.parent_of(row), at: At::After(row) },
    };
    moves(workspace, &kinds(workspace, dragged)?, |_| place)
}

fn kinds(workspace: &Workspace, ids: &[ItemId]) -> Option<Vec<(ItemId, ListKind)>> {
    ids.iter().map(|id| Some((*id, workspace.find(*id).map(ItemRef::list_kind)?))).collect()
}
