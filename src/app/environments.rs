//! Environments: the current one of a collection, and making and switching them.

use leptos::prelude::*;

use crate::{
    browser::{clock, ids},
    core::{
        change::Change,
        model::{Environment, Item, ItemId, Part},
        text::fill,
    },
};

use super::App;

impl App {
    /// The collection that an item is or stands in.
    pub fn collection_around(self, item: Option<ItemId>) -> Option<ItemId> {
        self.workspace.with(|workspace| workspace.collection_of(item?))
    }

    /// Creates an environment at the end of a collection and shows it, to be named first.
    pub fn new_environment(self, collection: ItemId) {
        let name = self.t_untracked().new_environment;
        let environment =
            Environment::new(ids::item_id(), name, &ids::guid(), &clock::now_iso_8601());
        self.add_environment(collection, usize::MAX, environment);
    }

    /// Copies an environment and puts the copy below it.
    pub fn duplicate_environment(self, id: ItemId) {
        let Some((collection, index, mut copy)) = self.workspace.with_untracked(|workspace| {
            let collection = workspace.collection(workspace.collection_of(id)?)?;
            let index = collection.environments.iter().position(|it| it.id == id)?;
            Some((collection.id, index, collection.environments.get(index)?.clone()))
        }) else {
            return;
        };
        copy.id = ids::item_id();
        copy.name = fill(self.t_untracked().copy_of, &[("name", &copy.name)]);
        self.add_environment(collection, index + 1, copy.as_new(&ids::guid()));
    }

    fn add_environment(self, collection: ItemId, index: usize, environment: Environment) {
        let id = environment.id;
        let item = Item::Environment(environment);
        if self.dispatch(Change::Insert { parent: Some(collection), index, item }).is_some() {
            self.set_expanded(Part::Environments.of(collection), true);
            self.reveal_new(id);
        }
    }

    /// Makes an environment of a collection the current one, or none.
    pub fn set_current_environment(self, collection: ItemId, environment: Option<ItemId>) {
        self.dispatch(Change::SetCurrentEnvironment { collection, environment });
    }

    /// Makes the next or previous environment of a collection the current one; *none* stands before
    /// the first and after the last. Answers whether there is any.
    pub(super) fn step_environment(self, collection: ItemId, forward: bool) -> bool {
        let Some(next) = self.workspace.with_untracked(|workspace| {
            workspace.collection(collection)?.next_environment(forward)
        }) else {
            return false;
        };
        self.set_current_environment(collection, next);
        let name = self.workspace.with_untracked(|workspace| {
            next.and_then(|id| workspace.name_of(id)).unwrap_or_default().to_owned()
        });
        let t = self.t_untracked();
        let name = if next.is_none() { t.no_environment } else { &name };
        self.notices.toast(name.to_owned(), false);
        true
    }
}
