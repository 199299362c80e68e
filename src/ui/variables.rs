//! Variables as fields of the app take them.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        model::ItemId,
        text::{Texts, problem},
        variables::VariableProblem,
    },
};

use super::widgets::{KvWords, VariableWords, Variables};

/// What fields of an item take.
pub fn variables_of(app: App, item: Signal<ItemId>) -> Variables {
    Variables {
        scopes: Memo::new(move |_| app.scopes(item.get())).into(),
        words: Signal::derive(move || {
            let t = app.t();
            VariableWords {
                list: t.variable_list,
                predefined: t.variable_predefined,
                unknown: t.variable_unknown,
            }
        }),
        describe: Callback::new(move |it: VariableProblem| problem::variable(app.t(), &it)),
    }
}

/// The words of a table: the head of its keys, and of the row that adds one.
pub fn kv_words(
    app: App,
    key_column: fn(&Texts) -> &'static str,
    add: fn(&Texts) -> &'static str,
) -> Signal<KvWords> {
    Signal::derive(move || {
        let t = app.t();
        KvWords {
            enabled: t.enabled,
            key_column: key_column(t),
            key: t.key,
            value: t.value,
            secret: t.secret,
            show_value: t.show_value,
            delete_row: t.delete_row,
            add: add(t),
        }
    })
}
