//! The index entry: the order of collections. It holds nothing that cannot be made again, yet a
//! text that cannot be read is put aside before another one is written.

use super::{Entries, EntryError, PREFIX, SetError, Unreadable, VERSION, entry::check_version};
use crate::core::{
    json::{self, Json},
    model::ItemId,
};

/// What stands in the index entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Index {
    /// No entry.
    Missing,
    /// The collections in order.
    Order(Vec<ItemId>),
    /// Something else.
    Unreadable(Unreadable),
}

pub(super) fn key() -> String {
    format!("{PREFIX}index")
}

pub(super) fn read(entries: &dyn Entries) -> Index {
    let Some(text) = entries.get(&key()) else {
        return Index::Missing;
    };
    match parse(&text) {
        Ok(order) => Index::Order(order),
        Err(error) => Index::Unreadable(Unreadable { key: key(), text, error }),
    }
}

fn parse(text: &str) -> Result<Vec<ItemId>, EntryError> {
    let Json::Object(object) = json::parse(text)? else {
        return Err(EntryError::Malformed("index"));
    };
    check_version(&object, 1)?;
    let Some(Json::Array(order)) = object.get("order") else {
        return Err(EntryError::Malformed("order"));
    };
    Ok(order.iter().filter_map(Json::as_u64).map(ItemId).collect())
}

/// Writes the order, unless it stands there already or a newer version's index does.
pub(super) fn write(entries: &mut dyn Entries, order: &[ItemId]) -> Result<(), SetError> {
    match read(entries) {
        Index::Missing if order.is_empty() => return Ok(()),
        Index::Order(before) if before == order => return Ok(()),
        Index::Missing | Index::Order(_) => {}
        Index::Unreadable(Unreadable { error: EntryError::Newer(_), .. }) => return Ok(()),
        Index::Unreadable(it) => put_aside(entries, &it)?,
    }
    let order = Json::Array(order.iter().map(|it| Json::from(it.0)).collect()).to_compact();
    entries.set(&key(), &format!("{{\"version\":{VERSION},\"order\":{order}}}"))
}

/// Copies an entry to a key of its own.
pub(super) fn put_aside(entries: &mut dyn Entries, it: &Unreadable) -> Result<(), SetError> {
    let name = it.key.strip_prefix(PREFIX).unwrap_or(&it.key);
    let mut number = 1;
    loop {
        let aside = format!("{PREFIX}unreadable/{name}/{number}");
        match entries.get(&aside) {
            None => return entries.set(&aside, &it.text),
            Some(text) if text == it.text => return Ok(()),
            Some(_) => number += 1,
        }
    }
}
