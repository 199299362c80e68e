//! After a failed handshake: what the page can find out about it. Does the same host answer over
//! HTTP(S)? Did the page's own policy or the browser's forbid it? Does it fail without subprotocols
//! too? (A page is told nothing else.)

use std::collections::HashMap;

use leptos::prelude::*;

use crate::{
    browser::{clock, http, page, permission},
    core::{
        connection::{
            Failure, Opened,
            diagnosis::{self, Diagnosis, LocalNetwork, Probe, Surroundings},
        },
        model::ItemId,
        web_address::{self, WebAddress},
    },
};

use super::{App, follow_ids, task};

/// How late the browser may tell that a policy blocked an attempt, in milliseconds.
const LATE_MS: f64 = 1_000.0;

/// What is known of each failed attempt.
#[derive(Clone, Copy)]
pub struct Probes {
    found: RwSignal<HashMap<ItemId, Found>>,
    trials: RwSignal<HashMap<ItemId, Trial>>,
    /// When a policy blocked something, and what.
    blocked: RwSignal<Vec<(f64, String)>>,
}

/// What was found out about one failed attempt.
#[derive(Clone, Copy)]
struct Found {
    /// When the attempt failed: tells it from an earlier one.
    failed_at_ms: f64,
    probe: Probe,
    local_network: LocalNetwork,
}

/// Attempts with and without subprotocols.
#[derive(Clone, Copy, Default)]
struct Trial {
    /// The last attempt that offered some failed.
    failed_with: bool,
    /// The attempt after it offers none.
    without: bool,
}

impl Probes {
    pub(super) fn new() -> Self {
        Self {
            found: RwSignal::default(),
            trials: RwSignal::default(),
            blocked: RwSignal::default(),
        }
    }

    /// A new attempt begins.
    pub(super) fn begin(self, socket: ItemId, without_subprotocols: bool) {
        self.found.update(|found| {
            found.remove(&socket);
        });
        self.trials.update(|trials| {
            let failed_with =
                without_subprotocols && trials.get(&socket).is_some_and(|it| it.failed_with);
            trials.insert(socket, Trial { failed_with, without: without_subprotocols });
        });
    }

    pub(super) fn forget(self, socket: ItemId) {
        self.found.update(|found| {
            found.remove(&socket);
        });
        self.trials.update(|trials| {
            trials.remove(&socket);
        });
    }

    /// Moves what was found to the ids WebSockets have in a copy.
    pub(super) fn follow(self, ids: &HashMap<ItemId, ItemId>) {
        follow_ids(self.found, ids);
        follow_ids(self.trials, ids);
    }

    /// A policy blocked something.
    pub(super) fn block(self, at_ms: f64, what: String) {
        self.blocked.update(|blocked| blocked.push((at_ms, what)));
    }

    /// Whether a WebSocket that failed with subprotocols opened without them.
    pub fn works_without_subprotocols(self, socket: ItemId, opened: &Opened) -> bool {
        opened.subprotocol.is_empty()
            && self.trials.with(|it| it.get(&socket).is_some_and(|it| it.failed_with && it.without))
    }

    fn update(self, socket: ItemId, failed_at_ms: f64, change: impl FnOnce(&mut Found)) {
        self.found.try_update(|found| {
            let current = found
                .get_mut(&socket)
                .filter(|it| it.failed_at_ms.to_bits() == failed_at_ms.to_bits());
            current.map(change)
        });
    }
}

impl App {
    /// Finds out what can be found out about an attempt that failed just now.
    pub(super) fn probe(self, socket: ItemId, failure: &Failure) {
        if failure.with_subprotocols {
            let trial = Trial { failed_with: true, without: false };
            self.probes.trials.update(|trials| {
                trials.insert(socket, trial);
            });
        }
        let Ok(address) = web_address::check(&failure.url) else { return };
        let failed_at_ms = failure.at_ms;
        let is_blocked = web_address::mixed_content(page::is_https(), &address);
        let probe = if is_blocked { Probe::NotAsked } else { Probe::Asking };
        let found = Found { failed_at_ms, probe, local_network: LocalNetwork::Unknown };
        self.probes.found.update(|all| {
            all.insert(socket, found);
        });
        if is_blocked {
            return;
        }
        task::start(async move {
            if web_address::is_local(&address.host) && !is_page_local() {
                let this_machine = web_address::is_this_machine(&address.host);
                let local_network = permission::local_network(this_machine).await;
                self.probes.update(socket, failed_at_ms, |it| it.local_network = local_network);
            }
            let began_ms = clock::now_ms();
            let answered = http::answers(&origin(&address)).await;
            let after_ms = clock::now_ms() - began_ms;
            let probe =
                if answered { Probe::Answered { after_ms } } else { Probe::Silent { after_ms } };
            self.probes.update(socket, failed_at_ms, |it| it.probe = probe);
        });
    }

    /// What is known of a failed attempt.
    pub fn diagnose(self, socket: ItemId, failure: &Failure) -> Diagnosis {
        let found = self.probes.found.with(|all| all.get(&socket).copied());
        let found = found.filter(|it| it.failed_at_ms.to_bits() == failure.at_ms.to_bits());
        let trial = self.probes.trials.with(|it| it.get(&socket).copied()).unwrap_or_default();
        let around = Surroundings {
            page_is_https: page::is_https(),
            page_is_local: is_page_local(),
            offline: page::is_offline(),
            blocked_by_policy: self.was_blocked(failure),
            local_network: found.map(|it| it.local_network).unwrap_or_default(),
            probe: found.map(|it| it.probe).unwrap_or_default(),
            failed_with_subprotocols_too: trial.failed_with && trial.without,
        };
        diagnosis::diagnose(failure, &around)
    }

    /// A browser tells the address that a policy blocked, or only its scheme.
    fn was_blocked(self, failure: &Failure) -> bool {
        let from_ms = failure.at_ms - failure.after_ms;
        let to_ms = failure.at_ms + LATE_MS;
        let scheme = failure.url.split(':').next().unwrap_or_default();
        let origin = failure.url.split(['/', '?']).take(3).collect::<Vec<_>>().join("/");
        self.probes.blocked.with(|blocked| {
            blocked.iter().any(|(at_ms, what)| {
                (from_ms..=to_ms).contains(at_ms) && (what == scheme || what.starts_with(&origin))
            })
        })
    }
}

fn is_page_local() -> bool {
    web_address::is_local(&page::host())
}

/// The HTTP address of the host of a WebSocket address, such as `https://host:8443`.
fn origin(address: &WebAddress) -> String {
    let scheme = if address.secure { "https" } else { "http" };
    format!("{scheme}://{}:{}", address.host, address.port)
}
