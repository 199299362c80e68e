//! The page of a collection or folder: what can be made in it, and what is in it. Also the page of
//! a request this app keeps but does not edit.

use crate::ui::prelude::*;

use crate::{
    app::{App, export::Way},
    core::{
        command::Command,
        model::{ItemId, ItemRef, Part, RowKind},
        payload::visible,
        text::connection,
    },
};

use super::{
    item_look::{icon_of, name_shown},
    widgets::{Icon, IconName},
};

/// The page of a collection or folder.
#[component]
pub fn CollectionPage(#[prop(into)] id: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let is_collection = move || {
        app.workspace
            .with(|workspace| matches!(workspace.find(id.get()), Some(ItemRef::Collection(_))))
    };
    let can_share = app.can_share();
    view! {
        <div class="start">
            <section>
                <div class="acts acts--row">
                    <button
                        class="btn btn--primary"
                        title=move || Command::NewWebSocket.with_keys(app.t().new_websocket)
                        on:click=move |_| {
                            app.new_websocket(Some(id.get_untracked()));
                        }
                    >
                        <Icon name=IconName::Plus />
                        {move || app.t().new_websocket}
                    </button>
                    <button
                        class="btn"
                        title=move || Command::NewFolder.with_keys(app.t().new_folder)
                        on:click=move |_| {
                            app.new_folder(Some(id.get_untracked()));
                        }
                    >
                        <Icon name=IconName::Folder />
                        {move || app.t().new_folder}
                    </button>
                    <Show when=is_collection>
                        <button
                            class="btn"
                            title=move || Command::Export.with_keys(app.t().export_dots)
                            on:click=move |_| app.export(id.get_untracked())
                        >
                            <Icon name=IconName::Export />
                            {move || app.t().export_dots}
                        </button>
                        <button class="btn" on:click=move |_| app.give_away(id.get_untracked(), Way::Clipboard)>
                            <Icon name=IconName::Copy />
                            {move || app.t().copy_json}
                        </button>
                        <button class="btn" on:click=move |_| app.give_away(id.get_untracked(), Way::Link)>
                            <Icon name=IconName::Share />
                            {move || app.t().link_dots}
                        </button>
                        {can_share
                            .then(|| {
                                view! {
                                    <button class="btn" on:click=move |_| app.give_away(id.get_untracked(), Way::Share)>
                                        <Icon name=IconName::Share />
                                        {move || app.t().share}
                                    </button>
                                }
                            })}
                        <button class="btn" on:click=move |_| app.ask_for_environment(id.get_untracked())>
                            <Icon name=IconName::Import />
                            {move || app.t().import_environment_dots}
                        </button>
                    </Show>
                </div>
                <Show when=is_collection>
                    <Parts id />
                </Show>
                <h2>{move || app.t().contents}</h2>
                <Contents id />
            </section>
        </div>
    }
}

/// The fixed entries of a collection, and how much they hold.
#[component]
fn Parts(id: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let count = move |part: Part| {
        app.workspace.with(|workspace| {
            let collection = workspace.collection(id.get())?;
            let count = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
            Some(match part {
                Part::Variables => app.count(
                    count(collection.variables.len()),
                    |t| t.variable_count_one,
                    |t| t.variable_count_other,
                ),
                Part::Environments => app.count(
                    count(collection.environments.len()),
                    |t| t.environment_count_one,
                    |t| t.environment_count_other,
                ),
                Part::Headers => app.count(
                    count(collection.headers.len()),
                    |t| t.header_count_one,
                    |t| t.header_count_other,
                ),
                Part::Auth => connection::auth_mode(app.t(), collection.auth.mode).to_owned(),
            })
        })
    };
    let line = move |part: Part| {
        let kind = RowKind::Part(part);
        view! {
            <button class="act" on:click=move |_| app.select(Some(part.of(id.get_untracked())))>
                <Icon name=icon_of(kind, false) />
                <span>
                    <b class="cut">{move || name_shown(app.t(), kind, "")}</b>
                </span>
                <span class="quiet">{move || count(part)}</span>
            </button>
        }
    };
    view! { <div class="acts">{Part::ALL.map(line).into_iter().collect::<Vec<_>>()}</div> }
        .into_any()
}

#[component]
fn Contents(id: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let children = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let children = workspace.find(id.get()).map(ItemRef::contents).unwrap_or_default();
            let line = |it: ItemRef<'_>| {
                (it.id(), it.kind(), visible::line(it.name()).into_owned(), it.contents().len())
            };
            children.into_iter().map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <Show
            when=move || !children.read().is_empty()
            fallback=move || view! { <p class="empty">{move || app.t().collection_empty}</p> }
        >
            <div class="acts">
                <For each=move || children.get() key=Clone::clone let((child, kind, name, count))>
                    <button class="act" on:click=move |_| app.select(Some(child))>
                        <Icon name=icon_of(kind, false) />
                        <span>
                            <b class="cut">{if name.is_empty() { app.t().unnamed.to_owned() } else { name }}</b>
                        </span>
                        <span class="quiet">{fact(app, kind, count)}</span>
                    </button>
                </For>
            </div>
        </Show>
    }
}

fn fact(app: App, kind: RowKind, count: usize) -> String {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    match kind {
        RowKind::Folder | RowKind::Collection => {
            app.count(count, |t| t.item_count_one, |t| t.item_count_other)
        }
        RowKind::WebSocket => app.count(count, |t| t.message_count_one, |t| t.message_count_other),
        RowKind::Part(_)
        | RowKind::Environment
        | RowKind::KeptRequest
        | RowKind::ClientMessage(_) => String::new(),
    }
}

/// The page of a request this app keeps but does not edit.
#[component]
pub fn KeptRequestPage() -> impl IntoView {
    let app = App::get();
    view! {
        <div class="start">
            <section>
                <p>{move || app.t().kept_request_page}</p>
            </section>
        </div>
    }
}
