//! What the server answered to the handshake, and how the connection ended.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        connection::{ConnectionState, Ended, Lost, Opened, Party},
        demo,
        model::ItemId,
        payload::{size, visible},
        text::{Texts, connection, row},
    },
};

/// What a browser says when no close frame came (RFC 6455 §7.1.5): a number that tells nothing.
const NO_CLOSE_FRAME: u16 = 1006;

/// The answer.
#[component]
pub(super) fn Response(socket: Signal<ItemId>, now_ms: Signal<f64>) -> impl IntoView {
    let app = App::get();
    let state = Memo::new(move |_| app.connections.state(socket.get()));
    move || match state.get() {
        ConnectionState::Open { since_ms, opened } => {
            view! { <Facts opened since_ms ended=None is_closing=false now_ms /> }.into_any()
        }
        ConnectionState::Closing { open_since_ms, opened, .. } => {
            view! { <Facts opened since_ms=open_since_ms ended=None is_closing=true now_ms /> }
                .into_any()
        }
        ConnectionState::Closed(ended)
        | ConnectionState::Waiting { after: Lost::Closed(ended), .. } => {
            let since_ms = ended.at_ms - ended.open_for_ms;
            let opened = ended.was.clone();
            view! { <Facts opened since_ms ended=Some(ended) is_closing=false now_ms /> }.into_any()
        }
        ConnectionState::Disconnected
        | ConnectionState::Connecting { .. }
        | ConnectionState::Failed(_)
        | ConnectionState::Waiting { .. } => {
            view! { <p class="quiet">{move || app.t().response_empty}</p> }.into_any()
        }
    }
}

#[component]
fn Facts(
    opened: Opened,
    since_ms: f64,
    ended: Option<Ended>,
    is_closing: bool,
    now_ms: Signal<f64>,
) -> impl IntoView {
    let app = App::get();
    let is_demo = demo::is_demo(&opened.url);
    let took = move || size::duration(opened.took_ms, app.language());
    let open_for_ms = ended.as_ref().map(|it| it.open_for_ms);
    let open_for = move || {
        now_ms.track();
        size::stopwatch(open_for_ms.unwrap_or_else(|| app.now_ms() - since_ms))
    };
    let close = match ended {
        Some(ended) => view! { <HowItEnded ended /> }.into_any(),
        None => {
            view! {
                <dt>{move || app.t().close}</dt>
                <dd class="quiet">{move || if is_closing { app.t().closing } else { app.t().close_open }}</dd>
            }
            .into_any()
        }
    };
    view! {
        <dl class="facts">
            <dt>{move || app.t().url}</dt>
            <dd class="mono">{opened.url}</dd>
            <dt>{move || app.t().handshake}</dt>
            <dd>{move || if is_demo { app.t().accepted_demo } else { app.t().accepted }}</dd>
            <dt>{move || app.t().subprotocol}</dt>
            {or_none(app, &opened.subprotocol)}
            <dt>{move || app.t().extensions}</dt>
            {extensions(app, opened.extensions)}
            <dt>{move || app.t().handshake_time}</dt>
            <dd>{took}</dd>
            <dt>{move || app.t().opened}</dt>
            <dd>{app.local_time(since_ms).clock()}</dd>
            <dt>{move || app.t().open_for}</dt>
            <dd>{open_for}</dd>
            {close}
        </dl>
    }
    .into_any()
}

/// As the browser tells them, and in words.
fn extensions(app: App, value: String) -> AnyView {
    if value.is_empty() {
        return view! { <dd class="quiet">{move || app.t().no_extensions}</dd> }.into_any();
    }
    let shown = value.clone();
    let words = move || {
        let line = |it: String| view! { <span class="quiet">{it}</span> };
        connection::extensions(app.t(), &value).into_iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <dd class="lines">
            <span class="mono">{shown}</span>
            {words}
        </dd>
    }
    .into_any()
}

fn or_none(app: App, value: &str) -> AnyView {
    if value.is_empty() {
        view! { <dd class="quiet">{move || app.t().none}</dd> }.into_any()
    } else {
        view! { <dd class="mono">{visible::line(value).into_owned()}</dd> }.into_any()
    }
}

#[component]
fn HowItEnded(ended: Ended) -> impl IntoView {
    let app = App::get();
    let (by, clean) = (ended.by, ended.clean);
    let reason =
        (!ended.reason.is_empty()).then(|| visible::in_sentence(&ended.reason).into_owned());
    view! {
        <dt>{move || app.t().close}</dt>
        {match ended.code {
            NO_CLOSE_FRAME => view! { <dd class="quiet">{move || app.t().close_missing}</dd> }.into_any(),
            code => view! { <dd>{row::close_code(code)}</dd> }.into_any(),
        }}
        <dt>{move || app.t().reason}</dt>
        {match reason {
            Some(reason) => view! { <dd>{format!("“{reason}”")}</dd> }.into_any(),
            None => view! { <dd class="quiet">{move || app.t().none}</dd> }.into_any(),
        }}
        <dt>{move || app.t().clean}</dt>
        <dd>{move || how_clean(app.t(), by, clean)}</dd>
    }
    .into_any()
}

fn how_clean(t: &Texts, by: Party, clean: bool) -> &'static str {
    match (by, clean) {
        (Party::Server, true) => t.clean_by_server,
        (Party::Client, true) => t.clean_by_you,
        (Party::Client, false) => t.not_clean_unanswered,
        (Party::Server, false) => t.not_clean_by_server,
        (Party::Nobody, _) => t.not_clean,
    }
}
