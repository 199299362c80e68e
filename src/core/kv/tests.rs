use proptest::prelude::*;

use super::*;
use crate::core::{
    change::{self, Change},
    json::Json,
    model::{Collection, ItemId, Request, WebSocket, Workspace},
};

impl KvItem for KvRow {
    fn of(row: KvRow) -> Self {
        row
    }
    fn row(&self) -> KvRow {
        self.clone()
    }
    fn set(&mut self, row: KvRow) {
        *self = row;
    }
}

fn rows(keys: &str) -> Vec<KvRow> {
    keys.split(' ').map(|key| KvRow::new(key, key)).collect()
}

/// Rows by their keys; `-` before a disabled one, `*` before a secret one.
fn shown(rows: &[KvRow]) -> String {
    let shown = |it: &KvRow| {
        let sign = match (it.enabled, it.secret) {
            (false, _) => "-",
            (true, true) => "*",
            (true, false) => "",
        };
        format!("{sign}{}", it.key)
    };
    rows.iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn after(keys: &str, edit: KvEdit) -> String {
    let mut rows = rows(keys);
    apply(&mut rows, edit);
    shown(&rows)
}

fn some<const N: usize>(rows: [usize; N]) -> Rows {
    Rows::from(rows)
}

#[test]
fn edits() {
    let check = |edit, expected: &str| assert_eq!(after("a b c", edit), expected);
    check(KvEdit::Enable(1, false), "a -b c");
    check(KvEdit::Secret(1, true), "a *b c");
    check(KvEdit::Key(2, "x".into()), "a b x");
    check(KvEdit::Add, "a b c ");
    check(KvEdit::Paste(0, rows("x y")), "a x y b c");
    check(KvEdit::Paste(9, rows("x")), "a b c x");
}

#[test]
fn several_rows_at_once() {
    let check = |edit, expected: &str| assert_eq!(after("a b c d e", edit), expected);
    check(KvEdit::Remove(some([0, 3])), "b c e");
    check(KvEdit::Remove(some([9])), "a b c d e");
    check(KvEdit::Duplicate(some([0, 2])), "a b c a c d e");
    check(KvEdit::Duplicate(some([4])), "a b c d e e");
    check(KvEdit::Up(some([2])), "a c b d e");
    check(KvEdit::Up(some([1, 3])), "b a d c e");
    check(KvEdit::Up(some([0, 1, 3])), "a b d c e");
    check(KvEdit::Up(some([0, 2])), "a c b d e");
    check(KvEdit::Down(some([4, 1])), "a c b d e");
    check(KvEdit::Down(some([3, 4])), "a b c d e");
    check(KvEdit::Down(some([0, 1])), "c a b d e");
}

#[test]
fn a_blank_row_makes_place_for_what_is_pasted() {
    let mut it = vec![KvRow::new("a", ""), KvRow::new("", ""), KvRow::new("b", "")];
    apply(&mut it, KvEdit::Paste(1, vec![KvRow::new("x", "1")]));
    let rows: Vec<_> = it.iter().map(|it| (it.key.as_str(), it.value.as_str())).collect();
    assert_eq!(rows, [("a", ""), ("x", "1"), ("b", "")]);
}

#[test]
fn an_edit_says_where_its_rows_are_then() {
    let check = |edit, expected: Option<Rows>| {
        let found = outcome(&rows("a b c"), &edit).map(|it| it.rows);
        assert_eq!(found, expected, "{edit:?}");
    };
    check(KvEdit::Paste(0, rows("x y")), Some(some([1, 2])));
    check(KvEdit::Duplicate(some([0, 1])), Some(some([2, 3])));
    check(KvEdit::Up(some([1, 2])), Some(some([0, 1])));
    check(KvEdit::Remove(some([1])), Some(some([1])));
    check(KvEdit::Remove(some([1, 2])), Some(some([0])));
    check(KvEdit::Remove(some([0, 1, 2])), Some(Rows::new()));
    check(KvEdit::Enable(1, false), Some(some([1])));
    check(KvEdit::Secret(3, true), None);
    // Nothing happened, or nothing that moves a row.
    check(KvEdit::Up(some([0])), None);
    check(KvEdit::Key(0, "x".into()), None);
    check(KvEdit::Add, None);
}

#[test]
fn a_tick_is_taken_back() {
    let before = rows("a b");
    for edit in [KvEdit::Enable(1, false), KvEdit::Secret(0, true)] {
        let mut it = before.clone();
        let undo = outcome(&it, &edit).expect("a row").undo;
        apply(&mut it, edit);
        assert_ne!(it, before);
        apply(&mut it, undo);
        assert_eq!(it, before);
    }
}

#[test]
fn what_was_typed_since_stays_when_an_edit_is_taken_back() {
    let check = |edit: KvEdit, typed_at, expected: &str| {
        let mut it = rows("a b c");
        let undo = outcome(&it, &edit).expect("rows move").undo;
        apply(&mut it, edit);
        apply(&mut it, KvEdit::Key(typed_at, "new".into()));
        apply(&mut it, undo);
        assert_eq!(shown(&it), expected);
    };
    check(KvEdit::Remove(some([1])), 1, "a b new");
    check(KvEdit::Up(some([2])), 1, "a b new");
    check(KvEdit::Duplicate(some([0])), 1, "a b c");
    check(KvEdit::Paste(0, rows("x")), 2, "a new c");
}

#[test]
fn deleted_rows_come_back_although_another_tab_changed_the_rest() {
    let mut it = rows("a b c");
    let edit = KvEdit::Remove(some([0, 2]));
    let undo = outcome(&it, &edit).expect("rows move").undo;
    it = rows("b x y z");
    apply(&mut it, undo);
    assert_eq!(shown(&it), "a b c x y z");
}

#[test]
fn a_row_keeps_what_its_file_says_of_it() {
    let mut odd = Variable::new("a", "1");
    odd.kept.0.push("note", Json::Bool(true));
    let mut it = vec![odd.clone()];
    let edit = KvEdit::Remove(some([0]));
    let rows: Vec<KvRow> = it.iter().map(KvItem::row).collect();
    let undo = outcome(&rows, &edit).expect("rows move").undo;
    apply(&mut it, edit);
    apply(&mut it, undo);
    assert_eq!(it, [odd.clone()]);
    apply(&mut it, KvEdit::Paste(0, rows));
    assert_eq!(it, [odd.clone(), odd]);
}

#[test]
fn a_list_is_read_and_changed() {
    let id = ItemId(7);
    let mut collection = Collection::new(id, "Lab", "", "");
    collection.variables = vec![Variable::new("a", "1")];
    let mut workspace = Workspace { collections: vec![collection] };
    let change = (VARIABLES.change)(&workspace, id, KvEdit::Add).expect("the collection");
    assert!(matches!(change, Change::SetVariables { .. }));
    change::apply(&mut workspace, change).expect("possible");
    assert_eq!(shown(&(VARIABLES.rows)(&workspace, id)), "a ");
    assert!((VARIABLES.change)(&workspace, ItemId(8), KvEdit::Add).is_none());
    assert!((SUBPROTOCOLS.rows)(&workspace, id).is_empty());
}

#[test]
fn parameters_come_back_to_the_letter() {
    let id = ItemId(7);
    let mut collection = Collection::new(ItemId(6), "Lab", "", "");
    let socket = WebSocket::new(id, "Echo", "ws://h/p?debug&a=&b={{x}}#f");
    collection.requests.push(Request::WebSocket(socket));
    let mut workspace = Workspace { collections: vec![collection] };
    let url = |workspace: &Workspace| workspace.websocket(id).map(|it| it.url.clone());
    let before = url(&workspace);
    let edit = KvEdit::Remove(some([0, 1]));
    let undo = outcome(&(PARAMETERS.rows)(&workspace, id), &edit).expect("rows move").undo;
    for (edit, expected) in [(edit, Some("ws://h/p?b={{x}}#f".to_owned())), (undo, before)] {
        let change = (PARAMETERS.change)(&workspace, id, edit).expect("the WebSocket");
        change::apply(&mut workspace, change).expect("possible");
        assert_eq!(url(&workspace), expected);
    }
}

#[test]
fn selecting() {
    let mut it = RowSelection::default();
    let check = |it: &RowSelection, expected: Rows| {
        assert_eq!((0..9).filter(|row| it.contains(*row)).collect::<Rows>(), expected);
    };
    it.press(2);
    check(&it, some([2]));
    it.extend(2, 4);
    check(&it, some([2, 3, 4]));
    it.extend(4, 1);
    check(&it, some([1, 2]));
    it.toggle(7);
    check(&it, some([1, 2, 7]));
    assert_eq!((it.around(7), it.around(5)), (some([1, 2, 7]), some([5])));
    it.toggle(1);
    check(&it, some([2, 7]));
    it.press(2);
    it.press(2);
    assert!(it.is_empty());
    it = RowSelection::default();
    it.extend(3, 4);
    check(&it, some([3, 4]));
}

#[test]
fn rows_as_text() {
    let mut all = vec![
        KvRow::new("Accept", "*/*"),
        KvRow::new("X-Id", "a:b"),
        KvRow::new("Empty", ""),
        KvRow { secret: true, ..KvRow::new("Token", "s3same") },
    ];
    all[1].enabled = false;
    assert_eq!(copied(&all, false), "Accept: */*\n//X-Id: a:b\nEmpty:\nToken:");
    assert_eq!(copied(&all[..2], true), "Accept\n//X-Id");
    assert_eq!(copied(&[KvRow::new("a", "1\n2")], false), "a: 1 2");
    let back = pasted(&copied(&all[..3], false), false, false).expect("rows");
    assert_eq!(back, all[..3]);
}

#[test]
fn lines_that_are_rows() {
    let check = |text: &str, single, expected: Option<&[(&str, &str)]>| {
        let rows = pasted(text, false, single);
        let rows: Option<Vec<_>> = rows
            .as_ref()
            .map(|it| it.iter().map(|it| (it.key.as_str(), it.value.as_str())).collect());
        assert_eq!(rows.as_deref(), expected, "{text}");
    };
    check("Accept: */*\r\nX-Id: a:b\n", false, Some(&[("Accept", "*/*"), ("X-Id", "a:b")]));
    check(
        "# dev\nURL=ws://a/b?c=d\n\nexport KEY = 1",
        false,
        Some(&[("URL", "ws://a/b?c=d"), ("KEY", "1")]),
    );
    check("a\t1\nb\t", false, Some(&[("a", "1"), ("b", "")]));
    check("a: 1\n// b: 2\n// no row", false, Some(&[("a", "1"), ("b", "2")]));
    check("Host: a", true, Some(&[("Host", "a")]));
    check("Host: a", false, None);
    check("just text", true, None);
    check("one\ntwo", true, None);
    check("ws://a:1/b", true, None);
    check("{\"a\": 1,\n\"b\": 2}", true, None);
    check("", true, None);
    let request = "GET /x?a=1 HTTP/1.1\n:authority: h\nHost: h\nX-Empty\n\n";
    check(request, false, Some(&[("Host", "h"), ("X-Empty", "")]));
    check("HTTP/1.1 101\nAge: 1\n", true, Some(&[("Age", "1")]));
    check("HTTP/2 200 OK\nAge: 1\n:status: 200", true, Some(&[("Age", "1")]));
    check(
        "Upgrade: HTTP/2.0\nVia: x HTTP/1.1\nX: GET / HTTP/1.1",
        false,
        Some(&[("Upgrade", "HTTP/2.0"), ("Via", "x HTTP/1.1"), ("X", "GET / HTTP/1.1")]),
    );
    check("Age: 1\nGET / HTTP/1.1", true, None);
    check("HTTP/x: 1\nAge: 1", false, Some(&[("HTTP/x", "1"), ("Age", "1")]));
    check(":room: 1\nAge: 1", false, None);
    check("two words\na: 1", false, None);
    check("eyJhbGci\neyJzdWIi==", true, None);
    check("X-Empty\nKEY=1\nAge: 1", true, None);
    check("KEY=1\n// X-Empty\nAge: 1", true, Some(&[("KEY", "1"), ("Age", "1")]));
    assert_eq!(pasted("v1\n//v2", true, false).map(|it| shown(&it)).as_deref(), Some("v1 -v2"));
}

fn edit() -> impl Strategy<Value = KvEdit> {
    let which = || prop::collection::btree_set(0..6usize, 0..5);
    prop_oneof![
        which().prop_map(KvEdit::Remove),
        which().prop_map(KvEdit::Duplicate),
        which().prop_map(KvEdit::Up),
        which().prop_map(KvEdit::Down),
        (0..6usize, "[a-z]").prop_map(|(at, key)| KvEdit::Paste(at, vec![KvRow::new(&key, "")])),
    ]
}

proptest! {
    #[test]
    fn every_edit_of_rows_is_taken_back(edit in edit()) {
        let before = rows("a b c d");
        let mut it = before.clone();
        apply(&mut it, edit.clone());
        if let Some(outcome) = outcome(&before, &edit) {
            prop_assert!(outcome.rows.iter().all(|at| *at < it.len()));
            apply(&mut it, outcome.undo);
        }
        prop_assert_eq!(it, before);
    }

    #[test]
    fn rows_are_only_moved(which in prop::collection::btree_set(0..6usize, 0..6), up in any::<bool>()) {
        let moved = after("a b c d", if up { KvEdit::Up(which) } else { KvEdit::Down(which) });
        let mut keys: Vec<_> = moved.split(' ').collect();
        keys.sort_unstable();
        prop_assert_eq!(keys, ["a", "b", "c", "d"]);
    }

    #[test]
    fn names_and_values_come_back_from_text(
        all in prop::collection::vec(("[A-Za-z_][A-Za-z0-9_.-]{0,8}", "[^\\s/][^\\r\\n]{0,12}[^\\s]|", any::<bool>()), 1..5),
    ) {
        let row = |(key, value, enabled): (String, String, bool)| KvRow { enabled, ..KvRow::new(&key, &value) };
        let all: Vec<KvRow> = all.into_iter().map(row).collect();
        prop_assert_eq!(pasted(&copied(&all, false), false, true), Some(all));
    }

    #[test]
    fn any_text_is_read(text in ".{0,60}", keys_alone in any::<bool>(), single in any::<bool>()) {
        drop(pasted(&text, keys_alone, single));
    }
}
