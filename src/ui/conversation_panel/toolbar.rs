//! The bar over the list: search, filters, and what can be done with the conversation.

use crate::ui::prelude::*;

use crate::{app::App, core::command::Command};

use super::{
    super::widgets::{IconButton, IconButtonOptions, IconName},
    filters::{DirectionFilter, FiltersMenu, PinnedFilter, TypeFilter},
    list_state::ListState,
    search::SearchField,
    ways_out::WaysOut,
};

/// The bar.
#[component]
pub(super) fn Toolbar(list: ListState) -> impl IntoView {
    let app = App::get();
    let follow_title = move || {
        let key = if list.newest_first.get() { "Home" } else { "End" };
        format!("{} ({key})", app.t().follow_hint)
    };
    let follow = IconButtonOptions {
        title: Some(Signal::derive(follow_title)),
        pressed: Some(list.follow.into()),
        ..Default::default()
    };
    let clear = IconButtonOptions {
        title: Some(Signal::derive(move || Command::Clear.with_keys(app.t().clear_hint))),
        ..Default::default()
    };
    view! {
        <div class="panel__bar" role="toolbar" aria-label=move || app.t().conversation>
            <SearchField list />
            <DirectionFilter list />
            <TypeFilter list />
            <PinnedFilter list />
            <FiltersMenu list />
            <IconButton
                label=app.text(|t| t.follow)
                icon=IconName::Follow
                on_press=move |()| list.toggle_follow()
                options=follow
            />
            <IconButton
                label=app.text(|t| t.clear)
                icon=IconName::Clear
                on_press=move |()| app.clear_conversation(list.socket.get_untracked())
                options=clear
            />
            <WaysOut socket=list.socket />
        </div>
    }
    .into_any()
}
