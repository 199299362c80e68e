//! Tabs: one of several faces of a panel. Arrow keys choose, as in the ARIA authoring practices.

use crate::ui::prelude::*;
use leptos::ev::KeyboardEvent;

use super::roving::next_index;
use crate::browser::dom;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabItem<T> {
    /// What choosing it means.
    pub value: T,
    /// Its accessible name.
    pub label: String,
    /// A red dot: something here needs a look. The label has to say it too.
    pub dot: bool,
    /// A quiet count behind the label, not part of the name.
    pub count: Option<String>,
}

impl<T> TabItem<T> {
    /// A tab without dot and count.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), dot: false, count: None }
    }

    /// With the red dot.
    #[must_use]
    pub fn with_dot(self, dot: bool) -> Self {
        Self { dot, ..self }
    }
}

/// The tabs of one panel.
#[component]
pub fn Tabs<T>(
    /// Accessible name of the whole.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs in order.
    #[prop(into)]
    tabs: Signal<Vec<TabItem<T>>>,
    /// The one that shows.
    #[prop(into)]
    selected: Signal<T>,
    /// A person chose another.
    #[prop(into)]
    on_select: Callback<T>,
    /// `tabs` in a panel's bar, `switch only-narrow` for the panels on a small screen.
    #[prop(default = "tabs")]
    class: &'static str,
    /// `id` of the element the tabs change.
    #[prop(optional, into)]
    controls: Option<String>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let index =
        Memo::new(move |_| tabs.with(|tabs| tabs.iter().position(|it| it.value == selected.get())));
    let faces = Signal::derive(move || {
        tabs.with(|tabs| {
            tabs.iter().map(|it| Face::new(&it.label, it.dot, it.count.as_deref())).collect()
        })
    });
    let choose = Callback::new(move |at: usize| {
        if let Some(value) = tabs.with_untracked(|tabs| tabs.get(at).map(|it| it.value)) {
            on_select.run(value);
        }
    });
    tab_list(label, class, controls, faces, index, choose)
}

#[derive(Clone)]
struct Face {
    label: String,
    dot: bool,
    count: Option<String>,
}

impl Face {
    fn new(label: &str, dot: bool, count: Option<&str>) -> Self {
        Self { label: label.to_owned(), dot, count: count.map(str::to_owned) }
    }
}

fn tab_list(
    label: Signal<String>,
    class: &'static str,
    controls: Option<String>,
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
        if let Some(list) = dom::current_element(&event) {
            dom::focus_child(&list, next);
        }
    };
    let tab = move |at: usize| {
        let face = move || faces.with(|faces| faces.get(at).cloned());
        let is_selected = move || selected.get() == Some(at);
        let can_focus = move || selected.get().unwrap_or(0) == at;
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                aria-selected=move || is_selected().to_string()
                aria-controls=controls.clone()
                tabindex=move || if can_focus() { "0" } else { "-1" }
                on:click=move |_| choose.run(at)
            >
                {move || face().map(|face| face.label)}
                {move || face().and_then(|face| face.count).map(|count| view! { <b aria-hidden="true">{count}</b> })}
                {move || face().is_some_and(|face| face.dot).then(|| view! { <span class=fixed("dot")></span> })}
            </button>
        }
    };
    view! {
        <div class=class role="tablist" aria-label=move || label.get() on:keydown=on_key>
            <For each=move || 0..count() key=|at| *at children=tab />
        </div>
    }
    .into_any()
}
