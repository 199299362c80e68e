//! Dialog: the native element, titled by its heading. Escape closes it, the focus stays inside and
//! returns to where it was.

use crate::ui::prelude::*;
use leptos::{ev::Event, html};

use super::icon::{Icon, IconName};
use crate::browser::dom;

/// A dialog that is in the page while `open` is true.
#[component]
pub fn Dialog(
    /// Whether it shows.
    #[prop(into)]
    open: Signal<bool>,
    /// `id` of its heading, unique in the page.
    heading_id: &'static str,
    /// Its heading, which is its accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Name of the button that closes it.
    #[prop(into)]
    close_label: Signal<String>,
    /// A person closed it: set `open` to false.
    #[prop(into)]
    on_close: Callback<()>,
    /// 760 instead of 520 pixels.
    #[prop(optional)]
    wide: bool,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            dom::show_modal(&dialog);
        } else {
            dom::close_dialog(&dialog);
        }
    });
    // Escape tells so at once: `close` comes a moment later, when the page may have opened it again.
    let cancelled = move |event: Event| {
        if event.target() == event.current_target() {
            on_close.run(());
        }
    };
    let closed = move |_| {
        // Also after the app closed it: then there is nothing to tell.
        let is_open = dialog.try_get_untracked().flatten().is_some_and(|it| it.open());
        if !is_open && open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
    };
    view! {
        <dialog
            class=if wide { "dialog dialog--wide" } else { "dialog" }
            aria-labelledby=heading_id
            node_ref=dialog
            on:cancel=cancelled
            on:close=closed
        >
            <div class="dialog__head">
                <h2 id=heading_id>{move || title.get()}</h2>
                <button
                    type="button"
                    class="btn btn--ghost btn--icon"
                    aria-label=move || close_label.get()
                    on:click=move |_| on_close.run(())
                >
                    <Icon name=IconName::Cross />
                </button>
            </div>
            <div class="dialog__body">{move || open.get().then(|| children())}</div>
        </dialog>
    }
    .into_any()
}
