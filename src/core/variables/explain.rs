//! What the variables of a text are, for a person who looks at it.

use super::{Meaning, Origin, Scopes, VariableProblem, lex::references, resolve::shown};

/// A text and its variables, as they may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The text with its variables in their values.
    pub text: Result<String, VariableProblem>,
    /// Each variable once, in the order of the text.
    pub variables: Vec<Explained>,
}

/// A variable of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Its name.
    pub name: String,
    /// What stands in its place.
    pub value: Value,
}

/// What stands in the place of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing else: no variable has this name.
    Unknown,
    /// A new value each time.
    Predefined,
    /// This value, which comes from there.
    Defined(String, Origin),
    /// Nothing: it cannot be worked out.
    Broken(VariableProblem),
}

/// Explains the variables of a text; `None` when it has none.
pub fn explain(text: &str, scopes: &Scopes) -> Option<Explanation> {
    let mut variables: Vec<Explained> = Vec::new();
    for reference in references(text) {
        let name = text.get(reference.name).unwrap_or_default();
        if variables.iter().all(|it| it.name != name) {
            variables.push(Explained { name: name.to_owned(), value: value_of(name, scopes) });
        }
    }
    if variables.is_empty() {
        return None;
    }
    Some(Explanation { text: shown(text, scopes, None).map(|it| it.text), variables })
}

fn value_of(name: &str, scopes: &Scopes) -> Value {
    match scopes.look_up(name) {
        None => Value::Unknown,
        Some(Meaning::Predefined(_)) => Value::Predefined,
        Some(Meaning::Defined(it)) => match shown(&format!("{{{{{name}}}}}"), scopes, None) {
            Ok(resolved) => Value::Defined(resolved.text, it.origin),
            Err(problem) => Value::Broken(problem),
        },
    }
}
