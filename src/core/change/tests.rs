use proptest::{prelude::*, sample::Index};

use super::*;
use crate::core::{
    format::pororoca::samples::any_collection,
    model::{
        BinaryEncoding, ClientMessage, ContentMode, Folder, MAX_NESTING, MessageType, Request,
        Syntax, WebSocket,
    },
};

fn any_workspace() -> impl Strategy<Value = Workspace> {
    (any_collection(1_000), any_collection(2_000), any_collection(3_000))
        .prop_map(|(a, b, c)| Workspace { collections: vec![a, b, c] })
}

/// What to do, with items picked from whatever workspace it meets.
#[derive(Clone, Debug)]
enum Plan {
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
    Replace(Index, Index),
    Many(Vec<Plan>),
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let which = any::<Index>;
    let leaf = prop_oneof![
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
        Plan::Move(item, to, at) => {
            let id = pick(item);
            let Some(item) = workspace.find(id) else {
                return Change::Remove { id };
            };
            let put = insert(Some(pick(to)), at, item.to_item());
            Change::Many(vec![Change::Remove { id }, put])
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
                binary_encoding: BinaryEncoding::Base64,
                close_code: "3000".to_owned(),
            },
        },
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
    ] {
        assert_eq!(insert(parent, item), Err(ChangeError::WrongParent));
    }
    let twice = Item::Folder(Folder::new(ItemId(4), ""));
    assert_eq!(insert(Some(1), twice), Err(ChangeError::AlreadyThere(ItemId(4))));
    assert_eq!(workspace, small());
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut workspace = small();
    let id = ItemId(77);
    for change in [
        Change::Remove { id },
        Change::Rename { id, name: String::new() },
        Change::SetUrl { id, url: String::new() },
        Change::SetSubprotocols { id, subprotocols: Vec::new() },
        Change::ReplaceCollection { collection: Collection::new(id, "", "", "") },
    ] {
        assert_eq!(apply(&mut workspace, change), Err(ChangeError::NoSuchItem(id)));
    }
    let not_a_socket = Change::SetUrl { id: ItemId(4), url: String::new() };
    assert_eq!(apply(&mut workspace, not_a_socket), Err(ChangeError::NoSuchItem(ItemId(4))));
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
