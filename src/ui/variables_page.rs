//! The pages of a collection's variables, of its environments, and of one environment.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        command::Command,
        kv::{KvRow, VARIABLES},
        model::ItemId,
        payload::visible,
        text::problem,
        variables::check_names,
    },
};

use super::{
    rows::RowsTable,
    widgets::{Icon, IconName, KvColumns, NoticeLine},
};

/// The variables of a collection or of an environment.
#[component]
pub fn VariablesPage(
    /// Which collection or environment.
    #[prop(into)]
    of: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    view! {
        <div class="start start--wide">
            <section>
                <EnvironmentActions of />
                <NoticeLine icon=IconName::Info>{move || app.t().variables_hint}</NoticeLine>
                <RowsTable
                    id="variables"
                    of
                    list=VARIABLES
                    label=|t| t.variables
                    columns=KvColumns::VARIABLES
                    key_column=|t| t.name
                    add=|t| t.add_variable
                    find_problems=problems
                />
            </section>
        </div>
    }
    .into_any()
}

/// Names that mean nothing, or not what their row says.
fn problems(app: App, _: ItemId, rows: &[KvRow]) -> Vec<(usize, String)> {
    let enabled = rows.iter().enumerate().filter(|(_, row)| row.enabled);
    let problems = check_names(enabled.map(|(index, row)| (index, row.key.as_str())));
    let words = |(index, problem)| {
        let name = rows.get(index).map_or("", |row: &KvRow| row.key.as_str());
        (index, problem::variable_name(app.t(), name, problem))
    };
    problems.into_iter().map(words).collect()
}

/// Whether an environment is the current one, or the button that makes it so; *Export…*.
#[component]
fn EnvironmentActions(of: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let is_current = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let collection = workspace.collection_around(of.get())?;
            let is_environment = collection.environments.iter().any(|it| it.id == of.get());
            let current = collection.current_environment().map(|it| it.id);
            is_environment.then_some(current == Some(of.get()))
        })
    });
    let set = move |_| {
        let id = of.get_untracked();
        if let Some(collection) = untrack(|| app.collection_around(Some(id))) {
            app.set_current_environment(collection, Some(id));
        }
    };
    let button = move || {
        view! {
            <button type="button" class="btn" on:click=set>
                <Icon name=IconName::Check />
                {move || app.t().set_current}
            </button>
        }
    };
    move || {
        let is_current = is_current.get()?;
        Some(
            view! {
                {is_current
                    .then(|| {
                        view! {
                            <NoticeLine icon=IconName::Check>{move || app.t().is_current}</NoticeLine>
                        }
                    })}
                <div class="acts acts--row">
                    {(!is_current).then(button)}
                    <button
                        type="button"
                        class="btn"
                        title=move || Command::Export.with_keys(app.t().export_dots)
                        on:click=move |_| app.export(of.get_untracked())
                    >
                        <Icon name=IconName::Export />
                        {move || app.t().export_dots}
                    </button>
                </div>
            }
            .into_any(),
        )
    }
}

/// The environments of a collection.
#[component]
pub fn EnvironmentsPage(
    /// Which collection.
    #[prop(into)]
    of: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let environments = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let all = workspace.collection(of.get()).map(|it| it.environments.as_slice());
            let line = |it: &crate::core::model::Environment| {
                (it.id, visible::line(&it.name).into_owned(), it.variables.len(), it.is_current)
            };
            all.unwrap_or_default().iter().map(line).collect::<Vec<_>>()
        })
    });
    let line = move |(id, name, count, is_current): (ItemId, String, usize, bool)| {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let fact = move || {
            let count = app.count(count, |t| t.variable_count_one, |t| t.variable_count_other);
            if is_current { format!("{} · {count}", app.t().is_current) } else { count }
        };
        view! {
            <button type="button" class="act" on:click=move |_| app.select(Some(id))>
                <Icon name=IconName::Layers />
                <span>
                    <b class="cut">{if name.is_empty() { app.t().unnamed.to_owned() } else { name }}</b>
                </span>
                <span class="quiet">{fact}</span>
            </button>
        }
    };
    view! {
        <div class="start">
            <section>
                <div class="acts acts--row">
                    <button
                        type="button"
                        class="btn btn--primary"
                        on:click=move |_| app.new_environment(of.get_untracked())
                    >
                        <Icon name=IconName::Plus />
                        {move || app.t().new_environment}
                    </button>
                    <button
                        type="button"
                        class="btn"
                        on:click=move |_| app.ask_for_environment(of.get_untracked())
                    >
                        <Icon name=IconName::Import />
                        {move || app.t().import_environment_dots}
                    </button>
                </div>
                <Show
                    when=move || !environments.read().is_empty()
                    fallback=move || view! { <p class="empty">{move || app.t().environments_empty}</p> }
                >
                    <div class="acts">
                        <For each=move || environments.get() key=Clone::clone children=line />
                    </div>
                </Show>
            </section>
        </div>
    }
    .into_any()
}
