//! What this page knows of the entries on disk, from loading on.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Entries, EntryError, Fresh, PREFIX, Trouble, Unreadable,
    entry::{self, Head},
    index::{self, Index},
};
use crate::core::model::{ItemId, ItemRef, Workspace};

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
pub struct Shelf {
    pub(super) tab: String,
    pub(super) known: BTreeMap<ItemId, Known>,
    pub(super) trouble: Option<Trouble>,
}

/// The state of a collection both this page and the disk had last.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub head: Head,
    pub body: String,
    /// This page deleted it; undoing that writes it again.
    pub deleted_here: bool,
}

impl Shelf {
    /// Reads everything. `tab` names this page among the tabs, anew at every load.
    pub fn load(entries: &dyn Entries, tab: &str, fresh: &mut dyn Fresh) -> Loaded {
        let keys: Vec<String> =
            entries.keys().into_iter().filter(|it| it.starts_with(PREFIX)).collect();
        let mut loaded = Loaded {
            workspace: Workspace::default(),
            shelf: Self { tab: tab.to_owned(), known: BTreeMap::new(), trouble: None },
            unreadable: Vec::new(),
            first_run: keys.is_empty(),
        };
        let order = match index::read(entries) {
            Index::Missing => Vec::new(),
            Index::Order(order) => order,
            Index::Unreadable(it) => {
                loaded.unreadable.push(it);
                Vec::new()
            }
        };
        let mut ids = Vec::new();
        for key in &keys {
            match entry::id_of_key(key) {
                Some(Ok(id)) => ids.push(id),
                Some(Err(error)) => loaded.add_unreadable(entries, key, error),
                None => {}
            }
        }
        ids.sort_by_key(|id| (order.iter().position(|it| it == id).unwrap_or(order.len()), *id));
        ids.dedup();
        let mut taken: BTreeSet<ItemId> = ids.iter().copied().collect();
        for id in ids {
            loaded.add(entries, id, &mut taken, fresh);
        }
        loaded
    }

    /// Whether something could not be written, and what.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// The collections a storage event is about, to be given to [`Self::sync`]. `key` is the
    /// event's: `None` when the whole store was cleared, or when events may have been missed.
    pub fn concerned(
        &self,
        entries: &dyn Entries,
        workspace: &Workspace,
        key: Option<&str>,
    ) -> BTreeSet<ItemId> {
        let here: BTreeSet<ItemId> = workspace.collections.iter().map(|it| it.id).collect();
        match key {
            None => here.union(&ids_on_disk(entries)).copied().collect(),
            Some(key) if key == index::key() => {
                here.symmetric_difference(&ids_on_disk(entries)).copied().collect()
            }
            Some(key) => entry::id_of_key(key).and_then(Result::ok).into_iter().collect(),
        }
    }
}

fn ids_on_disk(entries: &dyn Entries) -> BTreeSet<ItemId> {
    entries.keys().iter().filter_map(|it| entry::id_of_key(it)?.ok()).collect()
}

impl Loaded {
    fn add(
        &mut self,
        entries: &dyn Entries,
        id: ItemId,
        taken: &mut BTreeSet<ItemId>,
        fresh: &mut dyn Fresh,
    ) {
        let key = entry::key(id);
        let Some(text) = entries.get(&key) else {
            return;
        };
        let is_taken = |it: ItemId| it != id && taken.contains(&it);
        match entry::read(&text, id, &is_taken, &mut || fresh.item_id()) {
            Ok(entry) => {
                let items = ItemRef::Collection(&entry.collection).with_descendants();
                taken.extend(items.into_iter().map(ItemRef::id));
                let body = entry::body(&entry.collection);
                let known = Known { head: entry.head, body, deleted_here: false };
                self.shelf.known.insert(id, known);
                self.workspace.collections.push(entry.collection);
            }
            Err(error) => self.unreadable.push(Unreadable { key, text, error }),
        }
    }

    fn add_unreadable(&mut self, entries: &dyn Entries, key: &str, error: EntryError) {
        let text = entries.get(key).unwrap_or_default();
        self.unreadable.push(Unreadable { key: key.to_owned(), text, error });
    }
}
