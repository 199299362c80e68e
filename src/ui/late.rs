//! The views that are no part of a first visit. In builds with the feature `split` the build cuts the
//! program at the two functions below, and a browser fetches what only they need when one is first
//! called (`xtask/src/split.rs`); in others they are functions like any.
//!
//! `wasm_split` writes code that is `unsafe` to the letter: imports and exports of WASM by name. It
//! is in this file alone.

#![expect(clippy::unnecessary_wraps, reason = "what is split off may not arrive")]

use leptos::wasm_split::SplitLoaderError;

use crate::ui::prelude::*;

use crate::{
    app::late::{Part, bring_in_turn},
    core::model::ItemId,
};

use super::{
    auth::AuthPage,
    client_message_page::ClientMessagePage,
    collection_page::{CollectionPage, KeptRequestPage},
    export_dialog::ExportDialog,
    headers::HeadersPage,
    import_dialogs::ImportDialogs,
    link_dialog::LinkDialog,
    panels::Panels,
    settings_dialog::SettingsDialog,
    shortcuts_dialog::ShortcutsDialog,
    update::UpdateDialog,
    variables_page::{EnvironmentsPage, VariablesPage},
};

/// The view of an item.
type Of = fn(Signal<ItemId>) -> AnyView;

/// The pages of items.
#[derive(Clone, Copy)]
pub struct Items {
    /// What is below the URL bar of a WebSocket, by the WebSocket and the time of day.
    pub panels: fn(Signal<ItemId>, Signal<f64>) -> AnyView,
    /// Of a collection or folder.
    pub container: Of,
    /// Of a collection's or an environment's variables.
    pub variables: Of,
    /// Of a collection's environments.
    pub environments: Of,
    /// Of a collection's auth.
    pub auth: Of,
    /// Of a collection's headers.
    pub headers: Of,
    /// Of a client message and its WebSocket.
    pub client_message: fn(Signal<ItemId>, Signal<ItemId>) -> AnyView,
    /// Of a request that is kept but not edited.
    pub kept: fn() -> AnyView,
}

/// All dialogs; at most one shows.
pub type Dialogs = fn() -> AnyView;

#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(items, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn items() -> Result<Items, SplitLoaderError> {
    Ok(Items {
        panels: |socket, now_ms| view! { <Panels socket now_ms /> }.into_any(),
        container: |id| view! { <CollectionPage id /> }.into_any(),
        variables: |of| view! { <VariablesPage of /> }.into_any(),
        environments: |of| view! { <EnvironmentsPage of /> }.into_any(),
        auth: |of| view! { <AuthPage of /> }.into_any(),
        headers: |of| view! { <HeadersPage of /> }.into_any(),
        client_message: |message, socket| view! { <ClientMessagePage message socket /> }.into_any(),
        kept: || view! { <KeptRequestPage /> }.into_any(),
    })
}

#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(dialogs, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn dialogs() -> Result<Dialogs, SplitLoaderError> {
    Ok(|| {
        view! {
            <SettingsDialog />
            <ShortcutsDialog />
            <ExportDialog />
            <ImportDialogs />
            <LinkDialog />
            <UpdateDialog />
        }
        .into_any()
    })
}

/// How a function above is called: one that is split off gives a future.
macro_rules! load {
    ($part:ident) => {{
        #[cfg(feature = "split")]
        let load = || Box::pin($part()) as _;
        #[cfg(not(feature = "split"))]
        let load = || Box::pin(std::future::ready($part())) as _;
        load
    }};
}

/// The parts, for all views.
#[derive(Clone, Copy)]
pub struct Parts {
    items: Part<Items>,
    dialogs: Part<Dialogs>,
}

impl Parts {
    /// None is here yet.
    pub fn new() -> Self {
        Self { items: Part::new(load!(items)), dialogs: Part::new(load!(dialogs)) }
    }

    /// From the context.
    pub fn get() -> Self {
        expect_context()
    }

    /// A view of an item, and until it is here its empty place. After the items come the dialogs, so
    /// that no one waits for them later.
    pub fn item(self, view: impl Fn(Items) -> AnyView + Send + 'static) -> AnyView {
        bring_in_turn(vec![self.items.need(), self.dialogs.bring()]);
        let view: Box<dyn Fn(Items) -> AnyView + Send> = Box::new(view);
        let empty = || view! { <div class=fixed("late") aria-busy="true"></div> }.into_any();
        (move || self.items.get().map_or_else(empty, &view)).into_any()
    }

    /// The dialogs.
    pub fn dialogs(self) -> AnyView {
        bring_in_turn(vec![self.dialogs.need()]);
        (move || self.dialogs.get().map(|view| view())).into_any()
    }

    /// A person waits for one that did not come.
    pub fn is_missing(self) -> bool {
        self.items.is_missing() || self.dialogs.is_missing()
    }

    /// That is being tried again.
    pub fn is_retried(self) -> bool {
        self.items.is_retried() || self.dialogs.is_retried()
    }

    /// Tries again to bring those that did not come.
    pub fn try_again(self) {
        self.items.try_again();
        self.dialogs.try_again();
    }
}
