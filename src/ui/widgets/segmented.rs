//! Segmented control: one of a few values, all visible. A radio group to screen readers and keys.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::roving::next_index;
use crate::browser::dom;

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<T> {
    /// What choosing it means.
    pub value: T,
    /// Its accessible name, shown.
    pub label: String,
}

impl<T> Segment<T> {
    /// A segment.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self { value, label: label.into() }
    }
}

/// The control.
#[component]
pub fn Segmented<T>(
    /// Accessible name of the whole.
    #[prop(into)]
    label: Signal<String>,
    /// The segments in order.
    #[prop(into)]
    segments: Signal<Vec<Segment<T>>>,
    /// The value.
    #[prop(into)]
    value: Signal<T>,
    /// A person chose another.
    #[prop(into)]
    on_change: Callback<T>,
    /// `seg`, `seg seg--fit` (as wide as its words) or `seg seg--icons`.
    #[prop(default = "seg")]
    class: &'static str,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let index =
        Memo::new(move |_| segments.with(|all| all.iter().position(|it| it.value == value.get())));
    let names = Signal::derive(move || {
        segments.with(|all| all.iter().map(|it| it.label.clone()).collect())
    });
    let choose = Callback::new(move |at: usize| {
        if let Some(value) = segments.with_untracked(|all| all.get(at).map(|it| it.value)) {
            on_change.run(value);
        }
    });
    radio_group(label, class, names, index, choose)
}

fn radio_group(
    label: Signal<String>,
    class: &'static str,
    names: Signal<Vec<String>>,
    selected: Memo<Option<usize>>,
    choose: Callback<usize>,
) -> AnyView {
    let count = move || names.with(Vec::len);
    let on_key = move |event: KeyboardEvent| {
        let Some(next) = next_index(
            &event.key(),
            selected.get_untracked().unwrap_or(0),
            names.with_untracked(Vec::len),
        ) else {
            return;
        };
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        event.prevent_default();
        choose.run(next);
        if let Some(group) = dom::current_element(&event) {
            dom::focus_child(&group, next);
        }
    };
    let segment = move |at: usize| {
        let name = move || names.with(|names| names.get(at).cloned());
        let can_focus = move || selected.get().unwrap_or(0) == at;
        view! {
            <button
                type="button"
                role="radio"
                aria-checked=move || (selected.get() == Some(at)).to_string()
                tabindex=move || if can_focus() { "0" } else { "-1" }
                on:click=move |_| choose.run(at)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class=class role="radiogroup" aria-label=move || label.get() on:keydown=on_key>
            <For each=move || 0..count() key=|at| *at children=segment />
        </div>
    }
    .into_any()
}
