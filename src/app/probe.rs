//! After a failed handshake: what the page can find out about it. Does the same host answer over
//! HTTP(S)? Did the page's own policy or the browser's forbid it? Does it fail without subprotocols
//! too, where that tells something? (A page is told nothing else.)

use std::collections::HashMap;

use leptos::prelude::*;

use crate::{
    browser::{
        clock,
        handshake::{self, Answer, Question},
        http, page, permission,
    },
    core::{
        connection::{
            Failure, Plan,
            diagnosis::{self, Diagnosis, Probe, Surroundings, Without},
        },
        demo,
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
    /// When a policy blocked something lately, and what: an attempt fails only after that.
    blocked: StoredValue<Vec<(f64, String)>>,
    /// How each WebSocket was tried last, secrets included.
    sent: StoredValue<HashMap<ItemId, Sent>>,
    /// Handshakes without subprotocols on their way.
    questions: StoredValue<HashMap<ItemId, Question>, LocalStorage>,
}

/// An attempt as it was sent.
#[derive(Clone)]
struct Sent {
    url: String,
    timeout_ms: u32,
    /// The person chose to go without the subprotocols.
    without_subprotocols: bool,
}

/// What was found out about one failed attempt.
#[derive(Clone)]
struct Found {
    /// When the attempt began and failed; the latter tells it from an earlier one.
    began_at_ms: f64,
    failed_at_ms: f64,
    server: Server,
    around: Surroundings,
}

impl Found {
    /// Whether it is about the attempt that failed at this time.
    fn is_of(&self, failed_at_ms: f64) -> bool {
        self.failed_at_ms.to_bits() == failed_at_ms.to_bits()
    }

    /// Whether a policy forbade this attempt. A browser tells the address, or only its scheme.
    fn was_blocked(&self, at_ms: f64, what: &str) -> bool {
        let scheme = if self.server.secure { "wss" } else { "ws" };
        (self.began_at_ms..=self.failed_at_ms + LATE_MS).contains(&at_ms)
            && (what == scheme || web_address::check(what).is_ok_and(|it| it.server == self.server))
    }
}

impl Probes {
    pub(super) fn new() -> Self {
        Self {
            found: RwSignal::default(),
            blocked: StoredValue::default(),
            sent: StoredValue::default(),
            questions: StoredValue::new_local(HashMap::new()),
        }
    }

    /// A new attempt begins.
    pub(super) fn begin(self, socket: ItemId, plan: &Plan, without_subprotocols: bool) {
        self.forget(socket);
        let (url, timeout_ms) = (plan.url.clone(), plan.timeout_ms);
        let sent = Sent { url, timeout_ms, without_subprotocols };
        self.sent.update_value(|all| {
            all.insert(socket, sent);
        });
    }

    /// Whether the last attempt went without the subprotocols because the person wanted it so.
    pub(super) fn went_without(self, socket: ItemId) -> bool {
        self.sent.with_value(|all| all.get(&socket).is_some_and(|it| it.without_subprotocols))
    }

    /// Whether this failure is known already: it comes back when nothing is waited for any more.
    pub(super) fn knows(self, socket: ItemId, failure: &Failure) -> bool {
        self.found.with_untracked(|all| all.get(&socket).is_some_and(|it| it.is_of(failure.at_ms)))
    }

    /// The WebSocket no longer exists, or an attempt of it begins.
    pub(super) fn forget(self, socket: ItemId) {
        self.found.update(|found| {
            found.remove(&socket);
        });
        self.questions.update_value(|all| {
            all.remove(&socket);
        });
        self.sent.update_value(|all| {
            all.remove(&socket);
        });
    }

    /// Moves what was found to the ids WebSockets have in a copy.
    pub(super) fn follow(self, ids: &HashMap<ItemId, ItemId>) {
        follow_ids(self.found, ids);
    }

    /// A policy blocked something.
    pub(super) fn block(self, at_ms: f64, what: String) {
        self.found.update(|all| {
            for found in all.values_mut() {
                found.around.blocked_by_policy |= found.was_blocked(at_ms, &what);
            }
        });
        self.blocked.update_value(|blocked| {
            blocked.retain(|(earlier_ms, _)| at_ms - earlier_ms < LATE_MS);
            blocked.push((at_ms, what));
        });
    }

    /// Answers whether it is still about the last attempt.
    fn update(
        self,
        socket: ItemId,
        failed_at_ms: f64,
        change: impl FnOnce(&mut Surroundings),
    ) -> bool {
        let changed = self.found.try_update(|found| {
            let current = found.get_mut(&socket).filter(|it| it.is_of(failed_at_ms));
            current.map(|it| change(&mut it.around))
        });
        changed.flatten().is_some()
    }
}

impl App {
    /// Finds out what can be found out about an attempt that failed just now; without another
    /// handshake when it will be repeated anyway.
    pub(super) fn probe(self, socket: ItemId, failure: &Failure, is_final: bool) {
        // Nothing of the network has to do with a server in the page.
        if demo::is_demo(&failure.url) {
            return;
        }
        let failed_at_ms = failure.at_ms;
        let server = failure.facts.server.clone();
        let is_blocked = web_address::mixed_content(page::is_https(), &server);
        let mut found = Found {
            began_at_ms: failure.at_ms - failure.after_ms,
            failed_at_ms,
            server: server.clone(),
            around: Surroundings {
                offline: page::is_offline(),
                probe: if is_blocked { Probe::NotAsked } else { Probe::Asking },
                ..surroundings()
            },
        };
        found.around.blocked_by_policy = self.probes.blocked.with_value(|blocked| {
            blocked.iter().any(|(at_ms, what)| found.was_blocked(*at_ms, what))
        });
        self.probes.found.update(|all| {
            all.insert(socket, found);
        });
        if is_blocked {
            return;
        }
        let may_go_without = failure.facts.may_go_without_subprotocols && is_final;
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
            } else if after_ms < QUICK_MS && answers_over_tls(&server).await {
                Probe::OverTls { after_ms }
            } else {
                Probe::Silent { after_ms }
            };
            self.probes.update(socket, failed_at_ms, |it| it.probe = probe);
            if answered && may_go_without {
                self.try_without_subprotocols(socket, failed_at_ms).await;
            }
        });
    }

    /// Makes the handshake that failed once more without subprotocols, unless another one was made
    /// since: never beside a living connection.
    async fn try_without_subprotocols(self, socket: ItemId, failed_at_ms: f64) {
        let it = self.probes;
        let tell =
            |without| it.update(socket, failed_at_ms, |it| it.without_subprotocols = without);
        if !tell(Without::Asking) {
            return;
        }
        let Some(Some(sent)) = it.sent.try_with_value(|all| all.get(&socket).cloned()) else {
            return;
        };
        let Some((question, answer)) = handshake::ask(&sent.url, sent.timeout_ms) else {
            tell(Without::Silent);
            return;
        };
        it.questions.try_update_value(|all| all.insert(socket, question));
        let without = match answer.await {
            Answer::Accepted => Without::Accepted,
            Answer::Refused => Without::Refused,
            Answer::Silent => Without::Silent,
        };
        if tell(without) {
            it.questions.try_update_value(|all| all.remove(&socket));
        }
    }

    /// What is known of a failed attempt.
    pub fn diagnose(self, socket: ItemId, failure: &Failure) -> Diagnosis {
        let around = self
            .probes
            .found
            .with(|all| all.get(&socket).filter(|it| it.is_of(failure.at_ms)).map(|it| it.around));
        diagnosis::diagnose(failure, &around.unwrap_or_else(surroundings))
    }
}

/// Whether a server without TLS in its address answers with it. (The other way round nothing is
/// learnt: servers answer plain HTTP at a port with TLS to say that it is one.)
async fn answers_over_tls(server: &Server) -> bool {
    let with_tls = Server { secure: true, ..server.clone() };
    !server.secure && http::answers(&with_tls.http_origin()).await
}

/// What is known before anything is asked.
fn surroundings() -> Surroundings {
    Surroundings {
        page_is_https: page::is_https(),
        page_space: page_space(),
        ..Surroundings::default()
    }
}

fn page_space() -> AddressSpace {
    web_address::address_space(&page::host())
}
