//! The pure core: what the product knows and decides. It never touches the browser, a clock,
//! randomness or a global; time, ids and stored text come in as arguments.

pub mod arrange;
pub mod change;
pub mod command;
pub mod connection;
pub mod conversation;
pub mod demo;
pub mod export;
pub mod format;
pub mod header_place;
pub mod import;
pub mod json;
pub mod kv;
pub mod limit;
pub mod message_file;
pub mod model;
pub mod opened;
pub mod payload;
mod percent;
pub mod query_parameters;
pub mod search;
pub mod storage;
pub mod substitute;
pub mod text;
pub mod tree_keys;
pub mod type_ahead;
pub mod update;
pub mod variables;
pub mod web_address;

/// What attackers write into names, addresses and messages.
#[cfg(test)]
fn attacks() -> Vec<String> {
    let texts = serde_json::from_str(include_str!("../../tests/fixtures/attacks.json"));
    texts.expect("an array of texts")
}
