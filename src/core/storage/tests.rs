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
    model::{Collection, Item, ItemRef, Language, Request, Settings, Theme, WebSocket, Workspace},
};

mod races;

const NEWER: &str = r#"{"version":2,"surprise":true}"#;

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
        self.0
            .borrow()
            .iter()
            .map(|(key, text)| key.len() + text.len())
            .sum()
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
        let before = self
            .0
            .borrow()
            .get(key)
            .map_or(0, |it| it.len() + key.len());
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
        self.apply(Change::Insert {
            parent: None,
            index: usize::MAX,
            item,
        });
        id
    }

    fn add_socket(&mut self, collection: ItemId, name: &str) -> ItemId {
        let id = self.fresh.item_id();
        let item = Item::Request(Request::WebSocket(WebSocket::new(id, name, "ws://x")));
        self.apply(Change::Insert {
            parent: Some(collection),
            index: usize::MAX,
            item,
        });
        id
    }

    fn save(&mut self) -> Vec<Notice> {
        let dirty = std::mem::take(&mut self.dirty);
        self.sync(&dirty)
    }

    fn sync(&mut self, ids: &BTreeSet<ItemId>) -> Vec<Notice> {
        let synced = self
            .shelf
            .sync(&mut self.memory, &self.workspace, ids, &mut self.fresh);
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

#[test]
fn what_was_saved_is_found_again() {
    let memory = Memory::new();
    assert!(Shelf::load(&memory, "a", &mut Counter).first_run);
    let mut a = memory.tab("a");
    let collection = any_sample();
    a.apply(Change::Insert {
        parent: None,
        index: 0,
        item: Item::Collection(collection),
    });
    a.add_collection("second");
    a.save();
    let loaded = Shelf::load(&memory, "b", &mut Counter);
    assert!(!loaded.first_run && loaded.unreadable.is_empty());
    assert_eq!(memory.tab("b").state(), a.state());
    assert_eq!(loaded.workspace.collections[0], any_sample());
}

fn any_sample() -> Collection {
    let text = include_bytes!("../../../tests/fixtures/everything.pororoca_collection.json");
    pororoca::read(text, &mut ids_from(1_000_000)).unwrap()
}

#[test]
fn only_what_changed_is_written() {
    let (memory, mut a, _, id) = two_tabs();
    let before = memory.snapshot();
    a.dirty.insert(id);
    a.save();
    assert_eq!(memory.snapshot(), before);
    let other = a.add_collection("other");
    a.save();
    let after = memory.snapshot();
    let changed: Vec<_> = after
        .iter()
        .filter(|(key, text)| before.get(*key) != Some(text))
        .collect();
    assert_eq!(changed.len(), 2, "the new entry and the index: {changed:?}");
    assert!(changed.iter().any(|it| *it.0 == key(other)));
}

/// Whatever write is the last one before a crash, a new tab finds everything, and a tab that was
/// open takes nothing for deleted that is still there.
#[test]
fn a_crash_between_two_writes_loses_nothing() {
    let (memory, mut a, _, first) = two_tabs();
    let written = |memory: &Memory| std::mem::take(&mut *memory.2.borrow_mut());
    written(&memory);
    let second = a.add_collection("second");
    a.save();
    let index = "macareu/index".to_owned();
    assert_eq!(written(&memory), [key(second), index.clone()]);
    a.apply(Change::Remove { id: first });
    a.save();
    assert_eq!(written(&memory), [index, key(first)]);
}

#[test]
fn a_change_appears_in_another_tab() {
    let (_, mut a, mut b, id) = two_tabs();
    a.apply(Change::Rename {
        id,
        name: "renamed".to_owned(),
    });
    let new = a.add_collection("new");
    a.save();
    assert_eq!(b.hear_of(id), []);
    assert_eq!(b.hear_of(new), []);
    assert_eq!(b.state(), a.state());
}

#[test]
fn an_older_state_never_overwrites_a_newer_entry() {
    let (memory, mut a, mut b, id) = two_tabs();
    a.add_socket(id, "from a");
    a.save();
    b.add_socket(id, "from b");
    let notices = b.save();
    assert!(
        matches!(&notices[..], [Notice::KeptBoth { theirs, name, .. }]
        if *theirs == id && name == "c (here)")
    );
    assert_eq!(b.names(), ["c", "s", "from a", "c (here)", "s", "from b"]);
    assert_eq!(memory.tab("c").state(), b.state());
    let guids: BTreeSet<_> = b
        .workspace
        .collections
        .iter()
        .map(Collection::guid)
        .collect();
    assert_eq!(guids.len(), 2);
}

#[test]
fn the_same_change_in_both_tabs_is_no_conflict() {
    let (_, mut a, mut b, id) = two_tabs();
    for tab in [&mut a, &mut b] {
        tab.apply(Change::Rename {
            id,
            name: "same".to_owned(),
        });
        assert_eq!(tab.save(), []);
    }
    a.add_socket(id, "next");
    assert_eq!(a.save(), [], "a knows nothing b did not know");
}

/// Two processes can read the same revision before either sees the other's write.
#[test]
fn a_write_that_was_overwritten_unseen_is_kept() {
    let (memory, mut a, mut b, id) = two_tabs();
    let before = memory.snapshot();
    a.add_socket(id, "from a");
    a.save();
    *memory.0.borrow_mut() = before;
    b.add_socket(id, "from b");
    b.save();
    b.add_socket(id, "from b again");
    b.save();
    let notices = a.hear_of(id);
    assert!(
        matches!(&notices[..], [Notice::KeptBoth { .. }]),
        "{notices:?}"
    );
    assert!(
        ["from a", "from b", "from b again"]
            .iter()
            .all(|it| a.names().contains(&(*it).into()))
    );
}

#[test]
fn a_deletion_appears_in_another_tab() {
    let (_, mut a, mut b, id) = two_tabs();
    let undo = a.apply(Change::Remove { id });
    a.save();
    let notices = b.hear_of(id);
    assert!(
        matches!(&notices[..], [Notice::DeletedElsewhere { .. }]),
        "{notices:?}"
    );
    assert_eq!(b.names(), Vec::<String>::new());
    a.apply(undo);
    assert_eq!(a.save(), []);
    assert_eq!(b.hear_of(id), []);
    assert_eq!(b.state(), a.state());
}

#[test]
fn what_was_changed_here_survives_a_deletion_elsewhere() {
    let (memory, mut a, mut b, id) = two_tabs();
    a.apply(Change::Remove { id });
    a.save();
    b.add_socket(id, "from b");
    let notices = b.save();
    assert!(
        matches!(&notices[..], [Notice::KeptDeletedElsewhere { .. }]),
        "{notices:?}"
    );
    assert_eq!(memory.tab("c").names(), ["c", "s", "from b"]);
    let notices = a.hear_of(id);
    assert!(
        matches!(&notices[..], [Notice::KeptChangedElsewhere { .. }]),
        "{notices:?}"
    );
    assert_eq!(a.state(), b.state());
}

#[test]
fn what_was_changed_elsewhere_survives_a_deletion_here() {
    let (_, mut a, mut b, id) = two_tabs();
    b.add_socket(id, "from b");
    b.save();
    a.apply(Change::Remove { id });
    let notices = a.save();
    assert!(
        matches!(&notices[..], [Notice::KeptChangedElsewhere { .. }]),
        "{notices:?}"
    );
    assert_eq!(a.state(), b.state());
}

#[test]
fn a_cleared_store_is_filled_again() {
    let (memory, mut a, _, _) = two_tabs();
    memory.0.borrow_mut().clear();
    assert_eq!(a.hear(None), []);
    assert_eq!(memory.tab("c").state(), a.state());
}

#[test]
fn a_full_store_loses_nothing_and_is_tried_again() {
    let (memory, mut a, _, id) = two_tabs();
    let before = memory.snapshot();
    memory.set_room(Some(memory.size() + 10));
    a.add_socket(id, &"x".repeat(100));
    let new = a.add_collection("new");
    a.save();
    let trouble = a.shelf.trouble().unwrap();
    assert_eq!(trouble.error, SetError::QuotaExceeded);
    assert_eq!(trouble.unsaved, BTreeSet::from([id, new]));
    assert_eq!(memory.snapshot(), before);
    memory.set_room(Some(usize::MAX));
    a.save();
    assert_eq!(a.shelf.trouble(), None);
    assert_eq!(memory.tab("c").state(), a.state());
}

#[test]
fn without_a_store_everything_stays_on_the_page() {
    let memory = Memory::default();
    let mut a = memory.tab("a");
    let id = a.add_collection("c");
    a.save();
    assert_eq!(a.shelf.trouble().unwrap().error, SetError::Unavailable);
    memory.set_room(Some(usize::MAX));
    a.save();
    assert_eq!(a.shelf.trouble(), None);
    memory.set_room(None);
    a.apply(Change::Remove { id });
    a.save();
    assert_eq!(a.shelf.trouble().unwrap().unsaved, BTreeSet::from([id]));
    assert_eq!(memory.tab("c").names(), ["c"]);
}

#[test]
fn unreadable_entries_are_named_and_stay_as_they_are() {
    let (memory, _, _, id) = two_tabs();
    let bad = [
        ("macareu/collection/7", "{\"version\":1,"),
        ("macareu/collection/8", NEWER),
        ("macareu/collection/x", "{}"),
        ("macareu/index", "[]"),
    ];
    for (key, text) in bad {
        memory.put(key, text);
    }
    let mut a = memory.tab("a");
    assert_eq!(a.names(), ["c", "s"]);
    let named: BTreeMap<_, _> = a
        .unreadable
        .iter()
        .map(|it| (it.key.as_str(), it))
        .collect();
    for (key, text) in bad {
        assert_eq!(named[key].text, text);
    }
    assert_eq!(named["macareu/collection/8"].error, EntryError::Newer(2));

    a.add_socket(id, "more");
    a.add_collection("new");
    a.save();
    a.hear(None);
    for id in [ItemId(7), ItemId(8)] {
        a.hear_of(id);
    }
    for (key, text) in &bad[..3] {
        assert_eq!(memory.get(key).as_deref(), Some(*text));
    }
    assert_eq!(
        memory.get("macareu/unreadable/index/1").as_deref(),
        Some("[]")
    );
    assert_eq!(memory.tab("b").names(), ["c", "s", "more", "new"]);
}

#[test]
fn an_index_that_cannot_be_put_aside_stays() {
    let (memory, mut a, _, id) = two_tabs();
    memory.put("macareu/index", "???");
    memory.set_room(Some(memory.size()));
    a.apply(Change::Rename {
        id,
        name: String::new(),
    });
    a.save();
    assert_eq!(memory.get("macareu/index").as_deref(), Some("???"));
    memory.set_room(Some(usize::MAX));
    memory.put("macareu/index", NEWER);
    a.add_collection("new");
    a.save();
    assert_eq!(memory.get("macareu/index").as_deref(), Some(NEWER));
    assert_eq!(a.shelf.trouble(), None);
}

#[test]
fn an_entry_that_became_unreadable_is_left_and_edits_stand_beside() {
    let (memory, mut a, _, id) = two_tabs();
    memory.put(&key(id), NEWER);
    assert_eq!(a.hear_of(id), []);
    a.add_socket(id, "more");
    let notices = a.save();
    assert!(
        matches!(&notices[..], [Notice::KeptBoth { .. }]),
        "{notices:?}"
    );
    assert_eq!(a.names(), ["c (here)", "s", "more"]);
    assert_eq!(memory.get(&key(id)).as_deref(), Some(NEWER));
    assert_eq!(memory.tab("b").names(), ["c (here)", "s", "more"]);
}

#[test]
fn collections_keep_their_order_and_those_without_a_place_come_last() {
    let memory = Memory::new();
    let mut a = memory.tab("a");
    for name in ["z", "y", "x"] {
        a.add_collection(name);
    }
    a.save();
    assert_eq!(memory.tab("b").names(), ["z", "y", "x"]);
    let ids: Vec<_> = a.workspace.collections.iter().map(|it| it.id.0).collect();
    memory.put(
        "macareu/index",
        &format!("{{\"version\":1,\"order\":[{},5]}}", ids[2]),
    );
    assert_eq!(memory.tab("b").names(), ["x", "z", "y"]);
}

#[test]
fn ids_that_do_not_fit_are_given_anew() {
    let (memory, _, _, id) = two_tabs();
    let text = memory.get(&key(id)).unwrap();
    memory.put(&key(ItemId(9)), &text);
    let start = text.find("\"ids\":").unwrap();
    let end = text.find("],").unwrap();
    for ids in ["[]", "[1,1]", "[\"a\"]", "null", "[10,11,12,13]"] {
        memory.put(
            &key(ItemId(10)),
            &format!("{}\"ids\":{}{}", &text[..start], ids, &text[end + 1..]),
        );
        let tab = memory.tab("b");
        assert_eq!(tab.unreadable, []);
        let all: Vec<_> = tab.workspace.items().map(ItemRef::id).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 6, "{ids}");
    }
}

#[test]
fn the_size_of_the_store_is_measured_in_utf_16() {
    let mut memory = Memory::new();
    memory.set("other", "😀é").unwrap();
    memory.set("macareu/collection/5", "ab").unwrap();
    memory.set("macareu/collection/6", "abc").unwrap();
    let collections = vec![(ItemId(6), 23), (ItemId(5), 22)];
    assert_eq!(
        usage(&memory),
        Usage {
            used: 8 + 23 + 22,
            collections
        }
    );
}

#[test]
fn entries_of_older_versions_are_brought_up_to_date() {
    let older = |version: &str| match json::parse(&format!("{{\"version\":{version}}}")) {
        Ok(Json::Object(object)) => object,
        other => panic!("{other:?}"),
    };
    let steps: [fn(Object) -> Object; 2] = [
        |mut it| {
            it.push("one", Json::Null);
            it
        },
        |mut it| {
            it.push("two", Json::Null);
            it
        },
    ];
    let keys = |version| {
        let entry = migrate(older(version), &steps)?;
        Ok(entry
            .iter()
            .skip(1)
            .map(|(key, _)| key.to_owned())
            .collect::<Vec<_>>())
    };
    assert_eq!(keys("1"), Ok(vec!["one".to_owned(), "two".to_owned()]));
    assert_eq!(keys("2"), Ok(vec!["two".to_owned()]));
    assert_eq!(keys("3"), Ok(vec![]));
    assert_eq!(keys("4"), Err(EntryError::Newer(4)));
    for unknown in ["0", "-1", "1.5", "\"1\"", "null"] {
        assert_eq!(keys(unknown), Err(EntryError::Malformed("version")));
    }
}

#[test]
fn settings_are_found_again_and_odd_values_fall_back_alone() {
    let mut memory = Memory::new();
    assert_eq!(read_settings(&memory), Ok(Settings::default()));
    let mut settings = Settings {
        language: Some(Language::PtBr),
        theme: Theme::Dark,
        sidebar_hidden: true,
        expanded: BTreeSet::from([ItemId(1), ItemId(1 << 52)]),
        selected: Some(ItemId(1)),
        ..Settings::default()
    };
    settings.panel_sizes.sidebar = Some(250.5);
    write_settings(&mut memory, &settings).unwrap();
    assert_eq!(read_settings(&memory), Ok(settings.clone()));

    let text = memory
        .get(SETTINGS_KEY)
        .unwrap()
        .replace("\"dark\"", "\"sepia\"");
    memory.put(SETTINGS_KEY, &text);
    assert_eq!(
        read_settings(&memory),
        Ok(Settings {
            theme: Theme::System,
            ..settings
        })
    );
}

#[test]
fn unreadable_settings_are_put_aside_and_newer_ones_left() {
    let mut memory = Memory::new();
    memory.put(SETTINGS_KEY, "???");
    assert_eq!(read_settings(&memory).unwrap_err().text, "???");
    write_settings(&mut memory, &Settings::default()).unwrap();
    assert_eq!(read_settings(&memory), Ok(Settings::default()));
    assert_eq!(
        memory.get("macareu/unreadable/settings/1").as_deref(),
        Some("???")
    );

    memory.put(SETTINGS_KEY, NEWER);
    write_settings(&mut memory, &Settings::default()).unwrap();
    assert_eq!(memory.get(SETTINGS_KEY).as_deref(), Some(NEWER));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    #[test]
    fn any_collection_is_found_again(collection in any_collection(2_000_000)) {
        let memory = Memory::new();
        let mut a = memory.tab("a");
        a.apply(Change::Insert { parent: None, index: 0, item: Item::Collection(collection) });
        a.save();
        proptest::prop_assert_eq!(&memory.tab("b").workspace, &a.workspace);
    }
}
