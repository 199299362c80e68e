use proptest::{prelude::*, sample::Index};

use super::*;
use crate::core::{
    format::pororoca::samples::{
        any_auth, any_collection, any_compression, any_settings, any_variable,
    },
    json::Json,
    model::{
        BinaryEncoding, ClientMessage, ContentMode, Environment, Folder, MAX_NESTING, MessageType,
        Request, Syntax, WebSocket,
    },
};

fn any_workspace() -> impl Strategy<Value = Workspace> {
    (any_collection(1_000), any_collection(2_000), any_collection(3_000))
        .prop_map(|(a, b, c)| Workspace { collections: vec![a, b, c] })
}

/// What to do, with items picked from whatever workspace it meets.
#[derive(Clone, Debug)]
enum Plan {
    Environment(Index, usize),
    Folder(Index, usize),
    WebSocket(Index, usize),
    ClientMessage(Index, usize),
    Collection(usize),
    Remove(Index),
    Move(Index, Index, usize),
    Rename(Index, String),
    SetUrl(Index, String),
    SetSubprotocols(Index, Vec<String>),
    SetClientMessage(Index, String),
    SetVariables(Index, Vec<Variable>),
    SetHeaders(Index, Vec<String>),
    SetAuth(Index, Auth),
    SetCompression(Index, Option<Compression>),
    SetConnectionSettings(Index, ConnectionSettings),
    SetCurrentEnvironment(Index, Option<Index>),
    Replace(Index, Index),
    Many(Vec<Plan>),
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let which = any::<Index>;
    let leaf = prop_oneof![
        (which(), 0..5usize).prop_map(|(parent, at)| Plan::Environment(parent, at)),
        (which(), 0..5usize).prop_map(|(parent, at)| Plan::Folder(parent, at)),
        (which(), 0..5usize).prop_map(|(parent, at)| Plan::WebSocket(parent, at)),
        (which(), 0..5usize).prop_map(|(parent, at)| Plan::ClientMessage(parent, at)),
        (0..5usize).prop_map(Plan::Collection),
        which().prop_map(Plan::Remove),
        (which(), which(), 0..5usize).prop_map(|(item, to, at)| Plan::Move(item, to, at)),
        (which(), ".{0,3}").prop_map(|(item, name)| Plan::Rename(item, name)),
        (which(), ".{0,3}").prop_map(|(item, url)| Plan::SetUrl(item, url)),
        (which(), prop::collection::vec("[a-z]{0,3}", 0..3))
            .prop_map(|(item, keys)| Plan::SetSubprotocols(item, keys)),
        (which(), ".{0,3}").prop_map(|(item, text)| Plan::SetClientMessage(item, text)),
        (which(), prop::collection::vec(any_variable(), 0..3))
            .prop_map(|(item, variables)| Plan::SetVariables(item, variables)),
        (which(), prop::collection::vec("[a-z]{0,3}", 0..3))
            .prop_map(|(item, keys)| Plan::SetHeaders(item, keys)),
        (which(), any_auth()).prop_map(|(item, auth)| Plan::SetAuth(item, auth)),
        (which(), any_compression()).prop_map(|(item, it)| Plan::SetCompression(item, it)),
        (which(), any_settings()).prop_map(|(item, it)| Plan::SetConnectionSettings(item, it)),
        (which(), prop::option::of(which()))
            .prop_map(|(item, it)| Plan::SetCurrentEnvironment(item, it)),
        (which(), which()).prop_map(|(place, with)| Plan::Replace(place, with)),
    ];
    leaf.prop_recursive(1, 4, 4, |plan| prop::collection::vec(plan, 0..4).prop_map(Plan::Many))
}

fn change(plan: Plan, workspace: &Workspace, next_id: &mut u64) -> Change {
    let all: Vec<ItemId> = workspace.items().map(ItemRef::id).collect();
    let pick = |index: Index| all.get(index.index(all.len().max(1))).copied().unwrap_or(ItemId(0));
    *next_id += 1;
    let id = ItemId(*next_id);
    let insert = |parent, index, item| Change::Insert { parent, index, item };
    match plan {
        Plan::Environment(parent, at) => {
            let environment = Environment::new(id, "", "", "");
            let item = Item::Environment(Environment { is_current: true, ..environment });
            insert(Some(pick_collection(workspace, parent)), at, item)
        }
        Plan::Folder(parent, at) => {
            insert(Some(pick(parent)), at, Item::Folder(Folder::new(id, "")))
        }
        Plan::WebSocket(parent, at) => {
            let item = Item::Request(Request::WebSocket(WebSocket::new(id, "", "")));
            insert(Some(pick(parent)), at, item)
        }
        Plan::ClientMessage(parent, at) => {
            insert(Some(pick(parent)), at, Item::ClientMessage(ClientMessage::new(id, "")))
        }
        Plan::Collection(at) => insert(None, at, Item::Collection(Collection::new(id, "", "", ""))),
        Plan::Remove(item) => Change::Remove { id: pick(item) },
        Plan::Move(item, to, before) => {
            let (id, to) = (pick(item), pick(to));
            let Some(kind) = workspace.find(id).map(ItemRef::list_kind) else {
                return Change::Remove { id };
            };
            let parent = (kind != ListKind::Collections).then_some(to);
            let list = workspace.list(parent, kind);
            Change::Move { id, parent, before: list.get(before).copied().filter(|it| *it != id) }
        }
        Plan::Rename(item, name) => Change::Rename { id: pick(item), name },
        Plan::SetUrl(item, url) => Change::SetUrl { id: pick(item), url },
        Plan::SetSubprotocols(item, keys) => Change::SetSubprotocols {
            id: pick(item),
            subprotocols: keys.iter().map(|it| Subprotocol::new(it)).collect(),
        },
        Plan::SetClientMessage(item, raw_content) => Change::SetClientMessage {
            id: pick(item),
            content: MessageContent {
                message_type: MessageType::Close,
                content_mode: ContentMode::File,
                raw_content,
                syntax: Syntax::Other,
                file_src_path: "{{Dir}}/a".to_owned(),
                disable_compression: true,
                binary_encoding: BinaryEncoding::Base64,
                close_code: "3000".to_owned(),
            },
        },
        Plan::SetVariables(item, variables) => Change::SetVariables { id: pick(item), variables },
        Plan::SetHeaders(item, keys) => Change::SetHeaders {
            id: pick(item),
            headers: keys.iter().map(|it| Header::new(it, "")).collect(),
        },
        Plan::SetAuth(item, auth) => Change::SetAuth { id: pick(item), auth },
        Plan::SetCompression(item, compression) => {
            Change::SetCompression { id: pick(item), compression }
        }
        Plan::SetConnectionSettings(item, settings) => {
            Change::SetConnectionSettings { id: pick(item), settings }
        }
        Plan::SetCurrentEnvironment(item, which) => {
            let collection = pick_collection(workspace, item);
            let environments =
                workspace.collection(collection).map(|it| it.environments.as_slice());
            let environments = environments.unwrap_or_default();
            let environment =
                which.filter(|_| !environments.is_empty()).map(|which| which.get(environments).id);
            Change::SetCurrentEnvironment { collection, environment }
        }
        Plan::Replace(place, with) => {
            let collections = &workspace.collections;
            if collections.is_empty() {
                return Change::Many(Vec::new());
            }
            let mut collection = with.get(collections).clone();
            collection.id = place.get(collections).id;
            Change::ReplaceCollection { collection }
        }
        Plan::Many(plans) => {
            Change::Many(plans.into_iter().map(|it| change(it, workspace, next_id)).collect())
        }
    }
}

fn pick_collection(workspace: &Workspace, index: Index) -> ItemId {
    let all = &workspace.collections;
    if all.is_empty() { ItemId(0) } else { index.get(all).id }
}

/// Collections that differ, by id.
fn different(a: &Workspace, b: &Workspace) -> BTreeSet<ItemId> {
    let ids = a.collections.iter().chain(&b.collections).map(|it| it.id);
    ids.filter(|id| a.collection(*id) != b.collection(*id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn the_inverse_brings_back_the_workspace(
        workspace in any_workspace(), plans in prop::collection::vec(any_plan(), 1..12),
    ) {
        let mut now = workspace.clone();
        let mut next_id = 10_000;
        let mut undo = Vec::new();
        for plan in plans {
            let before = now.clone();
            let change = change(plan, &now, &mut next_id);
            if let Ok(applied) = apply(&mut now, change) {
                prop_assert!(different(&before, &now).is_subset(&applied.touched));
                undo.push((before, applied.inverse));
            } else {
                prop_assert_eq!(&now, &before);
            }
            let ids: Vec<_> = now.items().map(ItemRef::id).collect();
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        }
        for (before, inverse) in undo.into_iter().rev() {
            let after = now.clone();
            let redo = apply(&mut now, inverse).unwrap().inverse;
            prop_assert_eq!(&now, &before);
            apply(&mut now, redo).unwrap();
            prop_assert_eq!(&now, &after);
            now = before;
        }
        prop_assert_eq!(now, workspace);
    }
}

fn small() -> Workspace {
    let mut workspace = Workspace::default();
    let collection = Collection::new(ItemId(1), "c", "", "");
    let put =
        |parent: Option<u64>, item| Change::Insert { parent: parent.map(ItemId), index: 9, item };
    let socket = WebSocket::new(ItemId(3), "s", "");
    let steps = [
        put(None, Item::Collection(collection)),
        put(Some(1), Item::Folder(Folder::new(ItemId(2), "f"))),
        put(Some(2), Item::Request(Request::WebSocket(socket))),
        put(Some(3), Item::ClientMessage(ClientMessage::new(ItemId(4), "m"))),
        put(Some(1), Item::Environment(Environment::new(ItemId(5), "e", "", ""))),
    ];
    apply(&mut workspace, Change::Many(steps.into())).unwrap();
    workspace
}

#[test]
fn items_stand_only_where_they_can() {
    let mut workspace = small();
    let message = || Item::ClientMessage(ClientMessage::new(ItemId(9), ""));
    let folder = || Item::Folder(Folder::new(ItemId(9), ""));
    let collection = || Item::Collection(Collection::new(ItemId(9), "", "", ""));
    let environment = || Item::Environment(Environment::new(ItemId(9), "", "", ""));
    let mut insert = |parent: Option<u64>, item| {
        let parent = parent.map(ItemId);
        apply(&mut workspace, Change::Insert { parent, index: 0, item })
    };
    for (parent, item) in [
        (None, message()),
        (Some(1), message()),
        (Some(2), message()),
        (Some(4), message()),
        (None, folder()),
        (Some(3), folder()),
        (Some(77), folder()),
        (Some(1), collection()),
        (None, environment()),
        (Some(2), environment()),
        (Some(5), environment()),
        (Some(5), folder()),
    ] {
        assert_eq!(insert(parent, item), Err(ChangeError::WrongParent));
    }
    let twice = Item::Folder(Folder::new(ItemId(4), ""));
    assert_eq!(insert(Some(1), twice), Err(ChangeError::AlreadyThere(ItemId(4))));
    assert_eq!(workspace, small());
}

#[test]
fn an_item_moves_only_where_it_can_stand_and_never_into_itself() {
    let mut workspace = small();
    let collection = Item::Collection(Collection::new(ItemId(6), "d", "", ""));
    apply(&mut workspace, Change::Insert { parent: None, index: 9, item: collection }).unwrap();
    let before = workspace.clone();
    for (id, parent) in [
        (2, Some(2)),
        (2, Some(3)),
        (3, Some(4)),
        (4, Some(2)),
        (2, None),
        (1, Some(6)),
        (5, Some(2)),
        (2, Some(77)),
    ] {
        let change = Change::Move { id: ItemId(id), parent: parent.map(ItemId), before: None };
        assert_eq!(apply(&mut workspace, change), Err(ChangeError::WrongParent), "{id}");
        assert_eq!(workspace, before);
    }
    let across = Change::Move { id: ItemId(2), parent: Some(ItemId(6)), before: None };
    let applied = apply(&mut workspace, across).unwrap();
    assert_eq!(applied.touched, BTreeSet::from([ItemId(1), ItemId(6)]));
    assert_eq!(workspace.path_to(ItemId(4)), [6, 2, 3, 4].map(ItemId));
    let up = Change::Move { id: ItemId(6), parent: None, before: Some(ItemId(1)) };
    apply(&mut workspace, up).unwrap();
    assert_eq!(workspace.list(None, ListKind::Collections), [6, 1].map(ItemId));
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut workspace = small();
    let id = ItemId(77);
    for change in [
        Change::Remove { id },
        Change::Move { id, parent: None, before: None },
        Change::Rename { id, name: String::new() },
        Change::SetUrl { id, url: String::new() },
        Change::SetSubprotocols { id, subprotocols: Vec::new() },
        Change::SetVariables { id, variables: Vec::new() },
        Change::SetHeaders { id, headers: Vec::new() },
        Change::SetAuth { id, auth: Auth::default() },
        Change::SetCompression { id, compression: None },
        Change::SetConnectionSettings { id, settings: ConnectionSettings::default() },
        Change::SetCurrentEnvironment { collection: id, environment: None },
        Change::SetCurrentEnvironment { collection: ItemId(1), environment: Some(id) },
        Change::ReplaceCollection { collection: Collection::new(id, "", "", "") },
    ] {
        assert_eq!(apply(&mut workspace, change), Err(ChangeError::NoSuchItem(id)));
    }
    let not_a_socket = Change::SetUrl { id: ItemId(4), url: String::new() };
    assert_eq!(apply(&mut workspace, not_a_socket), Err(ChangeError::NoSuchItem(ItemId(4))));
}

#[test]
fn variables_stand_in_collections_and_environments_headers_and_auth_in_collections_and_sockets() {
    for (id, takes_variables, takes_headers) in
        [(1, true, true), (2, false, false), (3, false, true), (4, false, false), (5, true, false)]
    {
        let id = ItemId(id);
        let is_taken = |change| match apply(&mut small(), change) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error, ChangeError::NoSuchItem(id));
                false
            }
        };
        let variables = vec![Variable::new("a", "b")];
        assert_eq!(is_taken(Change::SetVariables { id, variables }), takes_variables);
        let headers = vec![Header::new("a", "b")];
        assert_eq!(is_taken(Change::SetHeaders { id, headers }), takes_headers);
        let auth = Auth::default();
        assert_eq!(is_taken(Change::SetAuth { id, auth }), takes_headers);
    }
}

#[test]
fn one_environment_is_the_current_one() {
    let mut workspace = small();
    let other = Environment::new(ItemId(6), "f", "", "");
    let other = Item::Environment(Environment { is_current: true, ..other });
    let insert = Change::Insert { parent: Some(ItemId(1)), index: 0, item: other };
    apply(&mut workspace, insert).unwrap();
    let current = |workspace: &Workspace| -> Vec<u64> {
        let all = workspace.collections[0].environments.iter();
        all.filter(|it| it.is_current).map(|it| it.id.0).collect()
    };
    let mut choose = |environment: Option<u64>| {
        let environment = environment.map(ItemId);
        let change = Change::SetCurrentEnvironment { collection: ItemId(1), environment };
        let applied = apply(&mut workspace, change).unwrap();
        (current(&workspace), applied.inverse)
    };
    let inverse = |environment| Change::SetCurrentEnvironment {
        collection: ItemId(1),
        environment: Some(ItemId(environment)),
    };
    assert_eq!(choose(Some(5)), (vec![5], inverse(6)));
    assert_eq!(choose(None), (vec![], inverse(5)));
}

#[test]
fn rows_nest_only_as_deep_as_files_can() {
    let mut workspace = small();
    let deep = (0..MAX_NESTING - 5).fold(Json::Null, |it, _| Json::Array(vec![it]));
    let mut header = Header::new("", "");
    header.kept.0.push("x", deep);
    let mut set = |id| {
        let change = Change::SetHeaders { id: ItemId(id), headers: vec![header.clone()] };
        apply(&mut workspace, change).map(|_| ())
    };
    assert_eq!(set(1), Ok(()));
    assert_eq!(set(3), Err(ChangeError::TooDeep));
}

#[test]
fn several_changes_are_done_together_or_not_at_all() {
    let mut workspace = small();
    let rename = Change::Rename { id: ItemId(1), name: "other".to_owned() };
    let many = Change::Many(vec![rename, Change::Remove { id: ItemId(77) }]);
    assert_eq!(apply(&mut workspace, many), Err(ChangeError::NoSuchItem(ItemId(77))));
    assert_eq!(workspace, small());
}

#[test]
fn folders_nest_only_as_deep_as_files_can() {
    let mut workspace = small();
    let mut parent = ItemId(1);
    let mut levels = 0;
    loop {
        let id = ItemId(100 + levels);
        let item = Item::Folder(Folder::new(id, ""));
        match apply(&mut workspace, Change::Insert { parent: Some(parent), index: 0, item }) {
            Ok(_) => (parent, levels) = (id, levels + 1),
            Err(error) => break assert_eq!(error, ChangeError::TooDeep),
        }
    }
    assert_eq!(levels, 59);
    let collection = &workspace.collections[0];
    assert!(collection.nesting() <= MAX_NESTING);
    let text = crate::core::format::pororoca::write(collection);
    let mut ids = crate::core::format::pororoca::samples::ids_from(1);
    assert!(crate::core::format::pororoca::read(text.as_bytes(), &mut ids).is_ok());
}
