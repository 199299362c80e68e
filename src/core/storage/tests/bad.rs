//! A store that is full, missing, cleared or holds what cannot be read.

use super::*;

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
fn deleting_makes_room_for_what_was_not_written() {
    let (memory, mut a, _, id) = two_tabs();
    let large = a.add_collection(&"x".repeat(300));
    a.save();
    assert!(id < large, "what waits comes first by its id");
    memory.set_room(Some(memory.size()));
    a.add_socket(id, &"y".repeat(100));
    a.save();
    assert_eq!(a.shelf.trouble().unwrap().unsaved, BTreeSet::from([id]));
    a.apply(Change::Remove { id: large });
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
    let named: BTreeMap<_, _> = a.unreadable.iter().map(|it| (it.key.as_str(), it)).collect();
    for (key, text) in bad {
        assert_eq!(named[key].text, text);
    }
    assert_eq!(named["macareu/collection/8"].error, EntryError::Newer(99));

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
    assert_eq!(memory.get("macareu/unreadable/index/1").as_deref(), Some("[]"));
    assert_eq!(memory.tab("b").names(), ["c", "s", "more", "new"]);
}

#[test]
fn an_index_that_cannot_be_put_aside_stays() {
    let (memory, mut a, _, id) = two_tabs();
    memory.put("macareu/index", "???");
    memory.set_room(Some(memory.size()));
    a.apply(Change::Rename { id, name: String::new() });
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
    assert!(matches!(&notices[..], [Notice::KeptBoth { .. }]), "{notices:?}");
    assert_eq!(a.names(), ["c (here)", "s", "more"]);
    assert_eq!(memory.get(&key(id)).as_deref(), Some(NEWER));
    assert_eq!(memory.tab("b").names(), ["c (here)", "s", "more"]);
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
    assert_eq!(usage(&memory), Usage { used: 8 + 23 + 22, collections });
}

/// Version 1 gave no ids to environments.
#[test]
fn environments_get_ids_that_stay_the_same() {
    let (memory, mut a, _, id) = two_tabs();
    a.apply(Change::Insert {
        parent: Some(id),
        index: 0,
        item: Item::Environment(Environment::new(ItemId(8), "e", "", "")),
    });
    a.save();
    let text = memory.get(&key(id)).unwrap();
    let socket = a.workspace.items().last().unwrap().id();
    let (old, new) = (format!("[{},{}]", id.0, socket.0), format!("[{},8,{}]", id.0, socket.0));
    assert!(text.contains(&new));
    memory.put(&key(id), &text.replace(&new, &old).replace("\"version\":2", "\"version\":1"));

    let ids = |tab: &Tab| tab.workspace.items().map(ItemRef::id).collect::<Vec<_>>();
    let first = memory.tab("b");
    assert_eq!(first.names(), ["c", "e", "s"]);
    assert_eq!((ids(&first)[0], ids(&first)[2]), (id, socket));
    assert_eq!(ids(&first), ids(&memory.tab("c")));
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
        Ok(entry.iter().skip(1).map(|(key, _)| key.to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(keys("1"), Ok(vec!["one".to_owned(), "two".to_owned()]));
    assert_eq!(keys("2"), Ok(vec!["two".to_owned()]));
    assert_eq!(keys("3"), Ok(vec![]));
    assert_eq!(keys("4"), Err(EntryError::Newer(4)));
    for unknown in ["0", "-1", "1.5", "\"1\"", "null"] {
        assert_eq!(keys(unknown), Err(EntryError::Malformed("version")));
    }
}
