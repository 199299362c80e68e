//! A one-line text field that takes variables: they are marked behind the text, completed once `{{`
//! is typed, and their values stand beside it on hover and focus.
//!
//! The text lies under a transparent field in the same cell of a grid, so that one scroller moves
//! both.

mod area;
mod assist;
mod list;
mod tip;

use crate::ui::prelude::*;
use leptos::{
    ev::{ClipboardEvent, KeyboardEvent},
    html,
};

use crate::{
    browser::dom,
    core::variables::{MarkKind, Piece, Scopes, VariableProblem, pieces},
};

pub use area::{AreaOptions, VariableArea};
use assist::Assist;
use list::completion_list;
use tip::tip;

/// What the variables of a place are, and how they are spoken of.
#[derive(Clone, Copy)]
pub struct Variables {
    /// What names mean there.
    pub scopes: Signal<Scopes>,
    /// The words around them.
    pub words: Signal<VariableWords>,
    /// Why a variable cannot be worked out, in words.
    pub describe: Callback<VariableProblem, String>,
}

/// Words about variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariableWords {
    /// Accessible name of the list of names to choose from.
    pub list: &'static str,
    /// Stands for the value of a predefined one.
    pub predefined: &'static str,
    /// Stands for the value of one that is not defined.
    pub unknown: &'static str,
}

/// What not every field needs.
#[derive(Clone, Copy, Default)]
pub struct FieldOptions {
    /// Its `data-focus`.
    pub focus: Option<&'static str>,
    /// Its `data-cell`.
    pub cell: Option<Signal<String>>,
    /// Its `inputmode`.
    pub inputmode: Option<&'static str>,
    /// Shown while it is empty.
    pub placeholder: Option<Signal<String>>,
    /// What is typed is wrong.
    pub invalid: Option<Signal<bool>>,
    /// `id` of the element that says what is wrong, while it is.
    pub problem_id: Option<Signal<String>>,
    /// The focus left it.
    pub on_blur: Option<Callback<()>>,
    /// A key that the list of names does not take.
    pub on_key: Option<Callback<KeyboardEvent>>,
    /// Something is pasted.
    pub on_paste: Option<Callback<ClipboardEvent>>,
}

/// The field.
#[component]
pub fn VariableField(
    /// Unlike that of any other on the page: the list and the tip are named after it.
    #[prop(into)]
    id: String,
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
    #[prop(optional)]
    options: FieldOptions,
) -> impl IntoView {
    let frame = NodeRef::<html::Span>::new();
    let input = NodeRef::<html::Input>::new();
    let assist = Assist::new(variables);
    let id = StoredValue::new(id);
    let list_id = move || id.with_value(|id| format!("{id}-names"));
    let tip_id = move || id.with_value(|id| format!("{id}-tip"));
    let is_invalid = move || options.invalid.is_some_and(|it| it.get());
    let looked_at = Signal::derive(move || assist.is_looked_at().then(|| value.get()));
    let place = Callback::new(move |()| frame.get_untracked().map(|it| dom::rect(&it)));
    let field = Callback::new(move |()| input.get_untracked().map(Into::into));
    let (has_tip, tip) = tip(assist, variables, looked_at, tip_id(), place);
    let described_by = move || {
        let problem = options.problem_id.filter(|_| is_invalid()).map(|it| it.get());
        ids(problem, has_tip.get().then(tip_id))
    };
    let on_key = move |event: KeyboardEvent| {
        assist.on_key(field.run(()).as_ref(), event, options.on_key);
    };
    let on_blur = move |_| {
        assist.left();
        if let Some(on_blur) = options.on_blur {
            on_blur.try_run(());
        }
    };
    view! {
        <span
            class="vf"
            node_ref=frame
            on:mouseenter=move |_| assist.hovered(true)
            on:mouseleave=move |event| assist.pointer_left(&event)
        >
            <span class="vf__scroll">
                <Marked value variables />
                <input
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    inputmode=options.inputmode
                    data-focus=options.focus
                    data-cell=move || options.cell.map(|it| it.get())
                    role=move || assist.is_open().then_some("combobox")
                    aria-expanded=move || assist.is_open().then_some("true")
                    aria-autocomplete="list"
                    aria-controls=move || assist.is_open().then(list_id)
                    aria-activedescendant=move || assist.active().map(|at| format!("{}-{at}", list_id()))
                    aria-label=move || label.get()
                    aria-invalid=move || is_invalid().then_some("true")
                    aria-describedby=described_by
                    placeholder=move || options.placeholder.map(|it| it.get())
                    prop:value=move || value.get()
                    node_ref=input
                    on:input:target=move |event| {
                        let field = event.target();
                        on_input.run(field.value());
                        assist.typed(&field, &field.value());
                    }
                    on:keydown=on_key
                    on:focus=move |_| assist.focused()
                    on:blur=on_blur
                    on:click=move |_| assist.close()
                    on:paste=move |event| {
                        if let Some(on_paste) = options.on_paste {
                            on_paste.run(event);
                        }
                    }
                />
            </span>
            {tip}
            {completion_list(assist, variables, list_id(), field, place)}
        </span>
    }
    .into_any()
}

/// A list of ids, as attributes take it.
fn ids(problem: Option<String>, tip: Option<String>) -> Option<String> {
    let ids: Vec<String> = problem.into_iter().chain(tip).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The text behind a field, its variables marked.
#[component]
pub fn Marked(
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// What variables there are.
    variables: Variables,
) -> impl IntoView {
    let pieces = Memo::new(move |_| {
        value.with(|value| variables.scopes.with(|scopes| pieces(value, scopes)))
    });
    view! {
        <span class="vf__text" aria-hidden="true">
            {move || pieces.get().into_iter().map(piece).collect::<Vec<_>>()}
        </span>
    }
    .into_any()
}

fn piece(Piece { text, kind }: Piece) -> AnyView {
    match kind {
        Some(kind) => view! { <span class=class_of(kind)>{text}</span> }.into_any(),
        None => text.into_any(),
    }
}

/// How a variable looks.
pub fn class_of(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Known => "var",
        MarkKind::Predefined => "var var--builtin",
        MarkKind::Unknown | MarkKind::Broken => "var var--missing",
    }
}
