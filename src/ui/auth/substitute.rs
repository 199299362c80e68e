//! The auth of a WebSocket: its own or the collection's, what a page does not send of it, and what
//! goes out instead.

use crate::ui::prelude::*;

use super::{
    Edited,
    field::AuthField,
    form::{Fields, ModeSelect},
};
use crate::{
    app::App,
    browser::dom,
    core::{
        model::{AuthMode, BasicSubstitute, BearerSubstitute, ItemId, Part, Substitutes},
        payload::visible,
        substitute::{AuthOutcome, auth_outcome, effective_auth},
        text::{Texts, connection, fill},
    },
    ui::widgets::{ErrorPlace, IconName, NoticeLine},
};

/// `data-focus` of what is said of the outcome.
const OUTCOME: &str = "auth-outcome";

type Label = fn(&Texts) -> &'static str;
type Choose = fn(&mut Substitutes);

/// The way of login and password.
const BASIC_WAY: (Label, Choose) =
    (|t| t.basic_send, |it| it.basic = BasicSubstitute::UrlCredentials);

/// The ways of a token, in the order offered.
const BEARER_WAYS: [(Label, Choose); 4] = [
    (|t| t.bearer_parameter, |it| it.bearer = BearerSubstitute::QueryParameter),
    (|t| t.bearer_subprotocol, |it| it.bearer = BearerSubstitute::Subprotocol),
    (|t| t.bearer_kubernetes, |it| it.bearer = BearerSubstitute::SubprotocolBase64Url),
    (|t| t.bearer_message, |it| it.bearer = BearerSubstitute::FirstMessage),
];

/// The tab *Auth*.
#[component]
pub fn SocketAuth(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let edited = Edited::new(app, socket);
    let mode = Memo::new(move |_| edited.auth.with(|it| it.mode));
    let is_demo = Memo::new(move |_| app.is_demo(socket.get()));
    let outcome = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let Some(websocket) = workspace.websocket(socket.get()) else {
                return AuthOutcome::Nothing;
            };
            let collection = workspace.collection_around(websocket.id);
            let auth = effective_auth(&websocket.auth, collection.map(|it| &it.auth));
            auth_outcome(auth, &websocket.settings.substitutes)
        })
    });
    view! {
        <ModeSelect edited can_inherit=true />
        {move || match mode.get() {
            AuthMode::Inherit => view! { <Inherited socket /> }.into_any(),
            AuthMode::None => {
                view! { <p class="quiet">{move || app.t().auth_none_hint}</p> }.into_any()
            }
            _ => ().into_any(),
        }}
        <Fields edited />
        {move || {
            if is_demo.get() {
                return view! { <DemoTakesNone /> }.into_any();
            }
            view! {
                {move || outcome_view(app, edited, outcome.get())}
                <Problem socket />
            }
                .into_any()
        }}
    }
    .into_any()
}

/// Says that a server in the page is sent neither headers nor auth.
#[component]
pub fn DemoTakesNone() -> impl IntoView {
    let app = App::get();
    view! { <NoticeLine icon=IconName::Info>{move || app.t().demo_takes_none}</NoticeLine> }
        .into_any()
}

/// What the collection says.
#[component]
fn Inherited(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let collection = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let it = workspace.collection_around(socket.get())?;
            Some((it.id, visible::line(&it.name).into_owned(), it.auth.mode))
        })
    });
    move || {
        collection.get().map(|(id, name, mode)| {
            let mode = if mode == AuthMode::Inherit { AuthMode::None } else { mode };
            view! {
                <dl class="facts">
                    <dt>{move || app.t().auth_from}</dt>
                    <dd>{name}</dd>
                    <dt>{move || app.t().auth_mode_short}</dt>
                    <dd>{move || connection::auth_mode(app.t(), mode)}</dd>
                </dl>
                <button
                    type="button"
                    class="link link--line"
                    on:click=move |_| app.select(Some(Part::Auth.of(id)))
                >
                    {move || app.t().open_collection_auth}
                </button>
            }
        })
    }
}

fn outcome_view(app: App, edited: Edited, outcome: AuthOutcome) -> AnyView {
    let button = move |label: Label, change: Choose| {
        button(app, label, move || {
            app.set_connection(edited.of.get_untracked(), |it| change(&mut it.substitutes));
            // The buttons go with what they changed.
            dom::focus_soon(OUTCOME);
        })
    };
    match outcome {
        AuthOutcome::Nothing => ().into_any(),
        AuthOutcome::NotSent(AuthMode::Basic) => {
            let send = button(BASIC_WAY.0, BASIC_WAY.1);
            notice(app, IconName::Puzzle, |t| t.basic_unsent, vec![send])
        }
        AuthOutcome::UrlCredentials => {
            let stop = button(|t| t.do_not_send, |it| it.basic = BasicSubstitute::None);
            notice(app, IconName::Info, |t| t.basic_sent, vec![stop])
        }
        AuthOutcome::NotSent(AuthMode::Bearer) | AuthOutcome::Bearer(BearerSubstitute::None) => {
            let ways = BEARER_WAYS.map(|(label, change)| button(label, change));
            notice(app, IconName::Puzzle, |t| t.bearer_unsent, ways.into())
        }
        AuthOutcome::Bearer(way) => {
            let stop = button(|t| t.do_not_send, |it| it.bearer = BearerSubstitute::None);
            let said: Label = match way {
                BearerSubstitute::None | BearerSubstitute::QueryParameter => {
                    |t| t.bearer_as_parameter
                }
                BearerSubstitute::Subprotocol => |t| t.bearer_as_subprotocol,
                BearerSubstitute::SubprotocolBase64Url => |t| t.bearer_as_kubernetes,
                BearerSubstitute::FirstMessage => |t| t.bearer_as_message,
            };
            let note = notice(app, IconName::Info, said, vec![stop]);
            view! {
                {bearer_field(app, edited, way)}
                {note}
            }
            .into_any()
        }
        AuthOutcome::NotSent(AuthMode::Windows) => {
            notice(app, IconName::Puzzle, |t| t.windows_unsent, Vec::new())
        }
        AuthOutcome::NotSent(_) => {
            notice(app, IconName::Puzzle, |t| t.certificate_unsent, Vec::new())
        }
    }
}

/// What a page does not send of a collection's auth, and how all WebSockets that inherit it may.
#[component]
pub(super) fn InheritedOutcome(edited: Edited) -> impl IntoView {
    let Edited { app, of, auth } = edited;
    let mode = Memo::new(move |_| auth.with(|it| it.mode));
    let sent = Memo::new(move |_| app.inherited_auth_sent(of.get()));
    let inherits = Memo::new(move |_| sent.get().1 > 0);
    let button = move |label: Label, choose: Choose| {
        button(app, label, move || app.send_inherited_auth(of.get_untracked(), choose))
    };
    let outcome = move || {
        let (said, stop, ways): (Label, Choose, Vec<_>) = match mode.get() {
            AuthMode::None | AuthMode::Inherit => return ().into_any(),
            AuthMode::Basic | AuthMode::Bearer if !inherits.get() => {
                return notice(app, IconName::Puzzle, |t| t.nobody_inherits, Vec::new());
            }
            AuthMode::Basic => {
                (|t| t.basic_unsent, |it| it.basic = BasicSubstitute::None, vec![BASIC_WAY])
            }
            AuthMode::Bearer => {
                (|t| t.bearer_unsent, |it| it.bearer = BearerSubstitute::None, BEARER_WAYS.to_vec())
            }
            AuthMode::Windows => {
                return notice(app, IconName::Puzzle, |t| t.windows_unsent, Vec::new());
            }
            AuthMode::ClientCertificate => {
                return notice(app, IconName::Puzzle, |t| t.certificate_unsent, Vec::new());
            }
        };
        let ways = ways.into_iter().chain([((|t| t.do_not_send) as Label, stop)]);
        let buttons = ways.map(|(label, choose)| button(label, choose)).collect();
        notice(app, IconName::Puzzle, said, buttons)
    };
    let counted = move || {
        let can_be_sent = matches!(mode.get(), AuthMode::Basic | AuthMode::Bearer);
        (can_be_sent && inherits.get()).then(|| {
            let (sent, all) = sent.get();
            let (sent, all) = (sent.to_string(), all.to_string());
            fill(app.t().inherited_sent, &[("sent", &sent), ("all", &all)])
        })
    };
    view! {
        {outcome}
        <p class="quiet" role="status">{counted}</p>
    }
    .into_any()
}

/// What a way of sending a token needs to know.
fn bearer_field(app: App, edited: Edited, way: BearerSubstitute) -> AnyView {
    type Get = fn(&Substitutes) -> &String;
    type Place = fn(&mut Substitutes) -> &mut String;
    let (id, label, get, place): (_, Label, Get, Place) = match way {
        BearerSubstitute::QueryParameter => (
            "bearer-parameter",
            |t| t.parameter_name,
            |it| &it.bearer_parameter,
            |it| &mut it.bearer_parameter,
        ),
        BearerSubstitute::Subprotocol => (
            "bearer-prefix",
            |t| t.subprotocol_prefix,
            |it| &it.bearer_prefix,
            |it| &mut it.bearer_prefix,
        ),
        BearerSubstitute::FirstMessage => (
            "bearer-message",
            |t| t.first_message,
            |it| &it.bearer_message,
            |it| &mut it.bearer_message,
        ),
        BearerSubstitute::None | BearerSubstitute::SubprotocolBase64Url => return ().into_any(),
    };
    let value = Signal::derive(move || {
        app.workspace.with(|workspace| {
            let socket = workspace.websocket(edited.of.get());
            socket.map(|it| get(&it.settings.substitutes).clone()).unwrap_or_default()
        })
    });
    let on_input = move |text| {
        app.set_connection(edited.of.get_untracked(), |it| *place(&mut it.substitutes) = text);
    };
    view! {
        <div class="stack">
            <AuthField id label value on_input edited />
        </div>
    }
    .into_any()
}

/// Why what goes out cannot be made.
#[component]
fn Problem(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let problem = Memo::new(move |_| {
        app.auth_problem(socket.get()).and_then(|it| connection::plan_problem(app.t(), &it))
    });
    view! { <ErrorPlace text=problem /> }.into_any()
}

fn notice(app: App, icon: IconName, text: Label, buttons: Vec<AnyView>) -> AnyView {
    let buttons = (!buttons.is_empty()).then(|| view! { <div class="acts--small">{buttons}</div> });
    view! {
        <hr class=fixed("rule") />
        <div class="stack" tabindex="-1" data-focus=OUTCOME>
            <NoticeLine icon>{move || text(app.t())}</NoticeLine>
            {buttons}
        </div>
    }
    .into_any()
}

fn button(app: App, label: Label, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <button type="button" class="btn btn--sm" on:click=move |_| act()>
            {move || label(app.t())}
        </button>
    }
    .into_any()
}
