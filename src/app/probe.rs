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
        web_address::{self, AddressSpace, Server},
    },
};

use super::{App, follow_ids, task};

/// How late the browser may tell that a policy blocked an attempt, in milliseconds.
const LATE_MS: f64 = 1_000.0;

/// A host that does not answer within this time, in milliseconds, is not there at all.
const QUICK_MS: f64 = 3_000.0;

/// What is known of each failed attempt.
#[derive(Clone, Copy)]
pub struct Probes {
    found: RwSignal<HashMap<ItemId, Found>>,
    trials: RwSignal<HashMap<ItemId, Trial>>,
    /// When a policy blocked something lately, and what: an attempt fails only after that.
    blocked: StoredValue<Vec<(f64, String)>>,
}

/// What was found out about one failed attempt.
#[derive(Clone)]
struct Found {
    /// When the attempt began and failed; the latter tells it from an earlier one.
    began_at_ms: f64,
    failed_at_ms: f64,
    server: Server,
    offline: bool,
    blocked_by_policy: bool,
    probe: Probe,
    local_network: LocalNetwork,
}

impl Found {
    /// Whether a policy forbade this attempt. A browser tells the address, or only its scheme.
    fn was_blocked(&self, at_ms: f64, what: &str) -> bool {
        let scheme = if self.server.secure { "wss" } else { "ws" };
        (self.began_at_ms..=self.failed_at_ms + LATE_MS).contains(&at_ms)
            && (what == scheme || web_address::check(what).is_ok_and(|it| it.server == self.server))
    }
}

/// Attempts at one address with and without subprotocols.
#[derive(Clone, Default)]
struct Trial {
    /// As it is shown.
    url: String,
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
            blocked: StoredValue::default(),
        }
    }

    /// A new attempt at an address begins.
    pub(super) fn begin(self, socket: ItemId, url: &str, without_subprotocols: bool) {
        self.found.update(|found| {
            found.remove(&socket);
        });
        self.trials.update(|trials| {
            let failed_with = without_subprotocols
                && trials.get(&socket).is_some_and(|it| it.failed_with && it.url == url);
            let url = url.to_owned();
            trials.insert(socket, Trial { url, failed_with, without: without_subprotocols });
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
        self.found.update(|all| {
            for found in all.values_mut() {
                found.blocked_by_policy |= found.was_blocked(at_ms, &what);
            }
        });
        self.blocked.update_value(|blocked| {
            blocked.retain(|(earlier_ms, _)| at_ms - earlier_ms < LATE_MS);
            blocked.push((at_ms, what));
        });
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
        if failure.facts.may_go_without_subprotocols {
            let url = failure.url.clone();
            let trial = Trial { url, failed_with: true, without: false };
            self.probes.trials.update(|trials| {
                trials.insert(socket, trial);
            });
        }
        let failed_at_ms = failure.at_ms;
        let server = failure.facts.server.clone();
        let is_blocked = web_address::mixed_content(page::is_https(), &server);
        let mut found = Found {
            began_at_ms: failure.at_ms - failure.after_ms,
            failed_at_ms,
            server: server.clone(),
            offline: page::is_offline(),
            blocked_by_policy: false,
            probe: if is_blocked { Probe::NotAsked } else { Probe::Asking },
            local_network: LocalNetwork::Unknown,
        };
        found.blocked_by_policy = self.probes.blocked.with_value(|blocked| {
            blocked.iter().any(|(at_ms, what)| found.was_blocked(*at_ms, what))
        });
        self.probes.found.update(|all| {
            all.insert(socket, found);
        });
        if is_blocked {
            return;
        }
        task::start(async move {
            if server.space() < page_space() {
                let this_machine = server.space() == AddressSpace::Loopback;
                let local_network = permission::local_network(this_machine).await;
                self.probes.update(socket, failed_at_ms, |it| it.local_network = local_network);
            }
            let began_ms = clock::now_ms();
            let answered = http::answers(&server.http_origin()).await;
            let after_ms = clock::now_ms() - began_ms;
            let probe = if answered {
                Probe::Answered { after_ms }
            } else if after_ms < QUICK_MS && answers_otherwise(&server).await {
                Probe::OtherScheme { after_ms }
            } else {
                Probe::Silent { after_ms }
            };
            self.probes.update(socket, failed_at_ms, |it| it.probe = probe);
        });
    }

    /// What is known of a failed attempt.
    pub fn diagnose(self, socket: ItemId, failure: &Failure) -> Diagnosis {
        let found = self.probes.found.with(|all| all.get(&socket).cloned());
        let found = found.filter(|it| it.failed_at_ms.to_bits() == failure.at_ms.to_bits());
        let too = self.probes.trials.with(|it| {
            let trial = it.get(&socket);
            trial.is_some_and(|it| it.failed_with && it.without && it.url == failure.url)
        });
        let mut around = Surroundings {
            page_is_https: page::is_https(),
            page_space: page_space(),
            failed_with_subprotocols_too: too,
            ..Surroundings::default()
        };
        if let Some(found) = found {
            around.offline = found.offline;
            around.blocked_by_policy = found.blocked_by_policy;
            around.local_network = found.local_network;
            around.probe = found.probe;
        }
        diagnosis::diagnose(failure, &around)
    }
}

/// Whether a server that does not answer does so with TLS instead of without, or the other way
/// round.
async fn answers_otherwise(server: &Server) -> bool {
    let other = Server { secure: !server.secure, ..server.clone() };
    !web_address::mixed_content(page::is_https(), &other)
        && http::answers(&other.http_origin()).await
}

fn page_space() -> AddressSpace {
    web_address::address_space(&page::host())
}
