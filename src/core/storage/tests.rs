use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{entry::*, *};
use crate::core::{
    change::{self, Change},
    format::pororoca::{
        self,
        samples::{any_collection, ids_from},
    },
    json::{self, Json, Object},
    model::{
        Collection, Environment, Item, ItemRef, Language, Request, Settings, Theme, WebSocket,
        Workspace,
    },
};

mod alone;
mod bad;
mod races;
mod settings;
mod tabs;

const NEWER: &str = r#"{"version":99,"surprise":true}"#;

/// A store two tabs share. Full beyond `room` characters; not there when `None`.
#[derive(Clone, Default)]
struct Memory(
    Rc<RefCell<BTreeMap<String, String>>>,
    Rc<RefCell<Option<usize>>>,
    /// Keys in the order they were written and removed.
    Rc<RefCell<Vec<String>>>,
);

impl Memory {
    fn new() -> Self {
        let memory = Self::default();
        memory.set_room(Some(usize::MAX));
        memory
    }

    fn set_room(&self, room: Option<usize>) {
        *self.1.borrow_mut() = room;
    }

    fn size(&self) -> usize {
        self.0.borrow().iter().map(|(key, text)| key.len() + text.len()).sum()
    }

    fn snapshot(&self) -> BTreeMap<String, String> {
        self.0.borrow().clone()
    }

    fn put(&self, key: &str, text: &str) {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
    }

    fn tab(&self, name: &str) -> Tab {
        let mut fresh = Counter;
        let loaded = Shelf::load(self, name, &mut fresh);
        Tab {
            memory: self.clone(),
            shelf: loaded.shelf,
            workspace: loaded.workspace,
            dirty: BTreeSet::new(),
            unreadable: loaded.unreadable,
            fresh,
        }
    }
}

impl Entries for Memory {
    fn get(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), SetError> {
        let Some(room) = *self.1.borrow() else {
            return Err(SetError::Unavailable);
        };
        let before = self.0.borrow().get(key).map_or(0, |it| it.len() + key.len());
        if self.size() - before + key.len() + text.len() > room {
            return Err(SetError::QuotaExceeded);
        }
        self.2.borrow_mut().push(key.to_owned());
        self.put(key, text);
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), SetError> {
        if self.1.borrow().is_none() {
            return Err(SetError::Unavailable);
        }
        self.2.borrow_mut().push(key.to_owned());
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Vec<String> {
        self.0.borrow().keys().cloned().collect()
    }
}

thread_local! {
    static NEXT: RefCell<u64> = const { RefCell::new(1) };
}

/// Ids no other tab of this test uses.
struct Counter;

impl Fresh for Counter {
    fn item_id(&mut self) -> ItemId {
        NEXT.with_borrow_mut(|next| {
            *next += 1;
            ItemId(*next)
        })
    }

    fn guid(&mut self) -> String {
        format!("guid-{}", self.item_id().0)
    }

    fn copy_name(&mut self, name: &str) -> String {
        format!("{name} (here)")
    }
}

/// A page as the app drives it.
struct Tab {
    memory: Memory,
    shelf: Shelf,
    workspace: Workspace,
    dirty: BTreeSet<ItemId>,
    unreadable: Vec<Unreadable>,
    fresh: Counter,
}

impl Tab {
    fn apply(&mut self, change: Change) -> Change {
        let applied = change::apply(&mut self.workspace, change).expect("applies");
        self.dirty.extend(applied.touched);
        applied.inverse
    }

    fn add_collection(&mut self, name: &str) -> ItemId {
        let id = self.fresh.item_id();
        let item = Item::Collection(Collection::new(id, name, "guid", "2026-11-22T09:30:00Z"));
        self.apply(Change::Insert { parent: None, index: usize::MAX, item });
        id
    }

    fn add_socket(&mut self, collection: ItemId, name: &str) -> ItemId {
        let id = self.fresh.item_id();
        let item = Item::Request(Request::WebSocket(WebSocket::new(id, name, "ws://x")));
        self.apply(Change::Insert { parent: Some(collection), index: usize::MAX, item });
        id
    }

    fn save(&mut self) -> Vec<Notice> {
        let dirty = std::mem::take(&mut self.dirty);
        self.sync(&dirty)
    }

    fn sync(&mut self, ids: &BTreeSet<ItemId>) -> Vec<Notice> {
        let synced = self.shelf.sync(&mut self.memory, &self.workspace, ids, &mut self.fresh);
        for change in synced.changes {
            change::apply(&mut self.workspace, change).expect("what comes from disk fits");
        }
        synced.notices
    }

    /// A storage event.
    fn hear(&mut self, key: Option<&str>) -> Vec<Notice> {
        let ids = self.shelf.concerned(&self.memory, &self.workspace, key);
        self.sync(&ids)
    }

    fn hear_of(&mut self, id: ItemId) -> Vec<Notice> {
        self.hear(Some(&key(id)))
    }

    /// All that counts, whether made here or read.
    fn state(&self) -> Vec<String> {
        self.workspace.collections.iter().map(body).collect()
    }

    fn names(&self) -> Vec<String> {
        let items = self.workspace.items();
        items.map(|it| it.name().to_owned()).collect()
    }
}

/// Two tabs that show the same saved collection `c` with one WebSocket `s`.
fn two_tabs() -> (Memory, Tab, Tab, ItemId) {
    let memory = Memory::new();
    let mut a = memory.tab("a");
    let id = a.add_collection("c");
    a.add_socket(id, "s");
    a.save();
    let b = memory.tab("b");
    assert_eq!(b.state(), a.state());
    (memory, a, b, id)
}
