//! The tree of the sidebar: what is selected in it besides the item on the screen, and doing things
//! with several items at once. What becomes of the items is `core::arrange`'s part.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::core::{
    arrange::{self, DropTarget, Plan, Selection},
    model::{ItemId, ItemRef, Part, Workspace},
    text::{Texts, fill},
};

use super::{App, clipboard::Clip, dragging::Hover, saving::FromBrowser};

/// The signals of the tree. This tab only.
#[derive(Clone, Copy)]
pub struct TreeState {
    /// What is typed into *Search collections*.
    pub filter: RwSignal<String>,
    /// The row the keyboard acts on.
    pub cursor: RwSignal<Option<ItemId>>,
    /// What is selected besides the item on the screen.
    pub selection: RwSignal<Selection>,
    /// What will be moved by *Paste*.
    pub cut: RwSignal<BTreeSet<ItemId>>,
    /// What is being dragged.
    pub dragged: RwSignal<Vec<ItemId>>,
    /// Where it would go.
    pub drop_target: RwSignal<Option<DropTarget>>,
    pub(super) hover: StoredValue<Option<Hover>, LocalStorage>,
    pub(super) clip: StoredValue<Option<Clip>>,
}

impl TreeState {
    pub(super) fn new() -> Self {
        Self {
            filter: RwSignal::default(),
            cursor: RwSignal::default(),
            selection: RwSignal::default(),
            cut: RwSignal::default(),
            dragged: RwSignal::default(),
            drop_target: RwSignal::default(),
            hover: StoredValue::new_local(None),
            clip: StoredValue::new(None),
        }
    }
}

/// What to say of one item and of several.
pub(super) type Said = (fn(&Texts) -> &'static str, fn(&Texts) -> &'static str);

impl App {
    /// Whether an item is selected.
    pub fn is_selected(self, id: ItemId) -> bool {
        let shown = self.settings.with(|settings| settings.selected);
        self.tree.selection.with(|selection| selection.contains(id, shown))
    }

    /// What acting on a row acts on: all selected items when the row's is, else that one.
    pub fn targets(self, id: ItemId) -> Vec<ItemId> {
        let around = self.tree.selection.with_untracked(|selection| selection.around(id));
        if around.len() == 1 {
            return around.into_iter().collect();
        }
        self.workspace.with_untracked(|workspace| arrange::tops(workspace, &around))
    }

    /// Adds a row to the selection, or takes it out.
    pub fn toggle_selected(self, id: ItemId) {
        let shown = self.settings.with_untracked(|settings| settings.selected);
        self.tree.selection.update(|selection| selection.toggle(id, shown));
    }

    /// Puts a copy of each item right after it, and shows the first.
    pub fn duplicate(self, ids: &[ItemId]) {
        let plan = self
            .workspace
            .with_untracked(|workspace| arrange::duplicate(workspace, ids, &mut FromBrowser(self)));
        self.add(plan, (|t| t.duplicated_item, |t| t.duplicated_items), &[]);
    }

    /// Moves items up or down by one place.
    pub fn step_items(self, ids: &[ItemId], up: bool) {
        let plan = self.workspace.with_untracked(|workspace| arrange::step(workspace, ids, up));
        self.relocate(plan);
    }

    /// Carries out a plan of new items and shows the first. `remarks`: what else to say.
    pub(super) fn add(self, plan: Plan, said: Said, remarks: &[&str]) {
        let Plan { change, items } = plan;
        let before = self.settings.with_untracked(|settings| settings.selected);
        let Some(inverse) = self.dispatch(change) else { return };
        self.remember(inverse, before);
        self.tree.filter.set(String::new());
        self.select(items.first().copied());
        if items.len() > 1 {
            self.reveal(&items);
            self.tree.selection.set(Selection::of(items.iter().copied()));
        }
        self.say(said, &items, remarks, true);
    }

    /// Carries out a plan of moves. The item on the screen stays.
    pub(super) fn relocate(self, plan: Option<Plan>) {
        let Some(Plan { change, items }) = plan else { return };
        let shown = self.settings.with_untracked(|settings| settings.selected);
        let Some(inverse) = self.dispatch(change) else { return };
        self.remember(inverse, shown);
        self.reveal(&items);
        if !items.iter().any(|it| self.tree.cursor.get_untracked() == Some(*it)) {
            self.tree.cursor.set(items.first().copied());
        }
        self.say((|t| t.moved_item, |t| t.moved_items), &items, &[], true);
    }

    /// Unfolds what items stand in.
    fn reveal(self, ids: &[ItemId]) {
        let ancestors: BTreeSet<ItemId> = self.workspace.with_untracked(|workspace| {
            ids.iter().flat_map(|id| workspace.rows_above(*id)).collect()
        });
        if self.settings.with_untracked(|settings| !settings.expanded.is_superset(&ancestors)) {
            self.set(|settings| settings.expanded.extend(ancestors));
        }
    }

    /// Says what was done with items, and what else there is to say.
    pub(super) fn say(
        self,
        (one, several): Said,
        ids: &[ItemId],
        remarks: &[&str],
        with_undo: bool,
    ) {
        let text =
            self.workspace.with_untracked(|workspace| self.words(workspace, one, several, ids));
        self.notices.toast(with_remarks(text, remarks), with_undo);
    }

    pub(super) fn words(
        self,
        workspace: &Workspace,
        one: fn(&Texts) -> &'static str,
        several: fn(&Texts) -> &'static str,
        ids: &[ItemId],
    ) -> String {
        let t = self.t_untracked();
        if let [id] = ids {
            let name = workspace.name_of(*id).filter(|name| !name.is_empty());
            fill(one(t), &[("name", name.unwrap_or(t.unnamed))])
        } else {
            fill(several(t), &[("count", &ids.len().to_string())])
        }
    }

    /// Unfolds or folds items and everything in them.
    pub fn expand_all(self, ids: &[ItemId], expanded: bool) {
        let all: Vec<ItemId> = self.workspace.with_untracked(|workspace| {
            let items = ids.iter().filter_map(|id| workspace.find(*id));
            let holders = items.flat_map(ItemRef::with_descendants);
            let lines = |it: ItemRef<'_>| {
                let is_collection = matches!(it, ItemRef::Collection(_));
                [Some(it.id()), is_collection.then(|| Part::Environments.of(it.id()))]
            };
            let holders = holders.filter(|it| !it.children().is_empty());
            holders.flat_map(lines).flatten().collect()
        });
        self.set(|settings| {
            if expanded {
                settings.expanded.extend(all);
            } else {
                for id in &all {
                    settings.expanded.remove(id);
                }
            }
        });
    }

    /// Unfolds or folds the whole tree.
    pub fn expand_tree(self, expanded: bool) {
        let all: Vec<ItemId> = self
            .workspace
            .with_untracked(|workspace| workspace.collections.iter().map(|it| it.id).collect());
        self.expand_all(&all, expanded);
    }
}

/// A text without a full stop, and whole sentences after it.
pub(super) fn with_remarks(text: String, remarks: &[&str]) -> String {
    if remarks.is_empty() { text } else { format!("{text}. {}", remarks.join(" ")) }
}
