//! Renaming in place: a text field where the name was. Enter saves, Escape gives up, leaving saves.

use crate::ui::prelude::*;
use leptos::{ev::KeyboardEvent, html};

use crate::browser::dom;

/// The field. It starts with the focus and all text selected, and calls `on_save` or `on_cancel`
/// once; then the owner takes it away. A name that is blank or as before is not a new one: that
/// cancels.
#[component]
pub fn NameEdit(
    /// Its accessible name, such as *Name*.
    #[prop(into)]
    label: Signal<String>,
    /// The name as it is.
    #[prop(into)]
    name: String,
    /// The new name, without spaces around it.
    #[prop(into)]
    on_save: Callback<String>,
    /// The person gave up.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Where the focus goes after Enter or Escape: the `data-focus` of an element. A person who
    /// leaves the field in another way has put it where it is.
    return_to: &'static str,
    /// The focus goes back to where it was instead, if that is still there.
    #[prop(optional)]
    back: bool,
) -> impl IntoView {
    let came_from = StoredValue::new_local(dom::focused().filter(|_| back));
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            dom::select_all(&input);
        }
    });
    let ended = StoredValue::new(false);
    let before = StoredValue::new(name.clone());
    let end = move |save: bool| {
        if ended.try_update_value(|ended| std::mem::replace(ended, true)).unwrap_or(true) {
            return;
        }
        let text = input.get_untracked().map(|it| it.value()).unwrap_or_default();
        let text = text.trim();
        if save && !text.is_empty() && before.with_value(|before| before != text) {
            on_save.run(text.to_owned());
        } else {
            on_cancel.run(());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let leave = || match came_from.try_get_value().flatten() {
            Some(element) if dom::is_shown(&element) => dom::focus(&element),
            _ => dom::focus_soon(return_to),
        };
        // Keys in the field are the field's: the tree around it must not act on them.
        // Letters and arrows are the name's; shortcuts go on to the window.
        if !event.ctrl_key() && !event.alt_key() && !event.meta_key() {
            event.stop_propagation();
        }
        match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                end(true);
                leave();
            }
            "Escape" => {
                event.prevent_default();
                end(false);
                leave();
            }
            _ => {}
        }
    };
    view! {
        <input
            class="name-edit"
            type="text"
            autocomplete="off"
            spellcheck="false"
            aria-label=move || label.get()
            node_ref=input
            value=name
            on:keydown=on_key
            on:blur=move |_| end(true)
            on:click=|event| event.stop_propagation()
            on:dblclick=|event| event.stop_propagation()
            on:pointerdown=|event| event.stop_propagation()
        />
    }
    .into_any()
}
