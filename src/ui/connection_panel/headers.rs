//! The headers of a WebSocket and those it inherits: a page can send none of them, apart from
//! cookies of its own host.

use crate::ui::prelude::*;

use crate::{
    app::App,
    browser::dom,
    core::{
        header_place::{HeaderPlace, place_of},
        model::{Header, ItemId},
        substitute::{effective_auth, is_cookie, merged_headers},
        text::{fill, plural},
    },
    ui::{
        auth::DemoTakesNone,
        headers::HeadersTable,
        widgets::{Icon, IconName, NoticeLine},
    },
};

/// What of the headers would go out in Pororoca.
#[derive(Clone, Debug, Default, PartialEq)]
struct Merged {
    /// Those of the collection.
    inherited: Vec<Header>,
    /// The collection's name.
    from: String,
    /// How many a page does not send.
    unsent: usize,
    /// Some are cookies, and the server is on the page's own host.
    cookies: bool,
    /// They are set.
    cookies_set: bool,
}

/// The tables, and what becomes of them.
#[component]
pub(super) fn OwnHeaders(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let merged = Memo::new(move |_| merged(app, socket.get()));
    let is_demo = Memo::new(move |_| app.is_demo(socket.get()));
    view! {
        <HeadersTable of=socket />
        <Belongs socket />
        <Inherited socket merged />
        {move || {
            if is_demo.get() {
                return view! { <DemoTakesNone /> }.into_any();
            }
            view! {
                {move || merged.with(|it| it.unsent > 0).then(|| view! { <Unsent merged /> })}
                {move || merged.with(|it| it.cookies).then(|| view! { <Cookies socket merged /> })}
            }
                .into_any()
        }}
    }
    .into_any()
}

fn merged(app: App, socket: ItemId) -> Merged {
    let same_host = app.is_on_page_host(socket);
    app.workspace.with(|workspace| {
        let collection = workspace.collection_around(socket);
        let Some(websocket) = workspace.websocket(socket) else { return Merged::default() };
        let theirs = collection.map(|it| it.headers.as_slice()).unwrap_or_default();
        let auth = effective_auth(&websocket.auth, collection.map(|it| &it.auth));
        let merged = merged_headers(theirs, &websocket.headers, auth);
        let cookies = merged.iter().filter(|it| is_cookie(&it.header.key)).count();
        let set = same_host && websocket.settings.substitutes.cookie;
        Merged {
            unsent: merged.len() - if set { cookies } else { 0 },
            cookies: same_host && cookies > 0,
            cookies_set: set,
            from: collection.map(|it| it.name.clone()).unwrap_or_default(),
            inherited: merged
                .into_iter()
                .filter(|it| it.inherited)
                .map(|it| it.header.clone())
                .collect(),
        }
    })
}

/// Headers that have a better place, with the button that moves them there, and those a browser makes
/// by itself.
#[component]
fn Belongs(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let places = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let headers = workspace.websocket(socket.get()).map(|it| it.headers.as_slice());
            let place = |(at, it): (usize, &Header)| {
                let place = place_of(it).filter(|_| it.enabled)?;
                Some((at, it.key.clone(), place))
            };
            headers.unwrap_or_default().iter().enumerate().filter_map(place).collect::<Vec<_>>()
        })
    });
    let line = move |(at, key, place): (usize, String, HeaderPlace)| {
        let label = move || match place {
            HeaderPlace::Auth => app.t().move_to_auth,
            _ => app.t().move_to_subprotocols,
        };
        view! {
            <NoticeLine icon=IconName::Info>
                {move || fill(app.t().header_belongs, &[("name", &key)])} " "
                <button
                    type="button"
                    class="link"
                    on:click=move |_| {
                        app.move_header(socket.get_untracked(), at);
                        dom::focus_soon("connection");
                    }
                >
                    {label}
                </button>
            </NoticeLine>
        }
        .into_any()
    };
    let made_by_browser = move || {
        let names = places.with(|it| {
            let names = it.iter().filter(|it| it.2 == HeaderPlace::Browser);
            names.map(|it| it.1.clone()).collect::<Vec<_>>().join(", ")
        });
        (!names.is_empty()).then(|| {
            view! {
                <NoticeLine icon=IconName::Info>
                    {move || fill(app.t().browser_sends_own, &[("names", &names)])}
                </NoticeLine>
            }
        })
    };
    view! {
        {move || {
            let movable = places.get().into_iter().filter(|it| it.2 != HeaderPlace::Browser);
            movable.map(line).collect::<Vec<_>>()
        }}
        {made_by_browser}
    }
    .into_any()
}

/// The collection's headers under one row that unfolds.
#[component]
fn Inherited(socket: Signal<ItemId>, merged: Memo<Merged>) -> impl IntoView {
    let app = App::get();
    let is_open = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.shows_inherited));
    let toggle = move |_| {
        app.drafts.update(socket.get_untracked(), |it| it.shows_inherited = !it.shows_inherited);
    };
    let title = move || {
        merged.with(|it| {
            let count = u64::try_from(it.inherited.len()).unwrap_or(u64::MAX);
            let line = app.count(count, |t| t.inherited_one, |t| t.inherited_other);
            fill(&line, &[("name", &it.from)])
        })
    };
    let icon =
        Signal::derive(
            move || {
                if is_open.get() { IconName::ChevronDown } else { IconName::ChevronRight }
            },
        );
    let row = |it: Header| {
        view! {
            <div class="kv__row kv__row--two" role="row">
                <span class="kv__cell" role="cell">
                    <span class="cut">{it.key}</span>
                </span>
                <span class="kv__cell" role="cell">
                    <span class="cut">{it.value}</span>
                </span>
            </div>
        }
    };
    view! {
        <Show when=move || merged.with(|it| !it.inherited.is_empty())>
            <div class="kv">
                <button
                    type="button"
                    class="kv__row kv__row--from"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    <Icon name=icon />
                    <span>{title}</span>
                </button>
                <Show when=move || is_open.get()>
                    <div role="table" aria-label=title>
                        {move || merged.get().inherited.into_iter().map(row).collect::<Vec<_>>()}
                    </div>
                </Show>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Unsent(merged: Memo<Merged>) -> impl IntoView {
    let app = App::get();
    let sentence = move || {
        let count = merged.with(|it| u64::try_from(it.unsent).unwrap_or(u64::MAX));
        let t = app.t();
        let template = plural(app.language(), count, t.headers_unsent_one, t.headers_unsent_other);
        fill(template, &[("count", &count.to_string())])
    };
    view! {
        <NoticeLine icon=IconName::Puzzle>{sentence}</NoticeLine>
    }
    .into_any()
}

#[component]
fn Cookies(socket: Signal<ItemId>, merged: Memo<Merged>) -> impl IntoView {
    let app = App::get();
    let is_set = move || merged.with(|it| it.cookies_set);
    let toggle = move |_| {
        let id = socket.get_untracked();
        app.set_connection(id, |it| it.substitutes.cookie = !it.substitutes.cookie);
    };
    view! {
        <NoticeLine icon=IconName::Info>
            {move || if is_set() { app.t().cookie_on } else { app.t().cookie_can }} " "
            <button type="button" class="link" on:click=toggle>
                {move || if is_set() { app.t().do_not_set } else { app.t().cookie_set }}
            </button>
        </NoticeLine>
    }
    .into_any()
}
