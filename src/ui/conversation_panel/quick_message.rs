//! A message typed and sent at once, without keeping it. What was typed stays, to send it again.

use crate::ui::prelude::*;
use leptos::ev::KeyboardEvent;

use crate::{
    app::App,
    browser::dom,
    core::{
        command::Command,
        model::{ClientMessage, ItemId, Syntax},
        payload::json,
        text::{Texts, problem},
        variables::{self, Resolved},
    },
};

use super::super::{
    variables::variables_of,
    widgets::{AreaOptions, Icon, IconName, IconSize, Marked, NoticeLine, VariableArea},
};

/// The lane of the quick message.
#[component]
pub(super) fn QuickMessage(socket: Signal<ItemId>, is_open: Memo<bool>) -> impl IntoView {
    let app = App::get();
    let text = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.quick_text.clone()));
    let syntax = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.quick_syntax));
    let can_send = Memo::new(move |_| is_open.get() && text.with(|text| !text.is_empty()));
    let variables = variables_of(app, socket);
    let resolved = Memo::new(move |_| {
        let mut sample = app.sample(socket.get());
        text.with(|text| {
            variables.scopes.with(|scopes| variables::resolve(text, scopes, &mut sample))
        })
    });
    let problem = Memo::new(move |_| {
        let (t, is_json) = (app.t(), syntax.get() == Syntax::Json);
        resolved.with(|it| match it {
            Err(problem) => Some(problem::variable(t, problem)),
            Ok(it) => {
                let names = it.unknown.iter().map(|it| it.name.as_str());
                problem::unknown_variables(t, names).or_else(|| json_hint(t, is_json, it))
            }
        })
    });
    let send = move || {
        if can_send.get_untracked() {
            let message = ClientMessage {
                raw_content: text.get_untracked(),
                syntax: syntax.get_untracked(),
                ..ClientMessage::new(socket.get_untracked(), "")
            };
            app.send(socket.get_untracked(), &message);
        }
    };
    let as_text = move || {
        app.drafts.update(socket.get_untracked(), |draft| draft.quick_syntax = Syntax::Other);
        dom::focus_soon("quick");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.shift_key() {
            event.prevent_default();
            send();
        }
    };
    let has_problem = Memo::new(move |_| problem.with(Option::is_some));
    let options = AreaOptions {
        frame_class: "quick__area",
        class: "quick__text",
        focus: Some("quick"),
        rows: Some("2"),
        placeholder: Some(app.text(|t| t.quick_placeholder)),
        invalid: Some(Signal::derive(move || resolved.with(Result::is_err))),
        described_by: Some(Signal::derive(move || {
            has_problem.get().then(|| "quick-problem".to_owned())
        })),
        on_key: Some(Callback::new(on_key)),
        ..AreaOptions::default()
    };
    view! {
        <div class="quick">
            <VariableArea
                id="quick"
                label=app.text(|t| t.quick_message)
                value=text
                on_input=move |typed| {
                    app.drafts.update(socket.get_untracked(), |draft| draft.quick_text = typed);
                }
                variables
                options
            >
                <Marked value=text variables />
            </VariableArea>
            <div class="quick__foot">
                <SyntaxSelect
                    value=syntax
                    on_change=move |syntax| {
                        app.drafts.update(socket.get_untracked(), |draft| draft.quick_syntax = syntax);
                    }
                />
                <span class=fixed("hint only-wide") aria-hidden="true">"Ctrl Enter"</span>
                <button
                    type="button"
                    class="btn btn--ghost btn--sm btn--icon btn--fire"
                    aria-label=move || app.t().send_quick
                    title=move || Command::Send.with_keys(app.t().send_quick)
                    disabled=move || !can_send.get()
                    on:click=move |_| send()
                >
                    <Icon name=IconName::Send />
                </button>
            </div>
        </div>
        {move || problem.get().map(|text| not_json(text, as_text))}
    }
    .into_any()
}

/// That the text is not JSON, and the way out.
fn not_json(text: String, as_text: impl Fn() + Send + 'static) -> AnyView {
    let app = App::get();
    view! {
        <NoticeLine icon=IconName::Unsure id="quick-problem">
            {text} " "
            <button type="button" class="link" on:click=move |_| as_text()>
                {move || app.t().as_plain_text}
            </button>
        </NoticeLine>
    }
    .into_any()
}

/// Where a message that says it is JSON is none, once variables have their values.
fn json_hint(t: &Texts, is_json: bool, resolved: &Resolved) -> Option<String> {
    if !is_json || resolved.text.is_empty() {
        return None;
    }
    json::check(&resolved.text).err().map(|it| problem::json(t, &it))
}

/// JSON or something else: how typed text is checked.
#[component]
pub fn SyntaxSelect(
    /// The syntax now.
    #[prop(into)]
    value: Signal<Syntax>,
    /// A person chose another.
    #[prop(into)]
    on_change: Callback<Syntax>,
    /// With the frame of a button, as in a form.
    #[prop(optional)]
    framed: bool,
) -> impl IntoView {
    let app = App::get();
    let choose = move |chosen: &str| {
        on_change.run(if chosen == "json" { Syntax::Json } else { Syntax::Other });
    };
    view! {
        <label
            class="btn btn--sm btn--drop select select--sm"
            class=("btn--ghost", !framed)
        >
            {(!framed).then(|| view! { <Icon name=IconName::Braces size=IconSize::Small /> })}
            <select
                aria-label=move || app.t().syntax
                on:change:target=move |event| choose(&event.target().value())
            >
                <option value="json" prop:selected=move || value.get() == Syntax::Json>
                    {move || app.t().syntax_json}
                </option>
                <option value="other" prop:selected=move || value.get() == Syntax::Other>
                    {move || app.t().syntax_other}
                </option>
            </select>
            <Icon name=IconName::ChevronDown />
        </label>
    }
    .into_any()
}
