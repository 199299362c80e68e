//! What a person is asked while files are imported: what to do with something that is there already,
//! and into which collection an environment goes.

use crate::ui::prelude::*;

use crate::{
    app::{App, import::Question},
    core::{import::Answer, model::ItemId, payload::visible, text::fill},
};

use super::widgets::{CheckLine, Dialog, Icon, IconName};

/// The dialogs; at most one shows.
#[component]
pub fn ImportDialogs() -> impl IntoView {
    let app = App::get();
    let question = app.importing.question;
    let title = Signal::derive(move || match question.get() {
        Some(Question::Twin { name, .. }) => fill(app.t().import_twin_title, &[("name", &name)]),
        Some(Question::Where { name }) => fill(app.t().import_where_title, &[("name", &name)]),
        None => String::new(),
    });
    let give_up = move |()| match question.get_untracked() {
        Some(Question::Twin { .. }) => app.answer_import(Answer::Skip, false),
        Some(Question::Where { .. }) => app.choose_import_collection(None),
        None => {}
    };
    view! {
        <Dialog
            open=Signal::derive(move || question.with(Option::is_some))
            heading_id="import-heading"
            title
            close_label=app.text(|t| t.close_dialog)
            on_close=Callback::new(give_up)
        >
            {move || match question.get() {
                Some(Question::Twin { several, .. }) => view! { <Twin several /> }.into_any(),
                Some(Question::Where { .. }) => view! { <Where /> }.into_any(),
                None => ().into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Twin(several: bool) -> impl IntoView {
    let app = App::get();
    let for_all = RwSignal::new(false);
    let answer = move |answer| app.answer_import(answer, for_all.get_untracked());
    view! {
        <p>{move || app.t().import_twin_text}</p>
        {several
            .then(|| {
                view! {
                    <CheckLine
                        label=app.text(|t| t.import_for_all)
                        checked=for_all
                        on_change=move |on| for_all.set(on)
                    />
                }
            })}
        <div class="dialog__acts">
            <button type="button" class="btn" on:click=move |_| answer(Answer::Skip)>
                {move || app.t().cancel}
            </button>
            <button type="button" class="btn" on:click=move |_| answer(Answer::KeepBoth)>
                {move || app.t().keep_both}
            </button>
            <button type="button" class="btn btn--primary" on:click=move |_| answer(Answer::Replace)>
                {move || app.t().replace}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Where() -> impl IntoView {
    let app = App::get();
    let collections = app.workspace.with_untracked(|workspace| {
        let all = workspace.collections.iter();
        all.map(|it| (it.id, visible::line(&it.name).into_owned())).collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(collections.first().map(|(id, _)| *id));
    let option = |(id, name): (ItemId, String)| {
        let name = if name.is_empty() { app.t_untracked().unnamed.to_owned() } else { name };
        view! { <option value=id.0.to_string()>{name}</option> }
    };
    view! {
        <label class="btn btn--drop select">
            <Icon name=IconName::Collection />
            <select
                aria-label=move || app.t().collection
                on:change:target=move |event| chosen.set(event.target().value().parse().ok().map(ItemId))
            >
                {collections.into_iter().map(option).collect_view()}
            </select>
            <Icon name=IconName::ChevronDown />
        </label>
        <div class="dialog__acts">
            <button type="button" class="btn" on:click=move |_| app.choose_import_collection(None)>
                {move || app.t().cancel}
            </button>
            <button
                type="button"
                class="btn btn--primary"
                on:click=move |_| app.choose_import_collection(chosen.get_untracked())
            >
                {move || app.t().import}
            </button>
        </div>
    }
    .into_any()
}
