//! The settings entry: one JSON object. Panel sizes are whole CSS pixels in it.

use std::collections::BTreeSet;

use super::{Entries, EntryError, PREFIX, SetError, Unreadable, VERSION, index::put_aside};
use crate::core::{
    json::{self, Json, Object},
    limit::{self, Limit},
    model::{ItemId, Language, PanelSizes, Settings, Theme},
};

/// Key of the settings entry, as storage events name it.
pub const SETTINGS_KEY: &str = "macareu/settings";

const LANGUAGES: &[(&str, Language)] = &[("en", Language::En), ("pt-BR", Language::PtBr)];
const THEMES: &[(&str, Theme)] =
    &[("system", Theme::System), ("light", Theme::Light), ("dark", Theme::Dark)];

/// The settings, or the defaults when there are none. A value that is unknown, such as the theme of
/// a newer version, falls back to its default alone.
pub fn read_settings(entries: &dyn Entries) -> Result<Settings, Unreadable> {
    let Some(text) = entries.get(SETTINGS_KEY) else {
        return Ok(Settings::default());
    };
    match parse(&text) {
        Ok(object) => Ok(settings(&object)),
        Err(error) => Err(Unreadable { key: SETTINGS_KEY.to_owned(), text, error }),
    }
}

fn parse(text: &str) -> Result<Object, EntryError> {
    let Json::Object(object) = json::parse(text)? else {
        return Err(EntryError::Malformed("settings"));
    };
    super::entry::check_version(&object, 1)?;
    Ok(object)
}

fn settings(object: &Object) -> Settings {
    let no_sizes = Object::default();
    let sizes = object.get("panelSizes").and_then(Json::as_object).unwrap_or(&no_sizes);
    let is_on = |key: &str| object.get(key) == Some(&Json::Bool(true));
    Settings {
        language: word(object.get("language"), LANGUAGES),
        theme: word(object.get("theme"), THEMES).unwrap_or_default(),
        panel_sizes: PanelSizes {
            sidebar: pixels(sizes.get("sidebar")),
            connection: pixels(sizes.get("connection")),
            message: pixels(sizes.get("message")),
        },
        sidebar_hidden: is_on("sidebarHidden"),
        newest_first: is_on("newestFirst"),
        time_deltas: is_on("timeDeltas"),
        laid_out_bytes: within(object.get("laidOutBytes"), &limit::LAID_OUT),
        earlier_bytes: within(object.get("earlierBytes"), &limit::EARLIER),
        expanded: match object.get("expanded") {
            Some(Json::Array(ids)) => ids.iter().filter_map(Json::as_u64).map(ItemId).collect(),
            _ => BTreeSet::new(),
        },
        selected: object.get("selected").and_then(Json::as_u64).map(ItemId),
    }
}

fn word<T: Copy>(value: Option<&Json>, words: &[(&str, T)]) -> Option<T> {
    let wanted = value?.as_str()?;
    words.iter().find(|(it, _)| *it == wanted).map(|(_, value)| *value)
}

fn spelled<T: PartialEq>(value: &T, words: &[(&str, T)]) -> Json {
    words.iter().find(|(_, it)| it == value).map_or(Json::Null, |(word, _)| Json::from(*word))
}

fn pixels(value: Option<&Json>) -> Option<f64> {
    let Json::Number(spelled) = value? else { return None };
    spelled.split('.').next()?.parse::<i32>().ok().map(f64::from)
}

fn within(value: Option<&Json>, limit: &Limit) -> Option<u64> {
    value.and_then(Json::as_u64).filter(|bytes| limit.allows(*bytes))
}

fn number(whole: &impl ToString) -> Json {
    Json::Number(whole.to_string())
}

/// Writes what this tab changed of the settings: the difference between `base`, as the tab last read
/// or wrote them, and `ours`. The rest stays as other tabs and versions left it. Something unreadable
/// is copied to a key of its own first; settings of a newer version stay as they are.
pub fn write_settings(
    entries: &mut dyn Entries,
    base: &Settings,
    ours: &Settings,
) -> Result<(), SetError> {
    let theirs = match entries.get(SETTINGS_KEY).map(|text| (parse(&text), text)) {
        None => None,
        Some((Ok(theirs), _)) => Some(theirs),
        Some((Err(EntryError::Newer(_)), _)) => return Ok(()),
        Some((Err(error), text)) => {
            put_aside(entries, &Unreadable { key: SETTINGS_KEY.to_owned(), text, error })?;
            None
        }
    };
    // Where there is nothing, all of ours is new.
    let base = if theirs.is_some() { values(base) } else { Object::default() };
    let before = theirs.unwrap_or_default();
    let mut merged = before.clone();
    if !merged.contains("version") {
        merged.push("version", number(&VERSION));
    }
    merge(&mut merged, &base, &values(ours));
    if merged == before {
        return Ok(());
    }
    debug_assert!(SETTINGS_KEY.starts_with(PREFIX));
    entries.set(SETTINGS_KEY, &Json::Object(merged).to_compact())
}

fn values(settings: &Settings) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "no screen is that wide")]
    let pixels = |size: Option<f64>| size.map_or(Json::Null, |px| number(&(px.round() as i32)));
    let sizes = &settings.panel_sizes;
    let sizes = [
        ("sidebar", pixels(sizes.sidebar)),
        ("connection", pixels(sizes.connection)),
        ("message", pixels(sizes.message)),
    ];
    let expanded = settings.expanded.iter().map(|it| number(&it.0)).collect();
    let language = settings.language.map_or(Json::Null, |it| spelled(&it, LANGUAGES));
    let values = [
        ("language", language),
        ("theme", spelled(&settings.theme, THEMES)),
        ("panelSizes", Json::Object(object(sizes))),
        ("sidebarHidden", Json::from(settings.sidebar_hidden)),
        ("newestFirst", Json::from(settings.newest_first)),
        ("timeDeltas", Json::from(settings.time_deltas)),
        ("laidOutBytes", settings.laid_out_bytes.map_or(Json::Null, |it| number(&it))),
        ("earlierBytes", settings.earlier_bytes.map_or(Json::Null, |it| number(&it))),
        ("expanded", Json::Array(expanded)),
        ("selected", settings.selected.map_or(Json::Null, |it| number(&it.0))),
    ];
    object(values)
}

fn object<const N: usize>(values: [(&str, Json); N]) -> Object {
    values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Brings what changed from `base` to `ours` into `theirs`. Objects merge key by key, lists as sets of ids.
fn merge(theirs: &mut Object, base: &Object, ours: &Object) {
    for (key, ours) in ours.iter() {
        let base = base.get(key);
        if base == Some(ours) {
            continue;
        }
        match (theirs.get_mut(key), base, ours) {
            (Some(Json::Object(theirs)), Some(Json::Object(base)), Json::Object(ours)) => {
                merge(theirs, base, ours);
            }
            (Some(Json::Array(theirs)), Some(Json::Array(base)), Json::Array(ours)) => {
                merge_set(theirs, base, ours);
            }
            (Some(theirs), _, ours) => *theirs = ours.clone(),
            (None, _, ours) => theirs.push(key, ours.clone()),
        }
    }
}

fn merge_set(theirs: &mut Vec<Json>, base: &[Json], ours: &[Json]) {
    let ids = |it: &[Json]| it.iter().filter_map(Json::as_u64).collect::<BTreeSet<u64>>();
    let (base, ours) = (ids(base), ids(ours));
    let is_removed = |id: u64| base.contains(&id) && !ours.contains(&id);
    theirs.retain(|it| !it.as_u64().is_some_and(is_removed));
    let there = ids(theirs);
    let added = ours.difference(&base).filter(|id| !there.contains(id));
    theirs.extend(added.map(number));
}
