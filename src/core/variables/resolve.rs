//! From what was typed to what is sent.

use std::ops::Range;

use super::{
    Predefined, Scopes,
    lex::{Reference, references},
    source::Source,
};

/// How many variables may stand one within another's value, as in Pororoca.
pub const MAX_LEVELS: usize = 4;

/// What the values of variables may add up to in one text, counted as they are read: variables that
/// hold others many times over would fill any memory.
const MOST_BYTES: usize = 64 << 20;

/// What stands on the screen for a secret value, whatever its length.
const MASK: &str = "••••••";

/// A text with its variables in their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The text.
    pub text: String,
    /// Names without a meaning; they stay in the text as they were written.
    pub unknown: Vec<Unknown>,
    /// It holds, or would hold, the value of a secret variable.
    pub has_secret: bool,
    /// It holds a value made for this one time.
    pub has_predefined: bool,
}

/// A name without a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Where it stands in the text; for a name in a variable's value, where that variable does.
    pub span: Range<usize>,
    /// The name.
    pub name: String,
}

/// Why a text has no resolved form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {}", chain.join(" › "))]
pub struct VariableProblem {
    /// What is wrong.
    pub kind: VariableProblemKind,
    /// Where in the text the variable stands that leads to it.
    pub span: Range<usize>,
    /// The names from that variable to the one that cannot be resolved.
    pub chain: Vec<String>,
}

/// What is wrong with a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariableProblemKind {
    /// Its value leads back to itself.
    #[error("a variable holds itself")]
    Cycle,
    /// More than [`MAX_LEVELS`] variables one within another.
    #[error("variables are nested more than {MAX_LEVELS} levels deep")]
    TooDeep,
    /// The values add up to more than can be held.
    #[error("the values are too long")]
    TooLong,
}

/// Puts values in the place of variables, as a text is sent.
pub fn resolve(
    text: &str,
    scopes: &Scopes,
    source: &mut dyn Source,
) -> Result<Resolved, VariableProblem> {
    run(text, scopes, Look::Sent(source))
}

/// As [`resolve`], as a text may be seen: secret values masked. Predefined ones get a value when
/// there is a source, else they stay as they are written.
pub fn shown(
    text: &str,
    scopes: &Scopes,
    source: Option<&mut dyn Source>,
) -> Result<Resolved, VariableProblem> {
    run(text, scopes, Look::Shown(source))
}

/// A secret value as it may be seen.
pub fn mask(value: &str) -> &'static str {
    if value.is_empty() { "" } else { MASK }
}

/// For whom.
enum Look<'s> {
    /// For the server.
    Sent(&'s mut dyn Source),
    /// For the eyes.
    Shown(Option<&'s mut dyn Source>),
}

struct Run<'a, 's> {
    scopes: &'a Scopes,
    look: Look<'s>,
    done: Resolved,
    /// The variables whose values are being read, outermost first.
    chain: Vec<&'a str>,
    bytes_left: usize,
}

fn run(text: &str, scopes: &Scopes, look: Look<'_>) -> Result<Resolved, VariableProblem> {
    let mut run = Run {
        scopes,
        look,
        done: Resolved { text: String::with_capacity(text.len()), ..Resolved::default() },
        chain: Vec::new(),
        bytes_left: MOST_BYTES,
    };
    run.add(text, None)?;
    Ok(run.done)
}

impl<'a> Run<'a, '_> {
    /// Adds a text; `outer` is where the variable stands whose value it is.
    fn add(&mut self, text: &str, outer: Option<&Range<usize>>) -> Result<(), VariableProblem> {
        let mut from = 0;
        for Reference { span, name } in references(text) {
            self.push(text.get(from..span.start));
            from = span.end;
            let name = text.get(name).unwrap_or_default();
            self.add_variable(name, text.get(span.clone()), outer.unwrap_or(&span))?;
        }
        self.push(text.get(from..));
        Ok(())
    }

    fn add_variable(
        &mut self,
        name: &str,
        written: Option<&str>,
        span: &Range<usize>,
    ) -> Result<(), VariableProblem> {
        if let Some(predefined) = Predefined::named(name) {
            self.add_predefined(predefined, written);
            return Ok(());
        }
        let Some((name, definition)) = self.scopes.defined(name) else {
            self.done.unknown.push(Unknown { span: span.clone(), name: name.to_owned() });
            self.push(written);
            return Ok(());
        };
        if self.chain.contains(&name) {
            return Err(self.problem(VariableProblemKind::Cycle, name, span));
        }
        if self.chain.len() >= MAX_LEVELS {
            return Err(self.problem(VariableProblemKind::TooDeep, name, span));
        }
        // One more than its length: variables without a value cost time too.
        match self.bytes_left.checked_sub(definition.value.len() + 1) {
            Some(left) => self.bytes_left = left,
            None => return Err(self.problem(VariableProblemKind::TooLong, name, span)),
        }
        self.done.has_secret |= definition.secret;
        let start = self.done.text.len();
        self.chain.push(name);
        self.add(&definition.value, Some(span))?;
        self.chain.pop();
        if definition.secret && matches!(self.look, Look::Shown(_)) {
            // Read all the same: what is wrong in it is told.
            let mask = mask(self.done.text.get(start..).unwrap_or_default());
            self.done.text.truncate(start);
            self.done.text.push_str(mask);
        }
        Ok(())
    }

    fn add_predefined(&mut self, predefined: Predefined, written: Option<&str>) {
        self.done.has_predefined = true;
        match &mut self.look {
            Look::Sent(source) | Look::Shown(Some(source)) => {
                let value = predefined.value(*source);
                self.done.text.push_str(&value);
            }
            Look::Shown(None) => self.push(written),
        }
    }

    fn push(&mut self, text: Option<&str>) {
        self.done.text.push_str(text.unwrap_or_default());
    }

    fn problem(
        &self,
        kind: VariableProblemKind,
        name: &'a str,
        span: &Range<usize>,
    ) -> VariableProblem {
        let chain = self.chain.iter().chain([&name]).map(|it| (*it).to_owned()).collect();
        VariableProblem { kind, span: span.clone(), chain }
    }
}
