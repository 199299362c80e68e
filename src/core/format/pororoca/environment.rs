//! Environments, in a collection's file and in files of their own
//! (`*.pororoca_environment.json`).

use super::{
    ReadError, keys,
    read::to_text,
    rows,
    values::{flag, null_to_none, put_flag, put_list, put_text, text},
};
use crate::core::{
    format::file_name,
    json::{self, Json, Object},
    model::{Environment, ItemId, Kept, MAX_NESTING},
};

/// Reads an environment's file, with or without byte order mark. As Pororoca does it, the
/// environment is not the current one.
pub fn read_environment(bytes: &[u8], id: ItemId) -> Result<Environment, ReadError> {
    let environment = match json::parse(to_text(bytes)?)? {
        Json::Object(kept) if is_environment(&kept) => {
            Environment { is_current: false, ..read(kept, id) }
        }
        _ => return Err(ReadError::NotAnEnvironment),
    };
    if environment.nesting() + LEVELS_AROUND > MAX_NESTING {
        return Err(ReadError::TooDeep);
    }
    Ok(environment)
}

/// Levels of JSON around an environment in a collection.
const LEVELS_AROUND: usize = 2;

/// The text of an environment's file as Pororoca writes it.
pub fn write_environment(environment: &Environment) -> String {
    write(environment).to_pretty()
}

/// The name of an environment's file, good on every system.
pub fn environment_file_name(name: &str) -> String {
    format!("{}.pororoca_environment.json", file_name::clean(name))
}

/// Whether a file holds an environment of Pororoca.
pub(super) fn is_environment(file: &Object) -> bool {
    text(file, "schema").starts_with("Pororoca")
        && file.contains("isCurrent")
        && !file.contains("folders")
        && !file.contains("requests")
}

pub(super) fn read(mut kept: Object, id: ItemId) -> Environment {
    null_to_none(&mut kept, "variables");
    let variables = rows::read_variables(&mut kept);
    let name = text(&kept, "name").to_owned();
    let is_current = flag(&kept, "isCurrent", false);
    Environment { id, name, is_current, variables, kept: Kept(kept) }
}

pub(super) fn write(environment: &Environment) -> Json {
    let order = keys::ENVIRONMENT;
    let mut object = environment.kept.0.clone();
    put_text(&mut object, "name", &environment.name, order);
    put_flag(&mut object, "isCurrent", environment.is_current, false, order);
    let variables = environment.variables.iter().map(rows::variable).collect();
    put_list(&mut object, "variables", variables, order);
    Json::Object(object)
}
