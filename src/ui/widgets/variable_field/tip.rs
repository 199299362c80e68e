//! What the variables of a field become, beside it while it is looked at.
//!
//! The pointer goes through it to what lies below: a click there is one there. It stays while the
//! pointer is over it all the same, so that a person can go on reading (WCAG 1.4.13), and goes with a
//! press.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use super::{Assist, Variables, assist::REACH_PX, list};
use crate::{
    browser::dom::{self, Listener, Rect},
    core::variables::{Explained, Explanation, Value, explain},
    ui::widgets::MenuPlace,
};

/// Whether there is a tip, and the tip. `text`: what it explains while the field is looked at;
/// `place`: beside what it floats.
pub(super) fn tip(
    assist: Assist,
    variables: Variables,
    text: Signal<Option<String>>,
    id: String,
    place: Callback<(), Option<Rect>>,
) -> (Memo<bool>, impl IntoView) {
    let explanation = Memo::new(move |_| {
        let text = text.get()?;
        variables.scopes.with(|scopes| explain(&text, scopes))
    });
    let has_tip = Memo::new(move |_| explanation.with(Option::is_some));
    let id = StoredValue::new(id);
    let view = move || has_tip.get().then(|| open_tip(assist, variables, explanation, id, place));
    (has_tip, view)
}

fn open_tip(
    assist: Assist,
    variables: Variables,
    explanation: Memo<Option<Explanation>>,
    id: StoredValue<String>,
    place: Callback<(), Option<Rect>>,
) -> AnyView {
    let element = assist.tip;
    let put = move || {
        let element = element.try_get_untracked().flatten();
        if let (Some(element), Some(Some(anchor))) = (element, place.try_run(())) {
            list::put(&element, MenuPlace::Over(anchor));
        }
    };
    Effect::new(move |_| {
        explanation.track();
        if let Some(element) = element.get() {
            dom::show_popover(&element);
            put();
        }
    });
    let on_pointer = move |name, act: fn(Assist, &MouseEvent)| {
        Listener::on_window(name, move |event| act(assist, event.unchecked_ref()))
    };
    StoredValue::new_local([
        Listener::on_window("scroll", move |_| put()),
        Listener::on_window("resize", move |_| put()),
        on_pointer("pointermove", |assist, event| {
            if !assist.is_over_tip(event, REACH_PX) {
                assist.over_tip(false);
            }
        }),
        on_pointer("pointerdown", |assist, event| {
            if assist.is_over_tip(event, 0.0) {
                assist.dismiss();
            }
        }),
    ]);
    on_cleanup(move || assist.over_tip(false));
    let text = move || match explanation.get().map(|it| it.text) {
        Some(Ok(text)) => view! { <span class="mono">{text}</span> }.into_any(),
        Some(Err(problem)) => {
            view! { <span class="tip__problem">{variables.describe.run(problem)}</span> }.into_any()
        }
        None => ().into_any(),
    };
    let lines = move || {
        let explained = explanation.get().map(|it| it.variables).unwrap_or_default();
        explained.into_iter().map(|it| line(variables, it)).collect::<Vec<_>>()
    };
    view! {
        <div class="tip" popover="manual" role="tooltip" id=id.get_value() node_ref=element>
            {text}
            <dl>{lines}</dl>
        </div>
    }
    .into_any()
}

fn line(variables: Variables, Explained { name, value }: Explained) -> AnyView {
    let words = variables.words.get();
    let (value, source) = match value {
        Value::Defined(text, origin) => {
            (text, variables.scopes.with(|scopes| scopes.name_of(origin).to_owned()))
        }
        Value::Predefined => (words.predefined.to_owned(), String::new()),
        Value::Unknown => (words.unknown.to_owned(), String::new()),
        Value::Broken(problem) => (variables.describe.run(problem), String::new()),
    };
    view! {
        <dt>{name}</dt>
        <dd class="mono">{value}</dd>
        <dd>{source}</dd>
    }
    .into_any()
}
