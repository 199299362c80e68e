//! Lines of content to read and copy. Only the lines that show are in the page, so that a message
//! of any size opens at once. Whoever gives the lines keeps each of them reasonably short.

use crate::ui::prelude::*;

use super::virtual_lines::VirtualLines;
use crate::{
    browser::timer::AnimationFrame,
    core::payload::visible::{self, Part},
};

/// A piece of a line with its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSpan {
    /// `k` key, `s` string, `n` number, `w` word, `p` punctuation, `q` quiet, `var`, or empty.
    pub class: &'static str,
    /// Its text, without line breaks.
    pub text: String,
    /// The search found it.
    pub found: bool,
}

impl CodeSpan {
    /// A piece.
    pub fn new(class: &'static str, text: impl Into<String>) -> Self {
        Self { class, text: text.into(), found: false }
    }
}

/// The viewer.
#[component]
pub fn CodeView(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// How many lines there are.
    #[prop(into)]
    lines: Signal<usize>,
    /// Another number for other content.
    #[prop(into)]
    revision: Signal<u32>,
    /// One line, counted from 0.
    #[prop(into)]
    line: Callback<usize, Vec<CodeSpan>>,
    /// The number shown beside a line; none beside one that goes on with the line before.
    #[prop(into)]
    number: Callback<usize, Option<usize>>,
    /// The line to show first; without one the first.
    #[prop(optional, into)]
    first: Signal<Option<usize>>,
    /// Without line numbers.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let virtual_lines = VirtualLines::new(lines);
    let frame = StoredValue::new_local(None::<AnimationFrame>);
    Effect::new(move |_| {
        revision.track();
        virtual_lines.go_to_start();
        // The element has its new height with the next frame.
        let go = |line| AnimationFrame::request(move || virtual_lines.go_to_line(line));
        frame.set_value(first.get_untracked().map(go));
    });
    let keys = move || {
        let revision = revision.get();
        virtual_lines.shown().map(move |at| (revision, at)).collect::<Vec<_>>()
    };
    let row = move |(_, at): (u32, usize)| {
        view! { <div class="ln" data-n=untrack(|| number.run(at))>{untrack(|| line.run(at)).into_iter().map(span).collect::<Vec<_>>()}</div> }
    };
    view! {
        <div
            class=if plain { "code-view code-view--plain" } else { "code-view" }
            role="group"
            aria-label=move || label.get()
            tabindex="0"
            style=("--gutter", move || gutter(lines.get()))
            node_ref=virtual_lines.scroller
            on:scroll=move |_| virtual_lines.on_scroll()
            on:wheel=move |event| virtual_lines.on_wheel(&event)
            on:keydown=move |event| virtual_lines.on_key(&event)
        >
            <div class="code-view__space" style:height=move || virtual_lines.space()>
                <div class="code-view__lines" style:transform=move || virtual_lines.top()>
                    <For each=keys key=|key| *key children=row />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Wide enough for the largest line number.
fn gutter(lines: usize) -> String {
    format!("max(40px, calc({}ch + 14px))", lines.checked_ilog10().unwrap_or(0) + 1)
}

/// A piece of a line. What nobody would see in it has its sign from the style sheet, so that a person
/// who selects and copies it has the text as it came.
pub fn span(CodeSpan { class, text, found }: CodeSpan) -> AnyView {
    let text = with_signs(text);
    if found {
        view! { <mark class=class>{text}</mark> }.into_any()
    } else if class.is_empty() {
        text
    } else {
        view! { <span class=class>{text}</span> }.into_any()
    }
}

fn with_signs(text: String) -> AnyView {
    let parts = visible::parts(&text);
    if matches!(parts.as_slice(), [Part { sign: None, .. }]) {
        drop(parts);
        return text.into_any();
    }
    let part = |Part { text, sign }: Part<'_>| {
        let text = text.to_owned();
        match sign {
            Some(sign) => view! { <span class="sign" data-sign=sign>{text}</span> }.into_any(),
            None => text.into_any(),
        }
    };
    parts.into_iter().map(part).collect::<Vec<_>>().into_any()
}
