//! A key as it is written on the keyboard, such as `Ctrl Enter`.

use crate::ui::prelude::*;

/// A key or keys.
#[component]
pub fn Kbd(
    /// As written on keys.
    #[prop(into)]
    keys: String,
    /// Read by screen readers. Not where it stands beside a control, which says its keys itself.
    #[prop(optional)]
    read: bool,
) -> impl IntoView {
    view! { <span class="kbd" aria-hidden=(!read).then_some("true")>{keys}</span> }.into_any()
}
