//! Places in the workspace to write to. Recursion is bounded by the model's nesting.

use crate::core::model::{
    Auth, ClientMessage, Collection, Folder, Header, Item, ItemId, Request, Variable, WebSocket,
    Workspace,
};

/// The two lists of a collection or folder.
struct Lists<'a> {
    folders: &'a mut Vec<Folder>,
    requests: &'a mut Vec<Request>,
}

/// The name of any item.
pub(super) fn name(workspace: &mut Workspace, id: ItemId) -> Option<&mut String> {
    for collection in &mut workspace.collections {
        if collection.id == id {
            return Some(&mut collection.name);
        }
        if let Some(environment) = collection.environments.iter_mut().find(|it| it.id == id) {
            return Some(&mut environment.name);
        }
        if let Some(name) = name_in(&mut collection.folders, &mut collection.requests, id) {
            return Some(name);
        }
    }
    None
}

fn name_in<'a>(
    folders: &'a mut [Folder],
    requests: &'a mut [Request],
    id: ItemId,
) -> Option<&'a mut String> {
    for request in requests {
        match request {
            Request::Kept(it) if it.id == id => return Some(&mut it.name),
            Request::WebSocket(it) => {
                if it.id == id {
                    return Some(&mut it.name);
                }
                if let Some(message) = it.client_messages.iter_mut().find(|it| it.id == id) {
                    return Some(&mut message.name);
                }
            }
            Request::Kept(_) => {}
        }
    }
    for folder in folders {
        if folder.id == id {
            return Some(&mut folder.name);
        }
        if let Some(name) = name_in(&mut folder.folders, &mut folder.requests, id) {
            return Some(name);
        }
    }
    None
}

/// The collection with this id.
pub(super) fn collection(workspace: &mut Workspace, id: ItemId) -> Option<&mut Collection> {
    workspace.collections.iter_mut().find(|it| it.id == id)
}

/// The variables of a collection or environment.
pub(super) fn variables(workspace: &mut Workspace, id: ItemId) -> Option<&mut Vec<Variable>> {
    workspace.collections.iter_mut().find_map(|collection| {
        if collection.id == id {
            return Some(&mut collection.variables);
        }
        let mut environments = collection.environments.iter_mut();
        environments.find(|it| it.id == id).map(|it| &mut it.variables)
    })
}

/// The headers of a collection or WebSocket.
pub(super) fn headers(workspace: &mut Workspace, id: ItemId) -> Option<&mut Vec<Header>> {
    match workspace.collection(id) {
        Some(_) => collection(workspace, id).map(|it| &mut it.headers),
        None => websocket(workspace, id).map(|it| &mut it.headers),
    }
}

/// The auth of a collection or WebSocket.
pub(super) fn auth(workspace: &mut Workspace, id: ItemId) -> Option<&mut Auth> {
    match workspace.collection(id) {
        Some(_) => collection(workspace, id).map(|it| &mut it.auth),
        None => websocket(workspace, id).map(|it| &mut it.auth),
    }
}

/// The WebSocket with this id.
pub(super) fn websocket(workspace: &mut Workspace, id: ItemId) -> Option<&mut WebSocket> {
    find_websocket(workspace, &|it| it.id == id)
}

/// The client message with this id.
pub(super) fn client_message(workspace: &mut Workspace, id: ItemId) -> Option<&mut ClientMessage> {
    let holds = |socket: &WebSocket| socket.client_messages.iter().any(|it| it.id == id);
    find_websocket(workspace, &holds)?.client_messages.iter_mut().find(|it| it.id == id)
}

fn find_websocket<'a>(
    workspace: &'a mut Workspace,
    wanted: &dyn Fn(&WebSocket) -> bool,
) -> Option<&'a mut WebSocket> {
    workspace
        .collections
        .iter_mut()
        .find_map(|it| websocket_in(&mut it.folders, &mut it.requests, wanted))
}

fn websocket_in<'a>(
    folders: &'a mut [Folder],
    requests: &'a mut [Request],
    wanted: &dyn Fn(&WebSocket) -> bool,
) -> Option<&'a mut WebSocket> {
    let here = requests.iter_mut().find_map(|request| match request {
        Request::WebSocket(it) if wanted(it) => Some(it),
        _ => None,
    });
    here.or_else(|| {
        folders.iter_mut().find_map(|it| websocket_in(&mut it.folders, &mut it.requests, wanted))
    })
}

/// Puts an item under a parent; `None` when the parent is missing or of the wrong kind.
pub(super) fn put(
    workspace: &mut Workspace,
    parent: Option<ItemId>,
    index: usize,
    item: Item,
) -> Option<()> {
    match (item, parent) {
        (Item::Collection(it), None) => insert_at(&mut workspace.collections, index, it),
        (Item::Environment(it), Some(parent)) => {
            insert_at(&mut collection(workspace, parent)?.environments, index, it);
        }
        (Item::Folder(it), Some(parent)) => insert_at(lists(workspace, parent)?.folders, index, it),
        (Item::Request(it), Some(parent)) => {
            insert_at(lists(workspace, parent)?.requests, index, it);
        }
        (Item::ClientMessage(it), Some(parent)) => {
            insert_at(&mut websocket(workspace, parent)?.client_messages, index, it);
        }
        _ => return None,
    }
    Some(())
}

fn insert_at<T>(list: &mut Vec<T>, index: usize, item: T) {
    list.insert(index.min(list.len()), item);
}

fn lists(workspace: &mut Workspace, id: ItemId) -> Option<Lists<'_>> {
    for collection in &mut workspace.collections {
        if collection.id == id {
            let (folders, requests) = (&mut collection.folders, &mut collection.requests);
            return Some(Lists { folders, requests });
        }
        if let Some(lists) = lists_in(&mut collection.folders, id) {
            return Some(lists);
        }
    }
    None
}

fn lists_in(folders: &mut [Folder], id: ItemId) -> Option<Lists<'_>> {
    for folder in folders {
        if folder.id == id {
            let (folders, requests) = (&mut folder.folders, &mut folder.requests);
            return Some(Lists { folders, requests });
        }
        if let Some(lists) = lists_in(&mut folder.folders, id) {
            return Some(lists);
        }
    }
    None
}

/// Takes an item away; says where it stood.
pub(super) fn take(workspace: &mut Workspace, id: ItemId) -> Option<(Option<ItemId>, usize, Item)> {
    if let Some(index) = workspace.collections.iter().position(|it| it.id == id) {
        return Some((None, index, Item::Collection(workspace.collections.remove(index))));
    }
    let (parent, index, item) = workspace.collections.iter_mut().find_map(|it| {
        if let Some(index) = it.environments.iter().position(|it| it.id == id) {
            return Some((it.id, index, Item::Environment(it.environments.remove(index))));
        }
        take_from(it.id, &mut it.folders, &mut it.requests, id)
    })?;
    Some((Some(parent), index, item))
}

fn take_from(
    parent: ItemId,
    folders: &mut Vec<Folder>,
    requests: &mut Vec<Request>,
    id: ItemId,
) -> Option<(ItemId, usize, Item)> {
    if let Some(index) = folders.iter().position(|it| it.id == id) {
        return Some((parent, index, Item::Folder(folders.remove(index))));
    }
    if let Some(index) = requests.iter().position(|it| it.id() == id) {
        return Some((parent, index, Item::Request(requests.remove(index))));
    }
    for request in requests {
        let Request::WebSocket(socket) = request else {
            continue;
        };
        if let Some(index) = socket.client_messages.iter().position(|it| it.id == id) {
            let message = socket.client_messages.remove(index);
            return Some((socket.id, index, Item::ClientMessage(message)));
        }
    }
    folders.iter_mut().find_map(|it| take_from(it.id, &mut it.folders, &mut it.requests, id))
}
