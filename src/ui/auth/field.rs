//! A field of auth: a label, the text with its variables, and for a secret the button that shows it.

use crate::ui::prelude::*;

use super::Edited;
use crate::{
    core::{text::Texts, variables},
    ui::{
        variables::variables_of,
        widgets::{Icon, IconName, VariableField},
    },
};

/// The field.
#[component]
pub(super) fn AuthField(
    /// Unlike that of any other field.
    id: &'static str,
    /// Its label.
    label: fn(&Texts) -> &'static str,
    /// Its text.
    value: Signal<String>,
    /// A person typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// It is masked until a person asks for it.
    #[prop(optional)]
    secret: bool,
    /// What it belongs to.
    edited: Edited,
) -> impl IntoView {
    let Edited { app, of, .. } = edited;
    let is_shown = RwSignal::new(false);
    // A variable's name is no secret, its value is masked by itself.
    let is_masked = Memo::new(move |_| {
        secret && !is_shown.get() && value.with(|it| !variables::is_one_reference(it))
    });
    view! {
        <span class="label" aria-hidden="true">{move || label(app.t())}</span>
        <span class="field mono" data-masked=move || is_masked.get().then_some("true")>
            <VariableField
                id
                label=app.text(label)
                value
                on_input
                variables=variables_of(app, of)
            />
            {secret
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="kv__del kv__eye"
                            aria-label=move || app.t().show_value
                            title=move || app.t().show_value
                            aria-pressed=move || (!is_masked.get()).to_string()
                            on:click=move |_| is_shown.update(|it| *it = !*it)
                        >
                            <Icon name=IconName::Eye />
                        </button>
                    }
                })}
        </span>
    }
    .into_any()
}
