//! A checkbox and what it is for.

use crate::ui::prelude::*;

/// The line.
#[component]
pub fn CheckLine(
    /// What it is for.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is so.
    #[prop(into)]
    checked: Signal<bool>,
    /// A person changed it.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="opt">
            <input
                type="checkbox"
                class="check"
                prop:checked=move || checked.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            {move || label.get()}
        </label>
    }
    .into_any()
}
