//! What the app is opened with: an address with a fragment, a launch of the installed app, a file
//! that is its. Nothing connects by itself.

use leptos::prelude::*;

use crate::{
    browser::{
        dom::{self, Listener},
        launch,
    },
    core::opened::{self, Opened},
};

use super::{App, task};

/// Listens to changes of the address.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    listener: StoredValue<Option<Listener>, LocalStorage>,
}

impl Opening {
    pub(super) fn new() -> Self {
        Self { listener: StoredValue::new_local(None) }
    }
}

impl App {
    pub(super) fn begin_opening(self) {
        self.take_fragment();
        let listener = Listener::on_window("hashchange", move |_| self.take_fragment());
        self.opening.listener.set_value(listener);
        launch::hear(move |launch| {
            if launch.is_with_load && launch::is_reload() {
                return;
            }
            if !launch.is_with_load {
                self.open_fragment(&launch.fragment);
            }
            if launch.count() > 0 {
                task::start(async move { self.take_launched(&launch).await });
            }
        });
    }

    async fn take_launched(self, launch: &launch::Launch) {
        let files = launch.files().await;
        if files.len() < launch.count() as usize {
            let t = self.t_untracked();
            self.notices.toast(t.launch_unreadable.to_owned(), false);
        }
        if !files.is_empty() {
            self.import(files, None);
        }
    }

    /// Opens what the address asks for, once.
    fn take_fragment(self) {
        if self.open_fragment(&launch::fragment()) {
            launch::forget_fragment();
        }
    }

    /// Opens what a fragment asks for; whether it asks for anything.
    fn open_fragment(self, fragment: &str) -> bool {
        match opened::read(fragment) {
            None => return false,
            Some(Opened::WebSocket(url)) => {
                let selected = self.settings.with_untracked(|settings| settings.selected);
                self.new_websocket_at(selected, &url);
                dom::focus_soon("url");
            }
            Some(Opened::Link(data)) => self.importing.link.set(Some(data)),
        }
        true
    }
}
