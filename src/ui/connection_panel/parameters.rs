//! The query of the URL as a table.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{kv::PARAMETERS, model::ItemId},
    ui::{
        rows::RowsTable,
        widgets::{Icon, IconName, KvColumns},
    },
};

/// The table. What stands in the URL comes from it at each moment; disabled rows are kept beside.
#[component]
pub(super) fn Parameters(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    view! {
        <RowsTable
            id="parameters"
            of=socket
            list=PARAMETERS
            label=|t| t.parameters
            columns=KvColumns::KEY_VALUE
            key_column=|t| t.key
            add=|t| t.add_parameter
        />
        <p class="notice">
            <Icon name=IconName::Info class="plain" />
            <span>{move || app.t().parameters_hint}</span>
        </p>
    }
    .into_any()
}
