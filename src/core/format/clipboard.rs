//! Items as text on the clipboard, to be pasted into another tab, a chat or a file, and back.
//!
//! A collection alone is its Pororoca file. Anything else is an object that carries the items' own
//! Pororoca JSON, in the order of the tree:
//!
//! ```json
//! { "schema": "Macareu/items/1", "items": [ { "kind": "request", "item": { … } } ] }
//! ```
//!
//! `kind` is `collection`, `environment`, `folder`, `request` (a WebSocket, too) or `clientMessage`; items
//! that were cut have `"cut": true` beside them. What is pasted may also be a collection's file, or the
//! bare JSON of one item or of an array of them, such as cut out of a file. A chat may have put a fence
//! of three backquotes around it.
//!
//! The clipboard is given away easily: secret values are left out, as in a file that is exported.

use thiserror::Error;

use super::pororoca::{
    self, ExportChoices, ReadError, environment_for_export, for_export, has_secret_values,
};
use crate::core::{
    json::{self, Json, JsonErrorKind, Object},
    model::{Item, ItemId, ItemRef, ListKind, Variable},
};

/// What the object around items begins with.
const SCHEMA: &str = "Macareu/items/1";

/// Longer texts, in bytes, are not read: more than the browser could keep.
const LONGEST: usize = 16_000_000;

const KINDS: &[(&str, ListKind)] = &[
    ("collection", ListKind::Collections),
    ("environment", ListKind::Environments),
    ("folder", ListKind::Folders),
    ("request", ListKind::Requests),
    ("clientMessage", ListKind::ClientMessages),
];

/// Why a text was not read as items.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClipboardError {
    /// It is something else.
    #[error("no items")]
    NoItems,
    /// It says that it holds items, but they cannot be read.
    #[error(transparent)]
    Damaged(#[from] ReadError),
}

/// What a text holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The items.
    pub items: Vec<Item>,
    /// They were cut, not copied: where they come from they are still.
    pub were_cut: bool,
}

/// Whether items have secret values, which their text leaves out.
pub fn have_secret_values(items: &[ItemRef<'_>]) -> bool {
    items.iter().any(|it| lists_of(*it).into_iter().any(has_secret_values))
}

/// Whether items have secrets without a value, as those of a text do.
pub fn lack_secret_values(items: &[ItemRef<'_>]) -> bool {
    let lacks = |list: &[Variable]| list.iter().any(|it| it.is_secret && it.value.is_empty());
    items.iter().any(|it| lists_of(*it).into_iter().any(lacks))
}

fn lists_of(item: ItemRef<'_>) -> Vec<&[Variable]> {
    match item {
        ItemRef::Collection(it) => {
            let environments = it.environments.iter().map(|it| it.variables.as_slice());
            environments.chain([it.variables.as_slice()]).collect()
        }
        ItemRef::Environment(it) => vec![it.variables.as_slice()],
        _ => Vec::new(),
    }
}

/// The text for items, which are copied or cut.
pub fn write(items: &[ItemRef<'_>], cut: bool) -> String {
    let choices = ExportChoices::default();
    if let [ItemRef::Collection(collection)] = items
        && !cut
    {
        return pororoca::write(&for_export(collection, &choices));
    }
    let item = |item: &ItemRef<'_>| {
        let kind = KINDS.iter().find(|(_, kind)| *kind == item.list_kind());
        let mut object = Object::default();
        object.push("kind", Json::from(kind.map_or("", |(word, _)| *word)));
        let json = match item {
            ItemRef::Collection(it) => pororoca::to_json(&for_export(it, &choices)),
            ItemRef::Environment(it) => {
                let copy = environment_for_export(it, false);
                pororoca::item_to_json(ItemRef::Environment(&copy))
            }
            other => pororoca::item_to_json(*other),
        };
        object.push("item", json);
        Json::Object(object)
    };
    let mut object = Object::default();
    object.push("schema", Json::from(SCHEMA));
    if cut {
        object.push("cut", Json::Bool(true));
    }
    object.push("items", Json::Array(items.iter().map(item).collect()));
    Json::Object(object).to_pretty()
}

/// The items of a text. `ids` is asked as [`pororoca::read`] asks.
pub fn read(text: &str, ids: &mut dyn FnMut() -> ItemId) -> Result<Found, ClipboardError> {
    let text = without_fence(text.trim_start_matches('\u{feff}').trim());
    if text.len() > LONGEST || !text.starts_with(['{', '[']) {
        return Err(ClipboardError::NoItems);
    }
    let parsed = json::parse(text).map_err(|error| match error.kind {
        JsonErrorKind::TooDeep => ClipboardError::Damaged(ReadError::TooDeep),
        _ => ClipboardError::NoItems,
    });
    let items = match parsed? {
        Json::Object(object) if text_of(&object, "schema") == SCHEMA => {
            let were_cut = object.get("cut") == Some(&Json::Bool(true));
            return Ok(Found { items: from_wrapper(object, ids)?, were_cut });
        }
        Json::Array(items) if !items.is_empty() => {
            items.into_iter().map(|it| bare_item(it, ids)).collect::<Result<_, _>>()?
        }
        other => vec![bare_item(other, ids)?],
    };
    Ok(Found { items, were_cut: false })
}

/// What stands between two fences of Markdown; a text without them as it is.
fn without_fence(text: &str) -> &str {
    let Some((first, rest)) = text.split_once('\n').filter(|(first, _)| first.starts_with("```"))
    else {
        return text;
    };
    let fence = first.trim_end().trim_end_matches(|it| it != '`');
    rest.strip_suffix(fence).unwrap_or(rest).trim()
}

fn from_wrapper(
    mut wrapper: Object,
    ids: &mut dyn FnMut() -> ItemId,
) -> Result<Vec<Item>, ClipboardError> {
    let Some(Json::Array(items)) = wrapper.get_mut("items") else {
        return Err(ClipboardError::NoItems);
    };
    let item = |entry: Json| {
        let Json::Object(mut entry) = entry else { return Err(ClipboardError::NoItems) };
        let word = text_of(&entry, "kind");
        let kind = KINDS.iter().find(|(it, _)| *it == word).map(|(_, kind)| *kind);
        let item = entry.get_mut("item").map(|it| std::mem::replace(it, Json::Null));
        let (kind, item) = kind.zip(item).ok_or(ClipboardError::NoItems)?;
        Ok(pororoca::item_from_json(item, kind, ids)?)
    };
    let items: Vec<Item> = std::mem::take(items).into_iter().map(item).collect::<Result<_, _>>()?;
    if items.is_empty() { Err(ClipboardError::NoItems) } else { Ok(items) }
}

/// An item by the keys it cannot do without.
fn bare_item(json: Json, ids: &mut dyn FnMut() -> ItemId) -> Result<Item, ClipboardError> {
    let object = json.as_object().ok_or(ClipboardError::NoItems)?;
    let has = |key: &str| object.contains(key);
    let kind = if has("schema") && has("isCurrent") && !has("folders") && !has("requests") {
        ListKind::Environments
    } else if has("schema") {
        ListKind::Collections
    } else if has("requestType") {
        ListKind::Requests
    } else if has("messageType") || has("rawContent") || has("contentMode") {
        ListKind::ClientMessages
    } else if has("name") && (has("folders") || has("requests")) {
        ListKind::Folders
    } else {
        return Err(ClipboardError::NoItems);
    };
    match pororoca::item_from_json(json, kind, ids) {
        Err(ReadError::NotACollection(_)) => Err(ClipboardError::NoItems),
        item => Ok(item?),
    }
}

fn text_of<'a>(object: &'a Object, key: &str) -> &'a str {
    object.get(key).and_then(Json::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::format::pororoca::samples::{any_collection, ids_from};

    const SAMPLE: &str = include_str!("../../../tests/fixtures/sample.pororoca_collection.json");

    fn read_text(text: &str) -> Result<Vec<Item>, ClipboardError> {
        read(text, &mut ids_from(1)).map(|it| it.items)
    }

    fn names(text: &str) -> Vec<(ListKind, String)> {
        let items = read_text(text).unwrap();
        items.iter().map(|it| (it.as_ref().list_kind(), it.as_ref().name().to_owned())).collect()
    }

    #[test]
    fn a_fence_of_a_chat_is_left_out() {
        let message = r#"{ "name": "Tide", "messageType": "text", "rawContent": "```" }"#;
        let bare = names(message);
        for fenced in [
            format!("```json\n{message}\n```"),
            format!("```\r\n{message}\r\n```\r\n"),
            format!("````json\n{message}\n````"),
            format!("```json\n{message}"),
        ] {
            assert_eq!(names(&fenced), bare, "{fenced}");
        }
        assert_eq!(read_text("```json\nno item\n```"), Err(ClipboardError::NoItems));
    }

    #[test]
    fn a_collection_is_its_file() {
        let items = read_text(SAMPLE).unwrap();
        let all: Vec<_> = items.iter().map(Item::as_ref).collect();
        let [ItemRef::Collection(_)] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(write(&all, false), SAMPLE.trim_end());
        assert_eq!(read_text(&format!("\u{feff}\r\n{SAMPLE}\r\n")).unwrap(), items);
    }

    #[test]
    fn other_items_are_carried_by_a_small_object() {
        let items = read_text(r#"{"name":"Ping","messageType":"text","rawContent":"{}"}"#).unwrap();
        let text = write(&items.iter().map(Item::as_ref).collect::<Vec<_>>(), false);
        assert_eq!(
            json::parse(&text).unwrap().to_compact(),
            r#"{"schema":"Macareu/items/1","items":[{"kind":"clientMessage","item":{"name":"Ping","messageType":"text","rawContent":"{}"}}]}"#
        );
        assert_eq!(read_text(&text).unwrap(), items);
    }

    #[test]
    fn cut_items_say_so_and_secrets_are_known_to_be_left_out() {
        let items = read_text(SAMPLE).unwrap();
        let mut all: Vec<_> = items.iter().map(Item::as_ref).collect();
        let [ItemRef::Collection(collection)] = all.as_slice() else { panic!("{all:?}") };
        let mut collection = (*collection).clone();
        collection.environments.clear();
        collection.variables = vec![Variable {
            enabled: true,
            key: "token".to_owned(),
            value: "s3same".to_owned(),
            is_secret: true,
            kept: crate::core::model::Kept::default(),
        }];
        all = vec![ItemRef::Collection(&collection)];
        assert!(have_secret_values(&all) && !lack_secret_values(&all));
        let text = write(&all, true);
        assert!(!text.contains("s3same"));
        let found = read(&text, &mut ids_from(1)).unwrap();
        assert!(found.were_cut);
        let found: Vec<_> = found.items.iter().map(Item::as_ref).collect();
        assert!(!have_secret_values(&found) && lack_secret_values(&found));
        assert!(!read(&write(&all, false), &mut ids_from(1)).unwrap().were_cut);
    }

    #[test]
    fn what_was_cut_out_of_a_file_is_read_too() {
        let socket = r#"{"requestType":"websocket","name":"Echo","url":"ws://h"}"#;
        let requests = |count| vec![(ListKind::Requests, "Echo".to_owned()); count];
        assert_eq!(names(socket), requests(1));
        assert_eq!(names(&format!("[{socket}, {socket}]")), requests(2));
        let folder = r#"{"name":"Tides","folders":[],"requests":[]}"#;
        assert_eq!(names(folder), [(ListKind::Folders, "Tides".to_owned())]);
    }

    #[test]
    fn anything_else_is_no_item() {
        for text in [
            "",
            "hello",
            "{",
            "{}",
            "[]",
            "[1]",
            "5",
            "\"text\"",
            r#"{"a":1}"#,
            r#"{"name":"x"}"#,
            r#"{"schema":"https://json-schema.org"}"#,
            r#"{"schema":"Macareu/items/1"}"#,
            r#"{"schema":"Macareu/items/1","items":[]}"#,
            r#"{"schema":"Macareu/items/1","items":[{"kind":"boat","item":{}}]}"#,
        ] {
            assert_eq!(read_text(text), Err(ClipboardError::NoItems), "{text}");
        }
        let damaged = r#"{"schema":"Pororoca/1","folders":5}"#;
        assert!(matches!(read_text(damaged), Err(ClipboardError::Damaged(_))));
    }

    #[test]
    fn nothing_nests_too_deep_to_be_handled() {
        let open = "{\"name\":\"f\",\"folders\":[".repeat(61);
        let text = format!("{open}{}", "]}".repeat(61));
        assert_eq!(read_text(&text), Err(ClipboardError::Damaged(ReadError::TooDeep)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Whatever a file holds, each of its items comes back from the clipboard as it was, apart
        /// from secrets.
        #[test]
        fn any_items_come_back(collection in any_collection(1)) {
            let collection = for_export(&collection, &ExportChoices::default());
            let all = ItemRef::Collection(&collection).with_descendants();
            let back = read_text(&write(&all, false)).unwrap();
            for (item, back) in all.iter().zip(&back) {
                let mut first = ids_from(item.id().0);
                let mut again = ids_from(item.id().0);
                let item = item.to_item().with_new_ids(&mut first);
                let mut back = back.clone().with_new_ids(&mut again);
                if let (Item::Collection(a), Item::Collection(b)) = (&item, &mut back) {
                    b.final_line_end = a.final_line_end;
                }
                prop_assert_eq!(item, back);
            }
        }
    }
}
