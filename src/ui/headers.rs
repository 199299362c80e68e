//! Headers as a table, and the page of a collection's headers.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        kv::{HEADERS, KvRow},
        model::ItemId,
        text::problem,
        variables,
    },
};

use super::{
    rows::RowsTable,
    widgets::{IconName, KvColumns, NoticeLine},
};

/// The headers of a collection or of a WebSocket.
#[component]
pub fn HeadersTable(
    /// Which.
    of: Signal<ItemId>,
) -> impl IntoView {
    view! {
        <RowsTable
            id="headers"
            of
            list=HEADERS
            label=|t| t.headers
            columns=KvColumns::KEY_VALUE
            key_column=|t| t.header_column
            add=|t| t.add_header
            find_problems=problems
        />
    }
    .into_any()
}

/// Variables that cannot be worked out, by row.
fn problems(app: App, of: ItemId, rows: &[KvRow]) -> Vec<(usize, String)> {
    let scopes = app.scopes(of);
    let mut source = app.sample(of);
    let mut first_problem = |row: &KvRow| {
        [&row.key, &row.value]
            .into_iter()
            .find_map(|text| variables::resolve(text, &scopes, &mut source).err())
    };
    let enabled = rows.iter().enumerate().filter(|(_, row)| row.enabled);
    enabled
        .filter_map(|(index, row)| Some((index, problem::variable(app.t(), &first_problem(row)?))))
        .collect()
}

/// The headers that the WebSockets of a collection inherit.
#[component]
pub fn HeadersPage(
    /// Which collection.
    #[prop(into)]
    of: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    view! {
        <div class="start start--wide">
            <section>
                <NoticeLine icon=IconName::Puzzle>{move || app.t().headers_collection_hint}</NoticeLine>
                <HeadersTable of />
            </section>
        </div>
    }
    .into_any()
}
