//! The subprotocols offered, in order of preference.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        kv::{KvItem, KvRow, SUBPROTOCOLS},
        model::{ItemId, Subprotocol},
        text::problem,
        variables,
        web_address::{self, SubprotocolProblem},
    },
    ui::{rows::RowsTable, widgets::KvColumns},
};

/// The table.
#[component]
pub(super) fn Subprotocols(socket: Signal<ItemId>) -> impl IntoView {
    view! {
        <RowsTable
            id="subprotocols"
            of=socket
            list=SUBPROTOCOLS
            label=|t| t.subprotocols
            columns=KvColumns::KEY
            key_column=|t| t.subprotocol_column
            add=|t| t.add_subprotocol
            find_problems=problems
        />
    }
    .into_any()
}

/// What is wrong, by row, once variables have their values. A row just added has no name yet: that
/// is said when connecting.
fn problems(app: App, socket: ItemId, rows: &[KvRow]) -> Vec<(usize, String)> {
    let wanted = app.drafts.with(socket, |draft| draft.show_problems);
    let (t, scopes) = (app.t(), app.scopes(socket));
    let mut problems = Vec::new();
    let mut source = app.sample(socket);
    let mut resolved: Vec<Subprotocol> = rows.iter().cloned().map(KvItem::of).collect();
    for (index, row) in resolved.iter_mut().enumerate().filter(|(_, row)| row.enabled) {
        match variables::resolve(&row.key, &scopes, &mut source) {
            Ok(it) => row.key = it.text,
            Err(it) => {
                problems.push((index, problem::variable(t, &it)));
                row.enabled = false;
            }
        }
    }
    for (index, it) in web_address::check_subprotocols(&resolved) {
        if (wanted || it != SubprotocolProblem::Empty)
            && let Some(row) = resolved.get(index)
        {
            problems.push((index, problem::subprotocol(t, index, row, &it)));
        }
    }
    problems
}
