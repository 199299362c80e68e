//! What comes of bringing this page and the disk together.

use std::collections::BTreeSet;

use super::SetError;
use crate::core::{change::Change, model::ItemId};

/// What a [`Shelf::sync`](super::Shelf::sync) did, and what the workspace must take over from other tabs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Synced {
    /// To be applied to the workspace at once, in this order, outside the undo list.
    pub changes: Vec<Change>,
    /// What to tell the person.
    pub notices: Vec<Notice>,
}

/// Something a person should know about two tabs that met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Changed here and in another tab: both are kept. Theirs stays in place, ours stands beside.
    KeptBoth {
        /// The collection as the other tab wrote it. It is not in the workspace when this version
        /// cannot read it.
        theirs: ItemId,
        /// The new collection with what was changed here.
        ours: ItemId,
        /// Name of the new collection.
        name: String,
    },
    /// Changed here and in another tab, which found that out: what it had stands beside now.
    CopiedElsewhere {
        /// The collection as it was written here.
        ours: ItemId,
        /// Name of the new collection.
        name: String,
    },
    /// Deleted in another tab while it was changed here: it is kept.
    KeptDeletedElsewhere {
        /// Which.
        id: ItemId,
        /// Its name.
        name: String,
    },
    /// Deleted here while it was changed in another tab: it is back.
    KeptChangedElsewhere {
        /// Which.
        id: ItemId,
        /// Its name.
        name: String,
    },
    /// Deleted in another tab and not changed here, so it went here too.
    DeletedElsewhere {
        /// Which.
        id: ItemId,
        /// Its name.
        name: String,
    },
}

/// A lasting state: what was changed is not on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Why.
    pub error: SetError,
    /// Collections with changes that are not on disk. Empty when only their order is not.
    pub unsaved: BTreeSet<ItemId>,
}
