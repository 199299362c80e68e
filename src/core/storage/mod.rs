//! Keeping the workspace in a store of text entries: what is written where, when, and what happens
//! when another tab wrote meanwhile. Knows the store only as [`Entries`]; has no clock and no timer.
//!
//! Entries: `macareu/index` (order of collections), `macareu/collection/<id>` (one each),
//! `macareu/settings`. Whatever cannot be read is never overwritten or deleted.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::core::{
    change::Change,
    model::{ItemId, Workspace},
};

/// A store of text entries, such as the browser's `localStorage`.
pub trait Entries {
    /// The text of an entry.
    fn get(&self, key: &str) -> Option<String>;
    /// Writes an entry, or leaves it as it was.
    fn set(&mut self, key: &str, text: &str) -> Result<(), SetError>;
    /// Removes an entry if it is there.
    fn remove(&mut self, key: &str) -> Result<(), SetError>;
    /// All keys, in any order, those of others included.
    fn keys(&self) -> Vec<String>;
}

/// Why an entry was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SetError {
    /// The store is full.
    #[error("the browser's storage is full")]
    QuotaExceeded,
    /// There is no store, or it refuses.
    #[error("the browser's storage is not available")]
    Unavailable,
}

/// What the core cannot choose: random and translated things.
pub trait Fresh {
    /// An id in `1..2^53` that no other item has, in this tab or another.
    fn item_id(&mut self) -> ItemId;
    /// A GUID for a collection's file.
    fn guid(&mut self) -> String;
    /// The name for a copy of a collection kept beside another tab's state of it.
    fn copy_name(&mut self, name: &str) -> String;
}

/// An entry that could not be read; it stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Its key.
    pub key: String,
    /// Its text as it is, to be downloaded.
    pub text: String,
    /// Why, for people who know the format.
    pub reason: String,
}

/// What was found in the store.
#[derive(Debug)]
pub struct Loaded {
    /// All collections that could be read.
    pub workspace: Workspace,
    /// Knows what is on disk; keep it for as long as the page lives.
    pub shelf: Shelf,
    /// To be named and offered for download.
    pub unreadable: Vec<Unreadable>,
    /// Nothing of this app was there: the first visit.
    pub first_run: bool,
}

/// What is known of the entries on disk: decides what must be written and who is newer.
#[derive(Debug)]
pub struct Shelf {}

/// What a [`Shelf::sync`] did, and what the workspace must take over from other tabs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Synced {
    /// To be applied to the workspace now, in this order, outside the undo list. They are on disk.
    pub changes: Vec<Change>,
    /// What to tell the person.
    pub notices: Vec<Notice>,
}

/// Something a person should know about two tabs that met.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Changed here and in another tab: both are kept. Theirs stays in place, ours stands beside.
    KeptBoth {
        /// The collection as the other tab wrote it.
        theirs: ItemId,
        /// The new collection with what was changed here.
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
    /// Deleted in another tab; not changed here, so it went here too.
    DeletedElsewhere {
        /// Which.
        id: ItemId,
        /// Its name.
        name: String,
    },
}

/// A lasting state: what was typed is not on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// Why.
    pub error: SetError,
    /// Collections with changes that are not on disk.
    pub unsaved: BTreeSet<ItemId>,
}

impl Shelf {
    /// Reads everything. `tab` names this page among the tabs, anew at every load.
    pub fn load(entries: &impl Entries, tab: &str, fresh: &mut impl Fresh) -> Loaded {
        Loaded {
            workspace: Workspace::default(),
            shelf: Self {},
            unreadable: Vec::new(),
            first_run: true,
        }
    }

    /// Brings the given collections to disk and from disk: writes what changed here, takes over
    /// what changed elsewhere, keeps both when both did. An id that is not in the workspace is
    /// deleted. Collections that could not be written before are tried again.
    pub fn sync(
        &mut self,
        entries: &mut impl Entries,
        workspace: &Workspace,
        ids: &BTreeSet<ItemId>,
        fresh: &mut impl Fresh,
    ) -> Synced {
        Synced::default()
    }

    /// The collections a storage event is about, for [`Self::sync`]: `key` as the event gives it.
    pub fn concerned(
        &self,
        entries: &impl Entries,
        workspace: &Workspace,
        key: Option<&str>,
    ) -> BTreeSet<ItemId> {
        BTreeSet::new()
    }

    /// Whether something could not be written, and what.
    pub fn trouble(&self) -> Option<&Trouble> {
        None
    }
}
