//! Where content is typed: a text area over the same text in colours, with what is wrong in it
//! underlined, and said below.

use crate::ui::prelude::*;
use leptos::{ev::KeyboardEvent, html};

use crate::{
    app::App,
    browser::dom,
    core::{
        model::{BinaryEncoding, ContentMode, MessageType, Syntax},
        payload::{
            json,
            marked::{self, Piece},
            outgoing::{Outgoing, OutgoingProblem},
            position::Position,
        },
        text::problem,
        variables,
    },
};

use super::{Edited, content_rows::FileFacts};
use crate::ui::{
    content_view::token_class,
    variables::variables_of,
    widgets::{AreaOptions, ErrorLine, IconName, NoticeLine, VariableArea, class_of},
};

/// Longer content is shown without colours: they would be worked out at every key.
const COLORED_BYTES: usize = 20_000;

/// A line with its number: what tells one element of the coloured text from another.
type NumberedLine = (usize, Vec<Piece>);

/// The editor.
#[component]
pub(super) fn Editor(edited: Edited) -> impl IntoView {
    let app = App::get();
    let is_from_file = Memo::new(move |_| edited.read(|it| it.content_mode) == ContentMode::File);
    view! {
        <div class="panel__bar">
            <span class="label">{move || app.t().content}</span>
            <span class=fixed("grow")></span>
            <label class="opt quiet">
                <input
                    type="checkbox"
                    class="check"
                    prop:checked=move || edited.read(|it| it.disable_compression)
                    on:change:target=move |event| {
                        let is_chosen = event.target().checked();
                        edited.change(|content| content.disable_compression = is_chosen);
                    }
                />
                {move || app.t().disable_compression}
            </label>
        </div>
        <div class="panel__body">
            <Show
                when=move || !is_from_file.get()
                fallback=move || view! { <div class="pad"><FileFacts edited /></div> }
            >
                <TextArea edited />
            </Show>
        </div>
        <div class="foot">
            <Wrong edited />
        </div>
    }
    .into_any()
}

/// JSON that breaks once its variables have values, in a text message that says it is JSON. It can
/// be sent all the same.
fn json_problem(edited: Edited) -> Option<json::JsonProblem> {
    let is_json =
        edited.read(|it| it.message_type == MessageType::Text && it.syntax == Syntax::Json);
    edited.outgoing.with(|it| match it {
        Ok(Outgoing::Text(text)) if is_json && !text.is_empty() => json::check(text).err(),
        _ => None,
    })
}

/// The place that is wrong, where what is typed is what is checked.
fn bad_place(edited: Edited) -> Option<Position> {
    if edited.read(|it| !variables::references(&it.raw_content).is_empty()) {
        return None;
    }
    match edited.problem() {
        Some(OutgoingProblem::Binary(problem)) => Some(problem.at),
        _ => json_problem(edited).map(|problem| problem.at),
    }
}

#[component]
fn TextArea(edited: Edited) -> impl IntoView {
    let text = Memo::new(move |_| edited.read(|it| it.raw_content.clone()));
    let is_wrong = Memo::new(move |_| {
        matches!(edited.problem(), Some(OutgoingProblem::Binary(_) | OutgoingProblem::Variable(_)))
    });
    let is_colored = Memo::new(move |_| text.with(|text| text.len() <= COLORED_BYTES));
    let app = App::get();
    // A browser's undo knows nothing of texts that were put there: an element that is shown another
    // message, or one rewritten, would take back what never happened to it.
    let history = Memo::new(move |_| (edited.id.get(), edited.rewritten.get()));
    let area = NodeRef::<html::Textarea>::new();
    let placeholder = Signal::derive(move || {
        let (kind, encoding) = edited.read(|it| (it.message_type, it.binary_encoding));
        let t = app.t();
        let text = match (kind, encoding) {
            (MessageType::Binary, BinaryEncoding::Hex) => t.hex_placeholder,
            (MessageType::Binary, BinaryEncoding::Base64) => t.base64_placeholder,
            _ => t.content_placeholder,
        };
        text.to_owned()
    });
    let on_key = move |event: KeyboardEvent| {
        let is_undo = (event.ctrl_key() || event.meta_key())
            && !(event.shift_key() || event.alt_key())
            && event.key().eq_ignore_ascii_case("z");
        if is_undo && edited.take_back() {
            event.prevent_default();
        }
    };
    let options = AreaOptions {
        frame_class: "edit",
        class: "mono",
        focus: Some("content"),
        wrap: Some("off"),
        placeholder: Some(placeholder),
        invalid: Some(is_wrong.into()),
        described_by: Some(Signal::stored(Some("content-problem".to_owned()))),
        area: Some(area),
        on_key: Some(Callback::new(on_key)),
        ..AreaOptions::default()
    };
    let variables = variables_of(app, edited.id);
    move || {
        history.track();
        if area.get_untracked().is_some_and(|it| dom::has_focus(&it)) {
            dom::focus_soon("content");
        }
        view! {
            <VariableArea
                id="content"
                label=app.text(|t| t.content)
                value=text
                on_input=move |typed| edited.change(|content| content.raw_content = typed)
                variables
                options
            >
                <Show when=move || is_colored.get()>
                    <Colored edited />
                </Show>
            </VariableArea>
        }
    }
}

/// The same text in colours, behind the text area.
#[component]
fn Colored(edited: Edited) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let mark = bad_place(edited).map(|at| at.span);
        let lines = edited.read(|it| {
            let syntax =
                if it.message_type == MessageType::Text { it.syntax } else { Syntax::Other };
            let variables = edited.scopes.with(|scopes| variables::marks(&it.raw_content, scopes));
            marked::lines(&it.raw_content, syntax, mark.as_ref(), &variables)
        });
        lines.into_iter().enumerate().collect::<Vec<NumberedLine>>()
    });
    let line = |(_, pieces): NumberedLine| {
        let piece = |it: Piece| {
            let class = it.variable.map_or_else(|| token_class(it.kind), class_of);
            let class = if it.marked { format!("{class} u") } else { class.to_owned() };
            view! { <span class=class>{it.text}</span> }
        };
        view! { <div class="ln">{pieces.into_iter().map(piece).collect::<Vec<_>>()}</div> }
    };
    view! {
        <div class="code" aria-hidden="true">
            <For each=move || lines.get() key=Clone::clone children=line />
        </div>
    }
    .into_any()
}

/// What is wrong, and where.
#[component]
fn Wrong(edited: Edited) -> impl IntoView {
    let app = App::get();
    let problem = Memo::new(move |_| match edited.problem() {
        Some(it @ (OutgoingProblem::Binary(_) | OutgoingProblem::Variable(_))) => {
            Some(problem::outgoing(app.t(), &it))
        }
        _ => None,
    });
    let unknown = Memo::new(move |_| edited.unknown(|it| &it.raw_content));
    let bad_json = Memo::new(move |_| {
        let problem = json_problem(edited)?;
        let has_variables = edited.read(|it| !variables::references(&it.raw_content).is_empty());
        let t = app.t();
        Some(if has_variables {
            problem::json_as_sent(t, &problem)
        } else {
            problem::json(t, &problem)
        })
    });
    let hints = move || [unknown.get(), bad_json.get()].into_iter().flatten().collect::<Vec<_>>();
    view! {
        <div id="content-problem">
            {move || {
                if let Some(text) = problem.get() {
                    return view! {
                        <ErrorLine alert=true>{text}</ErrorLine>
                    }
                    .into_any();
                }
                let line = |text| view! { <NoticeLine icon=IconName::Unsure>{text}</NoticeLine> };
                hints().into_iter().map(line).collect::<Vec<_>>().into_any()
            }}
        </div>
    }
    .into_any()
}
