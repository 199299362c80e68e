//! Client messages whose content is in a file: choosing files and the folder they are looked for in,
//! and sending them. Nothing is sent of a file that is not what its kind of message asks for.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::{
    browser::{
        given::{self, GivenFolder, GivenSource, OpenError},
        handle_store,
        source_file::SourceFile,
    },
    core::{
        change::Change,
        message_file::{self, FileProblem, Progress},
        model::{ClientMessage, ContentMode, ItemId, MessageType},
        payload::{
            close,
            utf8::{NotUtf8, Utf8Check},
        },
        text::fill,
        variables::VariableProblem,
    },
    protocol::{SendRefusal, ToWorker},
};

use super::{App, follow_ids, notices::LastingBody, task};

/// How many bytes of a text are checked at once.
const PIECE: u64 = 1 << 20;

/// Under which key the folder's handle is kept.
const FOLDER_KEY: &str = "folder";

/// The signals of files and of the folder. What a person gave lives in this tab; handles are kept in
/// the browser's database as well.
#[derive(Clone, Copy)]
pub struct MessageFiles {
    /// The folder in which paths are looked for.
    pub folder: RwSignal<Option<FolderShown>>,
    /// The path a client message had when its file was chosen: while it has that path, that file is
    /// sent.
    chosen: RwSignal<HashMap<ItemId, String>>,
    /// Why a client message was not sent, and the path it had then.
    problems: RwSignal<HashMap<ItemId, (String, FileProblem)>>,
    /// The file on its way on each WebSocket.
    sending: RwSignal<HashMap<ItemId, SendingFile>>,
    /// Raised whenever a file or the folder was given or taken, or may be read from now on.
    pub(super) given: RwSignal<u32>,
    /// How many files were opened to be sent: they may be others since they were looked at.
    pub(super) opened: RwSignal<u32>,
    attempts: StoredValue<u32>,
    given_folder: StoredValue<Option<GivenFolder>, LocalStorage>,
    given_files: StoredValue<HashMap<ItemId, GivenSource>, LocalStorage>,
}

/// What is shown of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderShown {
    /// Its name; browsers do not tell its path.
    pub name: String,
    /// The browser wants to be asked before it is read.
    pub needs_permission: bool,
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendingFile {
    /// Its name.
    pub name: String,
    /// How far it is; `None` while it is still being checked.
    pub progress: Option<Progress>,
    /// Tells one attempt to send from another.
    attempt: u32,
}

impl MessageFiles {
    pub(super) fn new() -> Self {
        Self {
            folder: RwSignal::new(None),
            chosen: RwSignal::default(),
            problems: RwSignal::default(),
            sending: RwSignal::default(),
            given: RwSignal::new(0),
            opened: RwSignal::new(0),
            attempts: StoredValue::new(0),
            given_folder: StoredValue::new_local(None),
            given_files: StoredValue::new_local(HashMap::new()),
        }
    }

    /// Whether the file of a client message was chosen for the path it has.
    pub fn is_chosen(self, message: &ClientMessage) -> bool {
        self.chosen.with(|chosen| chosen.get(&message.id) == Some(&message.file_src_path))
    }

    /// Why a client message was not sent, until its path is another.
    pub fn problem(self, message: &ClientMessage) -> Option<FileProblem> {
        if message.content_mode != ContentMode::File {
            return None;
        }
        self.problems.with(|problems| {
            let (path, problem) = problems.get(&message.id)?;
            (*path == message.file_src_path).then(|| problem.clone())
        })
    }

    /// The file on its way on a WebSocket.
    pub fn sending(self, socket: ItemId) -> Option<SendingFile> {
        self.sending.with(|sending| sending.get(&socket).cloned())
    }

    /// The worker told how far the files of a WebSocket are.
    pub(super) fn on_progress(self, socket: ItemId, progress: Option<Progress>) {
        self.sending.try_update(|sending| match progress {
            Some(_) => {
                if let Some(file) = sending.get_mut(&socket) {
                    file.progress = progress;
                }
            }
            None => {
                sending.remove(&socket);
            }
        });
    }

    /// Nothing is on its way on a WebSocket any more.
    pub(super) fn stop(self, socket: ItemId) {
        if self.sending.with_untracked(|sending| sending.contains_key(&socket)) {
            self.on_progress(socket, None);
        }
    }

    /// What is kept of items has other ids in a copy.
    pub(super) fn follow(self, ids: &HashMap<ItemId, ItemId>) {
        follow_ids(self.chosen, ids);
        follow_ids(self.problems, ids);
        follow_ids(self.sending, ids);
        self.given_files.update_value(|files| {
            for (from, to) in ids {
                if let Some(file) = files.remove(from) {
                    files.insert(*to, file);
                }
            }
        });
    }

    /// Nothing is on its way any more.
    pub(super) fn stop_all(self) {
        self.sending.try_update(HashMap::clear);
    }

    /// A file of this name is to be checked, unless one is already.
    fn begin(self, socket: ItemId, name: &str) -> Option<u32> {
        let is_free = self.sending.with_untracked(|sending| {
            sending.get(&socket).is_none_or(|file| file.progress.is_some())
        });
        is_free.then(|| {
            self.attempts.update_value(|attempts| *attempts += 1);
            let attempt = self.attempts.get_value();
            let file = SendingFile { name: name.to_owned(), progress: None, attempt };
            self.sending.update(|sending| {
                sending.insert(socket, file);
            });
            attempt
        })
    }

    /// Whether an attempt to send was not cancelled.
    fn is_checking(self, socket: ItemId, attempt: u32) -> bool {
        let is_checking = self.sending.try_with_untracked(|sending| {
            sending.get(&socket).is_some_and(|it| it.progress.is_none() && it.attempt == attempt)
        });
        is_checking == Some(true)
    }

    fn show_folder(self, folder: GivenFolder, needs_permission: bool) {
        let name = folder.name().to_owned();
        self.given_folder.try_set_value(Some(folder));
        self.folder.try_set(Some(FolderShown { name, needs_permission }));
        raise(self.given);
    }

    /// The browser answered whether the folder may be read.
    fn show_permission(self, is_allowed: bool) {
        let needs_permission = |it: &FolderShown| it.needs_permission;
        let needed = self.folder.try_with_untracked(|it| it.as_ref().map(needs_permission));
        if needed.flatten() == Some(is_allowed) {
            self.folder.try_update(|it| {
                if let Some(it) = it {
                    it.needs_permission = !is_allowed;
                }
            });
            raise(self.given);
        }
    }

    fn bind(self, message: ItemId, path: String, file: GivenSource) {
        self.given_files.try_update_value(|files| files.insert(message, file));
        self.chosen.try_update(|chosen| chosen.insert(message, path));
        raise(self.given);
    }

    fn unbind(self, message: ItemId) {
        self.given_files.try_update_value(|files| files.remove(&message));
        self.chosen.try_update(|chosen| chosen.remove(&message));
        raise(self.given);
    }
}

fn raise(number: RwSignal<u32>) {
    number.try_update(|it| *it = it.wrapping_add(1));
}

impl App {
    /// Finds again what was chosen before the page was loaded, where the browser keeps it.
    pub(super) fn begin_message_files(self) {
        task::start(async move {
            // A browser without such a database keeps nothing; the person is asked for files again.
            let Ok(kept) = handle_store::all().await else { return };
            for (key, handle) in kept {
                if key == FOLDER_KEY {
                    let folder = GivenFolder::from_handle(handle);
                    let is_allowed = folder.is_allowed().await;
                    self.message_files.show_folder(folder, !is_allowed);
                } else if let Some((message, path)) = read_key(&key) {
                    let exists = self.workspace.try_with_untracked(|workspace| {
                        workspace.client_message(message).is_some()
                    });
                    if exists == Some(true) {
                        let file = GivenSource::from_handle(handle);
                        self.message_files.bind(message, path.to_owned(), file);
                    } else {
                        forget_kept(&key).await;
                    }
                }
            }
        });
    }

    /// Asks for the file of a client message.
    pub fn choose_message_file(self, message: ItemId) {
        task::start(async move {
            if let Some(file) = given::pick_file().await {
                self.take_message_file(message, file).await;
            }
        });
    }

    /// Takes a file dropped on the page of a client message.
    pub fn drop_message_file(
        self,
        message: ItemId,
        file: impl Future<Output = GivenSource> + 'static,
    ) {
        task::start(async move { self.take_message_file(message, file.await).await });
    }

    async fn take_message_file(self, message: ItemId, file: GivenSource) {
        let folder = self.message_files.given_folder.try_get_value().flatten();
        let place = match folder {
            Some(folder) => folder.place_of(&file).await,
            None => None,
        };
        let earlier = self.message_files.chosen.try_with_untracked(|it| it.get(&message).cloned());
        if let Some(path) = earlier.flatten() {
            self.message_files.unbind(message);
            forget_kept(&write_key(message, &path)).await;
        }
        let path = if let Some(names) = place {
            // Found again below the folder, also by others who have the collection.
            names.join("/")
        } else {
            let name = file.name();
            if let Some(handle) = file.handle() {
                keep(&write_key(message, &name), handle).await;
            }
            self.message_files.bind(message, name.clone(), file);
            name
        };
        self.message_files.problems.try_update(|problems| problems.remove(&message));
        let content = self.workspace.try_with_untracked(|workspace| {
            workspace.client_message(message).map(ClientMessage::content)
        });
        if let Some(mut content) = content.flatten() {
            content.content_mode = ContentMode::File;
            content.file_src_path = path;
            self.dispatch(Change::SetClientMessage { id: message, content });
        }
    }

    /// Asks for the folder in which paths are looked for.
    pub fn choose_files_folder(self) {
        task::start(async move {
            if let Some(folder) = given::pick_folder().await {
                if let Some(handle) = folder.handle() {
                    keep(FOLDER_KEY, handle).await;
                }
                self.message_files.show_folder(folder, false);
            }
        });
    }

    /// Asks the browser to let the folder be read again.
    pub fn allow_files_folder(self) {
        task::start(async move {
            if let Some(folder) = self.message_files.given_folder.try_get_value().flatten() {
                let is_allowed = folder.allow().await.is_ok();
                self.message_files.show_folder(folder, !is_allowed);
            }
        });
    }

    /// Whether this browser keeps chosen files and folders when the page is loaded again.
    pub fn keeps_files(self) -> bool {
        given::is_kept()
    }

    /// Sends a client message whose content is in a file. Returns whether it was begun.
    pub(super) fn send_file(self, socket: ItemId, message: &ClientMessage) -> bool {
        let it = self.message_files;
        let path = self.resolver(message.id).resolve(message.file_src_path.trim());
        let path = path.map(|it| it.text);
        let name = message_file::file_name(path.as_ref().unwrap_or(&message.file_src_path));
        let Some(attempt) = it.begin(socket, name) else { return false };
        it.problems.update(|problems| {
            problems.remove(&message.id);
        });
        let message = message.clone();
        task::start(async move {
            let prepared = self.prepare(socket, attempt, &message, path).await;
            raise(it.opened);
            if !it.is_checking(socket, attempt) {
                // Cancelled meanwhile.
                return;
            }
            match prepared {
                Ok(_) if !self.connections.is_open_untracked(socket) => {
                    it.stop(socket);
                    self.connections.refuse(socket, SendRefusal::NotConnected);
                }
                Ok(Prepared::File { file, as_text }) => self.hand_over_file(socket, &file, as_text),
                Ok(Prepared::Close { code, reason }) => {
                    it.stop(socket);
                    self.connections.post(&ToWorker::SendClose { socket, code, reason });
                }
                Err(problem) => {
                    it.stop(socket);
                    let path = message.file_src_path;
                    it.problems.try_update(|problems| problems.insert(message.id, (path, problem)));
                }
            }
        });
        true
    }

    /// Hands a file to the connection, which is open.
    pub(super) fn hand_over_file(self, socket: ItemId, file: &SourceFile, as_text: bool) {
        self.show_conversation(socket, None);
        let size = file.size();
        let progress = Some(Progress { size, left: size });
        let attempt = self.message_files.attempts.get_value();
        let sending = SendingFile { name: file.name(), progress, attempt };
        self.message_files.sending.try_update(|all| all.insert(socket, sending));
        self.connections.post_file(&ToWorker::SendFile { socket, as_text }, file);
    }

    /// Stops a file on its way: while it is checked nothing has been sent; afterwards only closing
    /// the connection stops it, and not even that at once.
    pub fn cancel_file(self, socket: ItemId) {
        let file = untrack(|| self.message_files.sending(socket));
        let Some(SendingFile { name, progress, .. }) = file else { return };
        if progress.is_none() {
            self.message_files.stop(socket);
        } else {
            self.connections.stop(socket);
            let text = fill(self.t_untracked().file_cancelled, &[("file", &name)]);
            self.notices.add(LastingBody::Information(text));
        }
    }

    /// Opens the file of a message and checks that it is what the message asks for.
    async fn prepare(
        self,
        socket: ItemId,
        attempt: u32,
        message: &ClientMessage,
        path: Result<String, VariableProblem>,
    ) -> Result<Prepared, FileProblem> {
        let code = match message.message_type {
            MessageType::Close => {
                let code = self.resolver(message.id).resolve(&message.close_code)?.text;
                Some(close::check_code(&code)?)
            }
            MessageType::Text | MessageType::Binary => None,
        };
        let file = self.open_file(message, path, true).await?;
        let name = file.name();
        if let Some(code) = code {
            message_file::check_reason_size(&name, file.size())?;
            let bytes = file.read(0, file.size()).await;
            let bytes = bytes.map_err(|_| FileProblem::Unreadable { name: name.clone() })?;
            let reason = String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to() as u64;
                FileProblem::not_utf8(&name, NotUtf8 { at })
            })?;
            return Ok(Prepared::Close { code, reason });
        }
        let as_text = message.message_type == MessageType::Text;
        if as_text {
            message_file::check_text_size(&name, file.size())?;
            self.check_utf8(socket, attempt, &file).await?;
        } else {
            // What cannot be read fails here, before the browser has it and ends the connection.
            let first = file.read(0, 1).await;
            first.map_err(|_| FileProblem::Unreadable { name })?;
        }
        Ok(Prepared::File { file, as_text })
    }

    async fn check_utf8(
        self,
        socket: ItemId,
        attempt: u32,
        file: &SourceFile,
    ) -> Result<(), FileProblem> {
        let name = file.name();
        let mut check = Utf8Check::default();
        let mut at = 0;
        while at < file.size() && self.message_files.is_checking(socket, attempt) {
            let piece = file.read(at, at + PIECE).await;
            let piece = piece.map_err(|_| FileProblem::Unreadable { name: name.clone() })?;
            check.push(&piece).map_err(|problem| FileProblem::not_utf8(&name, problem))?;
            at += PIECE;
        }
        check.finish().map_err(|problem| FileProblem::not_utf8(&name, problem))
    }

    /// `path`: that of the message, with its variables in their values. `asks`: in answer to a press,
    /// so that the browser may ask the person; otherwise what it would ask for is not allowed.
    pub(super) async fn open_file(
        self,
        message: &ClientMessage,
        path: Result<String, VariableProblem>,
        asks: bool,
    ) -> Result<SourceFile, FileProblem> {
        let it = self.message_files;
        let is_chosen = untrack(|| it.is_chosen(message));
        let given = it.given_files.try_with_value(|files| files.get(&message.id).cloned());
        if let Some(file) = given.flatten().filter(|_| is_chosen) {
            let name = file.name();
            return file.open(asks).await.map_err(|error| match error {
                OpenError::NotFound => FileProblem::Gone { name },
                OpenError::NotAllowed => FileProblem::NotAllowed { name },
                OpenError::Failed => FileProblem::Unreadable { name },
            });
        }
        let path = path?;
        let name = message_file::file_name(&path).to_owned();
        if name.is_empty() {
            return Err(FileProblem::NoPath);
        }
        let Some(folder) = it.given_folder.try_get_value().flatten() else {
            return Err(FileProblem::NotGiven { name });
        };
        let is_allowed =
            if asks { folder.allow().await.is_ok() } else { folder.is_allowed().await };
        if asks {
            it.show_permission(is_allowed);
        }
        if !is_allowed {
            return Err(FileProblem::NotAllowed { name: folder.name().to_owned() });
        }
        let places = message_file::places_below(&path, folder.name())
            .map_err(|_| FileProblem::LeavesFolder { path: path.clone() })?;
        for place in places {
            match folder.open(&place).await {
                Ok(file) => return Ok(file),
                Err(OpenError::NotFound) => {}
                Err(OpenError::NotAllowed) => return Err(FileProblem::NotAllowed { name }),
                Err(OpenError::Failed) => return Err(FileProblem::Unreadable { name }),
            }
        }
        Err(FileProblem::NotInFolder { path, folder: folder.name().to_owned() })
    }
}

/// What is handed to the connection.
enum Prepared {
    /// A file as a message.
    File { file: SourceFile, as_text: bool },
    /// A close message whose reason was in a file.
    Close { code: u16, reason: String },
}

fn write_key(message: ItemId, path: &str) -> String {
    format!("message/{}/{path}", message.0)
}

fn read_key(key: &str) -> Option<(ItemId, &str)> {
    let (id, path) = key.strip_prefix("message/")?.split_once('/')?;
    Some((ItemId(id.parse().ok()?), path))
}

async fn keep(key: &str, handle: &wasm_bindgen::JsValue) {
    // What is not kept is asked for again after a reload, and that is said then.
    drop(handle_store::put(key, handle).await);
}

async fn forget_kept(key: &str) {
    // What stays is looked at again when the page is loaded the next time.
    drop(handle_store::remove(key).await);
}
