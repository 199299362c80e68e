//! Pororoca's collection files.

use thiserror::Error;

use crate::core::{
    json::JsonError,
    model::{Collection, ItemId},
};

/// Why a file was not read as a collection.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Some byte is not UTF-8.
    #[error("not UTF-8 at byte {at}")]
    NotUtf8 {
        /// Offset from 0.
        at: usize,
    },
    /// Not JSON, empty, cut off, or nested too deep; see its kind.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// JSON, but something else.
    #[error("not a Pororoca collection but {0:?}")]
    NotACollection(LooksLike),
    /// Folders or requests are not lists of objects.
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

/// Reads a file; see the module.
pub fn read(bytes: &[u8], ids: &mut dyn FnMut() -> ItemId) -> Result<Collection, ReadError> {
    Err(ReadError::NotUtf8 { at: bytes.len() })
}

/// Writes a file; see the module.
pub fn write(collection: &Collection) -> String {
    String::new()
}

/// `{name}.pororoca_collection.json`, cleaned.
pub fn collection_file_name(name: &str) -> String {
    format!("{}.pororoca_collection.json", super::file_name::clean(name))
}
