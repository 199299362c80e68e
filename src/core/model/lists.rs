//! The lists items stand in: each kind of item has its own under a parent, and an order in it.

use super::{ItemId, ItemRef, Workspace};

/// Which list of its parent an item stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// At the top.
    Collections,
    /// In a collection.
    Environments,
    /// In a collection or folder.
    Folders,
    /// In a collection or folder, after its folders.
    Requests,
    /// In a WebSocket.
    ClientMessages,
}

impl ItemRef<'_> {
    /// The list it stands in.
    pub fn list_kind(self) -> ListKind {
        match self {
            Self::Collection(_) => ListKind::Collections,
            Self::Environment(_) => ListKind::Environments,
            Self::Folder(_) => ListKind::Folders,
            Self::WebSocket(_) | Self::KeptRequest(_) => ListKind::Requests,
            Self::ClientMessage(_) => ListKind::ClientMessages,
        }
    }

    /// Whether it has such a list.
    pub fn holds(self, kind: ListKind) -> bool {
        match self {
            Self::Collection(_) => {
                matches!(kind, ListKind::Environments | ListKind::Folders | ListKind::Requests)
            }
            Self::Folder(_) => matches!(kind, ListKind::Folders | ListKind::Requests),
            Self::WebSocket(_) => kind == ListKind::ClientMessages,
            Self::Environment(_) | Self::KeptRequest(_) | Self::ClientMessage(_) => false,
        }
    }
}

impl Workspace {
    /// The items of one list of a parent; `None` is the top.
    pub fn list(&self, parent: Option<ItemId>, kind: ListKind) -> Vec<ItemId> {
        let children = match parent {
            None => self.collections.iter().map(ItemRef::Collection).collect(),
            Some(parent) => self.find(parent).map(ItemRef::children).unwrap_or_default(),
        };
        children.into_iter().filter(|it| it.list_kind() == kind).map(ItemRef::id).collect()
    }

    /// The item after this one in its list.
    pub fn next_in_list(&self, id: ItemId) -> Option<ItemId> {
        let list = self.list(self.parent_of(id), self.find(id)?.list_kind());
        let at = list.iter().position(|it| *it == id)?;
        list.get(at + 1).copied()
    }
}
