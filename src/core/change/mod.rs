//! Changing the workspace: every edit is a [`Change`], and applying one gives the change that undoes
//! it. Knows nothing of undo lists, storage or the screen.

mod places;
mod set;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use thiserror::Error;

use crate::core::model::{
    Auth, Collection, Compression, ConnectionSettings, Header, Item, ItemId, ItemRef, ListKind,
    MAX_NESTING, MessageContent, Subprotocol, Variable, Workspace,
};

/// One edit of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Puts an item, with all it holds, under a parent.
    Insert {
        /// A collection for environments, a collection or folder for folders and requests, a
        /// WebSocket for client messages, `None` for collections.
        parent: Option<ItemId>,
        /// Position in the list of its own kind: folders count folders, requests count requests.
        /// Past the end means at the end.
        index: usize,
        /// What.
        item: Item,
    },
    /// Takes an item away, with all it holds.
    Remove {
        /// Which.
        id: ItemId,
    },
    /// Puts an item, with all it holds, somewhere else.
    Move {
        /// Which.
        id: ItemId,
        /// As for [`Change::Insert`]; never the item itself or anything it holds.
        parent: Option<ItemId>,
        /// The item of the same list it stands before; `None`, or one that is not there, means at
        /// the end.
        before: Option<ItemId>,
    },
    /// Gives an item another name.
    Rename {
        /// Which.
        id: ItemId,
        /// May be empty.
        name: String,
    },
    /// Types another address.
    SetUrl {
        /// Which WebSocket.
        id: ItemId,
        /// As typed.
        url: String,
    },
    /// Replaces the list of subprotocols.
    SetSubprotocols {
        /// Which WebSocket.
        id: ItemId,
        /// All of them.
        subprotocols: Vec<Subprotocol>,
    },
    /// Replaces what a client message sends.
    SetClientMessage {
        /// Which client message.
        id: ItemId,
        /// All of it.
        content: MessageContent,
    },
    /// Replaces the list of variables.
    SetVariables {
        /// Which collection or environment.
        id: ItemId,
        /// All of them.
        variables: Vec<Variable>,
    },
    /// Replaces the list of headers.
    SetHeaders {
        /// Which collection or WebSocket.
        id: ItemId,
        /// All of them.
        headers: Vec<Header>,
    },
    /// Replaces who asks for the connection.
    SetAuth {
        /// Which collection or WebSocket.
        id: ItemId,
        /// All of it.
        auth: Auth,
    },
    /// Replaces what is offered of compression.
    SetCompression {
        /// Which WebSocket.
        id: ItemId,
        /// `None` offers none.
        compression: Option<Compression>,
    },
    /// Replaces what is set for a WebSocket's connection.
    SetConnectionSettings {
        /// Which WebSocket.
        id: ItemId,
        /// All of it.
        settings: ConnectionSettings,
    },
    /// Makes an environment the current one, and no other.
    SetCurrentEnvironment {
        /// Which collection.
        collection: ItemId,
        /// One of its environments, or none.
        environment: Option<ItemId>,
    },
    /// Puts another state of a collection in its place, such as the one another tab wrote.
    ReplaceCollection {
        /// The state; its id says which collection.
        collection: Collection,
    },
    /// Several in this order, or none of them.
    Many(Vec<Change>),
}

/// What applying a change did.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Collections that are different now, those put in or taken away included.
    pub touched: BTreeSet<ItemId>,
    /// Applied next, it brings back the workspace as it was.
    pub inverse: Change,
}

/// Why a change was not applied. The workspace is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// No item of the kind asked for has this id.
    #[error("there is no such item: {0:?}")]
    NoSuchItem(ItemId),
    /// The parent is not there, or cannot hold such an item.
    #[error("the item cannot stand there")]
    WrongParent,
    /// The item, or one it holds, is in the workspace already.
    #[error("the item is there already: {0:?}")]
    AlreadyThere(ItemId),
    /// Folders nested too deep to be written and read back.
    #[error("nested too deep")]
    TooDeep,
}

/// Applies a change, or leaves the workspace as it was.
pub fn apply(workspace: &mut Workspace, change: Change) -> Result<Applied, ChangeError> {
    match change {
        Change::Insert { parent, index, item } => insert(workspace, parent, index, item),
        Change::Remove { id } => remove(workspace, id),
        Change::Move { id, parent, before } => move_item(workspace, id, parent, before),
        Change::Rename { id, name } => set::name(workspace, id, name),
        Change::SetUrl { id, url } => set::url(workspace, id, url),
        Change::SetSubprotocols { id, subprotocols } => {
            set::subprotocols(workspace, id, subprotocols)
        }
        Change::SetClientMessage { id, content } => set::client_message(workspace, id, content),
        Change::SetVariables { id, variables } => set::variables(workspace, id, variables),
        Change::SetHeaders { id, headers } => set::headers(workspace, id, headers),
        Change::SetAuth { id, auth } => set::auth(workspace, id, auth),
        Change::SetCompression { id, compression } => set::compression(workspace, id, compression),
        Change::SetConnectionSettings { id, settings } => {
            set::connection_settings(workspace, id, settings)
        }
        Change::SetCurrentEnvironment { collection, environment } => {
            set::current_environment(workspace, collection, environment)
        }
        Change::ReplaceCollection { collection } => replace(workspace, collection),
        Change::Many(changes) => apply_many(workspace, changes),
    }
}

/// The outcome of a change inside an item that still stands in the tree.
fn applied(workspace: &Workspace, id: ItemId, inverse: Change) -> Applied {
    Applied { touched: workspace.collection_of(id).into_iter().collect(), inverse }
}

fn insert(
    workspace: &mut Workspace,
    parent: Option<ItemId>,
    index: usize,
    item: Item,
) -> Result<Applied, ChangeError> {
    let id = item.id();
    let level = parent.map_or(0, |it| workspace.path_to(it).len());
    if !item.fits_under(level) {
        return Err(ChangeError::TooDeep);
    }
    check_ids(workspace, item.as_ref(), None)?;
    places::put(workspace, parent, index, item).ok_or(ChangeError::WrongParent)?;
    Ok(applied(workspace, id, Change::Remove { id }))
}

fn remove(workspace: &mut Workspace, id: ItemId) -> Result<Applied, ChangeError> {
    let touched = workspace.collection_of(id).into_iter().collect();
    let (parent, index, item) = places::take(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    Ok(Applied { touched, inverse: Change::Insert { parent, index, item } })
}

fn move_item(
    workspace: &mut Workspace,
    id: ItemId,
    parent: Option<ItemId>,
    before: Option<ItemId>,
) -> Result<Applied, ChangeError> {
    let kind = workspace.find(id).ok_or(ChangeError::NoSuchItem(id))?.list_kind();
    let path = parent.map_or_else(Vec::new, |parent| workspace.path_to(parent));
    let can_stand = match parent {
        None => kind == ListKind::Collections,
        Some(parent) => workspace.find(parent).is_some_and(|it| it.holds(kind)),
    };
    if !can_stand || path.contains(&id) {
        return Err(ChangeError::WrongParent);
    }
    let touched = workspace.collection_of(id).into_iter().chain(path.first().copied()).collect();
    let stood_before = workspace.next_in_list(id);
    let (old_parent, old_index, item) =
        places::take(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let (parent, index, error) = if item.fits_under(path.len()) {
        let list = workspace.list(parent, kind);
        let index = list.iter().position(|it| Some(*it) == before).unwrap_or(list.len());
        (parent, index, None)
    } else {
        (old_parent, old_index, Some(ChangeError::TooDeep))
    };
    places::put(workspace, parent, index, item).ok_or(ChangeError::WrongParent)?;
    match error {
        Some(error) => Err(error),
        None => Ok(Applied {
            touched,
            inverse: Change::Move { id, parent: old_parent, before: stood_before },
        }),
    }
}

fn replace(workspace: &mut Workspace, collection: Collection) -> Result<Applied, ChangeError> {
    let id = collection.id;
    if collection.nesting() > MAX_NESTING {
        return Err(ChangeError::TooDeep);
    }
    check_ids(workspace, ItemRef::Collection(&collection), Some(id))?;
    let place = workspace.collections.iter_mut().find(|it| it.id == id);
    let before = std::mem::replace(place.ok_or(ChangeError::NoSuchItem(id))?, collection);
    Ok(Applied {
        touched: BTreeSet::from([id]),
        inverse: Change::ReplaceCollection { collection: before },
    })
}

/// No id of `item` may be in the workspace already (apart from a collection about to go), nor
/// appear twice in it.
fn check_ids(
    workspace: &Workspace,
    item: ItemRef<'_>,
    apart_from: Option<ItemId>,
) -> Result<(), ChangeError> {
    let others = workspace.collections.iter().filter(|it| Some(it.id) != apart_from);
    let mut taken: BTreeSet<ItemId> =
        others.flat_map(|it| ItemRef::Collection(it).with_descendants()).map(ItemRef::id).collect();
    match item.with_descendants().into_iter().find(|it| !taken.insert(it.id())) {
        Some(it) => Err(ChangeError::AlreadyThere(it.id())),
        None => Ok(()),
    }
}

fn apply_many(workspace: &mut Workspace, changes: Vec<Change>) -> Result<Applied, ChangeError> {
    let mut touched = BTreeSet::new();
    let mut inverses = Vec::new();
    let mut failure = None;
    for change in changes {
        match apply(workspace, change) {
            Ok(applied) => {
                touched.extend(applied.touched);
                inverses.push(applied.inverse);
            }
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    inverses.reverse();
    let Some(error) = failure else {
        return Ok(Applied { touched, inverse: Change::Many(inverses) });
    };
    for inverse in inverses {
        apply(workspace, inverse)?;
    }
    Err(error)
}
