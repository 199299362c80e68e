//! The settings entry.

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
        expanded: value(&object, "expanded"),
        selected: value(&object, "selected"),
    })
}

fn value<T: DeserializeOwned + Default>(object: &Map<String, Value>, key: &str) -> T {
    object.get(key).and_then(|it| T::deserialize(it).ok()).unwrap_or_default()
}

/// Writes the settings if they differ from what is there. Something unreadable is copied to a key
/// of its own first; settings of a newer version stay as they are.
pub fn write_settings(entries: &mut dyn Entries, settings: &Settings) -> Result<(), SetError> {
    match read_settings(entries) {
        Ok(before) if before == *settings => return Ok(()),
        Ok(_) => {}
        Err(Unreadable { error: EntryError::Newer(_), .. }) => return Ok(()),
        Err(it) => put_aside(entries, &it)?,
    }
    let mut object = Map::new();
    object.insert("version".to_owned(), Value::from(VERSION));
    if let Ok(Value::Object(values)) = serde_json::to_value(settings) {
        object.extend(values);
    }
    debug_assert!(SETTINGS_KEY.starts_with(PREFIX));
    entries.set(SETTINGS_KEY, &Value::Object(object).to_string())
}
