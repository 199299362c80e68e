//! Segmented control: one of a few values, all visible. A radio group to screen readers and keys.

use std::sync::Arc;

use crate::ui::prelude::*;
use leptos::ev::KeyboardEvent;

use super::{
    icon::{Icon, IconName, IconSize},
    menu::MenuItem,
    roving::next_index,
};
use crate::browser::dom;

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<T> {
    /// What choosing it means.
    pub value: T,
    /// Its accessible name; shown unless there is an icon.
    pub label: String,
    /// Stands for the name.
    pub icon: Option<IconName>,
}

/// What a segment shows.
#[derive(Clone, Default)]
struct Face {
    label: String,
    icon: Option<IconName>,
    /// The language of its label, where it is not the page's.
    lang: Option<&'static str>,
}

impl<T> Segment<T> {
    /// A segment.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), icon: None }
    }

    /// The same, shown as an icon.
    #[must_use]
    pub fn icon(self, icon: IconName) -> Self {
        Self { icon: Some(icon), ..self }
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
    let faces = Signal::derive(move || {
        let face = |it: &Segment<T>| Face { label: it.label.clone(), icon: it.icon, lang: None };
        segments.with(|all| all.iter().map(face).collect())
    });
    let choose = Callback::new(move |at: usize| {
        if let Some(value) = segments.with_untracked(|all| all.get(at).map(|it| it.value)) {
            on_change.run(value);
        }
    });
    radio_group(label, class, faces, index, choose)
}

/// The control for what stands in a menu too: items of which one is chosen.
#[component]
pub fn SegmentedItems(
    /// Accessible name of the whole.
    #[prop(into)]
    label: Signal<String>,
    /// The items as they are now.
    items: Arc<dyn Fn() -> Vec<MenuItem> + Send + Sync>,
) -> impl IntoView {
    let (chosen, shown) = (Arc::clone(&items), Arc::clone(&items));
    let index = Memo::new(move |_| chosen().iter().position(|it| it.chosen == Some(true)));
    let faces = Signal::derive(move || {
        let face = |it: MenuItem| Face { label: it.label, icon: None, lang: it.lang };
        shown().into_iter().map(face).collect()
    });
    let choose = Callback::new(move |at: usize| {
        if let Some(item) = untrack(|| items()).get(at) {
            (item.on_select)();
        }
    });
    radio_group(label, "seg seg--fit", faces, index, choose)
}

fn radio_group(
    label: Signal<String>,
    class: &'static str,
    faces: Signal<Vec<Face>>,
    selected: Memo<Option<usize>>,
    choose: Callback<usize>,
) -> AnyView {
    let count = move || faces.with(Vec::len);
    let on_key = move |event: KeyboardEvent| {
        let Some(next) = next_index(
            &event.key(),
            selected.get_untracked().unwrap_or(0),
            faces.with_untracked(Vec::len),
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
        let face = move || faces.with(|faces| faces.get(at).cloned()).unwrap_or_default();
        let name_of_icon = move || face().icon.map(|_| face().label);
        let can_focus = move || selected.get().unwrap_or(0) == at;
        view! {
            <button
                type="button"
                role="radio"
                aria-checked=move || (selected.get() == Some(at)).to_string()
                aria-label=name_of_icon
                lang=move || face().lang
                title=name_of_icon
                tabindex=move || if can_focus() { "0" } else { "-1" }
                on:click=move |_| choose.run(at)
            >
                {move || match face() {
                    Face { icon: Some(icon), .. } => view! { <Icon name=icon size=IconSize::Small /> }.into_any(),
                    Face { label, .. } => label.into_any(),
                }}
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
