//! A small button with an icon alone.

use crate::ui::prelude::*;

use super::{Icon, IconName, IconSize};

/// What not every button needs.
#[derive(Clone, Copy, Default)]
pub struct IconButtonOptions {
    /// Its tooltip, where that says more than its name.
    pub title: Option<Signal<String>>,
    /// Whether it is pressed; only of one that stays so.
    pub pressed: Option<Signal<bool>>,
    /// It can do nothing now.
    pub disabled: Option<Signal<bool>>,
    /// How large the icon is.
    pub size: IconSize,
}

/// The button.
#[component]
pub fn IconButton(
    /// Accessible name, and tooltip if there is no other.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    icon: IconName,
    /// A person pressed it.
    #[prop(into)]
    on_press: Callback<()>,
    /// The rest.
    #[prop(optional)]
    options: IconButtonOptions,
) -> impl IntoView {
    let IconButtonOptions { title, pressed, disabled, size } = options;
    let title = title.unwrap_or(label);
    view! {
        <button
            type="button"
            class="btn btn--ghost btn--sm btn--icon"
            aria-label=move || label.get()
            title=move || title.get()
            aria-pressed=move || pressed.map(|it| it.get().to_string())
            disabled=move || disabled.is_some_and(|it| it.get())
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon size />
        </button>
    }
    .into_any()
}
