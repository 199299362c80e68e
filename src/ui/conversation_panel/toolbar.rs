//! The bar over the list: search, filters, and what can be done with the conversation.

use crate::ui::prelude::*;

use crate::{app::App, core::command::Command};

use super::{
    super::widgets::{Icon, IconName},
    filters::{DirectionFilter, FiltersMenu, OrderButton, PinnedFilter, TypeFilter},
    list_state::ListState,
    search::SearchField,
    ways_out::WaysOut,
};

/// The bar.
#[component]
pub(super) fn Toolbar(list: ListState) -> impl IntoView {
    let app = App::get();
    view! {
        <div class="panel__bar" role="toolbar" aria-label=move || app.t().conversation>
            <SearchField list />
            <DirectionFilter list />
            <TypeFilter list />
            <PinnedFilter list />
            <FiltersMenu list />
            <button
                type="button"
                class="btn btn--ghost btn--sm btn--icon"
                aria-label=move || app.t().follow
                title=move || format!("{} ({})", app.t().follow_hint, if list.newest_first.get() { "Home" } else { "End" })
                aria-pressed=move || list.follow.get().to_string()
                on:click=move |_| list.toggle_follow()
            >
                <Icon name=IconName::Follow />
            </button>
            <OrderButton list />
            <button
                type="button"
                class="btn btn--ghost btn--sm btn--icon"
                aria-label=move || app.t().clear
                title=move || Command::Clear.with_keys(app.t().clear_hint)
                on:click=move |_| app.clear_conversation(list.socket.get_untracked())
            >
                <Icon name=IconName::Clear />
            </button>
            <WaysOut socket=list.socket />
        </div>
    }
    .into_any()
}
