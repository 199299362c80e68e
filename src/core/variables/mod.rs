//! `{{Name}}` in what a person types: where names stand, what they mean, and the text they become.
//! Randomness and time come in through [`Source`]; which fields take variables is not its matter.

mod complete;
mod documents;
mod explain;
mod lex;
mod mark;
mod names;
mod people;
mod predefined;
mod resolve;
mod scopes;
mod source;

#[cfg(test)]
mod tests;

pub use complete::{Completion, Open, completions, mark_at, open_at};
pub use explain::{Explained, Explanation, Value, explain};
pub use lex::{Reference, is_one_reference, references};
pub use mark::{Mark, MarkKind, Piece, marks, pieces};
pub use names::{NameProblem, check_names};
pub use predefined::Predefined;
pub use resolve::{
    MAX_LEVELS, Resolved, Unknown, VariableProblem, VariableProblemKind, mask, resolve, shown,
    typed_over,
};
pub use scopes::{Definition, Meaning, Origin, Scopes};
pub use source::{Moment, Sample, Source};
