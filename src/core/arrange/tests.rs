use proptest::{prelude::*, sample::Index};

use super::*;
use crate::core::{
    change::apply,
    format::{clipboard, pororoca::samples::any_collection},
    model::{ClientMessage, Collection, Environment, Folder, Request, RowKind, TreeRow, WebSocket},
    storage::Fresh,
};

struct Counter(u64);

impl Fresh for Counter {
    fn item_id(&mut self) -> ItemId {
        self.0 += 1;
        ItemId(self.0)
    }

    fn guid(&mut self) -> String {
        self.0 += 1;
        format!("guid-{}", self.0)
    }

    fn copy_name(&mut self, name: &str) -> String {
        name.to_owned()
    }
}

/// Two collections. The first holds two folders, the first of them a WebSocket with two messages,
/// and two WebSockets.
fn sample() -> Workspace {
    let socket = |id, messages: &[u64]| {
        let mut socket = WebSocket::new(ItemId(id), "", "");
        socket.client_messages =
            messages.iter().map(|id| ClientMessage::new(ItemId(*id), "")).collect();
        Request::WebSocket(socket)
    };
    let mut folder = Folder::new(ItemId(10), "");
    folder.requests = vec![socket(11, &[12, 13])];
    let mut first = Collection::new(ItemId(1), "", "a", "");
    first.folders = vec![folder, Folder::new(ItemId(20), "")];
    first.requests = vec![socket(30, &[31]), socket(40, &[])];
    Workspace { collections: vec![first, Collection::new(ItemId(2), "", "b", "")] }
}

/// The tree as text: `1(10(11(12 13)) 20 30(31) 40) 2`.
fn shape(workspace: &Workspace) -> String {
    fn add(items: &[ItemRef<'_>], out: &mut String) {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(&item.id().0.to_string());
            let children = item.children();
            if !children.is_empty() {
                out.push('(');
                add(&children, out);
                out.push(')');
            }
        }
    }
    let mut out = String::new();
    add(&workspace.collections.iter().map(ItemRef::Collection).collect::<Vec<_>>(), &mut out);
    out
}

fn ids(ids: &[u64]) -> Vec<ItemId> {
    ids.iter().copied().map(ItemId).collect()
}

/// What the tree is after a plan; undone, it is as before.
fn after(plan: Option<Plan>) -> String {
    let mut workspace = sample();
    let Some(plan) = plan else { return "nothing".to_owned() };
    let inverse = apply(&mut workspace, plan.change).unwrap().inverse;
    let shape = shape(&workspace);
    apply(&mut workspace, inverse).unwrap();
    assert_eq!(workspace, sample());
    shape
}

#[test]
fn acting_on_an_item_acts_on_all_it_holds() {
    let of = |all: &[u64]| tops(&sample(), &ids(all).into_iter().collect());
    assert_eq!(of(&[12, 40, 10, 99, 31]), ids(&[10, 31, 40]));
    assert_eq!(of(&[1, 12, 2]), ids(&[1, 2]));
}

#[test]
fn items_move_up_and_down_among_their_kind() {
    let step = |all: &[u64], up| after(step(&sample(), &ids(all), up));
    assert_eq!(step(&[40], true), "1(10(11(12 13)) 20 40 30(31)) 2");
    assert_eq!(step(&[30], true), "nothing", "folders stay before requests");
    assert_eq!(step(&[20], true), "1(20 10(11(12 13)) 30(31) 40) 2");
    assert_eq!(step(&[12], false), "1(10(11(13 12)) 20 30(31) 40) 2");
    assert_eq!(step(&[2], true), "2 1(10(11(12 13)) 20 30(31) 40)");
    assert_eq!(step(&[10, 13, 30], false), "1(20 10(11(12 13)) 40 30(31)) 2");
    assert_eq!(step(&[30, 40], false), "nothing");
    assert_eq!(step(&[99], false), "nothing");
}

#[test]
fn a_block_moves_together() {
    let mut workspace = sample();
    let list = |workspace: &Workspace| workspace.list(Some(ItemId(1)), ListKind::Requests);
    let copy = duplicate(&workspace, &ids(&[40]), &mut Counter(40));
    apply(&mut workspace, copy.change).unwrap();
    let plan = step(&workspace, &ids(&[40, 41]), true).unwrap();
    apply(&mut workspace, plan.change).unwrap();
    assert_eq!(list(&workspace), ids(&[40, 41, 30]));
    let plan = step(&workspace, &ids(&[40, 41]), false).unwrap();
    apply(&mut workspace, plan.change).unwrap();
    assert_eq!(list(&workspace), ids(&[30, 40, 41]));
}

fn rows(open: &[u64]) -> Vec<TreeRow> {
    let mut rows = sample().visible_rows(&ids(open).into_iter().collect(), "");
    rows.retain(|it| !matches!(it.kind, RowKind::Part(_)));
    rows
}

/// Rows 0 to 5: 1, 10, 20, 30, 31, 40; then 2.
fn target(dragged: &[u64], y: f64) -> Option<(u64, DropZone)> {
    let target = drop_target(&sample(), &ids(dragged), &rows(&[1, 30]), y)?;
    Some((target.row.0, target.zone))
}

#[test]
fn dropping_goes_before_into_or_after_what_is_under_the_pointer() {
    use DropZone::{After, Before, Into};
    assert_eq!(target(&[40], 1.5), Some((10, Into)));
    assert_eq!(target(&[40], 1.1), Some((10, Into)), "a WebSocket cannot stand before a folder");
    assert_eq!(target(&[20], 1.1), Some((10, Before)));
    assert_eq!(target(&[20], 1.9), Some((10, After)));
    assert_eq!(target(&[10], 2.5), Some((20, Into)));
    assert_eq!(target(&[40], 3.4), Some((30, Before)));
    assert_eq!(target(&[40], 3.6), Some((30, After)));
    assert_eq!(target(&[12], 3.6), Some((30, Into)));
    assert_eq!(target(&[12], 4.6), Some((31, After)));
    assert_eq!(target(&[12, 40], 6.5), None, "a message cannot stand in a collection");
    assert_eq!(target(&[10, 40], 6.1), Some((2, Into)));
    assert_eq!(target(&[1], 6.9), Some((2, After)));
    let unfolded = drop_target(&sample(), &ids(&[20]), &rows(&[1, 10]), 1.9).unwrap();
    assert_eq!(unfolded.zone, Into, "below an unfolded folder stands what it holds");
}

#[test]
fn nothing_goes_to_the_fixed_entries_of_a_collection() {
    let rows = sample().visible_rows(&ids(&[1]).into_iter().collect(), "");
    for y in [1.5, 2.5] {
        assert_eq!(drop_target(&sample(), &ids(&[40]), &rows, y), None);
    }
}

#[test]
fn nothing_goes_into_itself_or_out_of_the_tree() {
    assert_eq!(target(&[1], 0.5), None);
    assert_eq!(target(&[1], 1.5), None);
    assert_eq!(target(&[30], 4.5), None);
    assert_eq!(target(&[20, 30], 2.5), None);
    assert_eq!(target(&[40], 7.5), None);
    assert_eq!(target(&[40], -0.5), None);
    assert_eq!(target(&[], 1.5), None);
    assert_eq!(target(&[99], 1.5), None);
}

#[test]
fn what_is_dropped_stands_there_in_the_order_of_the_tree() {
    let drop = |dragged: &[u64], row, zone| {
        after(drop(&sample(), &ids(dragged), DropTarget { row: ItemId(row), zone }))
    };
    assert_eq!(drop(&[40], 30, DropZone::Before), "1(10(11(12 13)) 20 40 30(31)) 2");
    assert_eq!(drop(&[40], 30, DropZone::After), "nothing");
    assert_eq!(drop(&[12], 30, DropZone::Into), "1(10(11(13)) 20 30(31 12) 40) 2");
    assert_eq!(drop(&[12, 13], 31, DropZone::Before), "1(10(11) 20 30(12 13 31) 40) 2");
    assert_eq!(drop(&[10, 30], 2, DropZone::Into), "1(20 40) 2(10(11(12 13)) 30(31))");
    assert_eq!(drop(&[10], 20, DropZone::Into), "1(20(10(11(12 13))) 30(31) 40) 2");
    assert_eq!(drop(&[1], 2, DropZone::After), "2 1(10(11(12 13)) 20 30(31) 40)");
    assert_eq!(drop(&[30, 40], 40, DropZone::After), "nothing");
}

#[test]
fn cut_items_move_to_where_they_are_pasted() {
    let paste = |cut: &[u64], at| match paste_cut(&sample(), Some(ItemId(at)), &ids(cut)) {
        Ok(plan) => after(plan),
        Err(error) => error.to_string(),
    };
    assert_eq!(paste(&[30], 2), "1(10(11(12 13)) 20 40) 2(30(31))");
    assert_eq!(paste(&[30], 11), "1(10(11(12 13) 30(31)) 20 40) 2", "beside a request");
    assert_eq!(paste(&[31], 12), "1(10(11(12 31 13)) 20 30 40) 2", "beside a message");
    assert_eq!(paste(&[20], 11), "1(10(20 11(12 13)) 30(31) 40) 2");
    let itself = PasteError::OntoItself.to_string();
    assert_eq!(paste(&[10], 10), itself);
    assert_eq!(paste(&[10], 12), itself);
    assert_eq!(paste(&[31], 10), PasteError::NoWebSocket.to_string());
    let nowhere = paste_cut(&sample(), None, &ids(&[30]));
    assert_eq!(nowhere, Err(PasteError::NoCollection));
}

#[test]
fn pasted_items_go_into_or_beside_what_is_selected() {
    let copies = |all: &[u64]| -> Vec<Item> {
        let mut next = Counter(100);
        let of = |id: &u64| sample().find(ItemId(*id)).unwrap().to_item();
        all.iter().map(of).map(|it| it.with_new_ids(&mut || next.item_id())).collect()
    };
    let paste = |all: &[u64], at: Option<u64>| {
        let plan = paste(&sample(), at.map(ItemId), copies(all), &mut Counter(200));
        match plan {
            Ok(plan) => after(Some(plan)),
            Err(error) => error.to_string(),
        }
    };
    assert_eq!(paste(&[40], Some(2)), "1(10(11(12 13)) 20 30(31) 40) 2(101)");
    assert_eq!(paste(&[40, 30], Some(30)), "1(10(11(12 13)) 20 30(31) 101 102(103) 40) 2");
    assert_eq!(paste(&[12, 13], Some(31)), "1(10(11(12 13)) 20 30(31 101 102) 40) 2");
    assert_eq!(paste(&[20, 40], Some(31)), "1(10(11(12 13)) 20 101 30(31) 102 40) 2");
    assert_eq!(paste(&[2], Some(12)), "1(10(11(12 13)) 20 30(31) 40) 101 2");
    assert_eq!(paste(&[2], None), "1(10(11(12 13)) 20 30(31) 40) 2 101");
    assert_eq!(paste(&[12], Some(1)), PasteError::NoWebSocket.to_string());
    assert_eq!(paste(&[40], None), PasteError::NoCollection.to_string());
}

#[test]
fn a_collection_keeps_its_guid_unless_one_here_has_it() {
    let guids = |plan: Plan| {
        let mut workspace = sample();
        apply(&mut workspace, plan.change).unwrap();
        let all = workspace.collections.iter().map(|it| it.guid().unwrap().to_owned());
        all.collect::<Vec<_>>()
    };
    let new = |id, guid| Item::Collection(Collection::new(ItemId(id), "", guid, ""));
    let items = vec![new(50, "a"), new(51, "c"), new(52, "c")];
    let pasted = paste(&sample(), None, items, &mut Counter(60)).unwrap();
    assert_eq!(guids(pasted), ["a", "b", "guid-61", "c", "guid-62"]);
    assert_eq!(guids(duplicate(&sample(), &ids(&[1]), &mut Counter(60)))[1], "guid-70");
}

#[test]
fn an_environment_is_the_current_one_in_its_own_collection_only() {
    let mut start = sample();
    let mut environment = Environment::new(ItemId(5), "prod", "e", "");
    environment.is_current = true;
    start.collections[0].environments = vec![environment];
    let current = |plan: Plan| {
        let mut now = start.clone();
        let inverse = apply(&mut now, plan.change).unwrap().inverse;
        let all = now.items().filter_map(|it| match it {
            ItemRef::Environment(it) => {
                Some((it.id.0, it.is_current, it.kept.0.get("id").cloned()))
            }
            _ => None,
        });
        let all: Vec<_> =
            all.map(|(id, now, guid)| (id, now, guid.unwrap() != "e".into())).collect();
        apply(&mut now, inverse).unwrap();
        assert_eq!(now, start);
        all
    };
    let moved = paste_cut(&start, Some(ItemId(2)), &ids(&[5])).unwrap().unwrap();
    assert_eq!(current(moved), [(5, false, false)]);
    let copy = duplicate(&start, &ids(&[5]), &mut Counter(100));
    assert_eq!(current(copy), [(5, true, false), (101, false, true)]);
    let copied = start.environment(ItemId(5)).unwrap().clone();
    let item = Item::Environment(copied).with_new_ids(&mut || ItemId(50));
    let pasted = paste(&start, Some(ItemId(30)), vec![item], &mut Counter(100)).unwrap();
    assert_eq!(current(pasted), [(5, true, false), (50, false, true)]);
}

#[test]
fn a_duplicate_stands_right_after_what_it_is_of() {
    let copy = |all: &[u64]| after(Some(duplicate(&sample(), &ids(all), &mut Counter(100))));
    assert_eq!(copy(&[12, 13]), "1(10(11(12 101 13 102)) 20 30(31) 40) 2");
    assert_eq!(copy(&[10, 40]), "1(10(11(12 13)) 101(102(103 104)) 20 30(31) 40 105) 2");
    assert_eq!(copy(&[2]), "1(10(11(12 13)) 20 30(31) 40) 2 101");
}

#[test]
fn a_range_goes_from_where_it_began() {
    let rows = rows(&[1, 10, 11]);
    let mut selection = Selection::default();
    let selected = |selection: &Selection| {
        let of = rows.iter().filter(|row| selection.contains(row.id, Some(ItemId(20))));
        of.map(|row| row.id.0).collect::<Vec<_>>()
    };
    assert_eq!(selected(&selection), [20], "at first the item on the screen");
    selection.extend(&rows, Some(ItemId(11)), ItemId(13));
    assert_eq!(selected(&selection), [11, 12, 13]);
    assert!(selection.is_several());
    selection.extend(&rows, None, ItemId(10));
    assert_eq!(selected(&selection), [10, 11]);
    selection.toggle(ItemId(40), None);
    assert_eq!(selected(&selection), [10, 11, 40]);
    assert_eq!(selection.around(ItemId(40)), ids(&[10, 11, 40]).into_iter().collect());
    assert_eq!(selection.around(ItemId(30)), BTreeSet::from([ItemId(30)]));
    selection.extend(&rows, None, ItemId(30));
    assert_eq!(selected(&selection), [30, 40]);
    selection.toggle(ItemId(30), None);
    assert_eq!(selected(&selection), [40]);
    let mut fresh = Selection::default();
    fresh.toggle(ItemId(30), Some(ItemId(20)));
    assert_eq!(selected(&fresh), [20, 30], "the item on the screen stays selected");
    fresh.all(&rows);
    assert_eq!(selected(&fresh).len(), rows.len());
}

/// What a person does, with items picked from whatever tree it meets.
#[derive(Clone, Debug)]
enum Act {
    Step(Vec<Index>, bool),
    Drop(Vec<Index>, Index, u8),
    PasteCut(Vec<Index>, Index),
    Paste(Vec<Index>, Index),
    Duplicate(Vec<Index>),
}

fn any_act() -> impl Strategy<Value = Act> {
    let some = || prop::collection::vec(any::<Index>(), 1..4);
    prop_oneof![
        (some(), any::<bool>()).prop_map(|(items, up)| Act::Step(items, up)),
        (some(), any::<Index>(), 0..4u8).prop_map(|(items, at, part)| Act::Drop(items, at, part)),
        (some(), any::<Index>()).prop_map(|(items, at)| Act::PasteCut(items, at)),
        (some(), any::<Index>()).prop_map(|(items, at)| Act::Paste(items, at)),
        some().prop_map(Act::Duplicate),
    ]
}

fn plan(workspace: &Workspace, act: &Act, fresh: &mut Counter) -> Option<Plan> {
    let all: Vec<ItemId> = workspace.items().map(ItemRef::id).collect();
    let pick = |index: &Index| all[index.index(all.len())];
    let picks = |items: &[Index]| tops(workspace, &items.iter().map(pick).collect());
    match act {
        Act::Step(items, up) => step(workspace, &picks(items), *up),
        Act::Drop(items, at, part) => {
            let open = all.iter().copied().collect();
            let rows = workspace.visible_rows(&open, "");
            let row = at.index(rows.len());
            #[expect(clippy::cast_precision_loss)]
            let y = row as f64 + f64::from(*part) / 4.0;
            let dragged = picks(items);
            let target = drop_target(workspace, &dragged, &rows, y)?;
            drop(workspace, &dragged, target)
        }
        Act::PasteCut(items, at) => {
            paste_cut(workspace, Some(pick(at)), &picks(items)).ok().flatten()
        }
        Act::Paste(items, at) => {
            let copied = picks(items);
            let copied: Vec<_> = copied.iter().map(|id| workspace.find(*id).unwrap()).collect();
            let items = clipboard::read(&clipboard::write(&copied, false), &mut || fresh.item_id());
            paste(workspace, Some(pick(at)), items.unwrap().items, fresh).ok()
        }
        Act::Duplicate(items) => Some(duplicate(workspace, &picks(items), fresh)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever is moved, pasted and duplicated: every item that was there stays, with what it says,
    /// and undo brings back the tree as it was.
    #[test]
    fn nothing_is_ever_lost(
        first in any_collection(1_000), second in any_collection(2_000),
        acts in prop::collection::vec(any_act(), 1..12),
    ) {
        let start = Workspace { collections: vec![first, second] };
        let mut now = start.clone();
        let mut fresh = Counter(10_000);
        let mut undo = Vec::new();
        for act in &acts {
            let before = now.clone();
            let Some(plan) = plan(&now, act, &mut fresh) else { continue };
            let is_move = matches!(act, Act::Step(..) | Act::Drop(..) | Act::PasteCut(..));
            let applied = apply(&mut now, plan.change).unwrap();
            let ids = |it: &Workspace| it.items().map(ItemRef::id).collect::<BTreeSet<_>>();
            prop_assert!(ids(&now).is_superset(&ids(&before)));
            if is_move {
                prop_assert_eq!(ids(&now), ids(&before));
                prop_assert_ne!(&now, &before, "a move that does nothing is no plan");
            }
            for item in before.items() {
                prop_assert_eq!(now.name_of(item.id()), Some(item.name()));
            }
            for item in &plan.items {
                prop_assert!(now.find(*item).is_some());
            }
            undo.push((before, applied.inverse));
        }
        for (before, inverse) in undo.into_iter().rev() {
            apply(&mut now, inverse).unwrap();
            prop_assert_eq!(&now, &before);
        }
        prop_assert_eq!(now, start);
    }
}
