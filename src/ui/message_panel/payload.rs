//! The payload of a text or binary message under the tab chosen.

use std::sync::Arc;

use leptos::{html, prelude::*};

use crate::{
    app::{App, drafts::MessageTab},
    browser::dom::SizeObserver,
    core::payload::{hex_dump, json},
};

use super::Detail;
use crate::ui::content_view::{Content, ContentView};

/// From this width on, in CSS pixels, a line of a hex dump has sixteen bytes.
const WIDE_PX: f64 = 560.0;

/// The payload.
#[component]
pub(super) fn PayloadView(detail: Memo<Option<Detail>>, tab: Memo<MessageTab>) -> impl IntoView {
    let app = App::get();
    let body = NodeRef::<html::Div>::new();
    let hex_width = hex_width(body);
    // `Some(None)` is text that was to be laid out and is not JSON.
    let pretty = Memo::new(move |_| {
        if tab.get() != MessageTab::Pretty {
            return None;
        }
        let text = detail.with(|it| it.as_ref().map(Detail::as_text))?;
        Some(json::pretty(&text).ok().map(Arc::<str>::from))
    });
    let is_not_json = Memo::new(move |_| pretty.with(|it| *it == Some(None)));
    let content = Callback::new(move |()| {
        if let Some(pretty) = pretty.get().flatten() {
            return Content::text(pretty, true);
        }
        let hex_width = if tab.get() == MessageTab::Hex { Some(hex_width.get()) } else { None };
        detail.with(|it| match (it, hex_width) {
            (None, _) => Content::Empty,
            (Some(it), Some(width)) => Content::hex(Arc::clone(&it.bytes), width),
            (Some(it), None) => Content::text(it.as_text(), false),
        })
    });
    view! {
        <div class="panel__body" role="tabpanel" id="message-body" aria-label=move || app.t().content node_ref=body>
            <Show when=move || is_not_json.get()>
                <p class="code-note">{move || app.t().not_json}</p>
            </Show>
            <ContentView content />
        </div>
    }
    .into_any()
}

/// Bytes on a line of a hex dump, by the room there is.
fn hex_width(body: NodeRef<html::Div>) -> Memo<usize> {
    let width_px = RwSignal::new(0.0);
    let observer = StoredValue::new_local(None::<SizeObserver>);
    Effect::new(move |_| {
        let Some(element) = body.get() else { return };
        observer.set_value(SizeObserver::new(&element, move || {
            if let Some(Some(element)) = body.try_get_untracked() {
                width_px.try_set(f64::from(element.client_width()));
            }
        }));
    });
    Memo::new(move |_| if width_px.get() >= WIDE_PX { hex_dump::WIDE } else { hex_dump::NARROW })
}
