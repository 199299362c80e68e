//! What a person asks of a connection: to be made, ended, or made in another way.

use leptos::prelude::*;

use crate::{
    browser::page,
    core::{
        change::Change,
        connection::Plan,
        demo, header_place,
        model::{AuthMode, ConnectionSettings, ItemId, ItemRef, Substitutes, WebSocket, Workspace},
        substitute::{self, AuthOutcome, PlanProblem, Planned, UrlProblem, auth_outcome},
        text::Texts,
        variables, web_address,
    },
    protocol::ToWorker,
};

use super::{
    App,
    drafts::{ConnectionTab, OptionsPart},
};

impl App {
    /// Checks the address, the subprotocols and what goes out for auth, and starts the handshake.
    /// What is wrong is shown beside its field, and nothing is tried.
    pub fn connect(self, socket: ItemId) {
        self.connect_by(socket, false);
    }

    /// Connects without offering a subprotocol, and so again when the connection is lost.
    pub fn connect_without_subprotocols(self, socket: ItemId) {
        self.connect_by(socket, true);
    }

    fn connect_by(self, socket: ItemId, without_subprotocols: bool) {
        let Some(plan) = self.plan_or_say(socket, without_subprotocols) else { return };
        self.probes.begin(socket, &plan, without_subprotocols);
        self.drafts.update(socket, |draft| draft.conversation = None);
        self.connections.post(&ToWorker::Connect { socket, plan });
    }

    /// Makes a connection that was lost once more, with the values of now: a token may have been
    /// renewed. What can no longer be made, or is no longer wanted, is not waited for any more.
    pub(super) fn connect_again(self, socket: ItemId) {
        if !self.may_return(socket) {
            return;
        }
        let without_subprotocols = self.probes.went_without(socket);
        match self.plan_or_say(socket, without_subprotocols).filter(|plan| plan.reconnect) {
            Some(plan) => {
                self.probes.begin(socket, &plan, without_subprotocols);
                self.connections.post(&ToWorker::ConnectAgain { socket, plan });
            }
            None => self.connections.stop(socket),
        }
    }

    /// How to connect now, cookies set for it; else what is wrong is shown beside its field.
    fn plan_or_say(self, socket: ItemId, without_subprotocols: bool) -> Option<Plan> {
        let problem = match self.plan(socket) {
            Ok(Planned { mut plan, cookies }) => {
                if without_subprotocols {
                    plan.subprotocols.clear();
                    plan.facts.may_go_without_subprotocols = false;
                }
                for cookie in &cookies {
                    page::set_cookie(cookie);
                }
                return Some(plan);
            }
            Err(problem) => problem,
        };
        let tab = match problem {
            PlanProblem::Auth(_) | PlanProblem::AuthVariable(_) => {
                Some((ConnectionTab::Auth, None))
            }
            PlanProblem::HeaderVariable(_) => {
                Some((ConnectionTab::Options, Some(OptionsPart::Headers)))
            }
            PlanProblem::Subprotocols => {
                Some((ConnectionTab::Options, Some(OptionsPart::Subprotocols)))
            }
            PlanProblem::Address => None,
        };
        self.drafts.update(socket, |draft| {
            draft.show_problems = true;
            if let Some((tab, part)) = tab {
                draft.connection_tab = tab;
                draft.options_part = part.unwrap_or(draft.options_part);
            }
        });
        None
    }

    /// With variables in their values: they are looked up at this moment.
    fn plan(self, socket: ItemId) -> Result<Planned, PlanProblem> {
        let mut resolver = self.resolver(socket);
        let mut put_in = |text: &str| resolver.resolve(text);
        self.workspace.with_untracked(|workspace| {
            let collection = workspace.collection_around(socket);
            let websocket = workspace.websocket(socket).ok_or(PlanProblem::Address)?;
            substitute::plan(websocket, collection, &page::host(), &mut put_in)
        })
    }

    /// What is wrong with what would go out for auth, as far as can be told before connecting.
    pub fn auth_problem(self, socket: ItemId) -> Option<PlanProblem> {
        let (scopes, mut sample) = (self.scopes(socket), self.sample(socket));
        let mut put_in = |text: &str| variables::resolve(text, &scopes, &mut sample);
        self.workspace.with(|workspace| {
            let collection = workspace.collection_around(socket);
            substitute::check_auth(workspace.websocket(socket)?, collection, &mut put_in).err()
        })
    }

    /// What is wrong with a URL once its variables have their values.
    pub fn url_problem(self, socket: ItemId, url: &str) -> Option<UrlProblem> {
        let (scopes, mut sample) = (self.scopes(socket), self.sample(socket));
        let mut put_in = |text: &str| variables::resolve(text, &scopes, &mut sample);
        substitute::check_url(url, &mut put_in).err()
    }

    /// The same of the URL a WebSocket has, once it is to be said.
    pub fn said_url_problem(self, socket: ItemId) -> Option<UrlProblem> {
        let wanted = self.drafts.with(socket, |draft| draft.show_problems);
        let url = self.workspace.with(|it| it.websocket(socket).map(|it| it.url.clone()))?;
        if wanted { self.url_problem(socket, &url) } else { None }
    }

    /// Whether the server of a WebSocket is on the host this page came from, whatever the port.
    pub fn is_on_page_host(self, socket: ItemId) -> bool {
        let address = self.resolved_url(socket).and_then(|it| web_address::check(&it).ok());
        address.is_some_and(|it| !it.is_demo() && it.server.host == page::host())
    }

    /// Whether a WebSocket is to be answered by a server in the page, right or wrong.
    pub fn is_demo(self, socket: ItemId) -> bool {
        self.resolved_url(socket).is_some_and(|it| demo::is_demo(it.trim()))
    }

    fn resolved_url(self, socket: ItemId) -> Option<String> {
        let (scopes, mut sample) = (self.scopes(socket), self.sample(socket));
        let url = self.workspace.with(|it| it.websocket(socket).map(|it| it.url.clone()))?;
        variables::resolve(&url, &scopes, &mut sample).ok().map(|it| it.text)
    }

    /// Saves what is set for a WebSocket's connection. Connecting again counts at once.
    pub fn set_connection(self, id: ItemId, change: impl FnOnce(&mut ConnectionSettings)) {
        let settings =
            self.workspace.with_untracked(|it| it.websocket(id).map(|it| it.settings.clone()));
        let Some(mut settings) = settings else { return };
        let did_reconnect = settings.reconnect;
        change(&mut settings);
        if settings.reconnect != did_reconnect {
            self.connections.set_reconnect(id, settings.reconnect);
        }
        self.dispatch(Change::SetConnectionSettings { id, settings });
    }

    /// Moves a header of a WebSocket, counted from 0, to where it goes out.
    pub fn move_header(self, socket: ItemId, at: usize) {
        let change = self
            .workspace
            .with_untracked(|it| it.websocket(socket).and_then(|it| header_place::moved(it, at)));
        self.change_and_say(change, |t| t.header_moved);
    }

    /// Lets all WebSockets of a collection that inherit its auth send it in one way.
    pub fn send_inherited_auth(self, collection: ItemId, choose: fn(&mut Substitutes)) {
        let change = self.workspace.with_untracked(|workspace| {
            let change = |it: &WebSocket| {
                let mut settings = it.settings.clone();
                choose(&mut settings.substitutes);
                Change::SetConnectionSettings { id: it.id, settings }
            };
            Some(Change::Many(inheriting(workspace, collection).map(change).collect()))
        });
        self.change_and_say(change, |t| t.auth_changed);
    }

    /// Of how many WebSockets of a collection that inherit its auth it goes out, and how many there
    /// are.
    pub fn inherited_auth_sent(self, collection: ItemId) -> (usize, usize) {
        self.workspace.with(|workspace| {
            let auth = workspace.collection(collection).map(|it| &it.auth);
            let is_sent = |it: &&WebSocket| {
                let outcome = auth_outcome(auth, &it.settings.substitutes);
                matches!(outcome, AuthOutcome::UrlCredentials | AuthOutcome::Bearer(_))
            };
            let all = || inheriting(workspace, collection);
            (all().filter(is_sent).count(), all().count())
        })
    }

    fn change_and_say(self, change: Option<Change>, said: fn(&Texts) -> &'static str) {
        if change.and_then(|it| self.dispatch(it)).is_some() {
            self.notices.toast(said(self.t_untracked()).to_owned(), false);
        }
    }

    /// Connects, or cancels or disconnects what lives: the one button of the URL bar.
    pub fn toggle_connection(self, socket: ItemId) {
        if self.connections.lives_untracked(socket) || self.connections.waits_untracked(socket) {
            self.connections.stop(socket);
        } else {
            self.connect(socket);
        }
    }
}

/// The WebSockets of a collection that inherit its auth.
fn inheriting(workspace: &Workspace, collection: ItemId) -> impl Iterator<Item = &WebSocket> {
    let items = workspace.find(collection).map(ItemRef::with_descendants).unwrap_or_default();
    items.into_iter().filter_map(|it| match it {
        ItemRef::WebSocket(socket) if socket.auth.mode == AuthMode::Inherit => Some(socket),
        _ => None,
    })
}
