//! Bringing this page's collections and the entries on disk together.
//!
//! Rules that hold whatever happens in between: a collection's entry is written before the index
//! names it, and the index forgets it before its entry goes, so that a collection is deleted only
//! when a readable index does not name it. Nothing is written over a state this page has not read.

use std::collections::BTreeSet;

use super::{
    Entries, Fresh, Notice, SetError, Shelf, Synced, Trouble,
    entry::{self, Entry, Head},
    index::{self, Index},
    shelf::Known,
    usage::QUOTA,
};
use crate::core::{
    change::Change,
    model::{Collection, Item, ItemId, ItemRef, Workspace},
};

impl Shelf {
    /// Brings the given collections to disk and from disk: writes what changed here, takes over
    /// what changed elsewhere, keeps both when both did. An id that is not in the workspace stands
    /// for a collection deleted here or made elsewhere. What could not be written before is tried
    /// again.
    pub fn sync(
        &mut self,
        entries: &mut dyn Entries,
        workspace: &Workspace,
        ids: &BTreeSet<ItemId>,
        fresh: &mut dyn Fresh,
    ) -> Synced {
        let again = self.trouble.take().map(|it| it.unsaved).unwrap_or_default();
        let order = workspace.collections.iter().map(|it| it.id).collect();
        let mut pass = Pass {
            shelf: self,
            entries,
            workspace,
            fresh,
            order,
            taken_over: BTreeSet::new(),
            synced: Synced::default(),
        };
        // First what goes: in a full store it makes room for what is written.
        let (there, gone): (Vec<ItemId>, Vec<ItemId>) =
            ids.union(&again).partition(|id| workspace.collection(**id).is_some());
        for id in gone.into_iter().chain(there) {
            if let Err(error) = pass.sync_one(id) {
                pass.not_saved(Some(id), error);
            }
        }
        if let Err(error) = pass.write_index(None) {
            pass.not_saved(None, error);
        }
        pass.synced
    }
}

/// One call of [`Shelf::sync`].
struct Pass<'a> {
    shelf: &'a mut Shelf,
    entries: &'a mut dyn Entries,
    workspace: &'a Workspace,
    fresh: &'a mut dyn Fresh,
    /// The collections as they will stand in the workspace.
    order: Vec<ItemId>,
    /// Items that came from other tabs.
    taken_over: BTreeSet<ItemId>,
    synced: Synced,
}

/// What stands in a collection's entry.
enum OnDisk {
    Missing,
    /// What this page wrote or read last.
    Known,
    Other(Box<Entry>),
    Unreadable,
}

impl Pass<'_> {
    fn sync_one(&mut self, id: ItemId) -> Result<(), SetError> {
        let on_disk = self.on_disk(id);
        match self.workspace.collection(id) {
            Some(ours) => self.sync_ours(ours, on_disk),
            None => self.sync_absent(id, on_disk),
        }
    }

    fn on_disk(&mut self, id: ItemId) -> OnDisk {
        let key = entry::key(id);
        let known = self.shelf.known.get(&id);
        if known.is_some_and(|it| self.entries.starts_with(&key, &it.head.text())) {
            return OnDisk::Known;
        }
        let Some(text) = self.entries.get(&key) else {
            return OnDisk::Missing;
        };
        let others = self.workspace.collections.iter().filter(|it| it.id != id);
        let mut taken: BTreeSet<ItemId> = others.flat_map(item_ids).collect();
        taken.extend(&self.taken_over);
        let mut new_id = || self.fresh.item_id();
        match entry::read(&text, id, &|it| taken.contains(&it), &mut new_id) {
            Ok(entry) if known.is_some_and(|it| it.head == entry.head) => OnDisk::Known,
            Ok(entry) => OnDisk::Other(Box::new(entry)),
            Err(_) => OnDisk::Unreadable,
        }
    }

    /// A collection that stands in the workspace.
    fn sync_ours(&mut self, ours: &Collection, on_disk: OnDisk) -> Result<(), SetError> {
        let body = entry::body(ours);
        let known = self.shelf.known.get(&ours.id);
        let changed = known.is_none_or(|it| it.body != body || it.deleted_here);
        match on_disk {
            OnDisk::Known | OnDisk::Unreadable if !changed => Ok(()),
            OnDisk::Known => self.write(ours.id, body),
            OnDisk::Missing => self.sync_missing(ours, body, changed),
            OnDisk::Unreadable => {
                self.keep_both(ours, None);
                Ok(())
            }
            OnDisk::Other(theirs) => {
                let builds_on_ours = known.is_some_and(|it| theirs.head.builds_on(&it.head));
                if entry::body(&theirs.collection) == body {
                    self.know(*theirs);
                } else if builds_on_ours && !changed {
                    let collection = theirs.collection.clone();
                    self.synced.changes.push(Change::ReplaceCollection { collection });
                    self.know(*theirs);
                } else {
                    self.keep_both(ours, Some(*theirs));
                }
                Ok(())
            }
        }
    }

    fn sync_missing(
        &mut self,
        ours: &Collection,
        body: String,
        changed: bool,
    ) -> Result<(), SetError> {
        let (id, name) = (ours.id, ours.name.clone());
        let known = self.shelf.known.get(&id);
        let deleted_elsewhere = known.is_some_and(|it| !it.deleted_here)
            && matches!(index::read(self.entries), Index::Order(order) if !order.contains(&id));
        if deleted_elsewhere && !changed {
            self.shelf.known.remove(&id);
            self.order.retain(|it| *it != id);
            self.synced.changes.push(Change::Remove { id });
            self.synced.notices.push(Notice::DeletedElsewhere { id, name });
            return Ok(());
        }
        self.write(id, body)?;
        if deleted_elsewhere {
            self.synced.notices.push(Notice::KeptDeletedElsewhere { id, name });
        }
        Ok(())
    }

    /// A collection that does not stand in the workspace.
    fn sync_absent(&mut self, id: ItemId, on_disk: OnDisk) -> Result<(), SetError> {
        let known = self.shelf.known.get_mut(&id);
        match on_disk {
            OnDisk::Unreadable => {}
            OnDisk::Missing => {
                if let Some(known) = known {
                    known.deleted_here = true;
                }
            }
            OnDisk::Known => self.delete(id)?,
            OnDisk::Other(theirs) => {
                let name = theirs.collection.name.clone();
                if known.is_some() {
                    self.synced.notices.push(Notice::KeptChangedElsewhere { id, name });
                } else if let Some(ours) = self.copied_by_other(&name) {
                    self.synced.notices.push(Notice::CopiedElsewhere { ours, name });
                }
                self.insert(self.order.len(), theirs.collection.clone());
                self.know(*theirs);
            }
        }
        Ok(())
    }

    /// The collection that another tab's new one with this name is a copy of, if it is the copy of
    /// a conflict.
    fn copied_by_other(&mut self, name: &str) -> Option<ItemId> {
        let workspace = self.workspace;
        let mut all = workspace.collections.iter();
        all.find(|it| self.fresh.copy_name(&it.name) == name).map(|it| it.id)
    }

    fn delete(&mut self, id: ItemId) -> Result<(), SetError> {
        self.write_index(Some(id))?;
        self.entries.remove(&entry::key(id))?;
        if let Some(known) = self.shelf.known.get_mut(&id) {
            known.deleted_here = true;
        }
        Ok(())
    }

    /// Theirs takes the place of ours, which becomes a collection of its own.
    fn keep_both(&mut self, ours: &Collection, theirs: Option<Entry>) {
        let id = ours.id;
        let place = self.order.iter().position(|it| *it == id).unwrap_or(self.order.len());
        let mut copy = ours.clone().with_new_guid(&self.fresh.guid());
        copy = copy.with_new_ids(&mut || self.fresh.item_id());
        copy.name = self.fresh.copy_name(&ours.name);
        self.synced.notices.push(Notice::KeptBoth {
            theirs: id,
            ours: copy.id,
            name: copy.name.clone(),
        });
        let (copy_id, copy_body) = (copy.id, entry::body(&copy));
        if let Some(theirs) = theirs {
            let collection = theirs.collection.clone();
            self.synced.changes.push(Change::ReplaceCollection { collection });
            self.know(theirs);
            self.insert(place + 1, copy);
        } else {
            self.synced.changes.push(Change::Remove { id });
            self.order.retain(|it| *it != id);
            self.shelf.known.remove(&id);
            self.insert(place, copy);
        }
        if let Err(error) = self.write(copy_id, copy_body) {
            self.not_saved(Some(copy_id), error);
        }
    }

    fn insert(&mut self, index: usize, collection: Collection) {
        self.order.insert(index.min(self.order.len()), collection.id);
        let item = Item::Collection(collection);
        self.synced.changes.push(Change::Insert { parent: None, index, item });
    }

    fn know(&mut self, entry: Entry) {
        self.taken_over.extend(item_ids(&entry.collection));
        let body = entry::body(&entry.collection);
        let known = Known { head: entry.head, body, deleted_here: false };
        self.shelf.known.insert(entry.collection.id, known);
    }

    fn write(&mut self, id: ItemId, body: String) -> Result<(), SetError> {
        let before = self.shelf.known.get(&id).map(|it| it.head.clone()).unwrap_or_default();
        if is_longer_than_quota(&body) {
            // The store would refuse it after a long while.
            return Err(SetError::QuotaExceeded);
        }
        let head: Head = before.next(&self.shelf.tab);
        self.entries.set(&entry::key(id), &(head.text() + &body))?;
        self.shelf.known.insert(id, Known { head, body, deleted_here: false });
        Ok(())
    }

    /// Names every collection that has an entry, except one about to go: first ours in our order,
    /// then those only others know.
    fn write_index(&mut self, except: Option<ItemId>) -> Result<(), SetError> {
        let keys: BTreeSet<String> = self.entries.keys().into_iter().collect();
        let mut order = self.order.clone();
        if let Index::Order(theirs) = index::read(self.entries) {
            order.extend(theirs.iter().filter(|it| !self.order.contains(it)));
        }
        order.retain(|it| Some(*it) != except && keys.contains(&entry::key(*it)));
        index::write(self.entries, &order)
    }

    fn not_saved(&mut self, id: Option<ItemId>, error: SetError) {
        let nothing = || Trouble { error, unsaved: BTreeSet::new() };
        let trouble = self.shelf.trouble.get_or_insert_with(nothing);
        trouble.error = error;
        trouble.unsaved.extend(id);
    }
}

/// Counts only where counting can change the answer: a text has no more UTF-16 units than bytes.
fn is_longer_than_quota(text: &str) -> bool {
    text.len() > QUOTA && text.encode_utf16().count() > QUOTA
}

fn item_ids(collection: &Collection) -> Vec<ItemId> {
    let items = ItemRef::Collection(collection).with_descendants();
    items.into_iter().map(ItemRef::id).collect()
}
