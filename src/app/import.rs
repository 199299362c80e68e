//! Taking collections and environments from files a person chose or dropped. Files are taken one after
//! the other; when one needs an answer, the others wait.

use std::collections::VecDeque;

use leptos::prelude::*;

use crate::{
    browser::{
        files::{self, GivenFile},
        given, ids,
        page::Painted,
    },
    core::{
        format::{
            link::{self, LinkError},
            pororoca::{LooksLike, ReadError, is_pororoca_file},
        },
        import::{self, Answer, Incoming},
        json::JsonErrorKind,
        model::{Collection, ItemId, ItemRef},
        text::{Texts, fill},
    },
};

use super::{App, notices::LastingBody, task};

/// Larger files, in bytes, are refused unread. The browser stores some 5 million characters for all
/// collections together (`core::storage::QUOTA`), and a file is at most three times as long as what
/// is stored of it, so that one larger than this could never be kept.
const LARGEST_FILE: f64 = 16e6;

/// What is being imported. This tab only.
#[derive(Clone, Copy)]
pub struct ImportState {
    /// The data of a link that was opened, until a person says whether to take what it holds.
    pub link: RwSignal<Option<String>>,
    /// What a person is asked.
    pub question: RwSignal<Option<Question>>,
    /// Read, not yet brought in.
    waiting: StoredValue<VecDeque<Waiting>>,
    /// The answer to all questions of this kind that follow.
    for_all: StoredValue<Option<Answer>>,
}

/// What a person is asked about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What it holds is there already.
    Twin {
        /// Name of what is there.
        name: String,
        /// Others follow, for which the answer may count too.
        several: bool,
    },
    /// It is an environment: of which collection?
    Where {
        /// Its name.
        name: String,
    },
}

#[derive(Clone)]
struct Waiting {
    file: String,
    incoming: Incoming,
    /// The collection an environment goes into, if it is known.
    into: Option<ItemId>,
}

impl ImportState {
    pub(super) fn new() -> Self {
        Self {
            link: RwSignal::new(None),
            question: RwSignal::new(None),
            waiting: StoredValue::default(),
            for_all: StoredValue::default(),
        }
    }

    fn ask(self, waiting: Waiting, question: Question) {
        self.waiting.update_value(|all| all.push_front(waiting));
        self.question.set(Some(question));
    }
}

impl App {
    /// Imports each file; one that cannot be read is named, with why. Collections go to the end,
    /// environments into `into`, the collection on the screen or the one a person chooses.
    pub fn import(self, files: Vec<GivenFile>, into: Option<ItemId>) {
        self.notices.dismiss_problems();
        task::start(async move {
            let mut all = VecDeque::new();
            for file in files {
                if let Some(incoming) = self.read_file(&file).await {
                    all.push_back(Waiting { file: file.name(), incoming, into });
                }
            }
            self.importing.waiting.try_update_value(|waiting| waiting.append(&mut all));
            self.go_on_importing();
        });
    }

    /// The collection of a link's data. Nothing is taken yet.
    pub fn read_link(self, data: &str) -> Result<Collection, String> {
        link::read(data, &mut ids::item_id).map_err(|error| {
            let t = self.t_untracked();
            match error {
                LinkError::OtherVersion => t.link_newer.to_owned(),
                LinkError::Damaged => t.link_damaged.to_owned(),
                LinkError::TooLarge => t.link_too_large.to_owned(),
                LinkError::NoCollection(error) => explain(t, &error),
            }
        })
    }

    /// A person wants the collection of a link.
    pub fn import_linked(self, collection: Collection) {
        self.importing.link.set(None);
        let incoming = Incoming::Collection(collection);
        let waiting = Waiting { file: String::new(), incoming, into: None };
        self.importing.waiting.update_value(|all| all.push_back(waiting));
        self.go_on_importing();
    }

    /// Asks for files with environments and imports them into a collection.
    pub fn ask_for_environment(self, collection: ItemId) {
        task::start(async move {
            let files = given::pick_json().await;
            if !files.is_empty() {
                self.import(files, Some(collection));
            }
        });
    }

    /// Takes what was dropped: over the page of a client message one file is its content, unless its
    /// name says that it is a collection or environment; anything else is imported.
    pub fn take_dropped(self, event: &web_sys::Event, over_message: bool) {
        let shown = untrack(|| self.selected()).filter(|_| over_message);
        let message = shown.filter(|id| {
            let is_message = |id: &ItemId| {
                self.workspace.with_untracked(|workspace| workspace.client_message(*id).is_some())
            };
            is_message(id) && !given::dropped_names(event).iter().any(|it| is_pororoca_file(it))
        });
        match message.and_then(|message| Some((message, given::dropped(event)?))) {
            Some((message, file)) => self.drop_message_file(message, file),
            None => self.import(files::dropped(event), None),
        }
    }

    /// A person answered what to do with something that is there already.
    pub fn answer_import(self, answer: Answer, for_all: bool) {
        self.importing.question.set(None);
        if for_all {
            self.importing.for_all.set_value(Some(answer));
        }
        let next = self.importing.waiting.try_update_value(VecDeque::pop_front).flatten();
        if let Some(waiting) = next {
            self.take_in(waiting, answer);
        }
        self.go_on_importing();
    }

    /// A person chose the collection of an environment; `None` leaves it out.
    pub fn choose_import_collection(self, collection: Option<ItemId>) {
        self.importing.question.set(None);
        self.importing.waiting.update_value(|waiting| match collection {
            Some(_) => {
                if let Some(first) = waiting.front_mut() {
                    first.into = collection;
                }
            }
            None => drop(waiting.pop_front()),
        });
        self.go_on_importing();
    }

    async fn read_file(self, file: &GivenFile) -> Option<Incoming> {
        let name = file.name();
        let t = self.t_untracked();
        if file.size() > LARGEST_FILE {
            self.say_not_imported(&name, t.import_too_large.to_owned());
            return None;
        }
        self.notices.toast(fill(t.importing, &[("file", &name)]), false);
        let Some(bytes) = file.read().await else {
            self.say_not_imported(&name, t.import_unreadable.to_owned());
            return None;
        };
        // A large file takes a moment to read: let the page say so first.
        Painted::next().await;
        match import::read(&bytes, &mut ids::item_id) {
            Ok(incoming) => Some(incoming),
            Err(error) => {
                self.say_not_imported(&name, explain(t, &error));
                None
            }
        }
    }

    /// Brings in what waits, until there is something to ask.
    fn go_on_importing(self) {
        let it = self.importing;
        while it.question.get_untracked().is_none() {
            let Some(mut next) = it.waiting.try_update_value(VecDeque::pop_front).flatten() else {
                it.for_all.set_value(None);
                return;
            };
            if matches!(next.incoming, Incoming::Environment(_)) && next.into.is_none() {
                let collections = self.workspace.with_untracked(|it| it.collections.len());
                next.into = self.collection_for_environment();
                if collections == 0 {
                    self.say_not_imported(
                        &next.file,
                        self.t_untracked().import_environment_alone.to_owned(),
                    );
                    continue;
                }
                if next.into.is_none() {
                    let name = self.shown_name(next.incoming.name());
                    return it.ask(next, Question::Where { name });
                }
            }
            let twin = self.workspace.with_untracked(|workspace| {
                let twin = next.incoming.twin(workspace, next.into)?;
                Some(workspace.name_of(twin).unwrap_or_default().to_owned())
            });
            match (twin, it.for_all.get_value()) {
                (None, _) => self.take_in(next, Answer::KeepBoth),
                (Some(_), Some(answer)) => self.take_in(next, answer),
                (Some(name), None) => {
                    let several = it.waiting.with_value(|waiting| !waiting.is_empty());
                    let name = self.shown_name(&name);
                    return it.ask(next, Question::Twin { name, several });
                }
            }
        }
    }

    /// The collection on the screen, or the only one.
    fn collection_for_environment(self) -> Option<ItemId> {
        let selected = self.settings.with_untracked(|settings| settings.selected);
        self.workspace.with_untracked(|workspace| {
            let shown = selected.and_then(|id| workspace.collection_of(id));
            let only = match workspace.collections.as_slice() {
                [only] => Some(only.id),
                _ => None,
            };
            shown.or(only)
        })
    }

    fn take_in(self, waiting: Waiting, answer: Answer) {
        let Waiting { incoming, into, .. } = waiting;
        let t = self.t_untracked();
        let name = self.shown_name(incoming.name());
        let is_collection = matches!(incoming, Incoming::Collection(_));
        let (change, replaced) = self.workspace.with_untracked(|workspace| {
            let twin = incoming.twin(workspace, into);
            let replaced = twin.filter(|_| answer == Answer::Replace);
            let sockets = replaced.map(|twin| import::websockets_in(workspace, twin));
            (incoming.change(workspace, into, answer, &ids::guid()), sockets)
        });
        let Some((change, id)) = change else {
            self.notices.toast.set(None);
            return;
        };
        let is_done = match replaced {
            Some(sockets) => self.replace(change, sockets),
            None => self.dispatch(change).map(|_| false),
        };
        let Some(with_undo) = is_done else { return };
        if is_collection {
            self.tree.filter.set(String::new());
            self.select(Some(id));
            self.set_expanded(id, true);
        }
        let text = match (with_undo, is_collection) {
            (true, _) => t.replaced,
            (false, true) => t.imported,
            (false, false) => t.imported_environment,
        };
        let collection = self.workspace.with_untracked(|workspace| {
            workspace.trace(id).first().map(|it| ItemRef::name(*it).to_owned()).unwrap_or_default()
        });
        let collection = self.shown_name(&collection);
        let text = fill(text, &[("name", &name), ("collection", &collection)]);
        self.notices.toast(text, with_undo);
    }

    fn shown_name(self, name: &str) -> String {
        if name.is_empty() { self.t_untracked().unnamed.to_owned() } else { name.to_owned() }
    }

    fn say_not_imported(self, file: &str, text: String) {
        self.notices.toast.set(None);
        let title = fill(self.t_untracked().import_failed, &[("file", file)]);
        self.notices.add(LastingBody::Problem { title, text });
    }
}

/// What happened, then what to do.
pub(super) fn explain(t: &Texts, error: &ReadError) -> String {
    let at = |template: &str, line: usize, column: usize| {
        fill(template, &[("line", &line.to_string()), ("column", &column.to_string())])
    };
    match error {
        ReadError::NotUtf8 { .. } => t.import_not_utf8.to_owned(),
        ReadError::Json(error) => match error.kind {
            JsonErrorKind::Empty => t.import_empty.to_owned(),
            JsonErrorKind::Truncated => at(t.import_truncated, error.line, error.column),
            JsonErrorKind::Unexpected => at(t.import_not_json, error.line, error.column),
            JsonErrorKind::TooDeep => t.import_too_deep.to_owned(),
        },
        ReadError::TooDeep => t.import_too_deep.to_owned(),
        ReadError::TooManyItems => t.import_too_many_items.to_owned(),
        ReadError::WrongType { path, .. } => fill(t.import_wrong_type, &[("key", path)]),
        ReadError::NotAnEnvironment => t.import_not_environment.to_owned(),
        ReadError::NotACollection(looks_like) => match looks_like {
            LooksLike::PororocaEnvironment => t.import_not_environment,
            LooksLike::Postman => t.import_postman,
            LooksLike::Insomnia => t.import_insomnia,
            LooksLike::OpenApi => t.import_open_api,
            LooksLike::Other => t.import_not_collection,
        }
        .to_owned(),
    }
}
