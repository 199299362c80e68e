//! What a link that was opened holds, and whether to take it.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{format::link, model::Collection, payload::visible, text::fill},
};

use super::widgets::Dialog;

/// So many servers are named.
const MOST_SERVERS: usize = 12;

/// The dialog.
#[component]
pub fn LinkDialog() -> impl IntoView {
    let app = App::get();
    let opened = app.importing.link;
    let read = Memo::new(move |_| opened.get().map(|data| app.read_link(&data)));
    let title = Signal::derive(move || {
        let t = app.t();
        read.with(|read| match read {
            Some(Ok(it)) if it.name.is_empty() => fill(t.link_open_title, &[("name", t.unnamed)]),
            Some(Ok(it)) => fill(t.link_open_title, &[("name", &it.name)]),
            Some(Err(_)) => t.link_bad_title.to_owned(),
            None => String::new(),
        })
    });
    let give_up = move || opened.set(None);
    view! {
        <Dialog
            open=Signal::derive(move || opened.with(Option::is_some))
            heading_id="link-heading"
            title
            close_label=app.text(|t| t.close_dialog)
            on_close=Callback::new(move |()| give_up())
        >
            {move || match read.get() {
                Some(Ok(collection)) => view! { <Holds collection /> }.into_any(),
                Some(Err(why)) => view! { <p>{why}</p> }.into_any(),
                None => ().into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Holds(collection: Collection) -> impl IntoView {
    let app = App::get();
    let link::Holds { websockets, messages, environments, servers, secrets } =
        link::holds(&collection);
    let counts = [websockets, messages, environments].map(|it| it.to_string());
    let counts = move || {
        let [websockets, messages, environments] = &counts;
        let values =
            [("websockets", websockets), ("messages", messages), ("environments", environments)];
        fill(app.t().link_holds, &values.map(|(name, value)| (name, value.as_str())))
    };
    let more = servers.len().saturating_sub(MOST_SERVERS);
    let has_servers = !servers.is_empty();
    let line = |server: &String| {
        let server = visible::line(server).into_owned();
        view! { <li class="cut">{server}</li> }
    };
    let servers = servers.iter().take(MOST_SERVERS).map(line).collect_view();
    let taken = StoredValue::new(Some(collection));
    let take = move |_| {
        if let Some(collection) = taken.try_update_value(Option::take).flatten() {
            app.import_linked(collection);
        }
    };
    view! {
        <p>{move || app.t().link_open_text}</p>
        <p>{counts}</p>
        {has_servers
            .then(|| {
                view! {
                    <p>{move || app.t().link_servers}</p>
                    <ul>
                        {servers}
                        {(more > 0)
                            .then(|| {
                                view! { <li>{move || fill(app.t().link_more, &[("count", &more.to_string())])}</li> }
                            })}
                    </ul>
                }
            })}
        {secrets.then(|| view! { <p>{move || app.t().link_has_secrets}</p> })}
        <div class="dialog__acts">
            <button type="button" class="btn" on:click=move |_| app.importing.link.set(None)>
                {move || app.t().cancel}
            </button>
            <button type="button" class="btn btn--primary" on:click=take>
                {move || app.t().import}
            </button>
        </div>
    }
    .into_any()
}
