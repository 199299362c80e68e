//! The settings entry.

use super::*;

#[test]
fn settings_are_found_again_and_odd_values_fall_back_alone() {
    let mut memory = Memory::new();
    assert_eq!(read_settings(&memory), Ok(Settings::default()));
    let mut settings = Settings {
        language: Some(Language::PtBr),
        theme: Theme::Dark,
        sidebar_hidden: true,
        expanded: BTreeSet::from([ItemId(1), ItemId(1 << 52)]),
        selected: Some(ItemId(1)),
        ..Settings::default()
    };
    settings.panel_sizes.sidebar = Some(250.5);
    write_settings(&mut memory, &settings).unwrap();
    assert_eq!(read_settings(&memory), Ok(settings.clone()));

    let text = memory.get(SETTINGS_KEY).unwrap().replace("\"dark\"", "\"sepia\"");
    memory.put(SETTINGS_KEY, &text);
    assert_eq!(read_settings(&memory), Ok(Settings { theme: Theme::System, ..settings }));
}

#[test]
fn unreadable_settings_are_put_aside_and_newer_ones_left() {
    let mut memory = Memory::new();
    memory.put(SETTINGS_KEY, "???");
    assert_eq!(read_settings(&memory).unwrap_err().text, "???");
    write_settings(&mut memory, &Settings::default()).unwrap();
    assert_eq!(read_settings(&memory), Ok(Settings::default()));
    assert_eq!(memory.get("macareu/unreadable/settings/1").as_deref(), Some("???"));

    memory.put(SETTINGS_KEY, NEWER);
    write_settings(&mut memory, &Settings::default()).unwrap();
    assert_eq!(memory.get(SETTINGS_KEY).as_deref(), Some(NEWER));
}
