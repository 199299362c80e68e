//! Pororoca's files of collections and environments, version 3.8.2. Reading keeps whatever
//! the app does not edit in [`Kept`](crate::core::model::Kept), and writing puts it back, so that a
//! file comes out as it went in. Known keys with values of another type are kept too, as long as
//! nobody edits them.

mod auth;
mod connection;
mod environment;
mod export;
mod keys;
mod read;
mod rows;
mod values;
mod words;
mod write;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use thiserror::Error;

use super::file_name;
use crate::core::json::{JsonError, JsonErrorKind};

pub use environment::{environment_file_name, read_environment, write_environment};
pub use export::{
    ExportChoices, environment_for_export, for_export, has_choices, has_secret_values, has_secrets,
    leaves_out_secrets,
};
pub use read::{from_json, item_from_json, read};
pub use write::{item_to_json, to_json, write};

/// Why a file was not read as a collection or environment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Some byte is not UTF-8.
    #[error("not UTF-8 at byte {at}")]
    NotUtf8 {
        /// Offset from 0.
        at: usize,
    },
    /// Not JSON, empty, or cut off; see its kind.
    #[error(transparent)]
    Json(JsonError),
    /// Nested deeper than [`MAX_NESTING`](crate::core::model::MAX_NESTING) levels of JSON.
    #[error("nested too deep")]
    TooDeep,
    /// More environments, folders, requests and client messages than any person makes.
    #[error("too many items")]
    TooManyItems,
    /// JSON, but something else.
    #[error("not a Pororoca collection but {0:?}")]
    NotACollection(LooksLike),
    /// JSON, but no environment of Pororoca.
    #[error("not a Pororoca environment")]
    NotAnEnvironment,
    /// Folders or requests are not lists of objects; Pororoca does not read such a file either.
    #[error("{path} is not what a collection holds there")]
    WrongType {
        /// Such as `folders[2].requests`.
        path: String,
    },
}

/// What a file seems to be that is not a collection of Pororoca.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooksLike {
    /// A Pororoca environment.
    PororocaEnvironment,
    /// Postman's collection or environment.
    Postman,
    /// Insomnia's export.
    Insomnia,
    /// An `OpenAPI` description.
    OpenApi,
    /// Some JSON.
    Other,
}

impl From<JsonError> for ReadError {
    fn from(error: JsonError) -> Self {
        match error.kind {
            JsonErrorKind::TooDeep => Self::TooDeep,
            _ => Self::Json(error),
        }
    }
}

/// Whether a file's name says that it holds a collection or an environment.
pub fn is_pororoca_file(name: &str) -> bool {
    [".pororoca_collection.json", ".pororoca_environment.json"].iter().any(|it| name.ends_with(it))
}

/// The name of a collection's file, good on every system.
pub fn collection_file_name(name: &str) -> String {
    format!("{}.pororoca_collection.json", file_name::clean(name))
}
