//! Keeping the workspace in a store of text entries: what is written where, when, and what happens
//! when another tab wrote meanwhile. Knows the store only as [`Entries`]; has no clock and no timer.
//!
//! Entries: `macareu/index` (order of collections), `macareu/collection/<id>` (one each) and
//! `macareu/settings`. Whatever cannot be read is never overwritten or deleted.

mod entry;
mod index;
mod outcome;
mod settings;
mod shelf;
mod sync;
mod usage;

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::core::{format::pororoca::ReadError, json::JsonError, model::ItemId};

pub use outcome::{Notice, Synced, Trouble};
pub use settings::{SETTINGS_KEY, read_settings, write_settings};
pub use shelf::{Loaded, Shelf};
pub use usage::{QUOTA, Usage, usage};

/// What all keys of this app begin with.
const PREFIX: &str = "macareu/";

/// Version of what is written of index and settings; a collection's entry has its own.
const VERSION: u64 = 1;

/// Whether a key is that of the order of collections.
pub fn is_order(key: &str) -> bool {
    key == index::key()
}

/// A store of text entries, such as the browser's `localStorage`.
pub trait Entries {
    /// The text of an entry.
    fn get(&self, key: &str) -> Option<String>;
    /// Whether there is an entry that begins so. A store that can tell without handing out all of
    /// a long text should.
    fn starts_with(&self, key: &str, start: &str) -> bool {
        self.get(key).is_some_and(|text| text.starts_with(start))
    }
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
    /// The name for a copy of a collection that is kept beside another tab's state of it.
    fn copy_name(&mut self, name: &str) -> String;
}

/// An entry that could not be read; it stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Its key.
    pub key: String,
    /// Its text as it is, to be downloaded.
    pub text: String,
    /// Why.
    pub error: EntryError,
}

/// Why an entry could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    /// It is no JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// A newer Macaréu wrote it.
    #[error("written by a newer version: {0}")]
    Newer(u64),
    /// Something is missing or of another type.
    #[error("{0} is missing or wrong")]
    Malformed(&'static str),
    /// The collection in it.
    #[error(transparent)]
    Collection(#[from] ReadError),
}
