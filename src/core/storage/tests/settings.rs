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
        newest_first: true,
        time_deltas: true,
        laid_out_bytes: Some(250_000),
        earlier_bytes: Some(0),
        expanded: BTreeSet::from([ItemId(1), ItemId(1 << 52)]),
        selected: Some(ItemId(1)),
        ..Settings::default()
    };
    settings.panel_sizes.sidebar = Some(250.0);
    write_settings(&mut memory, &Settings::default(), &settings).unwrap();
    assert_eq!(read_settings(&memory), Ok(settings.clone()));

    let text = memory.get(SETTINGS_KEY).unwrap().replace("\"dark\"", "\"sepia\"");
    memory.put(SETTINGS_KEY, &text);
    let settings = Settings { theme: Theme::System, ..settings };
    assert_eq!(read_settings(&memory), Ok(settings.clone()));

    for odd in ["12", "-1000", "1e6", "\"1000\"", "999999999000"] {
        let odd = text.replace("250000", odd);
        memory.put(SETTINGS_KEY, &odd);
        let expected = Settings { laid_out_bytes: None, ..settings.clone() };
        assert_eq!(read_settings(&memory), Ok(expected), "{odd}");
    }
}

#[test]
fn unreadable_settings_are_put_aside_and_newer_ones_left() {
    let mut memory = Memory::new();
    memory.put(SETTINGS_KEY, "???");
    assert_eq!(read_settings(&memory).unwrap_err().text, "???");
    write_settings(&mut memory, &Settings::default(), &Settings::default()).unwrap();
    assert_eq!(read_settings(&memory), Ok(Settings::default()));
    assert_eq!(memory.get("macareu/unreadable/settings/1").as_deref(), Some("???"));

    memory.put(SETTINGS_KEY, NEWER);
    write_settings(&mut memory, &Settings::default(), &Settings::default()).unwrap();
    assert_eq!(memory.get(SETTINGS_KEY).as_deref(), Some(NEWER));
}

#[test]
fn each_tab_writes_only_what_it_changed_itself() {
    let mut memory = Memory::new();
    let start = Settings { expanded: ids([1, 2]), ..Settings::default() };
    write_settings(&mut memory, &Settings::default(), &start).unwrap();

    let mut first = Settings { language: Some(Language::PtBr), ..start.clone() };
    first.panel_sizes.sidebar = Some(300.0);
    first.expanded = ids([2, 3]);
    write_settings(&mut memory, &start, &first).unwrap();
    let mut second = Settings { selected: Some(ItemId(7)), ..start.clone() };
    second.panel_sizes.message = Some(400.0);
    second.expanded = ids([1, 2, 4]);
    write_settings(&mut memory, &start, &second).unwrap();

    let both = read_settings(&memory).unwrap();
    assert_eq!((both.language, both.selected), (Some(Language::PtBr), Some(ItemId(7))));
    assert_eq!(both.panel_sizes.sidebar, Some(300.0));
    assert_eq!(both.panel_sizes.message, Some(400.0));
    assert_eq!(both.expanded, ids([2, 3, 4]));

    // What was changed back is a change too.
    write_settings(&mut memory, &second, &start).unwrap();
    let back = read_settings(&memory).unwrap();
    assert_eq!((back.selected, back.panel_sizes.message), (None, None));
    assert_eq!(back.expanded, ids([2, 3]));
}

#[test]
fn what_another_version_wrote_stays_and_nothing_is_written_without_a_change() {
    let mut memory = Memory::new();
    let text =
        r#"{"version":1,"theme":"sepia","font":{"size":12},"panelSizes":{"sidebar":250,"new":1}}"#;
    memory.put(SETTINGS_KEY, text);
    let read = read_settings(&memory).unwrap();
    write_settings(&mut memory, &read, &read).unwrap();
    assert_eq!(memory.get(SETTINGS_KEY).as_deref(), Some(text));

    let mut ours = read.clone();
    ours.panel_sizes.sidebar = Some(320.0);
    write_settings(&mut memory, &read, &ours).unwrap();
    let text = memory.get(SETTINGS_KEY).unwrap();
    for kept in [r#""theme":"sepia""#, r#""font":{"size":12}"#, r#""new":1"#, r#""sidebar":320"#] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    // Settings that somebody removed are written whole.
    memory.remove(SETTINGS_KEY).unwrap();
    write_settings(&mut memory, &ours, &ours).unwrap();
    assert_eq!(read_settings(&memory), Ok(ours));
}

fn ids<const N: usize>(ids: [u64; N]) -> BTreeSet<ItemId> {
    ids.map(ItemId).into()
}
