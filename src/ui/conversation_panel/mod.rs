//! The second panel: the messages of both directions, live, and where new ones are sent.

mod composer;
mod counters;
mod earlier;
mod filters;
mod list_state;
mod message_list;
mod message_row;
mod quick_message;
mod row_menu;
mod search;
mod toolbar;
mod upload;
mod ways_out;

use crate::ui::prelude::*;

use crate::{
    app::{App, Panel, conversation::CONVERSATION_PANEL},
    core::model::ItemId,
};

use super::widgets::{IconButton, IconButtonOptions, IconName};
use composer::Composer;
use earlier::{Earlier, EarlierLine};
use filters::OrderButton;
use list_state::ListState;
use message_list::List;
use search::SearchLine;
use toolbar::Toolbar;

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
    let list = ListState::new(app, socket);
    view! {
        <section
            class="panel panel--talk"
            aria-label=move || app.t().conversation
            data-focus=CONVERSATION_PANEL
        >
            <div class="panel__head">
                <h2>{move || app.t().conversation}</h2>
                <Earlier socket />
                <Counters socket />
                <OrderButton list />
                <DeltaToggle />
            </div>
            <Toolbar list />
            <div class="find">
                <EarlierLine socket />
                <SearchLine list />
            </div>
            <List list on_open=move |()| app.narrow_panel.set(Panel::Message) />
            <Composer socket />
        </section>
    }
    .into_any()
}

/// Shows the time since the previous message with each.
#[component]
fn DeltaToggle() -> impl IntoView {
    let app = App::get();
    let is_on = Signal::derive(move || app.settings.with(|it| it.time_deltas));
    view! {
        <IconButton
            label=app.text(|t| t.time_deltas)
            icon=IconName::Delta
            on_press=move |()| app.set(|it| it.time_deltas = !it.time_deltas)
            options=IconButtonOptions { pressed: Some(is_on), ..Default::default() }
        />
    }
}
