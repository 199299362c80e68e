//! A lost connection that is made again: when, and the button that does not wait.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{connection::ConnectionState, model::ItemId, payload::size, text::fill},
    ui::widgets::{IconName, NoticeLine},
};

/// The countdown; nothing while nothing is waited for.
#[component]
pub(super) fn Waiting(socket: Signal<ItemId>, now_ms: Signal<f64>) -> impl IntoView {
    let app = App::get();
    let wait = Memo::new(move |_| match app.connections.state(socket.get()) {
        ConnectionState::Waiting { retry, until_ms, .. } => Some((retry, until_ms)),
        _ => None,
    });
    let sentence = move || {
        now_ms.track();
        let (retry, until_ms) = wait.get().unwrap_or_default();
        let time = size::countdown(until_ms - app.now_ms());
        fill(app.t().again_in, &[("time", &time), ("n", &retry.to_string())])
    };
    view! {
        <Show when=move || wait.get().is_some()>
            <NoticeLine icon=IconName::StateWait>{sentence}</NoticeLine>
            <div class="acts--small">
                <button type="button" class="btn btn--sm" on:click=move |_| app.connect(socket.get_untracked())>
                    {move || app.t().connect_now}
                </button>
            </div>
        </Show>
    }
    .into_any()
}
