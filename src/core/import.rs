//! Files into the workspace: what a file holds, whether the same is there already, and the change
//! that brings it in.

use super::{
    change::Change,
    format::pororoca::{self, LooksLike, ReadError},
    model::{Collection, Environment, Item, ItemId, ItemRef, Workspace},
};

/// What was read from a file.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "few at a time, which move on at once; in WASM they are small"
)]
pub enum Incoming {
    /// A collection.
    Collection(Collection),
    /// An environment, which belongs into a collection.
    Environment(Environment),
}

/// What to do with something that is there already: it has the same GUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It takes the place of what is there.
    Replace,
    /// It stands beside, under another GUID.
    KeepBoth,
    /// It stays out.
    Skip,
}

impl Incoming {
    /// Its name as shown.
    pub fn name(&self) -> &str {
        match self {
            Self::Collection(it) => &it.name,
            Self::Environment(it) => &it.name,
        }
    }

    /// The item with the same GUID: a collection, or an environment of the collection it goes into.
    pub fn twin(&self, workspace: &Workspace, into: Option<ItemId>) -> Option<ItemId> {
        match self {
            Self::Collection(it) => {
                let guid = it.guid()?;
                let twin = workspace.collections.iter().find(|it| it.guid() == Some(guid))?;
                Some(twin.id)
            }
            Self::Environment(it) => {
                let guid = it.guid()?;
                let environments = &workspace.collection(into?)?.environments;
                Some(environments.iter().find(|it| it.guid() == Some(guid))?.id)
            }
        }
    }

    /// The change that brings it in, and the item that is then new. `answer` counts when there is a
    /// [`twin`](Self::twin); `guid` is a new GUID. `None` when nothing is to be done, or an
    /// environment has no collection to go into.
    pub fn change(
        self,
        workspace: &Workspace,
        into: Option<ItemId>,
        answer: Answer,
        guid: &str,
    ) -> Option<(Change, ItemId)> {
        let twin = self.twin(workspace, into);
        match (self, twin, answer) {
            (_, Some(_), Answer::Skip) => None,
            (Self::Collection(it), Some(twin), Answer::Replace) => {
                let collection = Collection { id: twin, ..it };
                Some((Change::ReplaceCollection { collection }, twin))
            }
            (Self::Collection(it), twin, _) => {
                let it = if twin.is_some() { it.with_new_guid(guid) } else { it };
                let (id, index) = (it.id, workspace.collections.len());
                Some((Change::Insert { parent: None, index, item: Item::Collection(it) }, id))
            }
            (Self::Environment(it), Some(twin), Answer::Replace) => {
                let environments = &workspace.collection(into?)?.environments;
                let index = environments.iter().position(|it| it.id == twin)?;
                let is_current = environments.get(index)?.is_current;
                let item = Item::Environment(Environment { id: twin, is_current, ..it });
                let insert = Change::Insert { parent: into, index, item };
                Some((Change::Many(vec![Change::Remove { id: twin }, insert]), twin))
            }
            (Self::Environment(it), twin, _) => {
                let it = if twin.is_some() { it.as_new(guid) } else { it };
                let (id, index) = (it.id, workspace.collection(into?)?.environments.len());
                Some((Change::Insert { parent: into, index, item: Item::Environment(it) }, id))
            }
        }
    }
}

/// Reads a collection's or an environment's file. `ids` is asked for every item, as
/// [`pororoca::read`] does.
pub fn read(bytes: &[u8], ids: &mut dyn FnMut() -> ItemId) -> Result<Incoming, ReadError> {
    match pororoca::read(bytes, ids) {
        Err(ReadError::NotACollection(LooksLike::PororocaEnvironment)) => {
            pororoca::read_environment(bytes, ids()).map(Incoming::Environment)
        }
        read => read.map(Incoming::Collection),
    }
}

/// The WebSockets of an item: their connections end when it is replaced.
pub fn websockets_in(workspace: &Workspace, item: ItemId) -> Vec<ItemId> {
    let items = workspace.find(item).map(ItemRef::with_descendants).unwrap_or_default();
    let socket = |it: ItemRef<'_>| matches!(it, ItemRef::WebSocket(_)).then(|| it.id());
    items.into_iter().filter_map(socket).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{change, format::pororoca::samples::ids_from};

    const COLLECTION: &str = include_str!("../../tests/fixtures/sample.pororoca_collection.json");
    const ENVIRONMENT: &str = include_str!("../../tests/fixtures/sample.pororoca_environment.json");

    fn incoming(text: &str, first_id: u64) -> Incoming {
        read(text.as_bytes(), &mut ids_from(first_id)).expect("a sample")
    }

    fn take(
        workspace: &mut Workspace,
        it: Incoming,
        into: Option<ItemId>,
        answer: Answer,
    ) -> Change {
        let (change, id) = it.change(workspace, into, answer, "new").expect("a change");
        let inverse = change::apply(workspace, change).expect("it fits").inverse;
        assert!(workspace.find(id).is_some());
        inverse
    }

    fn text(workspace: &Workspace, index: usize) -> String {
        pororoca::write(&workspace.collections[index])
    }

    #[test]
    fn a_file_that_is_new_comes_out_as_it_went_in() {
        let mut workspace = Workspace::default();
        let collection = incoming(COLLECTION, 1);
        assert_eq!(collection.twin(&workspace, None), None);
        take(&mut workspace, collection, None, Answer::Skip);
        assert_eq!(text(&workspace, 0), COLLECTION);
    }

    #[test]
    fn the_same_file_again_replaces_stands_beside_or_stays_out() {
        let mut workspace = Workspace::default();
        take(&mut workspace, incoming(COLLECTION, 1), None, Answer::Skip);
        let before = workspace.clone();
        let edited = COLLECTION.replace("Bare echo (no auth)", "Other");
        let again = incoming(&edited, 1_000);
        assert_eq!(again.twin(&workspace, None), Some(ItemId(1)));
        assert_eq!(again.clone().change(&workspace, None, Answer::Skip, "new"), None);

        let sockets = websockets_in(&workspace, ItemId(1));
        let undo = take(&mut workspace, again.clone(), None, Answer::Replace);
        assert_eq!((workspace.collections.len(), text(&workspace, 0)), (1, edited.clone()));
        assert!(!sockets.is_empty());
        assert!(sockets.iter().all(|id| workspace.find(*id).is_none()));
        change::apply(&mut workspace, undo).expect("undone");
        assert_eq!(workspace, before);

        take(&mut workspace, again, None, Answer::KeepBoth);
        let guid = before.collections[0].guid().expect("a GUID");
        assert_eq!(text(&workspace, 0), COLLECTION);
        assert_eq!(text(&workspace, 1), edited.replace(guid, "new"));
    }

    #[test]
    fn an_environment_goes_into_a_collection() {
        let mut workspace = Workspace::default();
        let environment = incoming(ENVIRONMENT, 500);
        assert_eq!(environment.clone().change(&workspace, None, Answer::Skip, "new"), None);
        let collection = Collection::new(ItemId(1), "c", "", "");
        workspace.collections.push(collection);
        let into = Some(ItemId(1));
        take(&mut workspace, environment, into, Answer::Skip);
        let environments = |workspace: &Workspace| -> Vec<(u64, Option<String>, bool)> {
            let all = workspace.collections[0].environments.iter();
            all.map(|it| (it.id.0, it.guid().map(str::to_owned), it.is_current)).collect()
        };
        let guid = environments(&workspace)[0].1.clone();
        assert!(guid.is_some());
        assert_eq!(environments(&workspace), [(500, guid.clone(), false)]);
        assert_eq!(
            pororoca::write_environment(&workspace.collections[0].environments[0]),
            ENVIRONMENT.replace("\"isCurrent\": true", "\"isCurrent\": false").trim_end()
        );

        workspace.collections[0].environments[0].is_current = true;
        let before = workspace.clone();
        let again = incoming(ENVIRONMENT, 600);
        assert_eq!(again.twin(&workspace, into), Some(ItemId(500)));
        let undo = take(&mut workspace, again.clone(), into, Answer::Replace);
        assert_eq!(environments(&workspace), [(500, guid.clone(), true)]);
        change::apply(&mut workspace, undo).expect("undone");
        assert_eq!(workspace, before);
        take(&mut workspace, again, into, Answer::KeepBoth);
        let both = [(500, guid, true), (600, Some("new".to_owned()), false)];
        assert_eq!(environments(&workspace), both);
    }

    #[test]
    fn other_files_are_refused() {
        let error = read(b"{}", &mut ids_from(1));
        assert_eq!(error, Err(ReadError::NotACollection(LooksLike::Other)));
    }
}
