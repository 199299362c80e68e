//! One tab: what is written, and that it is found again.

use super::*;

#[test]
fn what_was_saved_is_found_again() {
    let memory = Memory::new();
    assert!(Shelf::load(&memory, "a", &mut Counter).first_run);
    let mut a = memory.tab("a");
    let collection = any_sample();
    a.apply(Change::Insert { parent: None, index: 0, item: Item::Collection(collection) });
    a.add_collection("second");
    a.save();
    let loaded = Shelf::load(&memory, "b", &mut Counter);
    assert!(!loaded.first_run && loaded.unreadable.is_empty());
    assert_eq!(memory.tab("b").state(), a.state());
    assert_eq!(loaded.workspace.collections[0], any_sample());
}

fn any_sample() -> Collection {
    let text = include_bytes!("../../../../tests/fixtures/everything.pororoca_collection.json");
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
    let changed: Vec<_> =
        after.iter().filter(|(key, text)| before.get(*key) != Some(text)).collect();
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
fn collections_keep_their_order_and_those_without_a_place_come_last() {
    let memory = Memory::new();
    let mut a = memory.tab("a");
    for name in ["z", "y", "x"] {
        a.add_collection(name);
    }
    a.save();
    assert_eq!(memory.tab("b").names(), ["z", "y", "x"]);
    let ids: Vec<_> = a.workspace.collections.iter().map(|it| it.id.0).collect();
    memory.put("macareu/index", &format!("{{\"version\":1,\"order\":[{},5]}}", ids[2]));
    assert_eq!(memory.tab("b").names(), ["x", "z", "y"]);
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
