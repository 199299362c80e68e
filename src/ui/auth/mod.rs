//! Who asks for a connection: the form of a collection and of a WebSocket, and the page of a
//! collection's auth.

mod field;
mod form;
mod substitute;

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        change::Change,
        model::{Auth, ItemId, ItemRef},
    },
};

use super::widgets::{IconName, NoticeLine};
use form::{Fields, ModeSelect};

use substitute::InheritedOutcome;
pub use substitute::{DemoTakesNone, SocketAuth};

/// The auth of a collection or of a WebSocket, and how it is edited.
#[derive(Clone, Copy)]
struct Edited {
    app: App,
    of: Signal<ItemId>,
    auth: Memo<Auth>,
}

impl Edited {
    fn new(app: App, of: Signal<ItemId>) -> Self {
        let auth = Memo::new(move |_| {
            app.workspace.with(|workspace| match workspace.find(of.get()) {
                Some(ItemRef::Collection(it)) => it.auth.clone(),
                Some(ItemRef::WebSocket(it)) => it.auth.clone(),
                _ => Auth::default(),
            })
        });
        Self { app, of, auth }
    }

    fn change(self, change: impl FnOnce(&mut Auth)) {
        let mut auth = self.auth.get_untracked();
        change(&mut auth);
        self.app.dispatch(Change::SetAuth { id: self.of.get_untracked(), auth });
    }

    /// A text of it.
    fn text(self, get: fn(&Auth) -> &String) -> Signal<String> {
        Signal::derive(move || self.auth.with(|it| get(it).clone()))
    }
}

/// What the WebSockets of a collection may inherit.
#[component]
pub fn AuthPage(
    /// Which collection.
    #[prop(into)]
    of: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let edited = Edited::new(app, of);
    view! {
        <div class="start start--wide">
            <section>
                <NoticeLine icon=IconName::Info>{move || app.t().auth_collection_hint}</NoticeLine>
                <ModeSelect edited can_inherit=false />
                <Fields edited />
                <InheritedOutcome edited />
            </section>
        </div>
    }
    .into_any()
}
