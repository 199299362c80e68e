//! File → collection.

use super::{
    LooksLike, ReadError, auth, connection, environment, keys, rows,
    values::{flag, has_objects, null_to_none, object, take_objects, text, text_or},
    words::Word,
};
use crate::core::{
    json::{self, Json, Object},
    model::{
        ClientMessage, Collection, DEFAULT_CLOSE_CODE, Environment, Folder, Item, ItemId, Kept,
        KeptRequest, ListKind, MAX_NESTING, Request, WebSocket,
    },
};

/// Environments, folders, requests and client messages that are read: more than a file of 50 MB that people made
/// holds, few enough for any machine.
const MAX_ITEMS: usize = 250_000;

/// Gives out ids, and counts.
struct Ids<'a> {
    next: &'a mut dyn FnMut() -> ItemId,
    left: usize,
}

impl Ids<'_> {
    fn next(&mut self) -> ItemId {
        (self.next)()
    }

    /// Asked before a list is read.
    fn expect(&mut self, items: usize) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(items).ok_or(ReadError::TooManyItems)?;
        Ok(())
    }
}

/// Reads a file, with or without byte order mark, in time linear in its size. `ids` is asked once
/// for every item in the order of the tree: parents first, then environments, folders, requests.
pub fn read(bytes: &[u8], ids: &mut dyn FnMut() -> ItemId) -> Result<Collection, ReadError> {
    let text = to_text(bytes)?;
    let mut collection = from_json(json::parse(text)?, ids)?;
    collection.final_line_end = text.ends_with('\n');
    Ok(collection)
}

/// A file's text without its byte order mark.
pub(super) fn to_text(bytes: &[u8]) -> Result<&str, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8 { at: error.valid_up_to() })
}

/// [`read`] for JSON that was parsed already.
pub fn from_json(json: Json, ids: &mut dyn FnMut() -> ItemId) -> Result<Collection, ReadError> {
    let Json::Object(mut kept) = json else {
        return Err(ReadError::NotACollection(LooksLike::Other));
    };
    recognize(&kept)?;
    for key in ["variables", "environments"] {
        null_to_none(&mut kept, key);
    }
    let ids = &mut Ids { next: ids, left: MAX_ITEMS };
    let id = ids.next();
    let environments = environments(&mut kept, ids)?;
    let folders = folders(&mut kept, ids)?;
    let requests = requests(&mut kept, ids)?;
    let collection = Collection {
        id,
        name: text(&kept, "name").to_owned(),
        variables: rows::read_variables(&mut kept),
        auth: auth::read(&kept, "collectionScopedAuth"),
        headers: rows::read_headers(&mut kept, "collectionScopedRequestHeaders"),
        environments,
        folders,
        requests,
        kept: Kept(kept),
        final_line_end: false,
    };
    if collection.nesting() > MAX_NESTING {
        return Err(ReadError::TooDeep);
    }
    Ok(collection)
}

/// One item from its object, as it stands in such a list of a collection's file.
pub fn item_from_json(
    json: Json,
    kind: ListKind,
    ids: &mut dyn FnMut() -> ItemId,
) -> Result<Item, ReadError> {
    let Json::Object(kept) = json else {
        return Err(ReadError::NotACollection(LooksLike::Other));
    };
    let counted = &mut Ids { next: &mut *ids, left: MAX_ITEMS };
    let item = match kind {
        ListKind::Collections => Item::Collection(from_json(Json::Object(kept), ids)?),
        ListKind::Environments => Item::Environment(environment::read(kept, counted.next())),
        ListKind::Folders => Item::Folder(folder(kept, counted)?),
        ListKind::Requests => Item::Request(request(kept, counted)?),
        ListKind::ClientMessages => Item::ClientMessage(client_message(kept, counted)),
    };
    if item.nesting() > MAX_NESTING { Err(ReadError::TooDeep) } else { Ok(item) }
}

fn recognize(file: &Object) -> Result<(), ReadError> {
    let has = |key: &str| file.contains(key);
    let inside = |outer: &str, key: &str| object(file, outer).is_some_and(|it| it.contains(key));
    let looks_like = if environment::is_environment(file) {
        LooksLike::PororocaEnvironment
    } else if text(file, "schema").starts_with("Pororoca") {
        return Ok(());
    } else if inside("info", "_postman_id")
        || has("_postman_variable_scope")
        || inside("info", "schema") && has("item")
    {
        LooksLike::Postman
    } else if has("__export_format") || text(file, "type").contains("insomnia") {
        LooksLike::Insomnia
    } else if has("openapi") || has("swagger") {
        LooksLike::OpenApi
    } else {
        LooksLike::Other
    };
    Err(ReadError::NotACollection(looks_like))
}

fn environments(kept: &mut Object, ids: &mut Ids<'_>) -> Result<Vec<Environment>, ReadError> {
    let items = take_objects(kept, "environments");
    ids.expect(items.len())?;
    Ok(items.into_iter().map(|it| environment::read(it, ids.next())).collect())
}

fn folders(kept: &mut Object, ids: &mut Ids<'_>) -> Result<Vec<Folder>, ReadError> {
    let items = take_list(kept, "folders", ids)?;
    children("folders", items, |kept| folder(kept, ids))
}

fn requests(kept: &mut Object, ids: &mut Ids<'_>) -> Result<Vec<Request>, ReadError> {
    let items = take_list(kept, "requests", ids)?;
    children("requests", items, |kept| request(kept, ids))
}

/// Takes what a list holds out of an item and leaves the list empty.
fn take_list(kept: &mut Object, key: &str, ids: &mut Ids<'_>) -> Result<Vec<Json>, ReadError> {
    null_to_none(kept, key);
    match kept.get_mut(key) {
        None => Ok(Vec::new()),
        Some(Json::Array(items)) => {
            ids.expect(items.len())?;
            Ok(std::mem::take(items))
        }
        Some(_) => Err(ReadError::WrongType { path: key.to_owned() }),
    }
}

fn children<T>(
    key: &str,
    items: Vec<Json>,
    mut read: impl FnMut(Object) -> Result<T, ReadError>,
) -> Result<Vec<T>, ReadError> {
    // Exactly as many as there are: a list that grows takes three times that for a moment.
    let mut children = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        children.push(match item {
            Json::Object(kept) => {
                read(kept).map_err(|error| inside(&format!("{key}[{index}]"), error))?
            }
            _ => return Err(ReadError::WrongType { path: format!("{key}[{index}]") }),
        });
    }
    Ok(children)
}

fn inside(outer: &str, error: ReadError) -> ReadError {
    match error {
        ReadError::WrongType { path } => ReadError::WrongType { path: format!("{outer}.{path}") },
        other => other,
    }
}

fn folder(mut kept: Object, ids: &mut Ids<'_>) -> Result<Folder, ReadError> {
    if kept.is_empty() {
        keys::complete_folder(&mut kept);
    }
    let id = ids.next();
    let folders = folders(&mut kept, ids)?;
    let requests = requests(&mut kept, ids)?;
    let name = text(&kept, "name").to_owned();
    Ok(Folder { id, name, folders, requests, kept: Kept(kept) })
}

fn request(mut kept: Object, ids: &mut Ids<'_>) -> Result<Request, ReadError> {
    let id = ids.next();
    let name = text(&kept, "name").to_owned();
    let is_web_socket = text(&kept, "requestType") == "websocket";
    if !is_web_socket
        || !has_objects(&kept, "subprotocols")
        || !has_objects(&kept, "clientMessages")
    {
        return Ok(Request::Kept(KeptRequest { id, name, kept: Kept(kept) }));
    }
    let subprotocols =
        take_objects(&mut kept, "subprotocols").into_iter().map(rows::read_subprotocol).collect();
    let messages = take_objects(&mut kept, "clientMessages");
    ids.expect(messages.len())?;
    let client_messages = messages.into_iter().map(|it| client_message(it, ids)).collect();
    Ok(Request::WebSocket(WebSocket {
        id,
        name,
        url: text(&kept, "url").to_owned(),
        headers: rows::read_headers(&mut kept, "headers"),
        auth: auth::read(&kept, "customAuth"),
        compression: connection::read_compression(&kept),
        settings: connection::read_settings(&kept),
        subprotocols,
        client_messages,
        kept: Kept(kept),
    }))
}

fn client_message(mut kept: Object, ids: &mut Ids<'_>) -> ClientMessage {
    if kept.is_empty() {
        keys::complete_client_message(&mut kept);
    }
    let nothing = Object::default();
    let ours = object(&kept, keys::OURS).unwrap_or(&nothing);
    ClientMessage {
        id: ids.next(),
        name: text(&kept, "name").to_owned(),
        message_type: Word::read(&kept, "messageType"),
        content_mode: Word::read(&kept, "contentMode"),
        raw_content: text(&kept, "rawContent").to_owned(),
        syntax: Word::read(&kept, "rawContentSyntax"),
        file_src_path: text(&kept, "fileSrcPath").to_owned(),
        disable_compression: flag(&kept, "disableCompressionForThis", false),
        binary_encoding: Word::read(ours, "binaryEncoding"),
        close_code: text_or(ours, "closeCode", DEFAULT_CLOSE_CODE).to_owned(),
        kept: Kept(kept),
    }
}
