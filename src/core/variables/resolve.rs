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
    /// Where the values of secret variables stand in it; empty places where such a value is empty.
    pub secrets: Vec<Range<usize>>,
    /// It holds a value made for this one time.
    pub has_predefined: bool,
}

impl Resolved {
    /// The same as it may be seen: secret values masked.
    #[must_use]
    pub fn masked(mut self) -> Self {
        let sent = std::mem::take(&mut self.text);
        let mut from = 0;
        for span in &mut self.secrets {
            self.text.push_str(sent.get(from..span.start).unwrap_or_default());
            from = span.end;
            let start = self.text.len();
            self.text.push_str(mask(sent.get(span.clone()).unwrap_or_default()));
            *span = start..self.text.len();
        }
        self.text.push_str(sent.get(from..).unwrap_or_default());
        self
    }
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
    run(text, scopes, Some(source))
}

/// As [`resolve`], as a text may be seen: secret values masked. Predefined ones get a value when
/// there is a source, else they stay as they are written.
pub fn shown(
    text: &str,
    scopes: &Scopes,
    source: Option<&mut dyn Source>,
) -> Result<Resolved, VariableProblem> {
    run(text, scopes, source).map(Resolved::masked)
}

/// A secret value as it may be seen.
pub fn mask(value: &str) -> &'static str {
    if value.is_empty() { "" } else { MASK }
}

/// What was typed into a field that showed a masked value: the signs of the mask are no part of it.
pub fn typed_over(shown: &str) -> String {
    shown.chars().filter(|it| !MASK.contains(*it)).collect()
}

struct Run<'a, 's> {
    scopes: &'a Scopes,
    /// Values of predefined variables; without it these stay as they are written.
    source: Option<&'s mut dyn Source>,
    done: Resolved,
    /// The variables whose values are being read, outermost first.
    chain: Vec<&'a str>,
    /// How many of them are secret: what is within one is a part of it.
    secret_levels: usize,
    bytes_left: usize,
}

fn run(
    text: &str,
    scopes: &Scopes,
    source: Option<&mut dyn Source>,
) -> Result<Resolved, VariableProblem> {
    let mut run = Run {
        scopes,
        source,
        done: Resolved { text: String::with_capacity(text.len()), ..Resolved::default() },
        chain: Vec::new(),
        secret_levels: 0,
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
        let (start, level) = (self.done.text.len(), usize::from(definition.secret));
        self.secret_levels += level;
        self.chain.push(name);
        self.add(&definition.value, Some(span))?;
        self.chain.pop();
        self.secret_levels -= level;
        if definition.secret && self.secret_levels == 0 {
            self.done.secrets.push(start..self.done.text.len());
        }
        Ok(())
    }

    fn add_predefined(&mut self, predefined: Predefined, written: Option<&str>) {
        self.done.has_predefined = true;
        match &mut self.source {
            Some(source) => {
                let value = predefined.value(*source);
                self.done.text.push_str(&value);
            }
            None => self.push(written),
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
