//! Content to read: text laid out in colours, text as it came, or bytes. Where a message is shown
//! and where one is prepared.

use std::{ops::Range, sync::Arc};

use crate::ui::prelude::*;
use leptos::html;

use crate::{
    app::App,
    browser::{dom, timer::AnimationFrame},
    core::payload::{
        hex_dump,
        json::{self, Token, TokenKind},
        lines::{Lines, pieces},
        xml,
    },
};

use super::widgets::{CodeSpan, CodeView, span};

/// Most bytes of a line in the page; longer ones are cut.
const LINE_BYTES: usize = 1_000;
/// Text up to this many bytes is laid out whole, its long lines wrapped.
const WRAPPED_BYTES: usize = 16_000;

/// The colours of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Coloring {
    /// None.
    Plain,
    /// Those of JSON.
    Json,
    /// Those of XML.
    Xml,
}

/// What is shown.
#[derive(Clone)]
pub enum Content {
    /// Nothing at all.
    Empty,
    /// A text.
    Text {
        /// Its lines.
        lines: Arc<Lines>,
        /// Its colours.
        coloring: Coloring,
        /// Short enough to wrap its lines.
        wrapped: bool,
        /// What the search found in it, in order.
        marks: Vec<Range<usize>>,
    },
    /// Bytes.
    Hex {
        /// All of them.
        bytes: Arc<[u8]>,
        /// How many on a line.
        width: usize,
    },
}

impl Content {
    /// A text.
    pub fn text(text: Arc<str>, coloring: Coloring) -> Self {
        Self::marked(text, coloring, Vec::new())
    }

    /// A text with what the search found in it, in order: the first of that is shown first.
    pub fn marked(text: Arc<str>, coloring: Coloring, marks: Vec<Range<usize>>) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        let wrapped = text.len() <= WRAPPED_BYTES;
        Self::Text { lines: Arc::new(Lines::new(text, LINE_BYTES)), coloring, wrapped, marks }
    }

    /// Bytes, so many on a line.
    pub fn hex(bytes: Arc<[u8]>, width: usize) -> Self {
        if bytes.is_empty() { Self::Empty } else { Self::Hex { bytes, width } }
    }

    fn line_count(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text { lines, .. } => lines.count(),
            Self::Hex { bytes, width } => hex_dump::line_count(bytes.len(), *width),
        }
    }

    fn line(&self, number: usize) -> Vec<CodeSpan> {
        match self {
            Self::Empty => Vec::new(),
            Self::Text { lines, coloring, marks, .. } => {
                let line = lines.get(number).unwrap_or_default();
                let spans = match coloring {
                    Coloring::Plain => vec![CodeSpan::new("", line)],
                    Coloring::Json => colored_spans(line, json::tokens(line)),
                    Coloring::Xml => colored_spans(line, xml::tokens(line)),
                };
                if marks.is_empty() {
                    return spans;
                }
                marked_spans(spans, lines.span(number).map_or(0, |it| it.start), marks)
            }
            Self::Hex { bytes, width } => {
                hex_dump::line(bytes, *width, number).map_or_else(Vec::new, |line| {
                    vec![
                        CodeSpan::new("q", line.offset),
                        CodeSpan::new("", format!("  {}  ", line.hex)),
                        CodeSpan::new("q", line.ascii),
                    ]
                })
            }
        }
    }

    fn number(&self, line: usize) -> Option<usize> {
        match self {
            Self::Text { lines, .. } => lines.number_in_text(line),
            Self::Empty | Self::Hex { .. } => None,
        }
    }

    /// The line with the first match.
    fn first_found(&self) -> Option<usize> {
        match self {
            Self::Text { lines, marks, .. } => marks.first().map(|it| lines.line_at(it.start)),
            Self::Empty | Self::Hex { .. } => None,
        }
    }

    fn face(&self) -> Face {
        match self {
            Self::Empty => Face::Empty,
            Self::Text { wrapped: true, .. } => Face::Wrapped,
            Self::Text { wrapped: false, .. } => Face::Lines,
            Self::Hex { .. } => Face::Bytes,
        }
    }
}

/// Which elements show it: they stay while the content changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Empty,
    Wrapped,
    Lines,
    Bytes,
}

/// Content, and a number that tells it from what was shown before.
#[derive(Clone)]
struct Shown {
    revision: u32,
    content: Content,
}

/// Shows content.
#[component]
pub fn ContentView(
    /// What; read once for each change.
    content: Callback<(), Content>,
) -> impl IntoView {
    let app = App::get();
    let shown = Memo::new_with_compare(
        move |before: Option<&Shown>| Shown {
            revision: before.map_or(0, |it| it.revision.wrapping_add(1)),
            content: content.run(()),
        },
        |_, _| true,
    );
    let face = Memo::new(move |_| shown.with(|it| it.content.face()));
    move || match face.get() {
        Face::Empty => view! { <p class="empty">{move || app.t().empty_message}</p> }.into_any(),
        Face::Wrapped => view! { <Wrapped shown /> }.into_any(),
        Face::Lines => view! { <Viewer shown plain=false /> }.into_any(),
        Face::Bytes => view! { <Viewer shown plain=true /> }.into_any(),
    }
}

#[component]
fn Wrapped(shown: Memo<Shown>) -> impl IntoView {
    let lines = move || {
        shown.with(|it| {
            let line = |number| view! { <div class="ln" data-continued=it.content.number(number).is_none().then_some("")>{it.content.line(number).into_iter().map(span).collect::<Vec<_>>()}</div> };
            (0..it.content.line_count()).map(line).collect::<Vec<_>>()
        })
    };
    let element = NodeRef::<html::Div>::new();
    let frame = StoredValue::new_local(None::<AnimationFrame>);
    Effect::new(move |_| {
        let has_found = shown.with(|it| it.content.first_found().is_some());
        let show = move || {
            let found =
                element.try_get_untracked().flatten().and_then(|it| dom::find_in(&it, "mark"));
            if let Some(found) = found {
                dom::scroll_in_view(&found);
            }
        };
        frame.set_value(has_found.then(|| AnimationFrame::request(show)));
    });
    view! { <div class="code code--wrap" node_ref=element>{lines}</div> }.into_any()
}

#[component]
fn Viewer(shown: Memo<Shown>, plain: bool) -> impl IntoView {
    let app = App::get();
    view! {
        <CodeView
            label=app.text(|t| t.content)
            lines=Signal::derive(move || shown.with(|it| it.content.line_count()))
            revision=Signal::derive(move || shown.with(|it| it.revision))
            line=move |line| shown.with_untracked(|it| it.content.line(line))
            number=move |line| shown.with_untracked(|it| it.content.number(line))
            first=Signal::derive(move || shown.with(|it| it.content.first_found()))
            plain
        />
    }
    .into_any()
}

/// A line in its colours.
fn colored_spans(line: &str, tokens: Vec<Token>) -> Vec<CodeSpan> {
    tokens
        .into_iter()
        .filter_map(|token| {
            line.get(token.span).map(|text| CodeSpan::new(token_class(token.kind), text))
        })
        .collect()
}

/// Pieces of a line that begins at a place in its text, cut where marks begin and end.
fn marked_spans(spans: Vec<CodeSpan>, start: usize, marks: &[Range<usize>]) -> Vec<CodeSpan> {
    let mut at = start;
    let mut cut = Vec::new();
    for CodeSpan { class, text, .. } in spans {
        for (piece, found) in pieces(at..at + text.len(), marks) {
            let text = text.get(piece.start - at..piece.end - at).unwrap_or_default().to_owned();
            cut.push(CodeSpan { class, text, found });
        }
        at += text.len();
    }
    cut
}

/// The class of a part of a text.
pub fn token_class(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Key => "k",
        TokenKind::String => "s",
        TokenKind::Number => "n",
        TokenKind::Word => "w",
        TokenKind::Punctuation => "p",
        TokenKind::Plain => "",
    }
}
