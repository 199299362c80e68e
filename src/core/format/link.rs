//! A collection as the fragment of a link, `c=1.…`: its Pororoca file, deflated (RFC 1951), as base64url
//! without padding. The `1` is the version. A fragment goes to no server.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{TINFLStatus, decompress_to_vec_with_limit},
};
use thiserror::Error;

use super::pororoca::{self, ExportChoices, ReadError, for_export, has_secret_values};
use crate::core::{
    demo,
    json::Json,
    model::{Collection, ItemId, ItemRef},
    web_address,
};

/// What the data begins with.
const VERSION: &str = "1.";

/// Links that hold more, in bytes, are not read: more than the browser could keep.
const LARGEST: usize = 16_000_000;

/// How hard deflate tries; more gains nothing.
const LEVEL: u8 = 9;

/// Longer links, in characters, are cut in many chats.
pub const LONG: usize = 2_000;

/// Longer links, in characters, are refused by some browsers and most chats.
pub const TOO_LONG: usize = 32_000;

/// Keys of Pororoca that hold an auth.
const AUTH: &[&str] = &["auth", "customAuth", "collectionScopedAuth"];

/// Those within that are secret.
const SECRET: &[&str] = &["basicAuthPassword", "bearerToken", "password", "filePassword"];

/// Why a link was not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Of a version this app does not know.
    #[error("made by another version")]
    OtherVersion,
    /// Not base64url, or not deflated.
    #[error("damaged")]
    Damaged,
    /// It would be larger than [`LARGEST`].
    #[error("too large")]
    TooLarge,
    /// What it holds is no collection.
    #[error(transparent)]
    NoCollection(#[from] ReadError),
}

/// What a collection holds, for someone who decides whether to take it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// How many WebSockets.
    pub websockets: usize,
    /// How many client messages.
    pub messages: usize,
    /// How many environments.
    pub environments: usize,
    /// Where its WebSockets connect to, each once: `wss://host`, or the address as typed where it has
    /// variables, is a server in the page, or is none.
    pub servers: Vec<String>,
    /// Values of secret variables, passwords or tokens.
    pub secrets: bool,
}

/// The fragment for a collection, without `#`. Passwords and tokens of auths go along if `with_auth`.
pub fn write(collection: &Collection, choices: &ExportChoices, with_auth: bool) -> String {
    let mut copy = pororoca::to_json(&for_export(collection, choices));
    if !with_auth {
        blank_auths(&mut copy, false);
    }
    let mut text = copy.to_pretty();
    if collection.final_line_end {
        text.push('\n');
    }
    let packed = compress_to_vec(text.as_bytes(), LEVEL);
    format!("c={VERSION}{}", BASE64_URL_SAFE_NO_PAD.encode(packed))
}

/// The collection of a link's data, which is what stands after `c=`. `ids` is asked as
/// [`pororoca::read`] asks.
pub fn read(data: &str, ids: &mut dyn FnMut() -> ItemId) -> Result<Collection, LinkError> {
    let Some(data) = data.strip_prefix(VERSION) else {
        let version = data.split_once('.').map(|(version, _)| version);
        let is_version = version.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
        return Err(if is_version { LinkError::OtherVersion } else { LinkError::Damaged });
    };
    let packed = BASE64_URL_SAFE_NO_PAD.decode(data.trim_end()).map_err(|_| LinkError::Damaged)?;
    let text = decompress_to_vec_with_limit(&packed, LARGEST).map_err(|it| match it.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLarge,
        _ => LinkError::Damaged,
    })?;
    Ok(pororoca::read(&text, ids)?)
}

/// What a collection holds.
pub fn holds(collection: &Collection) -> Holds {
    let environments = &collection.environments;
    let lists = environments.iter().map(|it| &it.variables).chain([&collection.variables]);
    let mut holds = Holds {
        environments: environments.len(),
        secrets: lists.into_iter().any(|it| has_secret_values(it)) || has_auth_secrets(collection),
        ..Holds::default()
    };
    for item in ItemRef::Collection(collection).with_descendants() {
        match item {
            ItemRef::WebSocket(it) => {
                holds.websockets += 1;
                let is_known = !it.url.contains("{{") && !demo::is_demo(&it.url);
                let address = web_address::check(&it.url).ok().filter(|_| is_known);
                let server = address.map_or_else(
                    || it.url.trim().to_owned(),
                    |it| it.server.http_origin().replacen("http", "ws", 1),
                );
                if !server.is_empty() && !holds.servers.contains(&server) {
                    holds.servers.push(server);
                }
            }
            ItemRef::ClientMessage(_) => holds.messages += 1,
            _ => {}
        }
    }
    holds
}

/// Whether auths of a collection hold passwords or tokens.
pub fn has_auth_secrets(collection: &Collection) -> bool {
    blank_auths(&mut pororoca::to_json(collection), false)
}

/// Empties passwords and tokens, also those of requests that are only kept; whether there were any.
fn blank_auths(json: &mut Json, is_auth: bool) -> bool {
    let mut any = false;
    match json {
        Json::Array(items) => {
            for item in items {
                any |= blank_auths(item, is_auth);
            }
        }
        Json::Object(object) => {
            for (key, value) in object.iter_mut() {
                if is_auth && SECRET.contains(&key) {
                    if !is_harmless(value) {
                        any = true;
                        *value = Json::from("");
                    }
                } else {
                    any |= blank_auths(value, is_auth || AUTH.contains(&key));
                }
            }
        }
        _ => {}
    }
    any
}

/// Nothing, or the name of a variable, whose value is that variable's matter.
fn is_harmless(value: &Json) -> bool {
    let name = |text: &str| {
        let name = text.strip_prefix("{{")?.strip_suffix("}}")?;
        (!name.contains(['{', '}'])).then_some(())
    };
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty() || name(text.trim()).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::format::pororoca::samples::{any_collection, ids_from};

    const SAMPLE: &str = include_str!("../../../tests/fixtures/sample.pororoca_collection.json");

    fn everything() -> ExportChoices {
        ExportChoices { collection_secrets: true, ..ExportChoices::default() }
    }

    fn of(text: &[u8]) -> String {
        format!("{VERSION}{}", BASE64_URL_SAFE_NO_PAD.encode(compress_to_vec(text, LEVEL)))
    }

    fn back(link: &str) -> Result<Collection, LinkError> {
        read(link.strip_prefix("c=").unwrap_or(link), &mut ids_from(1))
    }

    #[test]
    fn passwords_and_tokens_stay_unless_chosen() {
        let names = pororoca::read(SAMPLE.as_bytes(), &mut ids_from(1)).expect("a sample");
        assert!(!has_auth_secrets(&names), "names of variables are none");
        let text = SAMPLE.replace("{{ChatPassword}}", "hunter2");
        let collection = pororoca::read(text.as_bytes(), &mut ids_from(1)).expect("a sample");
        assert!(has_auth_secrets(&collection));
        let without = back(&write(&collection, &everything(), false)).expect("a link");
        assert!(!has_auth_secrets(&without));
        assert!(pororoca::write(&without).contains("{{ApiToken}}"));
        let with = back(&write(&collection, &everything(), true)).expect("a link");
        assert!(has_auth_secrets(&with));
    }

    #[test]
    fn what_it_holds() {
        let text = r#"{"schema":"Pororoca/1","name":"A","requests":[
            {"requestType":"websocket","name":"a","url":"WSS://Host/x?y=1","clientMessages":[]},
            {"requestType":"websocket","name":"b","url":"wss://host:443/z"},
            {"requestType":"websocket","name":"c","url":"ws://{{Host}}/","customAuth":{"mode":"bearer","bearerToken":"t"}},
            {"requestType":"websocket","name":"d","url":"demo:clock"},
            {"requestType":"websocket","name":"e","url":""}]}"#;
        let collection = back(&of(text.as_bytes())).expect("a collection");
        let servers = ["wss://host", "ws://{{Host}}/", "demo:clock"].map(str::to_owned).to_vec();
        let expected =
            Holds { websockets: 5, messages: 0, environments: 0, servers, secrets: true };
        assert_eq!(holds(&collection), expected);
    }

    #[test]
    fn other_data_is_refused() {
        let good = of(SAMPLE.as_bytes());
        let half = good.get(..good.len() / 2).expect("ASCII");
        for (data, expected) in [
            ("", LinkError::Damaged),
            ("abc", LinkError::Damaged),
            ("1.", LinkError::Damaged),
            ("1.!!!!", LinkError::Damaged),
            (half, LinkError::Damaged),
            ("2.abc", LinkError::OtherVersion),
            (&of(&vec![b' '; LARGEST + 1]), LinkError::TooLarge),
        ] {
            assert_eq!(back(data), Err(expected), "{data:.20}");
        }
        assert!(matches!(back(&of(b"{}")), Err(LinkError::NoCollection(_))));
        assert!(matches!(back(&of(b"\xff")), Err(LinkError::NoCollection(_))));
    }

    proptest! {
        #[test]
        fn any_collection_comes_through(collection in any_collection(1)) {
            let mut choices = everything();
            choices.with_secrets = collection.environments.iter().map(|it| it.id).collect();
            let again = back(&write(&collection, &choices, true)).expect("a link");
            prop_assert_eq!(pororoca::write(&again), pororoca::write(&collection));
        }

        #[test]
        fn no_secret_of_any_collection_goes_along(collection in any_collection(1)) {
            let again = back(&write(&collection, &ExportChoices::default(), false));
            prop_assert!(!holds(&again.expect("a link")).secrets);
        }

        #[test]
        fn any_data_is_read_or_refused(data in "(1\\.)?[A-Za-z0-9_-]{0,60}") {
            drop(back(&data));
        }
    }
}
