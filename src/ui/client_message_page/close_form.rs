//! Code and reason of a close message.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        model::ContentMode,
        payload::close,
        text::{Texts, fill, problem},
        variables::{self, Resolved, VariableProblem},
    },
};

use super::{Edited, content_rows::FileFacts};
use crate::ui::{
    variables::variables_of,
    widgets::{ErrorPlace, FieldOptions, IconName, NoticeLine, VariableField},
};

/// The form.
#[component]
pub(super) fn CloseForm(edited: Edited) -> impl IntoView {
    let app = App::get();
    let code = Memo::new(move |_| edited.read(|it| it.close_code.clone()));
    let reason = Memo::new(move |_| edited.read(|it| it.raw_content.clone()));
    let code_problem = problem_of(edited, code, |t, code| {
        close::check_code(code).err().map(|it| problem::close_code(t, it).to_owned())
    });
    let is_from_file = Memo::new(move |_| edited.read(|it| it.content_mode) == ContentMode::File);
    let hint = move || {
        let bytes = reason.with(|reason| match resolved(edited, reason) {
            Ok(it) => close::reason_bytes(&it.text),
            Err(_) => close::reason_bytes(reason),
        });
        fill(app.t().close_hint, &[("bytes", &bytes.to_string())])
    };
    let variables = variables_of(app, edited.id);
    let code_options = FieldOptions {
        inputmode: Some("numeric"),
        invalid: Some(Signal::derive(move || code_problem.with(Option::is_some))),
        problem_id: Some(Signal::stored("close-code-problem".to_owned())),
        ..FieldOptions::default()
    };
    view! {
        <div class="panel__body pad close-form">
            <div class="stack">
                <span class="label" aria-hidden="true">{move || app.t().close_code}</span>
                <div class="field mono close-form__code">
                    <VariableField
                        id="close-code"
                        label=app.text(|t| t.close_code)
                        value=code
                        on_input=move |typed| edited.change(|content| content.close_code = typed)
                        variables
                        options=code_options
                    />
                </div>
                <ErrorPlace id="close-code-problem" text=code_problem />
                <Show when=move || !is_from_file.get() fallback=move || view! { <FileFacts edited /> }>
                    <Reason edited reason />
                </Show>
            </div>
            <Show when=move || !is_from_file.get()>
                <NoticeLine icon=IconName::Info id="close-hint">{hint}</NoticeLine>
            </Show>
        </div>
    }
    .into_any()
}

/// A part of the message with its variables in their values.
fn resolved(edited: Edited, text: &str) -> Result<Resolved, VariableProblem> {
    let mut sample = edited.app.sample(edited.id.get());
    edited.scopes.with(|scopes| variables::resolve(text, scopes, &mut sample))
}

/// What is wrong with a part of the message once its variables have their values.
fn problem_of(
    edited: Edited,
    typed: Memo<String>,
    check: fn(&Texts, &str) -> Option<String>,
) -> Memo<Option<String>> {
    Memo::new(move |_| {
        let t = edited.app.t();
        typed.with(|typed| match resolved(edited, typed) {
            Ok(it) => check(t, &it.text),
            Err(it) => Some(problem::variable(t, &it)),
        })
    })
}

#[component]
fn Reason(edited: Edited, reason: Memo<String>) -> impl IntoView {
    let app = App::get();
    let reason_problem = problem_of(edited, reason, |t, reason| {
        close::check_reason(reason).err().map(|it| problem::close_reason(t, it))
    });
    let options = FieldOptions {
        invalid: Some(Signal::derive(move || reason_problem.with(Option::is_some))),
        problem_id: Some(Signal::stored("close-reason-problem".to_owned())),
        ..FieldOptions::default()
    };
    view! {
        <span class="label" aria-hidden="true">{move || app.t().close_reason}</span>
        <div class="field mono">
            <VariableField
                id="close-reason"
                label=app.text(|t| t.close_reason)
                value=reason
                on_input=move |typed| edited.change(|content| content.raw_content = typed)
                variables=variables_of(app, edited.id)
                options
            />
        </div>
        <ErrorPlace id="close-reason-problem" text=reason_problem />
    }
    .into_any()
}
