//! A field of auth: a label, the text with its variables, and for a secret the button that shows it.

use crate::ui::prelude::*;

use super::Edited;
use crate::{
    core::{model::ItemId, text::Texts, variables},
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
    // Of which item: what is shown of one stays masked in another.
    let shown_of = RwSignal::new(None::<ItemId>);
    let is_shown = Memo::new(move |_| shown_of.get() == Some(of.get()));
    // A variable's name is no secret, its value is masked by itself.
    let can_mask = Memo::new(move |_| secret && value.with(|it| !variables::is_one_reference(it)));
    let eye_label = Signal::derive(move || format!("{}: {}", app.t().show_value, label(app.t())));
    view! {
        <span class="label" aria-hidden="true">{move || label(app.t())}</span>
        <span class="field mono" data-masked=move || (can_mask.get() && !is_shown.get()).then_some("true")>
            <VariableField
                id
                label=app.text(label)
                value
                on_input
                variables=variables_of(app, of)
            />
            <Show when=move || can_mask.get()>
                <button
                    type="button"
                    class="kv__del kv__eye"
                    aria-label=move || eye_label.get()
                    title=move || app.t().show_value
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=move |_| {
                        let of = of.get_untracked();
                        shown_of.update(|it| *it = if *it == Some(of) { None } else { Some(of) });
                    }
                >
                    <Icon name=IconName::Eye />
                </button>
            </Show>
        </span>
    }
    .into_any()
}
