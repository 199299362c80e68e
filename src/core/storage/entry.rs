//! A collection's entry: who wrote it, after which others, and the collection with the ids of its
//! items.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntryError, PREFIX};
use crate::core::{
    format::pororoca,
    json::{self, Json, Object},
    model::{Collection, ItemId, ItemRef},
};

/// Writers remembered in `seen`. A page that slept while so many others wrote keeps its state
/// beside theirs.
const MAX_SEEN: usize = 16;

/// Steps from version 1 to 2, 2 to 3 and so on.
const MIGRATIONS: &[fn(Object) -> Object] = &[give_ids_to_environments];

/// Version of what is written.
const VERSION: usize = MIGRATIONS.len() + 1;

/// Ids end before this, so that JavaScript's numbers can hold them.
const IDS_END: u64 = 1 << 53;

/// Where an entry stands in the history of its collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Head {
    /// Goes up by one with every write.
    pub revision: u64,
    /// The page that wrote it.
    pub writer: String,
    /// The last revision of every page that this one builds on, its own included.
    pub seen: BTreeMap<String, u64>,
}

impl Head {
    /// What follows when `tab` writes.
    pub fn next(&self, tab: &str) -> Self {
        let revision = self.revision + 1;
        let mut seen = self.seen.clone();
        seen.insert(tab.to_owned(), revision);
        while seen.len() > MAX_SEEN {
            let oldest = seen.iter().min_by_key(|(_, revision)| **revision);
            let Some(oldest) = oldest.map(|(writer, _)| writer.clone()) else {
                break;
            };
            seen.remove(&oldest);
        }
        Self { revision, writer: tab.to_owned(), seen }
    }

    /// Whether whoever wrote this had read `earlier`, so that nothing of it was lost unseen.
    pub fn builds_on(&self, earlier: &Self) -> bool {
        self.seen.get(&earlier.writer).is_some_and(|seen| *seen >= earlier.revision)
    }

    /// How an entry with this head begins.
    pub fn text(&self) -> String {
        let seen = self.seen.iter().map(|(tab, revision)| (tab.clone(), Json::from(*revision)));
        format!(
            "{{\"version\":{VERSION},\"revision\":{},\"writer\":{},\"seen\":{},",
            self.revision,
            Json::from(self.writer.as_str()).to_compact(),
            Json::Object(seen.collect()).to_compact(),
        )
    }
}

/// An entry as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub head: Head,
    pub collection: Collection,
}

/// The key of a collection's entry.
pub(super) fn key(id: ItemId) -> String {
    format!("{PREFIX}collection/{}", id.0)
}

/// Whether a key is one of a collection, and of which; `Err` when its id cannot be read.
pub(super) fn id_of_key(key: &str) -> Option<Result<ItemId, EntryError>> {
    let id = key.strip_prefix(PREFIX)?.strip_prefix("collection/")?;
    Some(id.parse().map(ItemId).map_err(|_| EntryError::Malformed("key")))
}

/// An entry's text after its head: all that counts when two states are compared.
pub(super) fn body(collection: &Collection) -> String {
    let mut text = String::from("\"ids\":[");
    for (index, item) in ItemRef::Collection(collection).with_descendants().iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        text.push_str(comma);
        text.push_str(&item.id().0.to_string());
    }
    text.push_str("],");
    if collection.final_line_end {
        text.push_str("\"finalLineEnd\":true,");
    }
    text.push_str("\"collection\":");
    text.push_str(&pororoca::to_json(collection).to_compact());
    text.push('}');
    text
}

/// Reads the entry of collection `id`. Items keep their ids unless one is `taken` or the list does
/// not fit; then all but the collection get new ones.
pub(super) fn read(
    text: &str,
    id: ItemId,
    taken: &dyn Fn(ItemId) -> bool,
    new_id: &mut dyn FnMut() -> ItemId,
) -> Result<Entry, EntryError> {
    let Json::Object(object) = json::parse(text)? else {
        return Err(EntryError::Malformed("entry"));
    };
    let mut object = migrate(object, MIGRATIONS)?;
    let head = head(&object)?;
    let mut ids = ids(&object, id, taken).into_iter();
    let final_line_end = object.get("finalLineEnd") == Some(&Json::Bool(true));
    let json = object.get_mut("collection").ok_or(EntryError::Malformed("collection"))?;
    let json = std::mem::replace(json, Json::Null);

    let mut fits = true;
    let mut next_id = || {
        ids.next().unwrap_or_else(|| {
            fits = false;
            new_id()
        })
    };
    let mut collection = pororoca::from_json(json, &mut next_id)?;
    if !fits || ids.next().is_some() {
        collection = collection.with_new_ids(new_id);
    }
    collection.id = id;
    collection.final_line_end = final_line_end;
    Ok(Entry { head, collection })
}

fn head(object: &Object) -> Result<Head, EntryError> {
    let revision = object.get("revision").and_then(Json::as_u64);
    let writer = object.get("writer").and_then(Json::as_str);
    let seen = object.get("seen").and_then(Json::as_object);
    let seen = seen.ok_or(EntryError::Malformed("seen"))?.iter();
    Ok(Head {
        revision: revision.ok_or(EntryError::Malformed("revision"))?,
        writer: writer.ok_or(EntryError::Malformed("writer"))?.to_owned(),
        seen: seen.filter_map(|(tab, it)| Some((tab.to_owned(), it.as_u64()?))).collect(),
    })
}

/// The ids to give out; none when they are not usable.
fn ids(object: &Object, id: ItemId, taken: &dyn Fn(ItemId) -> bool) -> Vec<ItemId> {
    let Some(Json::Array(list)) = object.get("ids") else {
        return Vec::new();
    };
    let ids: Vec<ItemId> = list.iter().filter_map(Json::as_u64).map(ItemId).collect();
    let different: BTreeSet<&ItemId> = ids.iter().collect();
    let usable = ids.first() == Some(&id)
        && ids.len() == list.len()
        && different.len() == ids.len()
        && !ids.iter().any(|it| taken(*it));
    if usable { ids } else { Vec::new() }
}

/// Brings an entry of an older version to this one.
pub(super) fn migrate(
    mut entry: Object,
    steps: &[fn(Object) -> Object],
) -> Result<Object, EntryError> {
    let version = check_version(&entry, steps.len() + 1)?;
    for step in steps.iter().skip(version - 1) {
        entry = step(entry);
    }
    Ok(entry)
}

/// In version 1 environments had no ids. Theirs come right after the collection's, and are always
/// the same, so that two pages that read the entry agree.
fn give_ids_to_environments(mut entry: Object) -> Object {
    let collection = entry.get("collection").and_then(Json::as_object);
    let environments = match collection.and_then(|it| it.get("environments")) {
        Some(Json::Array(list)) if list.iter().all(|it| it.as_object().is_some()) => list.len(),
        _ => 0,
    };
    let Some(Json::Array(ids)) = entry.get_mut("ids") else {
        return entry;
    };
    let mut taken: BTreeSet<u64> = ids.iter().filter_map(Json::as_u64).collect();
    let Some(mut id) = ids.first().and_then(Json::as_u64) else {
        return entry;
    };
    for at in 1..=environments {
        while !taken.insert(id) {
            id = if id + 1 < IDS_END { id + 1 } else { 1 };
        }
        ids.insert(at, Json::from(id));
    }
    entry
}

/// The version of an entry, between 1 and the newest one known.
pub(super) fn check_version(entry: &Object, newest: usize) -> Result<usize, EntryError> {
    let version = entry.get("version").and_then(Json::as_u64);
    let version = version.filter(|it| *it > 0).ok_or(EntryError::Malformed("version"))?;
    usize::try_from(version).ok().filter(|it| *it <= newest).ok_or(EntryError::Newer(version))
}
