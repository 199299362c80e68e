//! After a failed handshake: does the same host answer over HTTP(S)? That is how a page tells a
//! server that refused from one that cannot be reached (a page is told nothing else).

use std::collections::HashMap;

use leptos::prelude::*;

use crate::{
    browser::{clock, http, page},
    core::{
        connection::Failure,
        model::ItemId,
        web_address::{self, WebAddress},
    },
};

use super::{App, follow_ids, task};

/// What is known of each failed attempt.
#[derive(Clone, Copy)]
pub struct Probes(RwSignal<HashMap<ItemId, Probe>>);

/// What the probe of one failed attempt found.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// When the attempt failed: tells it from an earlier one.
    pub failed_at_ms: f64,
    /// The outcome.
    pub outcome: ProbeOutcome,
}

/// What a probe found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProbeOutcome {
    /// It runs.
    Asking,
    /// The host answered over HTTP(S), after so many milliseconds.
    Answered {
        /// Milliseconds.
        after_ms: f64,
    },
    /// No answer, or a certificate the browser does not accept, after so many milliseconds.
    Silent {
        /// Milliseconds.
        after_ms: f64,
    },
    /// The browser would block it: nothing was asked.
    Mixed,
}

impl Probes {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    /// What is known of a WebSocket's failed attempt.
    pub fn of(self, socket: ItemId) -> Option<Probe> {
        self.0.with(|probes| probes.get(&socket).cloned())
    }

    pub(super) fn forget(self, socket: ItemId) {
        self.0.update(|probes| {
            probes.remove(&socket);
        });
    }

    /// Moves what was found to the ids WebSockets have in a copy.
    pub(super) fn follow(self, ids: &HashMap<ItemId, ItemId>) {
        follow_ids(self.0, ids);
    }

    fn set(self, socket: ItemId, probe: Probe) {
        self.0.try_update(|probes| probes.insert(socket, probe));
    }
}

impl App {
    /// Asks the host of a refused attempt over HTTP(S).
    pub(super) fn probe(self, socket: ItemId, failure: &Failure) {
        let failed_at_ms = failure.at_ms;
        let Ok(address) = web_address::check(&failure.url) else { return };
        let set = move |outcome| self.probes.set(socket, Probe { failed_at_ms, outcome });
        if web_address::mixed_content(page::is_https(), &address) {
            set(ProbeOutcome::Mixed);
            return;
        }
        set(ProbeOutcome::Asking);
        task::start(async move {
            let began_ms = clock::now_ms();
            let answered = http::answers(&origin(&address)).await;
            let after_ms = clock::now_ms() - began_ms;
            let is_current = self.probes.0.try_with_untracked(|probes| {
                probes
                    .get(&socket)
                    .is_some_and(|it| it.failed_at_ms.to_bits() == failed_at_ms.to_bits())
            });
            if is_current == Some(true) {
                set(if answered {
                    ProbeOutcome::Answered { after_ms }
                } else {
                    ProbeOutcome::Silent { after_ms }
                });
            }
        });
    }
}

/// The HTTP address of the host of a WebSocket address, such as `https://host:8443`.
pub fn origin(address: &WebAddress) -> String {
    let scheme = if address.secure { "https" } else { "http" };
    format!("{scheme}://{}:{}", address.host, address.port)
}
