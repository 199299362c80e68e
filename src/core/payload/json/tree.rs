//! A JSON text as a tree whose branches fold: which rows there are, what each says, what keys mean in
//! it. Rows come when their branch is unfolded, at most so many at once, so that a text of any size
//! opens quickly. Numbers and words stand as spelt, keys in their order, repeated ones too.

use std::{ops::Range, sync::Arc};

use super::{
    TokenKind,
    outline::{Child, Outline},
    path::{push_index, push_key},
};
use crate::core::{
    json::{self, Json},
    payload::preview,
};

/// How many items of a branch come at once.
pub const ITEMS_AT_ONCE: u32 = 1_000;
/// Longest key shown, in characters.
const KEY_CHARS: usize = 120;
/// Longest value shown, in characters.
const VALUE_CHARS: usize = 240;
/// No key: an item of an array, or the whole text.
const NO_KEY: u32 = u32::MAX;

/// The tree of one text.
#[derive(Clone, Debug)]
pub struct Tree {
    outline: Arc<Outline>,
    entries: Vec<Entry>,
}

/// A row, as little of it as is needed.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// From 1 for the whole text.
    level: u32,
    /// Place among the items of its parent, from 0.
    index: u32,
    /// First byte of its parent; of the whole text its own.
    parent: u32,
    /// First byte of its value; of [`Face::More`] of the next item.
    at: u32,
    /// First byte of its key, or [`NO_KEY`].
    key: u32,
    face: Face,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Leaf,
    Folded,
    Unfolded,
    /// Stands for the items that have not come yet.
    More,
}

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TreeRow {
    /// From 1.
    pub level: u32,
    /// Place among its siblings, from 1.
    pub position: u32,
    /// How many siblings there are, itself included.
    pub set_size: u32,
    /// Whether it is unfolded; `None` when there is nothing to unfold.
    pub unfolded: Option<bool>,
    /// What it says.
    pub says: RowSays,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowSays {
    /// A value.
    Value {
        /// The key or index it stands under; empty for the whole text.
        name: String,
        /// What it is; punctuation for an array or object.
        kind: TokenKind,
        /// As spelt; of an array or object how many items it has: `{10}`, `[2]`.
        text: String,
    },
    /// So many more items come when it is chosen.
    More(u32),
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Move to a row.
    To(usize),
    /// Fold a row.
    Fold(usize),
    /// Unfold a row, or let more items come.
    Unfold(usize),
}

impl Tree {
    /// The tree with its first branch unfolded.
    pub fn new(outline: Arc<Outline>) -> Self {
        let at = small(outline.root().start);
        let face = face_of(&outline, at);
        let root = Entry { level: 1, index: 0, parent: at, at, key: NO_KEY, face };
        let mut tree = Self { outline, entries: vec![root] };
        tree.unfold(0);
        tree
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// A row, from 0.
    pub fn row(&self, row: usize) -> Option<TreeRow> {
        let entry = self.entries.get(row)?;
        let set_size = if entry.level == 1 { 1 } else { self.items(entry.parent) };
        let says = match entry.face {
            Face::More => RowSays::More(set_size.saturating_sub(entry.index)),
            Face::Leaf | Face::Folded | Face::Unfolded => self.value_row(entry),
        };
        Some(TreeRow {
            level: entry.level,
            position: entry.index + 1,
            set_size,
            unfolded: match entry.face {
                Face::Leaf => None,
                Face::Folded | Face::More => Some(false),
                Face::Unfolded => Some(true),
            },
            says,
        })
    }

    fn value_row(&self, entry: &Entry) -> RowSays {
        let value = self.value_span(entry);
        let spelt = self.outline.text().get(value).unwrap_or_default();
        let items = self.items(entry.at);
        let (kind, text) = match spelt.as_bytes().first() {
            Some(b'{') => (TokenKind::Punctuation, format!("{{{items}}}")),
            Some(b'[') => (TokenKind::Punctuation, format!("[{items}]")),
            Some(b'"') => (TokenKind::String, preview::text(spelt, VALUE_CHARS)),
            Some(b'-' | b'0'..=b'9') => (TokenKind::Number, preview::text(spelt, VALUE_CHARS)),
            _ => (TokenKind::Word, spelt.to_owned()),
        };
        let name = match self.key(entry) {
            Some(key) => preview::text(&key, KEY_CHARS),
            None if entry.level == 1 => String::new(),
            None => entry.index.to_string(),
        };
        RowSays::Value { name, kind, text }
    }

    /// The JSONPath of a row's value; `None` for a row without one.
    pub fn path(&self, row: usize) -> Option<String> {
        self.entries.get(row).filter(|it| it.face != Face::More)?;
        let mut way = Vec::new();
        let mut at = Some(row);
        while let Some(entry) = at.and_then(|at| self.entries.get(at)) {
            way.push(*entry);
            at = at.and_then(|at| self.parent(at));
        }
        let mut path = String::from("$");
        for entry in way.iter().rev().skip(1) {
            match self.key(entry) {
                Some(key) => push_key(&mut path, &key),
                None => push_index(&mut path, entry.index),
            }
        }
        Some(path)
    }

    /// A row's value: a string as what it stands for, anything else as spelt.
    pub fn value(&self, row: usize) -> Option<String> {
        let entry = self.entries.get(row).filter(|it| it.face != Face::More)?;
        let spelt = self.outline.text().get(self.value_span(entry))?;
        Some(if spelt.starts_with('"') { unquoted(spelt) } else { spelt.to_owned() })
    }

    /// Folds or unfolds a row, or lets more items come. Answers whether that was possible.
    pub fn toggle(&mut self, row: usize) -> bool {
        match self.entries.get(row).map(|it| it.face) {
            Some(Face::Unfolded) => self.fold(row),
            Some(Face::Folded | Face::More) => self.unfold(row),
            Some(Face::Leaf) | None => return false,
        }
        true
    }

    /// Folds a row.
    pub fn fold(&mut self, row: usize) {
        let Some(entry) = self.entries.get_mut(row).filter(|it| it.face == Face::Unfolded) else {
            return;
        };
        entry.face = Face::Folded;
        let level = entry.level;
        let inside = self.entries.iter().skip(row + 1).take_while(|it| it.level > level).count();
        self.entries.drain(row + 1..=row + inside);
    }

    /// Unfolds a row, or lets more items come in its place.
    pub fn unfold(&mut self, row: usize) {
        let Some(entry) = self.entries.get_mut(row) else { return };
        match entry.face {
            Face::Folded => {
                entry.face = Face::Unfolded;
                let entry = *entry;
                let first = self.outline.first_child(entry.at as usize);
                let items = self.children(entry.at, first, 0, entry.level + 1);
                let after = row + 1;
                self.entries.splice(after..after, items);
            }
            Face::More => {
                let entry = *entry;
                let items =
                    self.children(entry.parent, Some(entry.at as usize), entry.index, entry.level);
                self.entries.splice(row..=row, items);
            }
            Face::Leaf | Face::Unfolded => {}
        }
    }

    /// The row a key leads to, or what it does, when it is pressed on `row`. `page`: rows in sight.
    pub fn step(&self, row: usize, key: &str, page: usize) -> Option<Step> {
        let last = self.entries.len().checked_sub(1)?;
        let entry = self.entries.get(row)?;
        let next = Step::To((row + 1).min(last));
        match (key, entry.face) {
            ("ArrowDown", _) | ("ArrowRight", Face::Unfolded) => Some(next),
            ("ArrowUp", _) => Some(Step::To(row.saturating_sub(1))),
            ("PageDown", _) => Some(Step::To((row + page).min(last))),
            ("PageUp", _) => Some(Step::To(row.saturating_sub(page))),
            ("Home", _) => Some(Step::To(0)),
            ("End", _) => Some(Step::To(last)),
            ("ArrowRight" | "Enter" | " ", Face::Folded | Face::More) => Some(Step::Unfold(row)),
            ("ArrowLeft" | "Enter" | " ", Face::Unfolded) => Some(Step::Fold(row)),
            ("ArrowLeft", _) => self.parent(row).map(Step::To),
            _ => None,
        }
    }

    /// The row of a row's parent.
    fn parent(&self, row: usize) -> Option<usize> {
        let level = self.entries.get(row)?.level.checked_sub(1).filter(|it| *it > 0)?;
        self.entries.get(..row)?.iter().rposition(|it| it.level == level)
    }

    fn children(&self, parent: u32, first: Option<usize>, index: u32, level: u32) -> Vec<Entry> {
        let in_object = self.outline.text().as_bytes().get(parent as usize) == Some(&b'{');
        let mut entries = Vec::new();
        let mut next = first;
        for index in index.. {
            let Some(at) = next else { break };
            if entries.len() >= ITEMS_AT_ONCE as usize {
                let (at, key) = (small(at), NO_KEY);
                entries.push(Entry { level, index, parent, at, key, face: Face::More });
                break;
            }
            let child: Child = self.outline.child(at, in_object);
            let at = small(child.value.start);
            let key = child.key.map_or(NO_KEY, |it| small(it.start));
            let face = face_of(&self.outline, at);
            entries.push(Entry { level, index, parent, at, key, face });
            next = child.next;
        }
        entries
    }

    fn key(&self, entry: &Entry) -> Option<String> {
        let start = (entry.key != NO_KEY).then_some(entry.key as usize)?;
        self.outline.text().get(self.outline.key(start)).map(unquoted)
    }

    fn value_span(&self, entry: &Entry) -> Range<usize> {
        let start = entry.at as usize;
        start..self.outline.value_end(start)
    }

    fn items(&self, container: u32) -> u32 {
        self.outline.items(container as usize).unwrap_or(0)
    }
}

fn face_of(outline: &Outline, at: u32) -> Face {
    match outline.items(at as usize) {
        None | Some(0) => Face::Leaf,
        Some(_) => Face::Folded,
    }
}

/// What a string of JSON stands for; as spelt where it stands for no text (half a surrogate pair).
fn unquoted(spelt: &str) -> String {
    match json::parse(spelt) {
        Ok(Json::String(text)) => text,
        _ => spelt.trim_matches('"').to_owned(),
    }
}

/// Texts are shorter than 4 GiB.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{super::OutlineReader, *};
    use proptest::prelude::*;

    fn tree(text: &str) -> Tree {
        let mut reader = OutlineReader::new(text.into());
        let outline = reader.go_on(usize::MAX).expect("JSON").expect("whole");
        Tree::new(Arc::new(outline))
    }

    /// The rows, two spaces a level: `+` folded, `-` unfolded.
    fn shown(tree: &Tree) -> Vec<String> {
        let line = |row: TreeRow| {
            let indent = "  ".repeat(row.level as usize - 1);
            let sign = row.unfolded.map_or("", |it| if it { "-" } else { "+" });
            match row.says {
                RowSays::Value { name, text, .. } => format!("{indent}{sign}{name}:{text}"),
                RowSays::More(count) => format!("{indent}{count} more"),
            }
        };
        (0..tree.count()).filter_map(|row| tree.row(row)).map(line).collect()
    }

    const TIDE: &str = " {\"tide\": {\"level_m\":7.40, \"at\":\"14:32\"} ,\n\"items\":[ 1,{ },[2,[]],null ],\"it's\":1e400,\"tide\":true}\n";

    #[test]
    fn a_tree_unfolds_and_folds() {
        let mut tree = tree(TIDE);
        let first = ["-:{4}", "  +tide:{2}", "  +items:[4]", "  it's:1e400", "  tide:true"];
        assert_eq!(shown(&tree), first);
        assert!(tree.toggle(2));
        assert!(tree.toggle(1));
        assert_eq!(
            shown(&tree),
            [
                "-:{4}",
                "  -tide:{2}",
                "    level_m:7.40",
                "    at:\"14:32\"",
                "  -items:[4]",
                "    0:1",
                "    1:{0}",
                "    +2:[2]",
                "    3:null",
                "  it's:1e400",
                "  tide:true",
            ]
        );
        assert!(!tree.toggle(6), "an empty object has nothing to unfold");
        tree.unfold(7);
        tree.fold(4);
        tree.fold(1);
        assert_eq!(shown(&tree), first);
        tree.fold(0);
        assert_eq!(shown(&tree), ["+:{4}"]);
    }

    #[test]
    fn every_value_has_a_path_and_comes_out_as_it_went_in() {
        let mut tree = tree(TIDE);
        tree.unfold(2);
        tree.unfold(1);
        tree.unfold(7);
        let found: Vec<_> = (0..tree.count())
            .map(|row| (tree.path(row).expect("a value"), tree.value(row).expect("a value")))
            .collect();
        let expected = [
            ("$", TIDE.trim()),
            ("$.tide", "{\"level_m\":7.40, \"at\":\"14:32\"}"),
            ("$.tide.level_m", "7.40"),
            ("$.tide.at", "14:32"),
            ("$.items", "[ 1,{ },[2,[]],null ]"),
            ("$.items[0]", "1"),
            ("$.items[1]", "{ }"),
            ("$.items[2]", "[2,[]]"),
            ("$.items[2][0]", "2"),
            ("$.items[2][1]", "[]"),
            ("$.items[3]", "null"),
            ("$['it\\'s']", "1e400"),
            ("$.tide", "true"),
        ];
        assert_eq!(found.len(), expected.len());
        for ((path, value), expected) in found.iter().zip(expected) {
            assert_eq!((path.as_str(), value.as_str()), expected);
        }
    }

    #[test]
    fn strings_are_copied_as_what_they_stand_for() {
        let text = r#"["a\n\"b\"", "\ud800", "maré", "\ud83c\udf0a"]"#;
        let tree = tree(text);
        let values: Vec<_> = (1..5).filter_map(|row| tree.value(row)).collect();
        assert_eq!(values, ["a\n\"b\"", "\\ud800", "maré", "🌊"]);
    }

    #[test]
    fn a_single_value_is_a_tree_of_one_row() {
        for text in ["1", " \"a\" ", "null", "[]", "{}"] {
            assert_eq!(tree(text).count(), 1, "{text}");
        }
    }

    #[test]
    fn many_items_come_in_parts() {
        let text = format!("[{}0]", "0,".repeat(2_499));
        let mut tree = tree(&text);
        assert_eq!(tree.count(), 1_002);
        let more = tree.row(1_001).expect("the last");
        assert_eq!((more.says, more.position, more.set_size), (RowSays::More(1_500), 1_001, 2_500));
        assert_eq!((tree.path(1_001), tree.value(1_001)), (None, None));
        assert_eq!(tree.step(1_001, "Enter", 10), Some(Step::Unfold(1_001)));
        tree.unfold(1_001);
        assert_eq!(tree.count(), 2_002);
        tree.unfold(2_001);
        assert_eq!(tree.count(), 2_501);
        assert_eq!(tree.path(2_500).as_deref(), Some("$[2499]"));
    }

    #[test]
    fn keys_walk_as_a_tree_view_does() {
        let mut tree = tree(TIDE);
        tree.unfold(1);
        let check = |row, key, expected| assert_eq!(tree.step(row, key, 3), expected, "{key}");
        check(0, "ArrowDown", Some(Step::To(1)));
        check(6, "ArrowDown", Some(Step::To(6)));
        check(0, "ArrowUp", Some(Step::To(0)));
        check(2, "Home", Some(Step::To(0)));
        check(2, "End", Some(Step::To(6)));
        check(2, "PageDown", Some(Step::To(5)));
        check(2, "PageUp", Some(Step::To(0)));
        check(1, "ArrowRight", Some(Step::To(2)));
        check(1, "ArrowLeft", Some(Step::Fold(1)));
        check(2, "ArrowLeft", Some(Step::To(1)));
        check(2, "ArrowRight", None);
        check(4, "ArrowRight", Some(Step::Unfold(4)));
        check(4, "Enter", Some(Step::Unfold(4)));
        check(1, " ", Some(Step::Fold(1)));
        check(0, "x", None);
    }

    proptest! {
        /// However a text is cut into goes, the outline is the same.
        #[test]
        fn an_outline_in_goes_is_the_outline(step in 1_usize..40) {
            let mut reader = OutlineReader::new(TIDE.into());
            let mut until = 0;
            let outline = loop {
                until += step;
                if let Some(outline) = reader.go_on(until).expect("JSON") {
                    break outline;
                }
                prop_assert!(until < TIDE.len() + step);
            };
            let mut cut = Tree::new(Arc::new(outline));
            let mut whole = tree(TIDE);
            for tree in [&mut cut, &mut whole] {
                tree.unfold(2);
                tree.unfold(1);
            }
            prop_assert_eq!(shown(&cut), shown(&whole));
        }
    }
}
