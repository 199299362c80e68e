//! Subprotocols a WebSocket offers: each a token, each once (RFC 6455 §4.1).

use std::collections::HashMap;

use crate::core::model::Subprotocol;

/// What is wrong with one subprotocol; the browser would refuse the whole list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubprotocolProblem {
    /// It has no name.
    #[error("a subprotocol has a name")]
    Empty,
    /// Not a character of a token (RFC 7230 §3.2.6).
    #[error("a subprotocol has no {character:?}")]
    BadCharacter {
        /// The first such character.
        character: char,
        /// Its byte in the name.
        at: usize,
    },
    /// Offered already.
    #[error("offered already in row {first}")]
    Duplicate {
        /// Index of the row that offers it first.
        first: usize,
    },
}

/// The problems among the enabled subprotocols, by their index; at most one for each. Disabled ones
/// are not offered, so nothing is wrong with them.
pub fn check_subprotocols(subprotocols: &[Subprotocol]) -> Vec<(usize, SubprotocolProblem)> {
    let mut seen = HashMap::new();
    let mut problems = Vec::new();
    for (index, subprotocol) in subprotocols.iter().enumerate().filter(|(_, it)| it.enabled) {
        let key = subprotocol.key.as_str();
        let problem = if key.is_empty() {
            Some(SubprotocolProblem::Empty)
        } else if let Some((at, character)) =
            key.char_indices().find(|&(_, c)| !is_token_character(c))
        {
            Some(SubprotocolProblem::BadCharacter { character, at })
        } else {
            let first = *seen.entry(key).or_insert(index);
            (first != index).then_some(SubprotocolProblem::Duplicate { first })
        };
        problems.extend(problem.map(|problem| (index, problem)));
    }
    problems
}

/// Whether a character can stand in a token (RFC 7230 §3.2.6).
pub fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}
