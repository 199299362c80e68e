//! Where references stand in a text. Whatever is not one is text; nothing is an error.

use std::ops::Range;

/// A variable named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its bytes, braces and all.
    pub span: Range<usize>,
    /// The bytes of the name, without the spaces around it.
    pub name: Range<usize>,
}

/// The references of a text, in order. One is `{{`, white space, a name (letters, digits, `_`, `-`,
/// `.`; a `$` may begin it), white space and `}}`; of `{{{a}}}` the inner braces count.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("{{")).map(|it| it + from) {
        if let Some(reference) = reference_at(text, at) {
            from = reference.span.end;
            found.push(reference);
        } else {
            // Not `at + 2`: the second brace may begin one. Names hold no brace, so that no part of
            // the text is read more than twice.
            from = at + 1;
        }
    }
    found
}

/// Whether a text is a reference and nothing else.
pub fn is_one_reference(text: &str) -> bool {
    references(text).first().is_some_and(|it| it.span == (0..text.len()))
}

/// Whether a reference can name this.
pub(super) fn is_name(text: &str) -> bool {
    name_length(text) == Some(text.len())
}

/// The reference that begins at a byte, if one does.
fn reference_at(text: &str, at: usize) -> Option<Reference> {
    let inner = text.get(at..)?.strip_prefix("{{")?;
    let name = inner.trim_start();
    let start = at + "{{".len() + (inner.len() - name.len());
    let length = name_length(name)?;
    let end = start + length;
    let after = text.get(end..)?;
    let close = after.trim_start();
    close.starts_with("}}").then(|| Reference {
        span: at..end + (after.len() - close.len()) + "}}".len(),
        name: start..end,
    })
}

/// How many bytes of a text's beginning are a name; `None` when there is none.
fn name_length(text: &str) -> Option<usize> {
    let body = text.strip_prefix('$').unwrap_or(text);
    let rest = body.trim_start_matches(is_name_character);
    (rest.len() < body.len()).then(|| text.len() - rest.len())
}

/// Whether a name may hold this character.
pub(super) fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}
