//! The subprotocols offered, in order of preference.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        kv::SUBPROTOCOLS,
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
    let app = App::get();
    let subprotocols = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace.websocket(socket.get()).map(|it| it.subprotocols.clone()).unwrap_or_default()
        })
    });
    let problems = Memo::new(move |_| {
        let wanted = app.drafts.with(socket.get(), |draft| draft.show_problems);
        subprotocols.with(|rows| problems(app, socket.get(), rows, wanted))
    });
    view! {
        <RowsTable
            id="subprotocols"
            of=socket
            list=SUBPROTOCOLS
            label=|t| t.subprotocols
            columns=KvColumns::KEY
            key_column=|t| t.subprotocol_column
            add=|t| t.add_subprotocol
            problems
        />
    }
    .into_any()
}

/// What is wrong, by row, once variables have their values. A row just added has no name yet: that
/// is said when connecting.
fn problems(app: App, socket: ItemId, rows: &[Subprotocol], wanted: bool) -> Vec<(usize, String)> {
    let (t, scopes) = (app.t(), app.scopes(socket));
    let mut problems = Vec::new();
    let mut source = app.sample(socket);
    let mut resolved = rows.to_vec();
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
