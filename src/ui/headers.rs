//! Headers as a table, and the page of a collection's headers.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        change::Change,
        kv::{self, KvEdit, KvItem},
        model::{Header, ItemId, ItemRef},
        text::problem,
        variables,
    },
};

use super::{
    variables::{kv_words, variables_of},
    widgets::{Icon, IconName, KvColumns, KvTable},
};

/// The headers of a collection or of a WebSocket.
#[component]
pub fn HeadersTable(
    /// Which.
    of: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let headers = Memo::new(move |_| {
        app.workspace.with(|workspace| match workspace.find(of.get()) {
            Some(ItemRef::Collection(it)) => it.headers.clone(),
            Some(ItemRef::WebSocket(it)) => it.headers.clone(),
            _ => Vec::<Header>::new(),
        })
    });
    let rows = Signal::derive(move || headers.with(|rows| rows.iter().map(KvItem::row).collect()));
    let problems = Memo::new(move |_| headers.with(|rows| problems(app, of.get(), rows)));
    let on_edit = move |edit: KvEdit| {
        let mut headers = headers.get_untracked();
        kv::apply(&mut headers, edit);
        app.dispatch(Change::SetHeaders { id: of.get_untracked(), headers });
    };
    view! {
        <KvTable
            id="headers"
            label=app.text(|t| t.headers)
            columns=KvColumns::KEY_VALUE
            rows
            problems
            words=kv_words(app, |t| t.header_column, |t| t.add_header)
            variables=variables_of(app, of)
            on_edit
        />
    }
    .into_any()
}

/// Variables that cannot be worked out, by row.
fn problems(app: App, of: ItemId, rows: &[Header]) -> Vec<(usize, String)> {
    let scopes = app.scopes(of);
    let mut source = app.sample(of);
    let mut first_problem = |row: &Header| {
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
                <p class="notice">
                    <Icon name=IconName::Puzzle />
                    <span>{move || app.t().headers_collection_hint}</span>
                </p>
                <HeadersTable of />
            </section>
        </div>
    }
    .into_any()
}
