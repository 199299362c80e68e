use std::collections::BTreeSet;

use super::*;
use crate::core::format::pororoca;

/// The sample file: ids from 1 in the order of the tree.
fn workspace() -> Workspace {
    let text = include_bytes!("../../../tests/fixtures/sample.pororoca_collection.json");
    let sample = pororoca::read(text, &mut pororoca::samples::ids_from(1)).unwrap();
    let other = Collection::new(ItemId(100), "Empty", "", "");
    Workspace { collections: vec![sample, other] }
}

fn id_of(workspace: &Workspace, name: &str) -> ItemId {
    workspace.items().find(|it| it.name() == name).unwrap().id()
}

#[test]
fn items_are_found_with_what_they_stand_in() {
    let workspace = workspace();
    let message = id_of(&workspace, "Plain (text, other)");
    let socket = id_of(&workspace, "Chat room");
    let folder = id_of(&workspace, "Chat");
    assert_eq!(workspace.path_to(message), [ItemId(1), folder, socket, message]);
    assert_eq!(workspace.parent_of(message), Some(socket));
    assert_eq!(workspace.parent_of(ItemId(1)), None);
    assert_eq!(workspace.collection_of(message), Some(ItemId(1)));
    assert_eq!(workspace.collection_of(ItemId(100)), Some(ItemId(100)));
    assert_eq!(workspace.websocket_of_message(message).unwrap().id, socket);
    assert_eq!(workspace.websocket_of_message(socket), None);
    assert_eq!(workspace.websocket(socket).unwrap().name, "Chat room");
    assert_eq!(workspace.websocket(message), None);
    assert_eq!(workspace.client_message(message).unwrap().raw_content, "hello");
    let environment = id_of(&workspace, "Staging");
    assert_eq!(workspace.path_to(environment), [ItemId(1), environment]);
    assert_eq!(workspace.environment(environment).unwrap().name, "Staging");
    assert_eq!(workspace.environment(socket), None);
    assert_eq!(workspace.name_of(folder), Some("Chat"));
    for look_up in [workspace.find(ItemId(999)), workspace.find(ItemId(0))] {
        assert_eq!(look_up, None);
    }
    for item in workspace.items() {
        assert_eq!(workspace.find(item.id()), Some(item));
        assert_eq!(item.to_item().as_ref(), item);
    }
}

#[test]
fn when_an_item_goes_one_beside_it_is_shown() {
    let workspace = workspace();
    let neighbour = |name: &str| {
        let id = id_of(&workspace, name);
        let neighbour = workspace.neighbour_of(id, &[id]);
        neighbour.and_then(|it| workspace.name_of(it))
    };
    assert_eq!(neighbour("Local"), Some("Staging"));
    assert_eq!(neighbour("Staging"), Some("Local"));
    assert_eq!(neighbour("Chat"), Some("Bare echo (no auth)"));
    assert_eq!(neighbour("Bare echo (no auth)"), Some("Chat"));
    assert_eq!(neighbour("Secured"), Some("Chat room"));
    assert_eq!(neighbour("Empty"), Some("Sample WebSockets"));
}

fn lines(workspace: &Workspace, open: &[&str], filter: &str) -> Vec<String> {
    let id = |name: &&str| match *name {
        "Environments" => Part::Environments.of(ItemId(1)),
        name => id_of(workspace, name),
    };
    let open: BTreeSet<ItemId> = open.iter().map(id).collect();
    let line = |row: TreeRow| {
        let mark = match (row.expandable, row.expanded) {
            (false, _) => ' ',
            (true, true) => 'v',
            (true, false) => '>',
        };
        let name = match row.kind {
            RowKind::Part(part) => format!("{part:?}"),
            _ => row.name,
        };
        let current = if row.current { "*" } else { "" };
        format!(
            "{}{mark}{name}{current} {}/{}",
            "  ".repeat(row.level - 1),
            row.position_in_set,
            row.set_size
        )
    };
    workspace.visible_rows(&open, filter).into_iter().map(line).collect()
}

#[test]
fn the_tree_shows_folders_before_requests() {
    let workspace = workspace();
    assert_eq!(lines(&workspace, &[], ""), [">Sample WebSockets 1/2", ">Empty 2/2"]);
    assert_eq!(
        lines(&workspace, &["Sample WebSockets", "Chat", "Bare echo (no auth)", "Empty"], " "),
        [
            "vSample WebSockets 1/2",
            "   Variables 1/6",
            "  >Environments 2/6",
            "   Auth 3/6",
            "   Headers 4/6",
            "  vChat 5/6",
            "    >Secured 1/3",
            "    >Chat room 2/3",
            "     Inherits collection auth 3/3",
            "   Bare echo (no auth) 6/6",
            "vEmpty 2/2",
            "   Variables 1/4",
            "   Environments 2/4",
            "   Auth 3/4",
            "   Headers 4/4",
        ]
    );
    let row = workspace.visible_rows(&BTreeSet::new(), "").remove(0);
    assert_eq!((row.kind, row.children), (RowKind::Collection, 2));
}

#[test]
fn environments_stand_under_an_entry_that_names_the_current_one() {
    let mut workspace = workspace();
    let (local, staging) = (id_of(&workspace, "Local"), id_of(&workspace, "Staging"));
    for environment in &mut workspace.collections[0].environments {
        environment.is_current = environment.id == staging;
    }
    let open = BTreeSet::from([ItemId(1), Part::Environments.of(ItemId(1))]);
    let rows = workspace.visible_rows(&open, "");
    let seen: Vec<_> =
        rows[1..5].iter().map(|it| (it.id, it.level, it.note.as_str(), it.current)).collect();
    assert_eq!(
        seen,
        [
            (Part::Variables.of(ItemId(1)), 2, "", false),
            (Part::Environments.of(ItemId(1)), 2, "Staging", false),
            (local, 3, "", false),
            (staging, 3, "", true),
        ]
    );
    let collection = &workspace.collections[0];
    assert_eq!(collection.next_environment(true), Some(None));
    assert_eq!(collection.next_environment(false), Some(Some(local)));
    assert_eq!(workspace.collections[1].next_environment(true), None);
}

#[test]
fn a_filter_leaves_what_matches_and_what_it_stands_in() {
    let workspace = workspace();
    let message = "      Goodbye (close with reason) 1/1".replacen("      ", "       ", 1);
    let leaving = ["vSample WebSockets 1/1", "  vChat 1/1", "    vChat room 1/1", message.as_str()];
    assert_eq!(lines(&workspace, &[], "LEAVING {{room"), leaving, "content");
    assert_eq!(
        lines(&workspace, &[], "echo.example"),
        ["vSample WebSockets 1/1", "   Bare echo (no auth) 1/1"],
        "URL"
    );
    assert_eq!(
        lines(&workspace, &[], "secured"),
        [
            "vSample WebSockets 1/1",
            "  vChat 1/1",
            "    vSecured 1/1",
            "       Room by client certificate 1/2",
            "       Room by Windows login 2/2"
        ],
        "a match shows all it holds; its URL matches too, so it stands open"
    );
    assert_eq!(lines(&workspace, &[], "empty"), [">Empty 1/1"]);
    assert_eq!(
        lines(&workspace, &[], "stagi"),
        ["vSample WebSockets 1/1", "  vEnvironments 1/1", "     Staging 1/1"],
    );
    assert_eq!(lines(&workspace, &[], "nowhere"), [""; 0]);
}

#[test]
fn a_match_outside_the_name_says_where_it_is() {
    let found = |filter: &str| {
        let mut rows = workspace().visible_rows(&BTreeSet::new(), filter).into_iter();
        rows.find_map(|it| Some((it.name, it.found?)))
    };
    let (name, place) = found("ECHO.example").unwrap();
    assert_eq!((name.as_str(), place.place), ("Bare echo (no auth)", FoundIn::Url));
    assert!(place.excerpt.text().contains("echo.example"), "{place:?}");
    let (name, place) = found("leaving {{room").unwrap();
    assert_eq!((name.as_str(), place.place), ("Goodbye (close with reason)", FoundIn::Content));
    assert_eq!(found("goodbye"), None, "a name shows its match itself");
}

#[test]
fn what_is_shown_next_stands_near() {
    let workspace = workspace();
    let id = |name| id_of(&workspace, name);
    let (chat, secured, room) = (id("Chat"), id("Secured"), id("Chat room"));
    let inherits = id("Inherits collection auth");
    assert_eq!(workspace.neighbour_of(secured, &[secured]), Some(room));
    assert_eq!(workspace.neighbour_of(secured, &[secured, room]), Some(inherits));
    assert_eq!(workspace.neighbour_of(inherits, &[inherits, room]), Some(secured));
    assert_eq!(workspace.neighbour_of(room, &[secured, room, inherits]), Some(chat));
    assert_eq!(workspace.neighbour_of(ItemId(100), &[ItemId(1), ItemId(100)]), None);
}

#[test]
fn new_ids_are_given_in_the_order_of_the_tree() {
    let mut workspace = workspace();
    let sample = workspace.collections.remove(0);
    let again = sample.clone().with_new_ids(&mut pororoca::samples::ids_from(1));
    assert_eq!(again, sample);
    let other = sample.with_new_ids(&mut pororoca::samples::ids_from(500));
    let ids: Vec<u64> =
        ItemRef::Collection(&other).with_descendants().into_iter().map(|it| it.id().0).collect();
    assert_eq!(ids, (500..500 + ids.len() as u64).collect::<Vec<_>>());
}

#[test]
fn settings_forget_unfolded_items_that_are_gone() {
    let mut settings = Settings {
        expanded: BTreeSet::from([ItemId(1), ItemId(100), ItemId(999)]),
        selected: Some(ItemId(999)),
        ..Settings::default()
    };
    settings.forget_missing(&workspace());
    assert_eq!(settings.expanded, BTreeSet::from([ItemId(1), ItemId(100)]));
    assert_eq!(settings.selected, Some(ItemId(999)));
}

#[test]
fn settings_of_another_tab_are_taken_over_unless_changed_here() {
    let mut base =
        Settings { theme: Theme::Dark, selected: Some(ItemId(1)), ..Settings::default() };
    let mut ours = Settings { language: Some(Language::PtBr), ..base.clone() };
    let theirs = Settings {
        language: Some(Language::En),
        theme: Theme::Light,
        newest_first: true,
        time_deltas: true,
        laid_out_bytes: Some(5_000),
        earlier_bytes: Some(0),
        sidebar_hidden: true,
        selected: Some(ItemId(2)),
        ..Settings::default()
    };
    ours.take_over(&mut base, &theirs);
    let expected = Settings {
        language: Some(Language::PtBr),
        sidebar_hidden: false,
        selected: Some(ItemId(1)),
        ..theirs.clone()
    };
    assert_eq!(ours, expected, "the language was changed here; what is chosen is each tab's own");
    assert_eq!((base.language, base.laid_out_bytes), (Some(Language::En), Some(5_000)));
    assert_eq!(base.selected, Some(ItemId(1)), "that stays a change of this tab");

    ours.take_over(&mut base, &Settings::default());
    assert_eq!((ours.theme, ours.laid_out_limit()), (Theme::System, 1_000_000));
}
