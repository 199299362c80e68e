//! Views: one region of the screen per file. They read signals and call `app`; they decide nothing
//! worth a unit test.

mod auth;
mod choices;
mod client_message_page;
mod collection_page;
mod connection_panel;
mod content_view;
mod conversation_panel;
mod export_dialog;
mod files_folder;
mod header;
mod headers;
mod import_dialogs;
mod item_actions;
mod item_look;
mod late;
mod link_dialog;
mod message_panel;
mod notices;
mod panels;
mod prelude;
mod rows;
mod settings_dialog;
mod shell;
mod shortcuts_dialog;
mod sidebar;
mod update;
mod url_bar;
mod variables;
mod variables_page;
mod websocket_page;
mod welcome;
mod widgets;

use leptos::mount::mount_to_body;

use crate::app::{self, App};

use prelude::*;

/// Starts the app in the page.
pub fn mount() {
    app::crash::show_panics();
    mount_to_body(|| {
        provide_context(App::start());
        provide_context(late::Parts::new());
        view! { <shell::Shell /> }
    });
}
