//! Variables in a text as a field shows them.

use std::{collections::HashMap, ops::Range};

use super::{Meaning, Scopes, lex::references, resolve::shown};

/// A variable in a text, and whether it means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes, braces and all.
    pub span: Range<usize>,
    /// The bytes of its name.
    pub name: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A variable with a value.
    Known,
    /// A predefined one.
    Predefined,
    /// Not defined, or its value names one that is not.
    Unknown,
    /// Its value cannot be worked out.
    Broken,
}

/// A part of a text: plain, or a variable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// What it is; `None` for text without meaning.
    pub kind: Option<MarkKind>,
}

/// The variables of a text, in order.
pub fn marks(text: &str, scopes: &Scopes) -> Vec<Mark> {
    let mut kinds = HashMap::new();
    references(text)
        .into_iter()
        .map(|it| {
            let name = text.get(it.name.clone()).unwrap_or_default();
            let kind = *kinds.entry(name).or_insert_with(|| kind_of(name, scopes));
            Mark { span: it.span, name: it.name, kind }
        })
        .collect()
}

fn kind_of(name: &str, scopes: &Scopes) -> MarkKind {
    match scopes.look_up(name) {
        Some(Meaning::Predefined(_)) => MarkKind::Predefined,
        None => MarkKind::Unknown,
        Some(Meaning::Defined(_)) => match shown(&format!("{{{{{name}}}}}"), scopes, None) {
            Ok(resolved) if resolved.unknown.is_empty() => MarkKind::Known,
            Ok(_) => MarkKind::Unknown,
            Err(_) => MarkKind::Broken,
        },
    }
}

/// A text in its parts; together they are the text.
pub fn pieces(text: &str, scopes: &Scopes) -> Vec<Piece> {
    let piece = |range: Range<usize>, kind| {
        let text = text.get(range).filter(|it| !it.is_empty())?;
        Some(Piece { text: text.to_owned(), kind })
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    for Mark { span, kind, .. } in marks(text, scopes) {
        pieces.extend(piece(from..span.start, None));
        from = span.end;
        pieces.extend(piece(span, Some(kind)));
    }
    pieces.extend(piece(from..text.len(), None));
    pieces
}
