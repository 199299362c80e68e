//! Variables, and the environments that hold other values for them.

use super::{ItemId, Kept};

/// A named value that is put in for `{{key}}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Disabled ones are kept, not used.
    pub enabled: bool,
    /// Its name, as typed.
    pub key: String,
    /// As typed; may hold other variables.
    pub value: String,
    /// Shown masked, and left out of exports unless asked for.
    pub is_secret: bool,
    /// See [`Kept`].
    pub kept: Kept,
}

/// Variables that win over the collection's while the environment is the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Environment {
    /// Names it in this browser; the file's own GUID is in `kept`.
    pub id: ItemId,
    /// As shown; may be empty.
    pub name: String,
    /// Whether its variables are used. A file may say so of several: then the first one counts.
    pub is_current: bool,
    /// In the order shown.
    pub variables: Vec<Variable>,
    /// See [`Kept`].
    pub kept: Kept,
}
