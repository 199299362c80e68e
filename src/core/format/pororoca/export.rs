//! Copies to give away: secret values stay here unless a person asks for them.

use std::collections::BTreeSet;

use crate::core::{
    json::{Json, Object},
    model::{Collection, Environment, ItemId, Variable},
};

/// What goes into the copy of a collection. As Pororoca proposes it, all environments do, and no
/// secret values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportChoices {
    /// With the values of the collection's secret variables.
    pub collection_secrets: bool,
    /// Environments that are left out.
    pub left_out: BTreeSet<ItemId>,
    /// Environments that go with the values of their secret variables.
    pub with_secrets: BTreeSet<ItemId>,
}

/// Whether there is anything to choose when a collection is exported: environments, or secrets.
pub fn has_choices(collection: &Collection) -> bool {
    let is_kept = |key: &str| {
        let mut lists = collection.kept.0.get_all(key);
        lists.any(|list| !matches!(list, Json::Array(items) if items.is_empty()))
    };
    !collection.environments.is_empty()
        || has_secrets(&collection.variables)
        || is_kept("variables")
        || is_kept("environments")
}

/// Whether some of the variables are secret.
pub fn has_secrets(variables: &[Variable]) -> bool {
    variables.iter().any(|it| it.is_secret)
}

/// Whether some of the variables are secret and have a value.
pub fn has_secret_values(variables: &[Variable]) -> bool {
    variables.iter().any(|it| it.is_secret && !it.value.is_empty())
}

/// Whether the copy of a collection lacks values of secret variables.
pub fn leaves_out_secrets(collection: &Collection, choices: &ExportChoices) -> bool {
    let of_environment = |it: &Environment| {
        !choices.left_out.contains(&it.id)
            && !choices.with_secrets.contains(&it.id)
            && has_secret_values(&it.variables)
    };
    !choices.collection_secrets && has_secret_values(&collection.variables)
        || collection.environments.iter().any(of_environment)
}

/// The copy of a collection to export.
pub fn for_export(collection: &Collection, choices: &ExportChoices) -> Collection {
    let mut copy = collection.clone();
    if !choices.collection_secrets {
        blank_secrets(&mut copy.variables);
        empty_lists(&mut copy.kept.0, "variables");
        empty_lists(&mut copy.kept.0, "environments");
    }
    copy.environments.retain(|it| !choices.left_out.contains(&it.id));
    for environment in &mut copy.environments {
        if !choices.with_secrets.contains(&environment.id) {
            leave_out_secrets(environment);
        }
    }
    copy
}

/// The copy of an environment to export.
pub fn environment_for_export(environment: &Environment, with_secrets: bool) -> Environment {
    let mut copy = environment.clone();
    if !with_secrets {
        leave_out_secrets(&mut copy);
    }
    copy
}

fn leave_out_secrets(environment: &mut Environment) {
    blank_secrets(&mut environment.variables);
    empty_lists(&mut environment.kept.0, "variables");
}

/// Also where a value is of another type, or stands there twice.
fn blank_secrets(variables: &mut [Variable]) {
    for variable in variables.iter_mut().filter(|it| it.is_secret) {
        variable.value.clear();
        for value in variable.kept.0.get_all_mut("value") {
            *value = Json::from("");
        }
    }
}

/// A list that could not be read, or stands there twice, may hold secrets.
fn empty_lists(kept: &mut Object, key: &str) {
    for list in kept.get_all_mut(key) {
        *list = Json::Array(Vec::new());
    }
}
