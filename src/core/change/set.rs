//! Changes inside an item: a value takes the place of another.

use super::{Applied, Change, ChangeError, applied, places};
use crate::core::model::{
    Auth, Compression, ConnectionSettings, Header, ItemId, Kept, MessageContent, Subprotocol,
    Variable, Workspace, rows_fit_in,
};

type Outcome = Result<Applied, ChangeError>;

pub(super) fn name(workspace: &mut Workspace, id: ItemId, name: String) -> Outcome {
    let place = places::name(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let name = std::mem::replace(place, name);
    Ok(applied(workspace, id, Change::Rename { id, name }))
}

pub(super) fn url(workspace: &mut Workspace, id: ItemId, url: String) -> Outcome {
    let socket = places::websocket(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let url = std::mem::replace(&mut socket.url, url);
    Ok(applied(workspace, id, Change::SetUrl { id, url }))
}

pub(super) fn subprotocols(
    workspace: &mut Workspace,
    id: ItemId,
    subprotocols: Vec<Subprotocol>,
) -> Outcome {
    check_rows(workspace, id, &mut subprotocols.iter().map(|it| &it.kept))?;
    let socket = places::websocket(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let subprotocols = std::mem::replace(&mut socket.subprotocols, subprotocols);
    Ok(applied(workspace, id, Change::SetSubprotocols { id, subprotocols }))
}

pub(super) fn client_message(
    workspace: &mut Workspace,
    id: ItemId,
    content: MessageContent,
) -> Outcome {
    let message = places::client_message(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let content = message.replace_content(content);
    Ok(applied(workspace, id, Change::SetClientMessage { id, content }))
}

pub(super) fn variables(
    workspace: &mut Workspace,
    id: ItemId,
    variables: Vec<Variable>,
) -> Outcome {
    check_rows(workspace, id, &mut variables.iter().map(|it| &it.kept))?;
    let place = places::variables(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let variables = std::mem::replace(place, variables);
    Ok(applied(workspace, id, Change::SetVariables { id, variables }))
}

pub(super) fn headers(workspace: &mut Workspace, id: ItemId, headers: Vec<Header>) -> Outcome {
    check_rows(workspace, id, &mut headers.iter().map(|it| &it.kept))?;
    let place = places::headers(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let headers = std::mem::replace(place, headers);
    Ok(applied(workspace, id, Change::SetHeaders { id, headers }))
}

pub(super) fn auth(workspace: &mut Workspace, id: ItemId, auth: Auth) -> Outcome {
    let place = places::auth(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let auth = std::mem::replace(place, auth);
    Ok(applied(workspace, id, Change::SetAuth { id, auth }))
}

pub(super) fn compression(
    workspace: &mut Workspace,
    id: ItemId,
    compression: Option<Compression>,
) -> Outcome {
    let socket = places::websocket(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let compression = std::mem::replace(&mut socket.compression, compression);
    Ok(applied(workspace, id, Change::SetCompression { id, compression }))
}

pub(super) fn connection_settings(
    workspace: &mut Workspace,
    id: ItemId,
    settings: ConnectionSettings,
) -> Outcome {
    let socket = places::websocket(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    let settings = std::mem::replace(&mut socket.settings, settings);
    Ok(applied(workspace, id, Change::SetConnectionSettings { id, settings }))
}

/// A file may say of several environments that they are the current one; only the whole collection
/// brings that back.
pub(super) fn current_environment(
    workspace: &mut Workspace,
    id: ItemId,
    environment: Option<ItemId>,
) -> Outcome {
    let collection = places::collection(workspace, id).ok_or(ChangeError::NoSuchItem(id))?;
    if let Some(wanted) = environment
        && !collection.environments.iter().any(|it| it.id == wanted)
    {
        return Err(ChangeError::NoSuchItem(wanted));
    }
    let current = collection.environments.iter().filter(|it| it.is_current);
    let current: Vec<ItemId> = current.map(|it| it.id).collect();
    let inverse = match current.as_slice() {
        [] | [_] => {
            let environment = current.first().copied();
            Change::SetCurrentEnvironment { collection: id, environment }
        }
        _ => Change::ReplaceCollection { collection: collection.clone() },
    };
    for it in &mut collection.environments {
        it.is_current = Some(it.id) == environment;
    }
    Ok(applied(workspace, id, inverse))
}

/// Rows of another place may hold unknown keys that nest too deep for this one.
fn check_rows(
    workspace: &Workspace,
    id: ItemId,
    rows: &mut dyn Iterator<Item = &Kept>,
) -> Result<(), ChangeError> {
    let level = workspace.path_to(id).len();
    if rows_fit_in(level, rows) { Ok(()) } else { Err(ChangeError::TooDeep) }
}
