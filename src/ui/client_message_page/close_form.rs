//! Code and reason of a close message.

use leptos::prelude::*;

use crate::{
    app::App,
    core::{
        model::ContentMode,
        payload::close,
        text::{fill, problem},
    },
};

use super::{Edited, content_rows::FileFacts};
use crate::ui::widgets::{Icon, IconName};

/// The form.
#[component]
pub(super) fn CloseForm(edited: Edited) -> impl IntoView {
    let app = App::get();
    let code = Memo::new(move |_| edited.read(|it| it.close_code.clone()));
    let reason = Memo::new(move |_| edited.read(|it| it.raw_content.clone()));
    let code_problem = Memo::new(move |_| {
        code.with(|code| close::check_code(code).err())
            .map(|it| problem::close_code(app.t(), it).to_owned())
    });
    let is_from_file = Memo::new(move |_| edited.read(|it| it.content_mode) == ContentMode::File);
    let hint = move || {
        let bytes = reason.with(|reason| close::reason_bytes(reason)).to_string();
        fill(app.t().close_hint, &[("bytes", &bytes)])
    };
    view! {
        <div class="panel__body pad close-form">
            <div class="stack">
                <label class="label" for="close-code">{move || app.t().close_code}</label>
                <div class="field mono close-form__code">
                    <input
                        id="close-code"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-invalid=move || code_problem.with(Option::is_some).then_some("true")
                        aria-describedby="close-code-problem"
                        prop:value=move || code.get()
                        on:input:target=move |event| {
                            let typed = event.target().value();
                            edited.change(|content| content.close_code = typed);
                        }
                    />
                </div>
                <ProblemLine id="close-code-problem" text=code_problem />
                <Show when=move || !is_from_file.get() fallback=move || view! { <FileFacts edited /> }>
                    <Reason edited />
                </Show>
            </div>
            <p class="notice" id="close-hint">
                <Icon name=IconName::Info class="plain" />
                <span>{hint}</span>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Reason(edited: Edited) -> impl IntoView {
    let app = App::get();
    let reason = Memo::new(move |_| edited.read(|it| it.raw_content.clone()));
    let reason_problem = Memo::new(move |_| {
        reason
            .with(|reason| close::check_reason(reason).err())
            .map(|it| problem::close_reason(app.t(), it))
    });
    view! {
        <label class="label" for="close-reason">{move || app.t().close_reason}</label>
        <div class="field mono">
            <input
                id="close-reason"
                type="text"
                autocomplete="off"
                aria-invalid=move || reason_problem.with(Option::is_some).then_some("true")
                aria-describedby="close-hint close-reason-problem"
                prop:value=move || reason.get()
                on:input:target=move |event| {
                    let typed = event.target().value();
                    edited.change(|content| content.raw_content = typed);
                }
            />
        </div>
        <ProblemLine id="close-reason-problem" text=reason_problem />
    }
    .into_any()
}

#[component]
fn ProblemLine(id: &'static str, text: Memo<Option<String>>) -> impl IntoView {
    view! {
        <div id=id role="alert">
            {move || {
                text.get()
                    .map(|text| {
                        view! {
                            <p class="errline">
                                <Icon name=IconName::Failed />
                                <span>{text}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
