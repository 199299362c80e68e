//! The settings entry.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Entries, EntryError, PREFIX, SetError, Unreadable, VERSION, index::put_aside};
use crate::core::{
    json::{self, Json},
    model::Settings,
};

/// Key of the settings entry, as storage events name it.
pub const SETTINGS_KEY: &str = "macareu/settings";

/// The settings, or the defaults when there are none. A value that is unknown, such as the theme of
/// a newer version, falls back to its default alone.
pub fn read_settings(entries: &dyn Entries) -> Result<Settings, Unreadable> {
    let Some(text) = entries.get(SETTINGS_KEY) else {
        return Ok(Settings::default());
    };
    parse(&text).map_err(|error| Unreadable { key: SETTINGS_KEY.to_owned(), text, error })
}

fn parse(text: &str) -> Result<Settings, EntryError> {
    let Json::Object(object) = json::parse(text)? else {
        return Err(EntryError::Malformed("settings"));
    };
    super::entry::check_version(&object, 1)?;
    let object: Map<String, Value> =
        serde_json::from_str(text).map_err(|_| EntryError::Malformed("settings"))?;
    Ok(Settings {
        language: value(&object, "language"),
        theme: value(&object, "theme"),
        panel_sizes: value(&object, "panelSizes"),
        sidebar_hidden: value(&object, "sidebarHidden"),
        newest_first: value(&object, "newestFirst"),
        time_deltas: value(&object, "timeDeltas"),
        expanded: value(&object, "expanded"),
        selected: value(&object, "selected"),
    })
}

fn value<T: DeserializeOwned + Default>(object: &Map<String, Value>, key: &str) -> T {
    object.get(key).and_then(|it| T::deserialize(it).ok()).unwrap_or_default()
}

/// Writes what this tab changed of the settings: the difference between `base`, as the tab last read
/// or wrote them, and `ours`. The rest stays as other tabs and versions left it. Something unreadable
/// is copied to a key of its own first; settings of a newer version stay as they are.
pub fn write_settings(
    entries: &mut dyn Entries,
    base: &Settings,
    ours: &Settings,
) -> Result<(), SetError> {
    let theirs = match read_settings(entries) {
        Ok(_) => entries.get(SETTINGS_KEY).and_then(|text| serde_json::from_str(&text).ok()),
        Err(Unreadable { error: EntryError::Newer(_), .. }) => return Ok(()),
        Err(it) => {
            put_aside(entries, &it)?;
            None
        }
    };
    // Where there is nothing, all of ours is new.
    let base = if theirs.is_some() { values(base) } else { Map::new() };
    let before: Map<String, Value> = theirs.unwrap_or_default();
    let mut merged = before.clone();
    merge(&mut merged, &base, values(ours));
    merged.entry("version").or_insert(Value::from(VERSION));
    if merged == before {
        return Ok(());
    }
    debug_assert!(SETTINGS_KEY.starts_with(PREFIX));
    entries.set(SETTINGS_KEY, &Value::Object(merged).to_string())
}

fn values(settings: &Settings) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(values)) => values,
        _ => Map::new(),
    }
}

/// Brings what changed from `base` to `ours` into `theirs`. Objects merge key by key, lists as sets of ids.
fn merge(theirs: &mut Map<String, Value>, base: &Map<String, Value>, ours: Map<String, Value>) {
    for (key, ours) in ours {
        let base = base.get(&key);
        if base == Some(&ours) {
            continue;
        }
        match (theirs.get_mut(&key), base, ours) {
            (Some(Value::Object(theirs)), Some(Value::Object(base)), Value::Object(ours)) => {
                merge(theirs, base, ours);
            }
            (Some(Value::Array(theirs)), Some(Value::Array(base)), Value::Array(ours)) => {
                merge_set(theirs, base, &ours);
            }
            (_, _, ours) => {
                theirs.insert(key, ours);
            }
        }
    }
}

fn merge_set(theirs: &mut Vec<Value>, base: &[Value], ours: &[Value]) {
    let ids = |it: &[Value]| it.iter().filter_map(Value::as_u64).collect::<BTreeSet<u64>>();
    let (base, ours) = (ids(base), ids(ours));
    let is_removed = |id: u64| base.contains(&id) && !ours.contains(&id);
    theirs.retain(|it| !it.as_u64().is_some_and(is_removed));
    let there = ids(theirs);
    let added = ours.difference(&base).filter(|id| !there.contains(id));
    theirs.extend(added.copied().map(Value::from));
}
