//! The query of the URL as a table.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        change::Change,
        kv::{self, KvEdit, KvItem},
        model::ItemId,
        query_parameters,
    },
    ui::{
        variables::{kv_words, variables_of},
        widgets::{Icon, IconName, KvColumns, KvTable},
    },
};

/// The table. What stands in the URL comes from it at each moment; disabled rows are kept beside.
#[component]
pub(super) fn Parameters(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let parameters = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let socket = workspace.websocket(socket.get());
            let rows =
                socket.map(|it| query_parameters::rows(&it.url, &it.settings.disabled_parameters));
            rows.unwrap_or_default()
        })
    });
    let rows =
        Signal::derive(move || parameters.with(|rows| rows.iter().map(KvItem::row).collect()));
    let on_edit = move |edit: KvEdit| {
        let id = socket.get_untracked();
        let mut rows = parameters.get_untracked();
        kv::apply(&mut rows, edit);
        let Some(change) = app.workspace.with_untracked(|workspace| {
            let socket = workspace.websocket(id)?;
            let (url, disabled_parameters) = query_parameters::put_rows(&socket.url, &rows);
            let mut changes = Vec::new();
            if socket.settings.disabled_parameters != disabled_parameters {
                let mut settings = socket.settings.clone();
                settings.disabled_parameters = disabled_parameters;
                changes.push(Change::SetConnectionSettings { id, settings });
            }
            if socket.url != url {
                changes.push(Change::SetUrl { id, url });
            }
            Some(Change::Many(changes))
        }) else {
            return;
        };
        app.dispatch(change);
    };
    view! {
        <KvTable
            id="parameters"
            label=app.text(|t| t.parameters)
            columns=KvColumns::KEY_VALUE
            rows
            words=kv_words(app, |t| t.key, |t| t.add_parameter)
            variables=variables_of(app, socket)
            on_edit
        />
        <p class="notice">
            <Icon name=IconName::Info class="plain" />
            <span>{move || app.t().parameters_hint}</span>
        </p>
    }
    .into_any()
}
