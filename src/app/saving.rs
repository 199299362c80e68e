//! When collections and settings are written, and what comes in from other tabs.

use std::collections::{BTreeSet, HashMap};

use leptos::prelude::*;

use crate::{
    browser::{clock, dom::Listener, ids, page, storage::LocalEntries, timer::Timeout},
    core::{
        change::{self, Change},
        model::{ItemId, ItemRef, Settings, Workspace},
        storage::{self, Fresh, Loaded, Notice, SetError, Shelf, Synced, Trouble, Unreadable},
        text::{fill, fill_to_the_letter},
    },
};

use super::{App, notices::LastingBody};

/// Pause after the last change before it is written: edits are on disk within 300 ms.
const WRITE_AFTER_MS: u32 = 200;
/// Longest time a change waits while typing goes on.
const WRITE_AT_LATEST_MS: f64 = 2_000.0;
/// Pause before what could not be written is tried again.
const TRY_AGAIN_MS: u32 = 5_000;

/// What is on disk, what is not yet, and the timer between.
#[derive(Clone, Copy)]
pub struct Saving {
    /// Whether all is on disk.
    pub status: RwSignal<Status>,
    shelf: StoredValue<Shelf>,
    /// The settings as this tab last read or wrote them: what differs is its own change.
    settings_base: StoredValue<Settings>,
    dirty: StoredValue<Dirty>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
}

/// Whether all is on disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
    /// Nothing was ever changed.
    #[default]
    Untouched,
    /// A change waits to be written.
    Pending,
    /// All is on disk.
    Saved,
    /// Something could not be written.
    Trouble(Trouble),
}

#[derive(Clone, Debug, Default)]
struct Dirty {
    collections: BTreeSet<ItemId>,
    settings: bool,
    /// Why the settings could not be written.
    settings_refused: Option<SetError>,
    since_ms: Option<f64>,
}

/// What the app starts with.
pub(super) struct AtStart {
    pub workspace: Workspace,
    pub settings: Settings,
    pub unreadable: Vec<Unreadable>,
    pub is_first_run: bool,
}

/// Random ids and translated names, for the core.
pub(super) struct FromBrowser(pub App);

impl Fresh for FromBrowser {
    fn item_id(&mut self) -> ItemId {
        ids::item_id()
    }

    fn guid(&mut self) -> String {
        ids::guid()
    }

    fn copy_name(&mut self, name: &str) -> String {
        fill_to_the_letter(self.0.t_untracked().conflict_name, &[("name", name)])
    }
}

/// As [`FromBrowser`], before there is an app whose language names a copy.
pub(super) struct AtLoad;

impl Fresh for AtLoad {
    fn item_id(&mut self) -> ItemId {
        ids::item_id()
    }

    fn guid(&mut self) -> String {
        ids::guid()
    }

    fn copy_name(&mut self, name: &str) -> String {
        name.to_owned()
    }
}

impl Saving {
    /// Reads everything.
    pub(super) fn load() -> (Self, AtStart) {
        let Loaded { workspace, shelf, mut unreadable, first_run } =
            Shelf::load(&LocalEntries, &ids::guid(), &mut AtLoad);
        let mut settings = storage::read_settings(&LocalEntries).unwrap_or_else(|bad| {
            unreadable.push(bad);
            Settings::default()
        });
        let settings_base = settings.clone();
        // Items in entries that cannot be read may come back. Nothing can be undone yet.
        if unreadable.is_empty() {
            settings.forget_missing(&workspace);
        }
        let status =
            if workspace.collections.is_empty() { Status::Untouched } else { Status::Saved };
        let saving = Self {
            status: RwSignal::new(status),
            shelf: StoredValue::new(shelf),
            settings_base: StoredValue::new(settings_base),
            dirty: StoredValue::default(),
            timer: StoredValue::new_local(None),
            listeners: StoredValue::new_local(Vec::new()),
        };
        (saving, AtStart { workspace, settings, unreadable, is_first_run: first_run })
    }

    pub(super) fn touched(self, app: App, collections: &BTreeSet<ItemId>) {
        self.dirty.update_value(|dirty| dirty.collections.extend(collections));
        self.write_soon(app);
    }

    pub(super) fn settings_changed(self, app: App) {
        self.dirty.update_value(|dirty| dirty.settings = true);
        self.write_soon(app);
    }

    /// What this site keeps in the browser, in UTF-16 code units.
    pub fn used(self) -> u64 {
        u64::try_from(storage::usage(&LocalEntries).used).unwrap_or(u64::MAX)
    }

    fn write_soon(self, app: App) {
        if !matches!(self.status.get_untracked(), Status::Trouble(_) | Status::Pending) {
            self.status.set(Status::Pending);
        }
        let now_ms = clock::now_ms();
        let waited_ms =
            self.dirty.try_update_value(|dirty| now_ms - *dirty.since_ms.get_or_insert(now_ms));
        let is_late = waited_ms.is_some_and(|waited_ms| waited_ms >= WRITE_AT_LATEST_MS);
        let delay_ms = if is_late { 0 } else { WRITE_AFTER_MS };
        self.timer.set_value(Some(Timeout::once(delay_ms, move || app.write_now())));
    }
}

impl App {
    pub(super) fn begin_saving(self, is_first_run: bool) {
        let on_hide = move |_| {
            if page::is_hidden() {
                self.write_now();
            }
        };
        let listeners = [
            Listener::on_window("visibilitychange", on_hide),
            // A page that was kept as it was has missed what other tabs wrote.
            Listener::on_window("pageshow", move |event| {
                if page::is_from_cache(&event) {
                    self.on_other_tab(None);
                }
            }),
            Listener::on_window("pagehide", move |_| self.write_now()),
            Listener::on_window("beforeunload", move |event| {
                self.write_now();
                if self.has_unsaved() {
                    page::ask_before_leaving(&event);
                }
            }),
            Listener::on_window("storage", move |event| {
                self.on_other_tab(page::storage_key(&event).as_deref());
            }),
        ];
        self.saving.listeners.set_value(listeners.into_iter().flatten().collect());
        if is_first_run && let Some(server) = page::fragment_value("test-server") {
            self.add_starter(&server);
        }
    }

    /// Writes what is not on disk yet.
    pub(super) fn write_now(self) {
        self.saving.timer.try_set_value(None);
        let Some(dirty) = self.saving.dirty.try_update_value(std::mem::take) else { return };
        self.sync(&dirty.collections);
        if dirty.settings {
            self.write_settings();
        }
        self.show_status();
    }

    /// Whether something of a collection would be lost with this page.
    pub(super) fn has_unsaved(self) -> bool {
        self.saving.shelf.with_value(|it| it.trouble().is_some_and(|it| !it.unsaved.is_empty()))
    }

    fn write_settings(self) {
        let settings = self.settings.get_untracked();
        let written = self
            .saving
            .settings_base
            .with_value(|base| storage::write_settings(&mut LocalEntries, base, &settings));
        match written {
            Ok(()) => self.saving.settings_base.set_value(settings),
            Err(error) => self.saving.dirty.update_value(|dirty| {
                dirty.settings = true;
                dirty.settings_refused = Some(error);
            }),
        }
    }

    fn take_over_settings(self, theirs: &Settings) {
        self.saving.settings_base.update_value(|base| {
            self.settings.update(|ours| ours.take_over(base, theirs));
        });
    }

    /// Another tab wrote an entry; `None` when any may have changed.
    fn on_other_tab(self, key: Option<&str>) {
        if key.is_none_or(|it| it == storage::SETTINGS_KEY)
            && let Ok(theirs) = storage::read_settings(&LocalEntries)
        {
            self.take_over_settings(&theirs);
        }
        let concerned = self.saving.shelf.with_value(|shelf| {
            self.workspace
                .with_untracked(|workspace| shelf.concerned(&LocalEntries, workspace, key))
        });
        if !concerned.is_empty() {
            self.sync(&concerned);
            self.show_status();
        }
        // It may have made room. Not when it only put the collections in order: two tabs that
        // disagree about that would answer each other for ever.
        let has_trouble = matches!(self.saving.status.get_untracked(), Status::Trouble(_));
        if has_trouble && !key.is_some_and(storage::is_order) {
            self.write_now();
        }
    }

    fn sync(self, collections: &BTreeSet<ItemId>) {
        let synced = self.saving.shelf.try_update_value(|shelf| {
            self.workspace.with_untracked(|workspace| {
                shelf.sync(&mut LocalEntries, workspace, collections, &mut FromBrowser(self))
            })
        });
        if let Some(synced) = synced {
            self.take_over(synced);
        }
    }

    fn show_status(self) {
        let trouble = self.saving.shelf.with_value(|shelf| shelf.trouble().cloned());
        let status =
            self.saving.dirty.with_value(|dirty| match (trouble, dirty.settings_refused) {
                (Some(trouble), _) => Status::Trouble(trouble),
                (None, Some(error)) => Status::Trouble(Trouble { error, unsaved: BTreeSet::new() }),
                (None, None) if dirty.settings || !dirty.collections.is_empty() => Status::Pending,
                (None, None) => Status::Saved,
            });
        let waits = self.saving.timer.with_value(Option::is_some);
        if matches!(status, Status::Trouble(_)) && !waits {
            let again = Timeout::once(TRY_AGAIN_MS, move || self.write_now());
            self.saving.timer.set_value(Some(again));
        }
        if self.saving.status.get_untracked() != status {
            self.saving.status.set(status);
        }
    }

    /// Takes over what other tabs wrote; it is on disk already.
    fn take_over(self, synced: Synced) {
        let connected = self.connected_among(&synced.notices);
        if !synced.changes.is_empty() {
            let before = self.websockets();
            let moved = self.ids_in_copies(&synced.notices);
            self.workspace.update(|workspace| {
                for change in synced.changes {
                    // The core made these for this very workspace; one that does not fit changes
                    // nothing, and the collection stays as it is here.
                    let is_removal = matches!(change, Change::Remove { .. });
                    let applied = change::apply(workspace, change);
                    debug_assert!(applied.is_ok() || is_removal, "{applied:?}");
                }
            });
            self.follow_copies(&synced.notices, &moved);
            self.workspace.with_untracked(|workspace| {
                self.notices.dismiss_returned(|id| workspace.collection(id).is_some());
            });
            // What another tab took away must not stay connected where nobody can see it.
            for socket in before.difference(&self.websockets()) {
                self.forget(*socket);
            }
        }
        let t = self.t_untracked();
        for notice in synced.notices {
            let body = LastingBody::Information(match notice {
                Notice::KeptBoth { theirs, name, .. } => {
                    let theirs = self.workspace.with_untracked(|workspace| {
                        workspace.name_of(theirs).unwrap_or_default().to_owned()
                    });
                    fill(t.conflict, &[("name", &theirs), ("copy", &name)])
                }
                Notice::CopiedElsewhere { ours, name } => {
                    let ours = self.workspace.with_untracked(|workspace| {
                        workspace.name_of(ours).unwrap_or_default().to_owned()
                    });
                    fill(t.conflict_elsewhere, &[("name", &ours), ("copy", &name)])
                }
                Notice::KeptDeletedElsewhere { name, .. } => {
                    fill(t.deleted_elsewhere, &[("name", &name)])
                }
                Notice::KeptChangedElsewhere { name, .. } => {
                    fill(t.changed_elsewhere, &[("name", &name)])
                }
                Notice::DeletedElsewhere { id, name } => {
                    let closed = connected.contains(&id);
                    let text = if closed { t.gone_elsewhere_closed } else { t.gone_elsewhere };
                    let text = fill(text, &[("name", &name)]);
                    self.notices.add(LastingBody::GoneElsewhere(id, text));
                    continue;
                }
            });
            self.notices.add(body);
        }
    }

    /// The collections deleted in another tab that hold a connection.
    fn connected_among(self, notices: &[Notice]) -> BTreeSet<ItemId> {
        let lives = |id: ItemId| self.connections.lives_untracked(id);
        let connected = |notice: &Notice| match notice {
            Notice::DeletedElsewhere { id, .. } => {
                self.ids_in(*id).into_iter().any(lives).then_some(*id)
            }
            _ => None,
        };
        notices.iter().filter_map(connected).collect()
    }

    /// The ids of what was changed here and in another tab, of each collection in the order of its
    /// items.
    fn ids_in_copies(self, notices: &[Notice]) -> Vec<Vec<ItemId>> {
        let ids = |notice: &Notice| match notice {
            Notice::KeptBoth { theirs, .. } => Some(self.ids_in(*theirs)),
            _ => None,
        };
        notices.iter().filter_map(ids).collect()
    }

    fn ids_in(self, id: ItemId) -> Vec<ItemId> {
        self.workspace.with_untracked(|workspace| {
            let items = workspace.find(id).map(ItemRef::with_descendants).unwrap_or_default();
            items.into_iter().map(ItemRef::id).collect()
        })
    }

    /// A person goes on with what they see: the item on the screen, connections and what was typed
    /// are now those of the copy.
    fn follow_copies(self, notices: &[Notice], before: &[Vec<ItemId>]) {
        let copies = notices.iter().filter_map(|notice| match notice {
            Notice::KeptBoth { ours, .. } => Some(*ours),
            _ => None,
        });
        let selected = self.settings.with_untracked(|settings| settings.selected);
        for (copy, before) in copies.zip(before) {
            let ids: HashMap<_, _> = before.iter().copied().zip(self.ids_in(copy)).collect();
            self.connections.follow(&ids);
            self.drafts.follow(&ids);
            self.probes.follow(&ids);
            self.message_files.follow(&ids);
            if let Some(id) = selected.and_then(|it| ids.get(&it)) {
                self.select(Some(*id));
            }
        }
    }

    pub(super) fn websockets(self) -> BTreeSet<ItemId> {
        let id_of = |it: ItemRef<'_>| matches!(it, ItemRef::WebSocket(_)).then(|| it.id());
        self.workspace.with_untracked(|workspace| workspace.items().filter_map(id_of).collect())
    }
}
