//! The context menu of a message.

use crate::ui::prelude::*;

use crate::{
    app::App,
    browser::dom,
    core::{conversation::ListRow, model::ItemId, text::row},
    protocol::RowBody,
};

use super::{
    super::widgets::{IconName, Menu, MenuEntry, MenuItem, MenuPlace},
    list_state::ListState,
    message_row::row_id,
};

/// The menu of the message selected, open while `menu` is set.
#[component]
pub(super) fn RowMenu(list: ListState, menu: RwSignal<Option<MenuPlace>>) -> impl IntoView {
    let app = list.app;
    let label = Signal::derive(move || {
        let name = selected(list).map(|listed| {
            let (language, at_ms) = (app.language(), listed.row.at_ms);
            row::row(&listed.row, language, app.utc_offset_minutes(at_ms)).name
        });
        name.unwrap_or_default()
    });
    let entries = Signal::derive(move || {
        selected(list)
            .map_or_else(Vec::new, |listed| message_menu(app, list.socket.get_untracked(), &listed))
    });
    view! { <Menu label entries place=menu on_close=move |()| menu.set(None) /> }
}

/// What can be done with a message of the conversation.
fn message_menu(app: App, socket: ItemId, listed: &ListRow) -> Vec<MenuEntry> {
    let t = app.t_untracked();
    let pin = if listed.pinned { t.unpin } else { t.pin };
    vec![
        MenuItem::new(t.copy, move || app.copy_message(socket))
            .icon(IconName::Copy)
            .keys("Ctrl C")
            .into(),
        MenuItem::new(t.save_as, move || app.save_message(socket))
            .icon(IconName::Save)
            .keys("F9")
            .into(),
        MenuEntry::Separator,
        MenuItem::new(t.resend, move || app.resend(socket)).icon(IconName::Send).keys("R").into(),
        MenuItem::new(t.new_from_message, move || app.client_message_from(socket))
            .icon(IconName::Plus)
            .keys("N")
            .into(),
        MenuEntry::Separator,
        MenuItem::new(pin, move || app.toggle_pin(socket)).icon(IconName::Pin).keys("P").into(),
    ]
}

/// Opens the menu below the row selected; an event has none.
pub(super) fn open_menu(list: ListState, menu: RwSignal<Option<MenuPlace>>) {
    let row = list.scroller.get_untracked().and_then(|scroller| {
        dom::find_in(&scroller, &format!("#{}", row_id(list.selected.get_untracked()?)))
    });
    if let (Some(row), Some(_)) = (row, untrack(|| selected(list))) {
        menu.set(Some(MenuPlace::Below(dom::rect(&row))));
    }
}

/// The message selected, if it is on the page.
fn selected(list: ListState) -> Option<ListRow> {
    let number = list.selected.get()?;
    list.app.connections.window.with(|window| {
        let listed = window.rows.iter().find(|it| it.row.number == number)?;
        matches!(listed.row.body, RowBody::Message { .. }).then(|| listed.clone())
    })
}
