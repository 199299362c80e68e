//! The fixed entries of a collection in the tree. They are no items: they cannot be moved, named or
//! deleted. So that they can be chosen and unfolded like items, each has an id of its own, made of
//! its collection's.

use super::{ItemId, ItemRef, RowKind, Workspace};

/// Ids of items use the bits below.
const FIRST_BIT: u32 = 53;

/// A fixed entry of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The collection's variables.
    Variables,
    /// Its environments; they stand under it.
    Environments,
    /// What its WebSockets may inherit of auth.
    Auth,
    /// The headers its WebSockets inherit.
    Headers,
}

impl Part {
    /// All, in the order shown.
    pub const ALL: [Self; 4] = [Self::Variables, Self::Environments, Self::Auth, Self::Headers];

    fn number(self) -> u64 {
        match self {
            Self::Variables => 1,
            Self::Environments => 2,
            Self::Auth => 3,
            Self::Headers => 4,
        }
    }

    /// The id of this entry of a collection.
    pub fn of(self, collection: ItemId) -> ItemId {
        ItemId(collection.0 | self.number() << FIRST_BIT)
    }
}

impl ItemId {
    /// The collection and its entry, if it is the id of one.
    pub fn part(self) -> Option<(ItemId, Part)> {
        let number = self.0 >> FIRST_BIT;
        let part = Part::ALL.into_iter().find(|it| it.number() == number)?;
        Some((Self(self.0 & ((1 << FIRST_BIT) - 1)), part))
    }

    /// The collection of an entry; itself when it is an item's.
    #[must_use]
    pub fn without_part(self) -> Self {
        self.part().map_or(self, |(collection, _)| collection)
    }
}

impl Workspace {
    /// What stands on the line of the tree with this id, if there is one.
    pub fn row_kind(&self, id: ItemId) -> Option<RowKind> {
        match id.part() {
            Some((collection, part)) => self.collection(collection).map(|_| RowKind::Part(part)),
            None => self.find(id).map(ItemRef::kind),
        }
    }

    /// The lines of the tree above one, from the top.
    pub fn rows_above(&self, id: ItemId) -> Vec<ItemId> {
        if let Some((collection, _)) = id.part() {
            return vec![collection];
        }
        let mut path = self.trace(id);
        if let Some(ItemRef::Environment(_)) = path.pop() {
            let collection = path.first().map(|it| it.id());
            return collection.into_iter().flat_map(|it| [it, Part::Environments.of(it)]).collect();
        }
        path.into_iter().map(ItemRef::id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::{Collection, Environment};

    #[test]
    fn entries_have_ids_that_no_item_has() {
        let collection = ItemId((1 << FIRST_BIT) - 1);
        for part in Part::ALL {
            let id = part.of(collection);
            assert_eq!(id.part(), Some((collection, part)));
            assert_eq!(id.without_part(), collection);
        }
        assert_eq!((collection.part(), collection.without_part()), (None, collection));
        assert_eq!(ItemId(7 << FIRST_BIT).part(), None);
    }

    #[test]
    fn entries_are_found_while_their_collection_is_there() {
        let mut collection = Collection::new(ItemId(1), "", "", "");
        collection.environments = vec![Environment::new(ItemId(2), "", "", "")];
        let workspace = Workspace { collections: vec![collection] };
        let environments = Part::Environments.of(ItemId(1));
        assert_eq!(workspace.row_kind(environments), Some(RowKind::Part(Part::Environments)));
        assert_eq!(workspace.row_kind(Part::Variables.of(ItemId(9))), None);
        assert_eq!(workspace.row_kind(ItemId(2)), Some(RowKind::Environment));
        assert_eq!(workspace.rows_above(ItemId(2)), [ItemId(1), environments]);
        assert_eq!(workspace.rows_above(environments), [ItemId(1)]);
        assert_eq!(workspace.rows_above(ItemId(1)), []);
    }
}
