//! Collections for property tests: whatever a file may hold, unknown keys and odd values included.

use proptest::{option::weighted, prelude::*, strategy::BoxedStrategy};

mod typed;

pub(crate) use typed::{any_auth, any_compression, any_settings, any_variable};

use super::read;
use crate::core::{
    json::{
        Json, Object,
        tests::{any_json, any_text},
    },
    model::{Collection, ItemId},
};

/// Ids from 1 upwards.
pub(crate) fn ids_from(first: u64) -> impl FnMut() -> ItemId {
    let mut next = first;
    move || {
        next += 1;
        ItemId(next - 1)
    }
}

/// Any collection as it was read from a file, its ids from `first` upwards.
pub(crate) fn any_collection(first: u64) -> impl Strategy<Value = Collection> {
    any_collection_json().prop_map(move |json| {
        read(json.to_compact().as_bytes(), &mut ids_from(first)).expect("a collection")
    })
}

/// What a collection's file may hold.
pub(crate) fn any_collection_json() -> impl Strategy<Value = Json> {
    let optional = vec![
        ("id", text()),
        ("name", text()),
        ("createdAt", text()),
        ("variables", list_or_odd(variable())),
        ("collectionScopedAuth", auth()),
        ("collectionScopedRequestHeaders", list_or_odd(header())),
        ("environments", list_or_odd(environment())),
        ("folders", list(folder(), 2)),
        ("requests", list(request(), 3)),
        ("macareu", object(vec![("auth", auth())])),
    ];
    let schema = prop_oneof![Just("Pororoca/1"), Just("Pororoca/Beta")].prop_map(Json::from);
    with_required(("schema", schema.boxed()), optional)
}

/// What an environment's file may hold.
pub(crate) fn any_environment_json() -> impl Strategy<Value = Json> {
    let flag = ("isCurrent", boolean());
    let optional =
        vec![("id", text()), ("name", text()), ("createdAt", text()), ("variables", variables())];
    (with_required(flag, optional), Just(Json::from("Pororoca/1"))).prop_map(|(json, schema)| {
        let Json::Object(mut object) = json else { unreachable!("an object") };
        object.push("schema", schema);
        Json::Object(object)
    })
}

fn environment() -> BoxedStrategy<Json> {
    object(vec![
        ("schema", Just(Json::from("Pororoca/1")).boxed()),
        ("id", text()),
        ("name", text()),
        ("isCurrent", boolean()),
        ("variables", variables()),
    ])
}

fn variables() -> BoxedStrategy<Json> {
    list_or_odd(variable())
}

fn header() -> BoxedStrategy<Json> {
    object(vec![("enabled", boolean()), ("key", text()), ("value", text())])
}

fn auth() -> BoxedStrategy<Json> {
    let windows = object(vec![
        ("useCurrentUser", boolean()),
        ("login", text()),
        ("password", text()),
        ("domain", text()),
    ]);
    let certificate = object(vec![
        ("type", words(&["pkcs12", "pem"])),
        ("certificateFilePath", text()),
        ("privateKeyFilePath", text()),
        ("filePassword", text()),
    ]);
    let modes =
        &["inheritFromCollection", "basic", "bearer", "windows", "clientCertificate", "new"];
    odd_now_and_then(object(vec![
        ("mode", words(modes)),
        ("basicAuthLogin", text()),
        ("basicAuthPassword", text()),
        ("bearerToken", text()),
        ("windows", odd_now_and_then(windows)),
        ("clientCertificate", odd_now_and_then(certificate)),
    ]))
}

fn compression() -> BoxedStrategy<Json> {
    odd_now_and_then(object(vec![
        ("clientMaxWindowBits", whole_number()),
        ("clientContextTakeover", boolean()),
        ("serverMaxWindowBits", whole_number()),
        ("serverContextTakeover", boolean()),
    ]))
}

fn settings() -> BoxedStrategy<Json> {
    let substitutes = object(vec![
        ("basic", words(&["none", "urlCredentials"])),
        ("bearer", words(&["none", "queryParameter", "subprotocol", "firstMessage"])),
        ("bearerParameter", text()),
        ("bearerPrefix", text()),
        ("bearerMessage", text()),
        ("cookie", boolean()),
    ]);
    let parameter = object(vec![("after", whole_number()), ("key", text()), ("value", text())]);
    let parameters = prop::collection::vec(odd_now_and_then(parameter), 0..3);
    odd_now_and_then(object(vec![
        ("handshakeTimeoutMs", whole_number()),
        ("reconnect", boolean()),
        ("disabledParameters", odd_now_and_then(parameters.prop_map(Json::Array).boxed())),
        ("substitutes", odd_now_and_then(substitutes)),
        ("auth", auth()),
    ]))
}

fn whole_number() -> BoxedStrategy<Json> {
    odd_now_and_then((0..300u64).prop_map(Json::from).boxed())
}

fn variable() -> BoxedStrategy<Json> {
    object(vec![
        ("enabled", boolean()),
        ("key", text()),
        ("value", text()),
        ("isSecret", boolean()),
    ])
}

fn folder() -> BoxedStrategy<Json> {
    let leaf = object(vec![("name", text()), ("requests", list(request(), 2))]);
    leaf.prop_recursive(3, 6, 2, |inner| {
        object(vec![
            ("name", text()),
            ("folders", list(inner.boxed(), 2)),
            ("requests", list(request(), 2)),
        ])
    })
    .boxed()
}

fn request() -> BoxedStrategy<Json> {
    let web_socket = with_required(
        ("requestType", Just(Json::from("websocket")).boxed()),
        vec![
            ("name", text()),
            ("httpVersion", Just(Json::Number("1.1".to_owned())).boxed()),
            ("url", text()),
            ("headers", list_or_odd(header())),
            ("customAuth", auth()),
            ("compressionOptions", compression()),
            ("macareu", settings()),
            ("subprotocols", list_or_odd(subprotocol())),
            ("clientMessages", list_or_odd(client_message())),
        ],
    );
    let other = object(vec![
        (
            "requestType",
            prop_oneof![Just("http"), Just("httpRepetition")].prop_map(Json::from).boxed(),
        ),
        ("name", text()),
        ("url", text()),
        ("subprotocols", list(subprotocol(), 1)),
    ]);
    prop_oneof![3 => web_socket, 1 => other].boxed()
}

fn subprotocol() -> BoxedStrategy<Json> {
    object(vec![("enabled", boolean()), ("key", text()), ("value", text())])
}

fn client_message() -> BoxedStrategy<Json> {
    let ours =
        object(vec![("binaryEncoding", words(&["utf8", "hex", "base64"])), ("closeCode", text())]);
    object(vec![
        ("name", text()),
        ("contentMode", words(&["raw", "file"])),
        ("rawContent", text()),
        ("rawContentSyntax", words(&["json", "other"])),
        ("fileSrcPath", text()),
        ("disableCompressionForThis", boolean()),
        ("direction", words(&["fromClient"])),
        ("messageType", words(&["text", "binary", "close", "TEXT"])),
        ("macareu", ours),
    ])
}

fn words(words: &'static [&'static str]) -> BoxedStrategy<Json> {
    odd_now_and_then(prop::sample::select(words).prop_map(Json::from).boxed())
}

fn text() -> BoxedStrategy<Json> {
    odd_now_and_then(any_text().prop_map(Json::String).boxed())
}

fn boolean() -> BoxedStrategy<Json> {
    odd_now_and_then(any::<bool>().prop_map(Json::Bool).boxed())
}

fn odd_now_and_then(usual: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    prop_oneof![8 => usual, 1 => any_json()].boxed()
}

fn list(item: BoxedStrategy<Json>, longest: usize) -> BoxedStrategy<Json> {
    prop::collection::vec(item, 0..=longest).prop_map(Json::Array).boxed()
}

fn list_or_odd(item: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    odd_now_and_then(list(item, 3))
}

fn object(known: Vec<(&'static str, BoxedStrategy<Json>)>) -> BoxedStrategy<Json> {
    entries(known).prop_map(|it| Json::Object(Object::from_iter(it))).boxed()
}

fn with_required(
    (key, value): (&'static str, BoxedStrategy<Json>),
    known: Vec<(&'static str, BoxedStrategy<Json>)>,
) -> BoxedStrategy<Json> {
    (entries(known), value, any::<prop::sample::Index>())
        .prop_map(move |(mut entries, value, at)| {
            entries.insert(at.index(entries.len() + 1), (key.to_owned(), value));
            Json::Object(entries.into_iter().collect())
        })
        .boxed()
}

/// Most of the known keys and some unknown ones, in any order.
fn entries(known: Vec<(&'static str, BoxedStrategy<Json>)>) -> BoxedStrategy<Vec<(String, Json)>> {
    let known: Vec<_> = known
        .into_iter()
        .map(|(key, value)| weighted(0.85, value.prop_map(move |it| (key.to_owned(), it))))
        .collect();
    let unknown =
        prop::collection::vec((any_text().prop_map(|it| format!("x{it}")), any_json()), 0..2);
    (known, unknown)
        .prop_map(|(known, unknown)| known.into_iter().flatten().chain(unknown).collect::<Vec<_>>())
        .prop_shuffle()
        .boxed()
}
