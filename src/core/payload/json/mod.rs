//! JSON as people read it (RFC 8259): pretty printing and colours over the text itself, so that key
//! order, duplicate keys and the spelling of numbers stay. No value is ever built.

mod highlight;
mod outline;
mod path;
mod pretty;
mod scan;
#[cfg(test)]
mod tests;
pub mod tree;

pub use highlight::{Token, TokenKind, tokens};
pub use outline::{Outline, OutlineReader};
pub use pretty::{Prettifier, pretty};

use super::position::Position;

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} in line {}, column {}", at.line, at.column)]
pub struct JsonProblem {
    /// What is wrong.
    pub kind: JsonProblemKind,
    /// The first bad part.
    pub at: Position,
}

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonProblemKind {
    /// The text ends too early; an empty text too.
    #[error("the text ends too early")]
    UnexpectedEnd,
    /// Something else belongs here.
    #[error("unexpected {0:?}")]
    Unexpected(char),
    /// There is more after the end of the value.
    #[error("more text after the value")]
    TextAfterValue,
    /// A word other than `true`, `false` and `null`.
    #[error("not a word of JSON")]
    UnknownWord,
    /// A number spelt as JSON does not allow: `01`, `1.`, `.5`, `+1`.
    #[error("not a number of JSON")]
    BadNumber,
    /// A string without its closing quote.
    #[error("the string is not closed")]
    UnclosedString,
    /// A backslash followed by something other than `"\/bfnrt` or `u` and four digits.
    #[error("not an escape of JSON")]
    BadEscape,
    /// A control character in a string, such as a line end: it must be escaped.
    #[error("a control character in a string")]
    ControlCharacter(char),
}

/// Whether the whole text is one JSON value.
pub fn is_json(text: &str) -> bool {
    check(text).is_ok()
}

/// Why a text is not one JSON value, if so.
pub fn check(text: &str) -> Result<(), JsonProblem> {
    scan::scan(text, &mut |_, _| {})
}
