//! New ids, from the browser's cryptographic random numbers.

use uuid::Uuid;

use crate::core::model::ItemId;

/// A new item id in `1..2^53`.
pub fn item_id() -> ItemId {
    let (random, _) = Uuid::new_v4().as_u64_pair();
    // Version bits stand in the low half of the first word; the 48 bits above are random.
    ItemId((random >> 16).max(1))
}

/// A new GUID, version 4 (RFC 9562 §5.4).
pub fn guid() -> String {
    Uuid::new_v4().hyphenated().to_string()
}

/// Any number, each as likely as the others.
pub fn random() -> u64 {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    // As in `item_id`, 48 bits of the first word are random; the last 16 come from the second.
    (high & !0xffff) | (low & 0xffff)
}
