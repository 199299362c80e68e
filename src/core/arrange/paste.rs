//! Pasting and duplicating.

use thiserror::Error;

use super::{At, Place, Plan, inserts, moves};
use crate::core::{
    model::{Item, ItemId, ItemRef, ListKind, Workspace},
    storage::Fresh,
};

/// Why nothing was pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasteError {
    /// A cut item would go into itself.
    #[error("a cut item cannot be pasted to itself")]
    OntoItself,
    /// Folders and requests need a collection or folder.
    #[error("no collection or folder to paste into")]
    NoCollection,
    /// Client messages need a WebSocket.
    #[error("no WebSocket to paste into")]
    NoWebSocket,
}

/// Pastes new items where a person asks for it: into the item `at` when it can hold them, else
/// beside it, or beside what it stands in. A collection that has the GUID of one that is here gets
/// another, as at import; an environment always does, and is not the current one.
pub fn paste(
    workspace: &Workspace,
    at: Option<ItemId>,
    items: Vec<Item>,
    fresh: &mut dyn Fresh,
) -> Result<Plan, PasteError> {
    let path = path_to(workspace, at);
    let placed = items.into_iter().map(|item| {
        let place = place_for(&path, item.as_ref().list_kind())?;
        Ok((item, place))
    });
    let mut placed: Vec<(Item, Place)> = placed.collect::<Result<_, PasteError>>()?;
    let mut guids: Vec<String> =
        workspace.collections.iter().filter_map(|it| Some(it.guid()?.to_owned())).collect();
    placed =
        placed.into_iter().map(|(item, place)| (as_new(item, &mut guids, fresh), place)).collect();
    Ok(inserts(workspace, placed))
}

/// A pasted item with a GUID that nothing here has; `guids` are those of the collections.
fn as_new(item: Item, guids: &mut Vec<String>, fresh: &mut dyn Fresh) -> Item {
    match item {
        Item::Collection(mut it) => {
            if it.guid().is_some_and(|it| guids.iter().any(|guid| guid == it)) {
                it = it.with_new_guid(&fresh.guid());
            }
            guids.extend(it.guid().map(ToOwned::to_owned));
            Item::Collection(it)
        }
        Item::Environment(it) => Item::Environment(it.as_new(&fresh.guid())),
        other => other,
    }
}

/// Moves cut items where pasting them would put them. `None` when they stand there already.
pub fn paste_cut(
    workspace: &Workspace,
    at: Option<ItemId>,
    cut: &[ItemId],
) -> Result<Option<Plan>, PasteError> {
    let path = path_to(workspace, at);
    if path.iter().any(|it| cut.contains(&it.id())) {
        return Err(PasteError::OntoItself);
    }
    let mut items = Vec::new();
    for id in cut {
        let Some(kind) = workspace.find(*id).map(ItemRef::list_kind) else { continue };
        place_for(&path, kind)?;
        items.push((*id, kind));
    }
    let end = Place { parent: None, at: At::End };
    Ok(moves(workspace, &items, |kind| place_for(&path, kind).unwrap_or(end)))
}

/// Puts a copy of each item right after it. Copies have ids and GUIDs of their own.
pub fn duplicate(workspace: &Workspace, ids: &[ItemId], fresh: &mut dyn Fresh) -> Plan {
    let copies = ids.iter().filter_map(|id| {
        let copy = workspace.find(*id)?.to_item().with_new_ids(&mut || fresh.item_id());
        let copy = match copy {
            Item::Collection(it) => Item::Collection(it.with_new_guid(&fresh.guid())),
            Item::Environment(it) => Item::Environment(it.as_new(&fresh.guid())),
            other => other,
        };
        Some((copy, Place { parent: workspace.parent_of(*id), at: At::After(*id) }))
    });
    let copies = copies.collect();
    inserts(workspace, copies)
}

/// From the collection down to the item; empty when there is none.
fn path_to(workspace: &Workspace, at: Option<ItemId>) -> Vec<ItemRef<'_>> {
    at.map_or_else(Vec::new, |id| workspace.trace(id))
}

/// The place for an item of a kind when pasting at the end of this path: the nearest item upwards
/// that can hold it, right after what the path goes on with there.
fn place_for(path: &[ItemRef<'_>], kind: ListKind) -> Result<Place, PasteError> {
    let holder = path.iter().rposition(|it| it.holds(kind));
    let below = path.get(holder.map_or(0, |it| it + 1)).filter(|it| it.list_kind() == kind);
    let at = below.map_or(At::End, |it| At::After(it.id()));
    match (holder.and_then(|it| path.get(it)), kind) {
        (None, ListKind::Collections) => Ok(Place { parent: None, at }),
        (None, ListKind::ClientMessages) => Err(PasteError::NoWebSocket),
        (None, ListKind::Environments | ListKind::Folders | ListKind::Requests) => {
            Err(PasteError::NoCollection)
        }
        (Some(parent), _) => Ok(Place { parent: Some(parent.id()), at }),
    }
}
