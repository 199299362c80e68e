//! A text area that takes variables. The text behind it, with its marks, is its owner's: lines of
//! JSON have other colours than a quick message. A variable under the pointer or the caret is
//! explained beside itself.

use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
};

use super::{Assist, Variables, ids, list::completion_list, tip::tip};
use crate::{
    browser::dom::{self, Rect},
    core::variables::{mark_at, references},
};

/// How an area differs from others.
#[derive(Clone, Copy, Default)]
pub struct AreaOptions {
    /// Class of the element around the text area and the text behind it.
    pub frame_class: &'static str,
    /// Class of the text area.
    pub class: &'static str,
    /// Its `data-focus`.
    pub focus: Option<&'static str>,
    /// Its `rows`.
    pub rows: Option<&'static str>,
    /// Its `wrap`.
    pub wrap: Option<&'static str>,
    /// Shown while it is empty.
    pub placeholder: Option<Signal<String>>,
    /// What is typed is wrong.
    pub invalid: Option<Signal<bool>>,
    /// `id` of the element that says what is wrong, while it is there.
    pub described_by: Option<Signal<Option<String>>>,
    /// The text area, for its owner.
    pub area: Option<NodeRef<html::Textarea>>,
    /// A key that the list of names does not take.
    pub on_key: Option<Callback<KeyboardEvent>>,
}

/// The text area. Its children are the text behind it: elements of class `ln` are its lines.
#[component]
pub fn VariableArea(
    /// Unlike that of any other on the page: the list and the tip are named after it.
    id: &'static str,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// A person typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// What variables there are.
    variables: Variables,
    /// The rest.
    options: AreaOptions,
    /// The text behind.
    children: Children,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let area = options.area.unwrap_or_default();
    let assist = Assist::new(variables);
    // Which variable of the text is looked at.
    let looked_at = RwSignal::new(None::<usize>);
    let list_id = format!("{id}-names");
    let tip_id = format!("{id}-tip");
    let text = Signal::derive(move || {
        let at = looked_at.get().filter(|_| assist.is_looked_at())?;
        value.with(|value| nth_reference(value, at))
    });
    let mark_place = Callback::new(move |()| mark_rect(frame, looked_at.get_untracked()?));
    let list_place = Callback::new(move |()| {
        let around = frame.get_untracked()?;
        let start = assist.start()?;
        dom::character_rect(&around, ".ln", start).or_else(|| Some(dom::rect(&around)))
    });
    let field = Callback::new(move |()| area.get_untracked().map(Into::into));
    let (has_tip, tip) = tip(assist, variables, text, tip_id.clone(), mark_place);
    let described_by = move || {
        let problem = options.described_by.and_then(|it| it.get());
        ids(problem, has_tip.get().then(|| tip_id.clone()))
    };
    let on_pointer = move |event: MouseEvent| {
        if assist.goes_on_to_tip(&event) {
            return;
        }
        let point = (f64::from(event.client_x()), f64::from(event.client_y()));
        let under = frame.get_untracked().and_then(|frame| mark_under(&frame, point));
        set(looked_at, under);
        assist.hovered(under.is_some());
    };
    let on_caret = move || {
        let caret = area.get_untracked().and_then(|it| dom::caret(&it));
        let at = caret.and_then(|caret| value.with_untracked(|value| mark_at(value, caret)));
        set(looked_at, at);
    };
    let on_key = move |event: KeyboardEvent| {
        assist.on_key(field.run(()).as_ref(), event, options.on_key);
    };
    let active_id = {
        let list_id = list_id.clone();
        move || assist.active().map(|at| format!("{list_id}-{at}"))
    };
    let controls = {
        let list_id = list_id.clone();
        move || assist.is_open().then(|| list_id.clone())
    };
    view! {
        <div class=options.frame_class node_ref=frame>
            {children()}
            <textarea
                class=options.class
                data-focus=options.focus
                rows=options.rows
                wrap=options.wrap
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-controls=controls
                aria-activedescendant=active_id
                aria-label=move || label.get()
                aria-invalid=move || options.invalid.is_some_and(|it| it.get()).then_some("true")
                aria-describedby=described_by
                aria-keyshortcuts="Control+Enter"
                placeholder=move || options.placeholder.map(|it| it.get())
                prop:value=move || value.get()
                node_ref=area
                on:input:target=move |event| {
                    let area = event.target();
                    on_input.run(area.value());
                    assist.typed(&area, &area.value());
                    set(looked_at, None);
                }
                on:keydown=on_key
                on:keyup=move |_| on_caret()
                on:mousemove=on_pointer
                on:mouseleave=move |event| assist.pointer_left(&event)
                on:focus=move |_| assist.focused()
                on:blur=move |_| assist.left()
                on:click=move |_| {
                    assist.close();
                    on_caret();
                }
            ></textarea>
        </div>
        {tip}
        {completion_list(assist, variables, list_id, field, list_place)}
    }
    .into_any()
}

/// The variable at a place in the order of the text, as it is written.
fn nth_reference(text: &str, at: usize) -> Option<String> {
    references(text).get(at).and_then(|it| text.get(it.span.clone())).map(str::to_owned)
}

fn mark_rect(frame: NodeRef<html::Div>, at: usize) -> Option<Rect> {
    let frame = frame.get_untracked()?;
    let marks = dom::find_all_in(&frame, ".var");
    marks.get(at).map(|it| dom::rect(it))
}

fn mark_under(frame: &web_sys::Element, point: (f64, f64)) -> Option<usize> {
    dom::find_all_in(frame, ".var").iter().position(|it| dom::rect(it).is_near(point, 0.0))
}

/// Moves only when it is another: the pointer tells of every pixel.
fn set(looked_at: RwSignal<Option<usize>>, at: Option<usize>) {
    if looked_at.get_untracked() != at {
        looked_at.set(at);
    }
}
