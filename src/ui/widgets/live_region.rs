//! What is said to screen readers without being shown.

use leptos::prelude::*;

/// Says each new `text` when the person pauses. It is in the page from the start, because a region
/// that comes with its text is not read. Saying the same text again needs an empty text between.
#[component]
pub fn LiveRegion(
    /// What is said.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <p class="sr" aria-live="polite" aria-atomic="true">{move || text.get()}</p> }
        .into_any()
}
