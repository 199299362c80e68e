//! Names that mean nothing, or not what their row says.

use std::collections::HashSet;

use super::{Predefined, lex::is_name};

/// Why the value of a row stands nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// No reference can name it.
    NotAName,
    /// A predefined variable has the name, and wins.
    Predefined,
    /// A row above has the name, and wins.
    Twice,
}

/// What is wrong with the names of one list of variables, given with their rows and without those
/// that are disabled. A row without a name is one just added.
pub fn check_names<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Vec<(usize, NameProblem)> {
    let mut seen = HashSet::new();
    let mut problem = |name| {
        if !is_name(name) {
            Some(NameProblem::NotAName)
        } else if Predefined::named(name).is_some() {
            Some(NameProblem::Predefined)
        } else {
            (!seen.insert(name)).then_some(NameProblem::Twice)
        }
    };
    names
        .filter(|(_, name)| !name.is_empty())
        .filter_map(|(row, name)| Some((row, problem(name)?)))
        .collect()
}
