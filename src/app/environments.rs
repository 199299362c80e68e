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
        let id = environment.id;
        let item = Item::Environment(environment);
        let change = Change::Insert { parent: Some(collection), index: usize::MAX, item };
        if self.dispatch(change).is_some() {
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
        let t = self.t_untracked();
        let said = next.map_or_else(
            || t.no_environment.to_owned(),
            |id| {
                let name = self.workspace.with_untracked(|workspace| {
                    let name = workspace.name_of(id).filter(|name| !name.is_empty());
                    name.unwrap_or(t.unnamed).to_owned()
                });
                fill(t.environment_is, &[("name", &name)])
            },
        );
        self.notices.toast(said, false);
        true
    }
}
