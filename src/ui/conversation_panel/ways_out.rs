//! How a conversation gets out: exported as one file, or each message saved as its own.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{export::Format, model::ItemId},
    ui::widgets::{Icon, IconButton, IconButtonOptions, IconName, MenuButton, MenuItem},
};

/// The buttons.
#[component]
pub(super) fn WaysOut(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let entries = Signal::derive(move || {
        let (t, id) = (app.t(), socket.get());
        [
            (t.export_json_lines, Format::JsonLines, t.for_programs),
            (t.export_csv, Format::Csv, t.for_spreadsheets),
            (t.export_har, Format::Har, t.for_developer_tools),
        ]
        .map(|(label, format, remark)| {
            MenuItem::new(label, move || app.export_conversation(id, format)).keys(remark).into()
        })
        .to_vec()
    });
    view! {
        <MenuButton
            label=app.text(|t| t.export_conversation)
            entries
            class="btn btn--ghost btn--sm btn--icon"
            title=app.text(|t| t.export_conversation)
        >
            <Icon name=IconName::Export />
        </MenuButton>
        <IconButton
            label=app.text(|t| t.save_all)
            icon=IconName::Save
            on_press=move |()| app.save_all_messages(socket.get_untracked())
            options=IconButtonOptions { title: Some(app.text(|t| t.save_all_hint)), ..Default::default() }
        />
    }
    .into_any()
}
