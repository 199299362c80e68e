//! What is asked of the server: the subprotocols, in order of preference.

use leptos::prelude::*;

use crate::{
    app::App,
    core::{
        change::Change,
        model::{ItemId, Kept, Subprotocol},
        text::problem,
        web_address::{self, SubprotocolProblem},
    },
};

use crate::ui::widgets::{Icon, IconName, IconSize};

/// The options.
#[component]
pub(super) fn Options(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let table = Table { app, socket, rows: Memo::new(move |_| rows_of(app, socket.get())) };
    let count = Memo::new(move |_| table.rows.with(Vec::len));
    let add = move |_| {
        table.change(|rows| {
            rows.push(Subprotocol { enabled: true, key: String::new(), kept: Kept::default() });
        });
        app.focus_soon("last-subprotocol");
    };
    view! {
        <h3 class="sub" id="subprotocols-title">{move || app.t().subprotocols}</h3>
        <div class="kv kv--one">
            <div role="table" aria-labelledby="subprotocols-title">
                <div class="kv__row kv__row--head" role="row">
                    <span role="columnheader">
                        <span class="sr">{move || app.t().enabled}</span>
                    </span>
                    <span class="kv__cell" role="columnheader">{move || app.t().subprotocol_column}</span>
                    <span role="columnheader">
                        <span class="sr">{move || app.t().delete_row}</span>
                    </span>
                </div>
                <For each=move || 0..count.get() key=|index| *index let(index)>
                    <Row table index count />
                </For>
            </div>
            <button type="button" class="kv__add" on:click=add>
                <Icon name=IconName::Plus size=IconSize::Small />
                <span>{move || app.t().add_subprotocol}</span>
            </button>
        </div>
        <Problems table />
    }
    .into_any()
}

fn rows_of(app: App, socket: ItemId) -> Vec<Subprotocol> {
    app.workspace.with(|workspace| {
        workspace.websocket(socket).map(|it| it.subprotocols.clone()).unwrap_or_default()
    })
}

#[derive(Clone, Copy)]
struct Table {
    app: App,
    socket: Signal<ItemId>,
    rows: Memo<Vec<Subprotocol>>,
}

impl Table {
    fn change(self, change: impl FnOnce(&mut Vec<Subprotocol>)) {
        let id = self.socket.get_untracked();
        let mut subprotocols = self.rows.get_untracked();
        change(&mut subprotocols);
        self.app.dispatch(Change::SetSubprotocols { id, subprotocols });
    }

    fn change_row(self, index: usize, change: impl FnOnce(&mut Subprotocol)) {
        self.change(|rows| {
            if let Some(row) = rows.get_mut(index) {
                change(row);
            }
        });
    }

    /// What is wrong, by row. A row just added has no name yet: that is said when connecting.
    fn problems(self) -> Vec<(usize, SubprotocolProblem)> {
        let wanted = self.app.drafts.with(self.socket.get(), |draft| draft.show_problems);
        let mut problems = self.rows.with(|rows| web_address::check_subprotocols(rows));
        problems.retain(|(_, problem)| wanted || *problem != SubprotocolProblem::Empty);
        problems
    }
}

#[component]
fn Row(table: Table, index: usize, count: Memo<usize>) -> impl IntoView {
    let app = table.app;
    let enabled = move || table.rows.with(|rows| rows.get(index).is_some_and(|row| row.enabled));
    let key = move || {
        table.rows.with(|rows| rows.get(index).map(|row| row.key.clone()).unwrap_or_default())
    };
    let is_bad = Memo::new(move |_| table.problems().iter().any(|(bad, _)| *bad == index));
    view! {
        <div class="kv__row" role="row">
            <span role="cell" class="kv__check">
                <input
                    type="checkbox"
                    class="check"
                    aria-label=move || app.t().enabled
                    prop:checked=enabled
                    on:change:target=move |event| {
                        let enabled = event.target().checked();
                        table.change_row(index, |row| row.enabled = enabled);
                    }
                />
            </span>
            <span class="kv__cell" role="cell">
                <input
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=move || app.t().key
                    aria-invalid=move || is_bad.get().then_some("true")
                    aria-describedby=move || is_bad.get().then_some("subprotocol-problems")
                    data-focus=move || (index + 1 == count.get()).then_some("last-subprotocol")
                    prop:value=key
                    on:input:target=move |event| {
                        let key = event.target().value();
                        table.change_row(index, |row| row.key = key);
                    }
                />
            </span>
            <span role="cell" class="kv__check">
                <button
                    type="button"
                    class="kv__del"
                    aria-label=move || app.t().delete_row
                    title=move || app.t().delete_row
                    on:click=move |_| {
                        table.change(|rows| {
                            rows.remove(index);
                        });
                    }
                >
                    <Icon name=IconName::Trash />
                </button>
            </span>
        </div>
    }
    .into_any()
}

#[component]
fn Problems(table: Table) -> impl IntoView {
    let sentences = Memo::new(move |_| {
        let problems = table.problems();
        table.rows.with(|rows| {
            let sentence = |(index, problem): &(usize, SubprotocolProblem)| {
                rows.get(*index)
                    .map(|row| problem::subprotocol(table.app.t(), *index, row, problem))
            };
            problems.iter().filter_map(sentence).collect::<Vec<_>>()
        })
    });
    view! {
        <div id="subprotocol-problems" role="alert">
            {move || {
                sentences
                    .get()
                    .into_iter()
                    .map(|text| {
                        view! {
                            <p class="errline">
                                <Icon name=IconName::Failed />
                                <span>{text}</span>
                            </p>
                        }
                    })
                    .collect::<Vec<_>>()
            }}
        </div>
    }
    .into_any()
}
