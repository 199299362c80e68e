//! Completing a name that is being typed. Places are counted in UTF-16 units, as text fields do.

use std::ops::Range;

use super::{Definition, Predefined, Scopes, lex::is_name_character, references};

/// A reference that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// What a chosen name replaces, in UTF-16 units: from the braces to the end of the name, and the
    /// closing braces if they are there.
    pub span: Range<usize>,
    /// What was typed of the name before the caret.
    pub typed: String,
}

/// A name that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The name.
    pub name: String,
    /// What it means; `None` for a predefined one.
    pub definition: Option<Definition>,
}

impl Completion {
    /// What stands in the text when it is chosen.
    pub fn written(&self) -> String {
        format!("{{{{{}}}}}", self.name)
    }
}

/// The reference being typed where the caret stands, in UTF-16 units.
pub fn open_at(text: &str, caret: usize) -> Option<Open> {
    let caret = byte_at(text, caret);
    let before = text.get(..caret)?;
    let body = before.trim_end_matches(is_name_character);
    let body = body.strip_suffix('$').unwrap_or(body);
    let typed = before.get(body.len()..)?.to_owned();
    let start = body.trim_end_matches(' ').strip_suffix("{{")?.len();
    let rest = text.get(caret..)?;
    let name_end = rest.trim_start_matches(is_name_character);
    let close = name_end.trim_start_matches(' ').strip_prefix("}}");
    let end = text.len() - close.unwrap_or(name_end).len();
    let units = |byte: usize| text.get(..byte).unwrap_or(text).encode_utf16().count();
    Some(Open { span: units(start)..units(end), typed })
}

/// Which reference of a text the caret stands in or beside, given in UTF-16 units.
pub fn mark_at(text: &str, caret: usize) -> Option<usize> {
    let caret = byte_at(text, caret);
    references(text).iter().position(|it| (it.span.start..=it.span.end).contains(&caret))
}

/// The names that fit what was typed, in whatever case: those that begin with it first, a person's
/// own before the predefined ones.
pub fn completions(typed: &str, scopes: &Scopes) -> Vec<Completion> {
    let typed = typed.to_lowercase();
    let own = scopes
        .iter()
        .map(|(name, it)| Completion { name: name.to_owned(), definition: Some(it.clone()) });
    let predefined = Predefined::ALL
        .iter()
        .map(|it| Completion { name: it.name().to_owned(), definition: None });
    let mut found: Vec<(bool, Completion)> = own
        .chain(predefined)
        .filter_map(|it| {
            let name = it.name.to_lowercase();
            name.contains(&typed).then(|| {
                let begins = name.trim_start_matches('$').starts_with(&typed);
                (!begins && !name.starts_with(&typed), it)
            })
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, it)| it).collect()
}

/// The byte at a place counted in UTF-16 units; the end when it lies behind it.
fn byte_at(text: &str, utf16: usize) -> usize {
    let mut units = 0;
    text.char_indices()
        .find(|(_, c)| {
            let here = units;
            units += c.len_utf16();
            here >= utf16
        })
        .map_or(text.len(), |(at, _)| at)
}
