//! Variables as fields of the app take them.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{model::ItemId, text::problem, variables::VariableProblem},
};

use super::widgets::{VariableWords, Variables};

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
