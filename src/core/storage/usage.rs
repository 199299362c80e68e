//! How full the store is.

use super::{Entries, entry};
use crate::core::model::ItemId;

/// What browsers let one site keep in `localStorage`, in UTF-16 code units of keys and texts.
pub const QUOTA: usize = 5_242_880;

/// How full the store is, in UTF-16 code units of keys and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// All entries, those of others on the same site included. Compare with [`QUOTA`].
    pub used: usize,
    /// The collections, largest first.
    pub collections: Vec<(ItemId, usize)>,
}

/// Measures every entry.
pub fn usage(entries: &dyn Entries) -> Usage {
    let mut usage = Usage::default();
    for key in entries.keys() {
        let text = entries.get(&key).unwrap_or_default();
        let units = key.encode_utf16().count() + text.encode_utf16().count();
        usage.used += units;
        if let Some(Ok(id)) = entry::id_of_key(&key) {
            usage.collections.push((id, units));
        }
    }
    usage.collections.sort_by_key(|(id, units)| (std::cmp::Reverse(*units), *id));
    usage
}
