//! The first panel: what is asked of the server, and what it answered or why there is no connection.

mod compression;
mod failure;
mod headers;
mod options;
mod parameters;
mod response;
mod subprotocols;
mod timing;
mod waiting;

use crate::ui::prelude::*;

use crate::{
    app::{App, drafts::ConnectionTab},
    core::{
        connection::{ConnectionState, Lost},
        model::ItemId,
        payload::size,
    },
};

use super::{
    auth::SocketAuth,
    widgets::{TabItem, Tabs},
};
use failure::FailureView;
use options::Options;
use response::Response;
use waiting::Waiting;

/// The panel.
#[component]
pub fn ConnectionPanel(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
    /// Moves once a second.
    now_ms: Signal<f64>,
) -> impl IntoView {
    let app = App::get();
    let tab = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.connection_tab));
    let failure = Memo::new(move |_| match app.connections.state(socket.get()) {
        ConnectionState::Failed(failure)
        | ConnectionState::Waiting { after: Lost::Failed(failure), .. } => Some(failure),
        _ => None,
    });
    let has_failed = Memo::new(move |_| failure.with(Option::is_some));
    let tabs = Signal::derive(move || {
        let t = app.t();
        let response = if has_failed.get() { t.error } else { t.response };
        vec![
            TabItem::new(ConnectionTab::Options, t.options),
            TabItem::new(ConnectionTab::Auth, t.auth_tab),
            TabItem::new(ConnectionTab::Response, response).with_dot(has_failed.get()),
        ]
    });
    view! {
        <section
            class="panel panel--conn"
            aria-label=move || app.t().connection
            tabindex="-1"
            data-focus="connection"
        >
            <div class="panel__head">
                <h2>{move || app.t().connection}</h2>
                <Facts socket />
            </div>
            <div class="panel__bar">
                <Tabs
                    label=app.text(|t| t.connection)
                    tabs
                    selected=tab
                    controls="connection-body"
                    on_select=move |tab| {
                        app.drafts.update(socket.get_untracked(), |draft| draft.connection_tab = tab);
                    }
                />
            </div>
            <div class="panel__body pad" role="tabpanel" id="connection-body" aria-label=move || {
                let t = app.t();
                match tab.get() {
                    ConnectionTab::Options => t.options,
                    ConnectionTab::Auth => t.auth_tab,
                    ConnectionTab::Response if has_failed.get() => t.error,
                    ConnectionTab::Response => t.response,
                }
            }>
                {move || match (tab.get(), has_failed.get()) {
                    (ConnectionTab::Options, _) => view! { <Options socket /> }.into_any(),
                    (ConnectionTab::Auth, _) => view! { <SocketAuth socket /> }.into_any(),
                    (ConnectionTab::Response, true) => {
                        view! {
                            <Waiting socket now_ms />
                            <FailureView socket failure />
                        }
                            .into_any()
                    }
                    (ConnectionTab::Response, false) => {
                        view! {
                            <Waiting socket now_ms />
                            <Response socket now_ms />
                        }
                            .into_any()
                    }
                }}
            </div>
        </section>
    }
    .into_any()
}

/// What matters most, beside the title.
#[component]
fn Facts(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let facts = move || match app.connections.state(socket.get()) {
        ConnectionState::Open { opened, .. } | ConnectionState::Closing { opened, .. } => {
            let took = size::duration(opened.took_ms, app.language());
            if opened.subprotocol.is_empty() { vec![took] } else { vec![opened.subprotocol, took] }
        }
        ConnectionState::Failed(failure)
        | ConnectionState::Waiting { after: Lost::Failed(failure), .. } => {
            vec![app.local_time(failure.at_ms).clock()]
        }
        _ => Vec::new(),
    };
    view! {
        <span class="stats">
            {move || facts().into_iter().map(|fact| view! { <span class="cut">{fact}</span> }).collect::<Vec<_>>()}
        </span>
    }
}
