//! The page of a WebSocket: the URL bar, and below it what comes late.

use crate::ui::prelude::*;

use crate::{app::App, browser::timer::Interval, core::model::ItemId};

use super::{late::Parts, url_bar::UrlBar};

/// The page of a WebSocket.
#[component]
pub fn WebSocketPage(
    /// Which one.
    #[prop(into)]
    socket: Signal<ItemId>,
) -> impl IntoView {
    let now_ms = ticking_clock(App::get());
    view! {
        <UrlBar socket now_ms />
        {Parts::get().item(move |it| (it.panels)(socket, now_ms))}
    }
}

/// The time of day in milliseconds since 1970-01-01 UTC, moving once a second. Whoever shows a span
/// of time follows it.
fn ticking_clock(app: App) -> Signal<f64> {
    let now_ms = RwSignal::new(app.now_ms());
    StoredValue::new_local(Interval::every(1000, move || {
        now_ms.try_set(app.now_ms());
    }));
    now_ms.into()
}
