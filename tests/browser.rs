//! The browser edges, in a real browser: what the core's tests stand in for with memory.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test fails by its panic")]

use std::{cell::Cell, collections::BTreeSet, rc::Rc};

use macareu::{
    browser::{
        clock, http, ids, page::Painted, pattern::Pattern, storage::LocalEntries,
        text_decoder::TextDecoder, timer::Timeout,
    },
    core::{
        change::{Change, apply},
        format::pororoca,
        model::{Collection, Item, ItemId, Settings, Theme, Workspace},
        storage::{self, Entries, Fresh, SetError, Shelf},
    },
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Takes everything out of the store.
fn empty() {
    for key in LocalEntries.keys() {
        LocalEntries.remove(&key).expect("entries can be removed");
    }
}

struct FromBrowser;

impl Fresh for FromBrowser {
    fn item_id(&mut self) -> ItemId {
        ids::item_id()
    }

    fn guid(&mut self) -> String {
        ids::guid()
    }

    fn copy_name(&mut self, name: &str) -> String {
        format!("{name} (copy)")
    }
}

#[wasm_bindgen_test]
fn entries_come_back_to_the_letter() {
    empty();
    for text in ["", "{\"a\":1.10}", "acentuação 🌊 \u{0} \"\\", "null"] {
        LocalEntries.set("macareu/test", text).expect("there is room");
        assert_eq!(LocalEntries.get("macareu/test").as_deref(), Some(text));
    }
    assert_eq!(LocalEntries.keys(), ["macareu/test"]);
    LocalEntries.remove("macareu/test").expect("entries can be removed");
    assert_eq!(LocalEntries.get("macareu/test"), None);
    LocalEntries.remove("macareu/test").expect("removing nothing is no error");
}

#[wasm_bindgen_test]
fn a_full_store_says_so_and_keeps_what_it_had() {
    empty();
    LocalEntries.set("macareu/test", "before").expect("there is room");
    let too_much = "x".repeat(storage::QUOTA + 1);
    assert_eq!(LocalEntries.set("macareu/test", &too_much), Err(SetError::QuotaExceeded));
    assert_eq!(LocalEntries.get("macareu/test").as_deref(), Some("before"));
    empty();
}

#[wasm_bindgen_test]
fn a_collection_is_found_again() {
    empty();
    let first = Shelf::load(&LocalEntries, "tab", &mut FromBrowser);
    assert!(first.first_run);
    let mut workspace = Workspace::default();
    let collection = Collection::new(ids::item_id(), "Maré", &ids::guid(), &clock::now_iso_8601());
    let id = collection.id;
    let change = Change::Insert { parent: None, index: 0, item: Item::Collection(collection) };
    apply(&mut workspace, change).expect("an empty workspace takes a collection");
    let mut shelf = first.shelf;
    shelf.sync(&mut LocalEntries, &workspace, &BTreeSet::from([id]), &mut FromBrowser);
    assert!(shelf.trouble().is_none());

    let again = Shelf::load(&LocalEntries, "another tab", &mut FromBrowser);
    assert!(!again.first_run);
    let files = |workspace: &Workspace| {
        workspace.collections.iter().map(pororoca::write).collect::<Vec<_>>()
    };
    assert_eq!(files(&again.workspace), files(&workspace));
    assert_eq!(again.workspace.path_to(id), [id]);
    empty();
}

#[wasm_bindgen_test]
fn settings_are_found_again() {
    empty();
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    storage::write_settings(&mut LocalEntries, &Settings::default(), &settings)
        .expect("there is room");
    assert_eq!(storage::read_settings(&LocalEntries).expect("they can be read"), settings);
    empty();
}

#[wasm_bindgen_test]
fn ids_are_safe_in_json_and_never_twice() {
    let ids: BTreeSet<ItemId> = (0..1_000).map(|_| ids::item_id()).collect();
    assert_eq!(ids.len(), 1_000);
    assert!(ids.iter().all(|id| (1..1 << 53).contains(&id.0)));
    let guid = ids::guid();
    assert_eq!(guid.len(), 36);
    assert_eq!(guid.as_bytes().get(14), Some(&b'4'), "version 4");
}

#[wasm_bindgen_test]
async fn a_dropped_timer_never_calls() {
    let called = Rc::new(Cell::new(0));
    let count = |by: u32| {
        let called = Rc::clone(&called);
        move || called.set(called.get() + by)
    };
    let kept = Timeout::once(0, count(1));
    drop(Timeout::once(0, count(100)));
    Painted::next().await;
    assert_eq!(called.get(), 1);
    drop(kept);
}

#[wasm_bindgen_test]
async fn a_host_that_is_there_answers_and_one_that_is_not_does_not() {
    let here = web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .expect("a page has an origin");
    assert!(http::answers(&here).await);
    // Port 9 is blocked by every browser, so that nothing can answer there.
    assert!(!http::answers("http://127.0.0.1:9").await);
}

#[wasm_bindgen_test]
#[expect(clippy::single_range_in_vec_init, reason = "a list of one place, not its numbers")]
fn patterns_find_whole_characters_and_say_when_they_are_none() {
    let find = |pattern: &str, match_case, text: &str| {
        Pattern::new(pattern, match_case).map(|it| it.find(&text.into(), 9))
    };
    assert_eq!(find("t.de", false, "Tide, tide"), Ok(vec![0..4, 6..10]));
    assert_eq!(find("t.de", true, "Tide, tide"), Ok(vec![6..10]));
    assert_eq!(find("🌊.", true, "a🌊🌊b"), Ok(vec![1..5]));
    assert_eq!(find("{\"a", true, "{\"a\""), Ok(vec![0..3]), "the older syntax");
    assert_eq!(find("x*", true, "ax"), Ok(vec![0..0, 1..2, 2..2]), "empty ones come to an end");
    assert!(find("(", true, "(").is_err());
}

#[wasm_bindgen_test]
fn bytes_become_text_only_if_they_are_utf_8() {
    let text = |bytes: &[u8]| TextDecoder::default().text(&bytes.into()).map(String::from);
    assert_eq!(text("\u{feff}maré".as_bytes()).as_deref(), Some("\u{feff}maré"));
    assert_eq!(text(b"\xff"), None);
}

#[wasm_bindgen_test]
fn time_is_now() {
    let now_ms = clock::now_ms();
    assert!((now_ms - js_sys::Date::now()).abs() < 60_000.0);
    assert!(clock::now_ms() >= now_ms);
}
