//! The list of all shortcuts.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::command::{KEYS_IN_PLACE, SHORTCUTS},
};

use super::widgets::{Dialog, Kbd};

/// The dialog.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let app = App::get();
    let lines = move || {
        let commands = SHORTCUTS.iter().filter(|it| !it.keys.is_empty());
        commands
            .map(|it| (it.keys, it.label))
            .chain(KEYS_IN_PLACE.iter().copied())
            .map(|(keys, label)| {
                view! {
                    <span>{keys.iter().map(|keys| view! { <Kbd keys=*keys /> }).collect_view()}</span>
                    <span>{move || label(app.t())}</span>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog
            open=Signal::from(app.shortcuts_open)
            heading_id="shortcuts-heading"
            wide=true
            title=app.text(|t| t.all_shortcuts)
            close_label=app.text(|t| t.close_dialog)
            on_close=Callback::new(move |()| app.shortcuts_open.set(false))
        >
            <div class="keys-list keys-list--all">{lines()}</div>
        </Dialog>
    }
}
