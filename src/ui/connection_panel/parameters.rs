//! The query of the URL as a table.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{kv::PARAMETERS, model::ItemId},
    ui::{
        rows::RowsTable,
        widgets::{IconName, KvColumns, NoticeLine},
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
        <NoticeLine icon=IconName::Info>{move || app.t().parameters_hint}</NoticeLine>
    }
    .into_any()
}
