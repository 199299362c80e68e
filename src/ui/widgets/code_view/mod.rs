//! Lines of content to read and copy. Only the lines that show are in the page, so that a message
//! of any size opens at once. Whoever gives the lines keeps each of them reasonably short.

mod geometry;

use leptos::{
    ev::{KeyboardEvent, WheelEvent},
    html,
    prelude::*,
};

use crate::browser::dom::{self, SizeObserver};
use geometry::Geometry;

/// Line height when it cannot be measured, in CSS pixels.
const LINE_PX: f64 = 20.0;
/// What a mouse reports when it counts lines instead of pixels.
const WHEEL_BY_LINE: u32 = 1;

/// A piece of a line with its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSpan {
    /// `k` key, `s` string, `n` number, `w` word, `p` punctuation, `q` quiet, `var`, or empty.
    pub class: &'static str,
    /// Its text, without line breaks.
    pub text: String,
}

impl CodeSpan {
    /// A piece.
    pub fn new(class: &'static str, text: impl Into<String>) -> Self {
        Self { class, text: text.into() }
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
    /// Without line numbers.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let line_px = RwSignal::new(LINE_PX);
    let view_px = RwSignal::new(0.0);
    // How far the text has been scrolled, in its own pixels.
    let text_px = RwSignal::new(0.0);
    let geometry = Memo::new(move |_| Geometry {
        lines: lines.get(),
        line_px: line_px.get(),
        view_px: view_px.get(),
    });

    let size = StoredValue::new_local(None::<SizeObserver>);
    Effect::new(move |_| {
        let Some(element) = scroller.get() else {
            return;
        };
        let observer = SizeObserver::new(&element, move || {
            if let Some(Some(element)) = scroller.try_get_untracked() {
                line_px.try_set(dom::line_height(&element, LINE_PX));
                view_px.try_set(f64::from(element.client_height()));
            }
        });
        size.set_value(observer);
    });
    Effect::new(move |_| {
        revision.track();
        text_px.set(0.0);
        if let Some(element) = scroller.get_untracked() {
            element.set_scroll_top(0);
        }
    });

    let on_scroll = move |_| {
        if let Some(element) = scroller.get_untracked() {
            let (geometry, scroll) = (geometry.get_untracked(), f64::from(element.scroll_top()));
            // What `move_by` set comes back here, rounded: that is no move of its own.
            if (geometry.scroll_at(text_px.get_untracked()) - scroll).abs() >= 1.0 {
                text_px.set(geometry.text_at(scroll));
            }
        }
    };
    let move_by = move |by: f64| {
        if let Some(element) = scroller.get_untracked() {
            let geometry = geometry.get_untracked();
            let scroll = geometry.scroll_at(text_px.get_untracked() + by);
            text_px.set(geometry.text_at(scroll));
            #[expect(clippy::cast_possible_truncation, reason = "limited to the tallest element")]
            element.set_scroll_top(scroll.round() as i32);
        }
    };
    let on_wheel = move |event: WheelEvent| {
        let geometry = geometry.get_untracked();
        if geometry.is_scaled() && !event.ctrl_key() && event.delta_y() != 0.0 {
            event.prevent_default();
            let unit = if event.delta_mode() == WHEEL_BY_LINE { geometry.line_px } else { 1.0 };
            move_by(event.delta_y() * unit);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let geometry = geometry.get_untracked();
        if let Some(by) = geometry.step(&event.key()).filter(|_| geometry.is_scaled()) {
            event.prevent_default();
            move_by(by);
        }
    };
    let shown = Memo::new(move |_| geometry.get().lines_at(text_px.get()));
    let top = move || geometry.get().top_of(shown.with(|it| it.start), text_px.get());
    let keys = move || {
        let revision = revision.get();
        shown.get().map(move |at| (revision, at)).collect::<Vec<_>>()
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
            node_ref=scroller
            on:scroll=on_scroll
            on:wheel=on_wheel
            on:keydown=on_key
        >
            <div class="code-view__space" style:height=move || dom::px(geometry.get().space_px())>
                <div class="code-view__lines" style:transform=move || format!("translateY({})", dom::px(top()))>
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

fn span(CodeSpan { class, text }: CodeSpan) -> AnyView {
    if class.is_empty() {
        text.into_any()
    } else {
        view! { <span class=class>{text}</span> }.into_any()
    }
}
