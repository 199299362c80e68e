//! The versions of the app in this browser: keeping it offline, saying that a newer one is ready, and
//! going over to that when a person says so.

use std::rc::Rc;

use leptos::prelude::*;

use crate::{
    browser::{
        clock,
        dom::Listener,
        install::InstallOffer,
        page,
        service_worker::{self, ServiceWorker},
        timer::{Interval, Timeout},
    },
    core::{
        model::ItemId,
        update::{Losses, Told, Versions},
    },
};

use super::{App, task};

/// The files are kept once a first visit has got its own: the one must not slow down the other.
const BEGIN_AFTER_MS: u32 = 2_000;
/// How often a page that stays open looks for a newer version.
const LOOK_EVERY_MS: u32 = 3 * 3_600_000;

/// The signals of versions.
#[derive(Clone, Copy)]
pub struct Updates {
    /// What is known.
    pub versions: RwSignal<Versions>,
    /// What a person is asked about before the page is loaded again.
    pub question: RwSignal<Option<Losses>>,
    /// The browser offers to install the app.
    pub can_install: RwSignal<bool>,
    /// A person said so: the page is loaded again once the newer version is in charge.
    is_reloading: StoredValue<bool>,
    offer: StoredValue<Option<InstallOffer>, LocalStorage>,
    worker: StoredValue<Option<ServiceWorker>, LocalStorage>,
    kept: StoredValue<Option<(Interval, Vec<Listener>)>, LocalStorage>,
}

impl Updates {
    pub(super) fn new() -> Self {
        Self {
            versions: RwSignal::new(Versions::new(service_worker::own_build())),
            question: RwSignal::new(None),
            can_install: RwSignal::new(false),
            is_reloading: StoredValue::new(false),
            offer: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            kept: StoredValue::new_local(None),
        }
    }

    fn look_for_newer(self) {
        let is_due = self.versions.try_update_untracked(|it| it.is_due(clock::now_ms()));
        if is_due == Some(true) {
            let looking =
                self.worker.with_value(|it| it.as_ref().map(ServiceWorker::look_for_newer));
            looking.into_iter().for_each(task::start);
        }
    }
}

impl App {
    pub(super) fn begin_updates(self) {
        let updates = self.updates;
        let offers = InstallOffer::hear(
            move |offer| {
                updates.offer.set_value(Some(offer));
                updates.can_install.set(true);
            },
            move || updates.can_install.set(false),
        );
        let visible = Listener::on_window("visibilitychange", move |_| {
            if !page::is_hidden() {
                updates.look_for_newer();
            }
        });
        let every = Interval::every(LOOK_EVERY_MS, move || updates.look_for_newer());
        updates.kept.set_value(Some((every, offers.into_iter().chain(visible).collect())));
        Timeout::once_detached(BEGIN_AFTER_MS, move || task::start(self.register_worker()));
    }

    async fn register_worker(self) {
        let updates = self.updates;
        let tell = move |told| {
            updates.versions.try_update(|it| it.tell(told));
        };
        let taken_over = move || {
            if updates.is_reloading.get_value() {
                page::reload();
            }
        };
        match ServiceWorker::register(Rc::new(tell), taken_over).await {
            Ok(worker) => {
                updates.worker.set_value(Some(worker));
                updates.look_for_newer();
            }
            Err(why) => tell(Told::Nothing(why)),
        }
    }

    /// Goes over to the newer version; asks first when that would lose something.
    pub fn update(self) {
        self.write_now();
        let losses = self.losses();
        if losses.is_none() {
            self.update_anyway();
        } else {
            self.updates.question.set(Some(losses));
        }
    }

    /// Goes over to the newer version.
    pub fn update_anyway(self) {
        self.updates.question.set(None);
        self.updates.is_reloading.set_value(true);
        let waits =
            self.updates.worker.with_value(|it| it.as_ref().is_some_and(ServiceWorker::take_over));
        if !waits {
            // Another tab chose it already.
            page::reload();
        }
    }

    /// Lets the browser ask whether to install the app.
    pub fn install(self) {
        self.updates.can_install.set(false);
        if let Some(Some(offer)) = self.updates.offer.try_update_value(Option::take) {
            offer.take();
        }
    }

    fn losses(self) -> Losses {
        let name = |id: ItemId| {
            let name = self.workspace.with_untracked(|it| Some(it.websocket(id)?.name.clone()));
            let name = name.filter(|it| !it.is_empty());
            name.unwrap_or_else(|| self.t_untracked().unnamed.to_owned())
        };
        let is_there =
            |id: &ItemId| self.workspace.with_untracked(|it| it.websocket(*id).is_some());
        let mut connections = self.connections.busy_untracked();
        connections.sort_unstable();
        let typed = self.drafts.typed_untracked().into_iter().filter(is_there);
        Losses {
            connections: connections.into_iter().map(name).collect(),
            typed: typed.map(name).collect(),
            unsaved: self.has_unsaved(),
        }
    }
}
