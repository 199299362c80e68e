//! Toast: what just happened, one at a time, and the way back. It goes by itself after a while, but
//! not under the pointer or with the focus in it.

use crate::ui::prelude::*;

use super::{
    icon::{Icon, IconName, IconSize},
    kbd::Kbd,
};
use crate::browser::timer::Timeout;

/// How long a toast stays, in milliseconds.
const STAYS_MS: u32 = 8_000;

/// What a toast says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToastContent {
    /// Tells it from the one before with the same text.
    pub number: u32,
    /// What happened.
    pub text: String,
    /// At the left.
    pub icon: IconName,
    /// Name and keys of the button that undoes it.
    pub action: Option<(String, &'static str)>,
}

/// The place of toasts. It is in the page from the start, because a live region that comes with its
/// text is not read.
#[component]
pub fn ToastHost(
    /// What shows.
    #[prop(into)]
    toast: Signal<Option<ToastContent>>,
    /// Name of the button that dismisses it.
    #[prop(into)]
    dismiss_label: Signal<String>,
    /// The action was chosen: it dismisses the toast or shows the next.
    #[prop(into)]
    on_action: Callback<()>,
    /// Its time is over or a person dismissed it: set `toast` to `None`.
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let timer = StoredValue::new_local(None::<Timeout>);
    let start = move || {
        let timeout = Timeout::once(STAYS_MS, move || {
            on_dismiss.try_run(());
        });
        timer.try_set_value(Some(timeout));
    };
    let stop = move || {
        timer.try_set_value(None);
    };
    let resume = move || {
        if toast.try_with_untracked(Option::is_some) == Some(true) {
            start();
        }
    };
    Effect::new(move |_| if toast.with(Option::is_some) { start() } else { stop() });
    view! {
        <div
            class="toast-host"
            role="status"
            on:pointerenter=move |_| stop()
            on:pointerleave=move |_| resume()
            on:focusin=move |_| stop()
            on:focusout=move |_| resume()
        >
            {move || toast.get().map(|toast| card(toast, dismiss_label, on_action, on_dismiss))}
        </div>
    }
    .into_any()
}

fn card(
    toast: ToastContent,
    dismiss_label: Signal<String>,
    on_action: Callback<()>,
    on_dismiss: Callback<()>,
) -> AnyView {
    let act = move |_| on_action.run(());
    let action = toast.action.map(|(label, keys)| {
        view! {
            <button type="button" class="link" on:click=act>
                {label}
            </button>
            {(!keys.is_empty()).then(|| view! { <Kbd keys=keys /> })}
        }
    });
    view! {
        <div class="toast">
            <Icon name=toast.icon />
            <span class="toast__text">{toast.text}</span>
            {action}
            <button
                type="button"
                class="btn btn--ghost btn--icon btn--sm"
                aria-label=move || dismiss_label.get()
                on:click=move |_| on_dismiss.run(())
            >
                <Icon name=IconName::Cross size=IconSize::Small />
            </button>
        </div>
    }
    .into_any()
}
