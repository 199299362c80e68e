//! Tables of keys and values: variables, headers, parameters, subprotocols. What a person does to
//! one, carried out on rows of any kind; lines of text that are rows. Knows nothing of cells.

use crate::core::{
    model::{Header, Subprotocol, Variable},
    query_parameters::{Parameter, key_as_typed, value_as_typed},
};

/// A row as a table shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KvRow {
    /// Disabled ones are kept, not used.
    pub enabled: bool,
    /// As typed.
    pub key: String,
    /// As typed.
    pub value: String,
    /// The value is masked.
    pub secret: bool,
}

/// What a person does to a table. Rows are counted from 0; one that is not there changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KvEdit {
    /// Uses a row, or does not.
    Enable(usize, bool),
    /// Types a key.
    Key(usize, String),
    /// Types a value.
    Value(usize, String),
    /// Masks a value, or does not.
    Secret(usize, bool),
    /// Adds an empty row at the end.
    Add,
    /// Pastes rows after a row, or in its place when that is blank.
    Paste(usize, Vec<(String, String)>),
    /// Deletes a row.
    Remove(usize),
    /// Moves a row before the one above it.
    Up(usize),
    /// Moves a row after the one below it.
    Down(usize),
}

/// A row that a table can edit.
pub trait KvItem {
    /// An enabled row.
    fn new(key: &str, value: &str) -> Self;
    /// How a table shows it.
    fn row(&self) -> KvRow;
    /// Takes over what a table changed.
    fn set(&mut self, row: KvRow);
}

impl KvItem for Variable {
    fn new(key: &str, value: &str) -> Self {
        Self::new(key, value)
    }

    fn row(&self) -> KvRow {
        KvRow {
            enabled: self.enabled,
            key: self.key.clone(),
            value: self.value.clone(),
            secret: self.is_secret,
        }
    }

    fn set(&mut self, row: KvRow) {
        self.enabled = row.enabled;
        self.key = row.key;
        self.value = row.value;
        self.is_secret = row.secret;
    }
}

impl KvItem for Subprotocol {
    fn new(key: &str, _: &str) -> Self {
        Self::new(key)
    }

    fn row(&self) -> KvRow {
        KvRow { enabled: self.enabled, key: self.key.clone(), ..KvRow::default() }
    }

    fn set(&mut self, row: KvRow) {
        self.enabled = row.enabled;
        self.key = row.key;
    }
}

impl KvItem for Header {
    fn new(key: &str, value: &str) -> Self {
        Self::new(key, value)
    }

    fn row(&self) -> KvRow {
        let (key, value) = (self.key.clone(), self.value.clone());
        KvRow { enabled: self.enabled, key, value, secret: false }
    }

    fn set(&mut self, row: KvRow) {
        self.enabled = row.enabled;
        self.key = row.key;
        self.value = row.value;
    }
}

/// What is typed is encoded where it would not fit into a URL.
impl KvItem for Parameter {
    fn new(key: &str, value: &str) -> Self {
        // A row just added has no `=` yet: the URL ends in `?` or `&` until something is typed.
        let is_blank = key.is_empty() && value.is_empty();
        let value = (!is_blank).then(|| value_as_typed(value));
        Self { enabled: true, key: key_as_typed(key), value }
    }

    fn row(&self) -> KvRow {
        let (key, value) = (self.key.clone(), self.value.clone().unwrap_or_default());
        KvRow { enabled: self.enabled, key, value, secret: false }
    }

    fn set(&mut self, row: KvRow) {
        let before = self.row();
        self.enabled = row.enabled;
        if row.key != before.key {
            self.key = key_as_typed(&row.key);
        }
        // Without a change `?debug` does not become `?debug=`.
        if row.value != before.value {
            self.value = Some(value_as_typed(&row.value));
        }
    }
}

/// Carries out an edit.
pub fn apply<T: KvItem>(rows: &mut Vec<T>, edit: KvEdit) {
    match edit {
        KvEdit::Enable(at, enabled) => change(rows, at, |row| row.enabled = enabled),
        KvEdit::Key(at, key) => change(rows, at, |row| row.key = key),
        KvEdit::Value(at, value) => change(rows, at, |row| row.value = value),
        KvEdit::Secret(at, secret) => change(rows, at, |row| row.secret = secret),
        KvEdit::Add => rows.push(T::new("", "")),
        KvEdit::Paste(at, pairs) => {
            let is_blank = |row: KvRow| row.key.is_empty() && row.value.is_empty();
            let replaced = rows.get(at).is_some_and(|it| is_blank(it.row()));
            let from = if replaced { at } else { at + 1 }.min(rows.len());
            let to = (from + usize::from(replaced)).min(rows.len());
            rows.splice(from..to, pairs.iter().map(|(key, value)| T::new(key, value)));
        }
        KvEdit::Remove(at) if at < rows.len() => drop(rows.remove(at)),
        KvEdit::Up(at) if at > 0 && at < rows.len() => rows.swap(at - 1, at),
        KvEdit::Down(at) if at + 1 < rows.len() => rows.swap(at, at + 1),
        KvEdit::Remove(_) | KvEdit::Up(_) | KvEdit::Down(_) => {}
    }
}

fn change<T: KvItem>(rows: &mut [T], at: usize, change: impl FnOnce(&mut KvRow)) {
    if let Some(item) = rows.get_mut(at) {
        let mut row = item.row();
        change(&mut row);
        item.set(row);
    }
}

/// Pasted text as rows, if it is some: lines `Name: value`, `NAME=value` or two columns of a
/// spreadsheet; blank lines and lines that begin with `#` are left out. A single line is only taken
/// apart where a key is asked for and nothing is typed yet: a value may well hold such signs.
pub fn pasted(text: &str, in_empty_key: bool) -> Option<Vec<(String, String)>> {
    let is_row = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let lines: Vec<&str> = text.lines().map(str::trim_start).filter(is_row).collect();
    if lines.len() < 2 && !(in_empty_key && lines.len() == 1) {
        return None;
    }
    lines.into_iter().map(pair).collect()
}

fn pair(line: &str) -> Option<(String, String)> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (key, value) = line.split_once([':', '=', '\t'])?;
    let key = key.trim();
    // `ws://host` and `{"a": 1}` are no rows.
    let is_key = !key.is_empty() && !key.contains(['{', '}', '"', ',']) && !value.starts_with("//");
    is_key.then(|| (key.to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl KvItem for KvRow {
        fn new(key: &str, value: &str) -> Self {
            Self { enabled: true, key: key.into(), value: value.into(), secret: false }
        }
        fn row(&self) -> KvRow {
            self.clone()
        }
        fn set(&mut self, row: KvRow) {
            *self = row;
        }
    }

    /// Rows by their keys; `-` before a disabled one, `*` before a secret one.
    fn after(keys: &str, edit: KvEdit) -> String {
        let mut rows: Vec<KvRow> = keys.split(' ').map(|key| KvRow::new(key, key)).collect();
        apply(&mut rows, edit);
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

    #[test]
    fn edits() {
        let check = |edit, expected: &str| assert_eq!(after("a b c", edit), expected);
        check(KvEdit::Enable(1, false), "a -b c");
        check(KvEdit::Secret(1, true), "a *b c");
        check(KvEdit::Key(2, "x".into()), "a b x");
        check(KvEdit::Add, "a b c ");
        check(KvEdit::Remove(0), "b c");
        check(KvEdit::Up(2), "a c b");
        check(KvEdit::Up(0), "a b c");
        check(KvEdit::Down(0), "b a c");
        check(KvEdit::Down(2), "a b c");
        check(
            KvEdit::Paste(0, vec![("x".into(), "1".into()), ("y".into(), "2".into())]),
            "a x y b c",
        );
    }

    #[test]
    fn a_blank_row_makes_place_for_what_is_pasted() {
        let mut rows = vec![KvRow::new("a", ""), KvRow::new("", ""), KvRow::new("b", "")];
        apply(&mut rows, KvEdit::Paste(1, vec![("x".into(), "1".into())]));
        let rows: Vec<_> = rows.iter().map(|it| (it.key.as_str(), it.value.as_str())).collect();
        assert_eq!(rows, [("a", ""), ("x", "1"), ("b", "")]);
    }

    #[test]
    fn lines_that_are_rows() {
        let check = |text: &str, in_empty_key, expected: Option<&[(&str, &str)]>| {
            let rows = pasted(text, in_empty_key);
            let rows: Option<Vec<_>> =
                rows.as_ref().map(|it| it.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect());
            assert_eq!(rows.as_deref(), expected, "{text}");
        };
        check("Accept: */*\r\nX-Id: a:b\n", false, Some(&[("Accept", "*/*"), ("X-Id", "a:b")]));
        check(
            "# dev\nURL=ws://a/b?c=d\n\nexport KEY = 1",
            false,
            Some(&[("URL", "ws://a/b?c=d"), ("KEY", "1")]),
        );
        check("a\t1\nb\t", false, Some(&[("a", "1"), ("b", "")]));
        check("Host: a", true, Some(&[("Host", "a")]));
        check("Host: a", false, None);
        check("just text", true, None);
        check("one\ntwo", true, None);
        check("ws://a:1/b", true, None);
        check("{\"a\": 1,\n\"b\": 2}", true, None);
        check("", true, None);
    }

    proptest! {
        #[test]
        fn nothing_panics_and_rows_are_only_moved(at in 0..6usize, up in any::<bool>(), text in ".{0,40}") {
            let edit = if up { KvEdit::Up(at) } else { KvEdit::Down(at) };
            let moved = after("a b c", edit);
            let mut keys: Vec<_> = moved.split(' ').collect();
            keys.sort_unstable();
            prop_assert_eq!(keys, ["a", "b", "c"]);
            drop(pasted(&text, true));
            drop(after("a b", KvEdit::Remove(at)));
            drop(after("a b", KvEdit::Paste(at, vec![(text, String::new())])));
        }
    }
}
