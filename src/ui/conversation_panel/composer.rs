//! Where messages are sent: a client message of the collection, or one typed here.

use crate::ui::prelude::*;

use crate::{
    app::App,
    browser::dom,
    core::{
        command::Command,
        connection::ConnectionState,
        model::{ClientMessage, ContentMode, ItemId},
        payload::{
            outgoing::{self, OutgoingProblem},
            visible,
        },
        text::problem,
        variables,
    },
    protocol::SendRefusal,
};

use super::{
    super::widgets::{ErrorLine, Icon, IconName, IconSize, NoticeLine},
    quick_message::QuickMessage,
    upload::Upload,
};

/// The composer.
#[component]
pub(super) fn Composer(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let is_open = Memo::new(move |_| {
        matches!(app.connections.state(socket.get()), ConnectionState::Open { .. })
    });
    view! {
        <div class="composer">
            <SavedMessage socket is_open />
            <QuickMessage socket is_open />
            <Hints socket is_open />
        </div>
    }
    .into_any()
}

/// The lane of the client messages kept in the collection.
#[component]
fn SavedMessage(socket: Signal<ItemId>, is_open: Memo<bool>) -> impl IntoView {
    let app = App::get();
    let chosen = Memo::new(move |_| {
        let id = socket.get();
        let wanted = app.drafts.with(id, |draft| draft.client_message);
        app.workspace.with(|workspace| {
            let messages = &workspace.websocket(id)?.client_messages;
            messages.iter().find(|it| Some(it.id) == wanted).or(messages.first()).cloned()
        })
    });
    let problem = Memo::new(move |_| {
        let id = socket.get();
        let scopes = app.scopes(id);
        let found = chosen
            .with(|it| outgoing::outgoing(it.as_ref()?, &scopes, &mut app.sample(id)).err())?;
        (found != OutgoingProblem::FromFile).then(|| problem::outgoing(app.t(), &found))
    });
    // What is in a file is looked at when it is sent.
    let file_problem = Memo::new(move |_| {
        let found = chosen.with(|it| app.message_files.problem(it.as_ref()?))?;
        Some(problem::file(app.t(), &found))
    });
    let unknown = Memo::new(move |_| {
        let scopes = app.scopes(socket.get());
        let seen = chosen.with(|it| {
            let message = it.as_ref()?;
            let text = match message.content_mode {
                ContentMode::Raw => &message.raw_content,
                ContentMode::File => &message.file_src_path,
            };
            variables::shown(text, &scopes, None).ok()
        })?;
        problem::unknown_variables(app.t(), seen.unknown.iter().map(|it| it.name.as_str()))
    });
    // Its problem is said once a person wanted to send it, and until it is mended.
    let attempted = RwSignal::new(None::<ItemId>);
    let shown_problem = move || {
        let id = chosen.with(|it| it.as_ref().map(|it| it.id))?;
        let is_attempted = attempted.get() == Some(id);
        let text = problem.get().filter(|_| is_attempted).or(file_problem.get())?;
        Some((id, text))
    };
    let send = move |_| {
        chosen.with_untracked(|it| {
            let Some(message) = it else { return };
            attempted.set(Some(message.id));
            app.send(socket.get_untracked(), message);
        });
    };
    view! {
        <div class="lane">
            <MessageSelect socket chosen />
            <button
                type="button"
                class="btn btn--icon"
                aria-label=move || app.t().new_client_message
                title=move || Command::NewClientMessage.with_keys(app.t().new_client_message)
                on:click=move |_| {
                    app.new_client_message(socket.get_untracked());
                }
            >
                <Icon name=IconName::Plus />
            </button>
            <button
                type="button"
                class="btn btn--send"
                class=("btn--primary", move || is_open.get())
                data-focus="send"
                title=move || Command::Send.with_keys(app.t().send)
                aria-keyshortcuts="Control+Enter"
                disabled=move || !is_open.get() || chosen.with(Option::is_none)
                on:click=send
            >
                <Icon name=IconName::Send size=IconSize::Small />
                <span>{move || app.t().send}</span>
            </button>
        </div>
        {move || shown_problem().map(|(id, text)| cannot_send(id, text))}
        {move || {
            unknown
                .get()
                .map(|text| {
                    view! {
                        <NoticeLine icon=IconName::Unsure>{text}</NoticeLine>
                    }
                })
        }}
    }
    .into_any()
}

/// Why a message cannot be sent, and the way to where it is mended.
fn cannot_send(id: ItemId, text: String) -> AnyView {
    let app = App::get();
    let open = move |_| {
        app.select(Some(id));
        dom::focus_soon("content");
    };
    view! {
        <ErrorLine alert=true>
            {text} " " {move || app.t().nothing_sent} " "
            <button type="button" class="link" on:click=open>
                {move || app.t().open_message}
            </button>
        </ErrorLine>
    }
    .into_any()
}

#[component]
fn MessageSelect(socket: Signal<ItemId>, chosen: Memo<Option<ClientMessage>>) -> impl IntoView {
    let app = App::get();
    let options = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let messages =
                workspace.websocket(socket.get()).map(|it| it.client_messages.as_slice());
            messages
                .unwrap_or_default()
                .iter()
                .map(|it| (it.id, visible::line(&it.name).into_owned()))
                .collect::<Vec<_>>()
        })
    });
    let chosen_id = Memo::new(move |_| chosen.with(|it| it.as_ref().map(|it| it.id)));
    let choose = move |value: &str| {
        if let Some(id) = value.parse().ok().map(ItemId) {
            app.drafts.update(socket.get_untracked(), |draft| draft.client_message = Some(id));
        }
    };
    let option = move |(id, name): (ItemId, String)| {
        let name = move || if name.is_empty() { app.t().unnamed.to_owned() } else { name.clone() };
        view! {
            <option value=id.0.to_string() prop:selected=move || chosen_id.get() == Some(id)>
                {name}
            </option>
        }
    };
    view! {
        <label class="btn btn--drop select">
            <Icon name=IconName::Message size=IconSize::Small />
            <select
                aria-label=move || app.t().client_message
                disabled=move || options.with(Vec::is_empty)
                on:change:target=move |event| choose(&event.target().value())
            >
                <Show when=move || options.with(Vec::is_empty)>
                    <option>{move || app.t().no_client_message}</option>
                </Show>
                <For each=move || options.get() key=Clone::clone children=option />
            </select>
            <Icon name=IconName::ChevronDown />
        </label>
    }
    .into_any()
}

/// Why nothing can be sent now, or why the last message was not.
#[component]
pub fn Hints(socket: Signal<ItemId>, is_open: Memo<bool>) -> impl IntoView {
    let app = App::get();
    let refusal = Memo::new(move |_| {
        app.connections.refusals.with(|refusals| refusals.get(&socket.get()).copied())
    });
    let refused = move || match refusal.get()? {
        SendRefusal::NotConnected => None,
        SendRefusal::Browser => Some(app.t().send_refused),
        SendRefusal::FileUnreadable => Some(app.t().file_unreadable_now),
    };
    let can_connect = move || {
        matches!(
            app.connections.state(socket.get()),
            ConnectionState::Disconnected
                | ConnectionState::Closed(_)
                | ConnectionState::Failed(_)
                | ConnectionState::Waiting { .. }
        )
    };
    // The word in the middle of the sentence is a button.
    let hint = move || app.t().not_connected_hint.split_once("{connect}").unwrap_or_default();
    view! {
        <Upload socket />
        {move || refused().map(|text| view! { <ErrorLine alert=true>{text}</ErrorLine> })}
        <Show when=move || !is_open.get()>
            <NoticeLine icon=IconName::Info>
                {move || app.t().not_connected} " "
                <Show when=can_connect>
                    {move || hint().0}
                    <button type="button" class="link" on:click=move |_| app.connect(socket.get_untracked())>
                        {move || app.t().connect}
                    </button>
                    {move || hint().1}
                </Show>
            </NoticeLine>
        </Show>
    }
    .into_any()
}
