//! What stands on the screen while no item is chosen: how to start, keys, and what this browser can
//! do. A page to read; its address field makes a WebSocket and connects.

use crate::ui::prelude::*;
use leptos::ev;

use crate::{
    app::App,
    browser::{dom, page},
    core::{
        command::{Command, SHORTCUTS},
        text::{Texts, problem},
        web_address,
    },
};

use super::widgets::{Icon, IconName, Kbd};

/// The first-run page.
#[component]
pub fn Welcome() -> impl IntoView {
    let app = App::get();
    // After the last item was deleted the focus stays out of text fields, where Ctrl Z is theirs.
    dom::focus_soon(if app.can_undo() { "start" } else { "url" });
    view! {
        <AddressBar />
        <div class="start" tabindex="-1" data-focus="start">
            <header>
                <h2>{move || app.t().welcome_title}</h2>
                <p>{move || app.t().welcome_text}</p>
            </header>
            <section>
                <h3>{move || app.t().start}</h3>
                <div class="acts">
                    <Act icon=IconName::Plus command=Command::NewCollection keys="Alt C" label=|t| t.new_collection hint=|t| t.start_collection />
                    <Act icon=IconName::Import command=Command::Import keys="Ctrl O" label=|t| t.import_dots hint=|t| t.start_import />
                    <Act icon=IconName::WebSocket command=Command::FocusUrl keys="F4" label=|t| t.try_address hint=|t| t.start_address />
                </div>
                <h3>{move || app.t().keys}</h3>
                <Keys />
            </section>
            <section>
                <h3>{move || app.t().in_this_browser}</h3>
                <Abilities />
            </section>
        </div>
    }
}

#[component]
fn Act(
    icon: IconName,
    command: Command,
    keys: &'static str,
    label: fn(&Texts) -> &'static str,
    hint: fn(&Texts) -> &'static str,
) -> impl IntoView {
    let app = App::get();
    view! {
        <button
            class="act"
            on:click=move |_| {
                app.run(command);
            }
        >
            <Icon name=icon />
            <span>
                <b>{move || label(app.t())}</b>
                <small>{move || hint(app.t())}</small>
            </span>
            <Kbd keys=keys />
        </button>
    }
}

/// The few keys to begin with.
#[component]
fn Keys() -> impl IntoView {
    let app = App::get();
    let first = [
        Command::Connect,
        Command::Stop,
        Command::Send,
        Command::Rename,
        Command::Search,
        Command::NextPanel,
        Command::Shortcuts,
    ];
    let lines = SHORTCUTS.iter().filter(|it| first.contains(&it.command)).map(|it| {
        view! {
            <Kbd keys=it.keys.first().copied().unwrap_or_default() />
            <span>{move || (it.label)(app.t())}</span>
        }
    });
    view! { <div class="keys-list">{lines.collect_view()}</div> }
}

#[component]
fn Abilities() -> impl IntoView {
    let app = App::get();
    let plain_ws = !page::is_https();
    view! {
        <ul class="caps">
            <li>
                <Icon name=IconName::Passed />
                <b>{move || if plain_ws { app.t().can_ws } else { app.t().can_wss }}</b>
                <p>{move || app.t().can_wss_text}</p>
            </li>
            <li data-cap="no">
                <Icon name=IconName::Skipped />
                <b>{move || app.t().cannot_headers}</b>
                <p>{move || app.t().cannot_headers_text}</p>
            </li>
            <li data-cap="no">
                <Icon name=IconName::Skipped />
                <b>{move || app.t().cannot_ping}</b>
                <p>{move || app.t().cannot_ping_text}</p>
            </li>
        </ul>
    }
}

#[component]
fn AddressBar() -> impl IntoView {
    let app = App::get();
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let problem = Memo::new(move |_| {
        if !tried.get() {
            return None;
        }
        typed.with(|typed| {
            web_address::check(typed).err().map(|it| problem::address(app.t(), typed, &it))
        })
    });
    let connect = move || {
        tried.set(true);
        if typed.with_untracked(|typed| web_address::check(typed).is_ok()) {
            let socket = typed.with_untracked(|url| app.new_websocket_at(None, url));
            app.connect(socket);
        }
    };
    view! {
        <form
            class="urlbar"
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                connect();
            }
        >
            <div class="field url" aria-invalid=move || problem.get().is_some().to_string()>
                <input
                    class="url__text"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    spellcheck="false"
                    data-focus="url"
                    aria-label=move || app.t().url
                    aria-invalid=move || problem.get().is_some().to_string()
                    aria-describedby="welcome-url-problem"
                    placeholder=move || app.t().welcome_url_placeholder
                    prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </div>
            <button class="btn btn--lg btn--primary" type="submit">{move || app.t().connect}</button>
            <p class="urlbar__problem" id="welcome-url-problem" role="alert">{problem}</p>
        </form>
    }
}
