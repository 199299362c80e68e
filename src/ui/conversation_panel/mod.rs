//! The second panel: the messages of both directions, live, and where new ones are sent.

mod composer;
mod counters;
mod list_state;
mod message_list;
mod message_row;
mod quick_message;

use leptos::prelude::*;

use crate::{
    app::{App, Panel},
    core::model::ItemId,
};

use super::widgets::{Icon, IconName};
use composer::Composer;

pub use composer::Hints;
pub use counters::{Counters, CountersLine};
pub use message_list::MessageList;
pub use message_row::{badge_class, icon_of};
pub use quick_message::SyntaxSelect;

/// The panel.
#[component]
pub fn ConversationPanel(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    view! {
        <section class="panel panel--talk" aria-label=move || app.t().conversation>
            <div class="panel__head">
                <h2>{move || app.t().conversation}</h2>
                <Counters socket />
            </div>
            <Toolbar socket />
            <MessageList socket on_open=move |()| app.narrow_panel.set(Panel::Message) />
            <Composer socket />
        </section>
    }
    .into_any()
}

#[component]
fn Toolbar(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let follow = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.follow));
    let toggle_follow = move |_| {
        let entries = app.connections.window.with_untracked(|window| window.totals.entries);
        app.drafts.update(socket.get_untracked(), |draft| {
            draft.follow = !draft.follow;
            draft.seen_entries = entries;
        });
    };
    view! {
        <div class="panel__bar" role="toolbar" aria-label=move || app.t().conversation>
            <span class="grow"></span>
            <button
                type="button"
                class="btn btn--ghost btn--sm btn--icon"
                aria-label=move || app.t().follow
                title=move || app.t().follow_hint
                aria-pressed=move || follow.get().to_string()
                on:click=toggle_follow
            >
                <Icon name=IconName::Follow />
            </button>
            <button
                type="button"
                class="btn btn--ghost btn--sm btn--icon"
                aria-label=move || app.t().clear
                title=move || app.t().clear_hint
                on:click=move |_| app.connections.clear(socket.get_untracked())
            >
                <Icon name=IconName::Clear />
            </button>
        </div>
    }
    .into_any()
}
