//! Typed content as an editor shows it: in lines, in the colours of its syntax, with the place where
//! something is wrong.

use std::ops::Range;

use super::json::{self, TokenKind};
use crate::core::model::Syntax;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Piece {
    /// Decides its colour.
    pub kind: TokenKind,
    /// Its text.
    pub text: String,
    /// It is what is wrong.
    pub marked: bool,
}

/// The lines of a text. `mark`: bytes of the text that are wrong; where something is missing after
/// the end, a space is marked in its place.
pub fn lines(text: &str, syntax: Syntax, mark: Option<&Range<usize>>) -> Vec<Vec<Piece>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let mark = mark.and_then(|mark| within(mark, start..start + line.len()));
            start += line.len() + 1;
            pieces(line, syntax, mark)
        })
        .collect()
}

/// The part of the mark in a line, counted from the line's start.
fn within(mark: &Range<usize>, line: Range<usize>) -> Option<Range<usize>> {
    let (from, to) = (mark.start.max(line.start), mark.end.min(line.end));
    let starts_here = (line.start..=line.end).contains(&mark.start);
    (from < to || starts_here).then(|| from - line.start..to.max(from) - line.start)
}

fn pieces(line: &str, syntax: Syntax, mark: Option<Range<usize>>) -> Vec<Piece> {
    let spans = match syntax {
        Syntax::Json => json::tokens(line).into_iter().map(|it| (it.kind, it.span)).collect(),
        Syntax::Other => vec![(TokenKind::Plain, 0..line.len())],
    };
    let mut pieces = Vec::new();
    for (kind, span) in spans {
        let (from, to) = mark.as_ref().map_or((span.end, span.end), |mark| {
            (mark.start.clamp(span.start, span.end), mark.end.clamp(span.start, span.end))
        });
        for (part, marked) in [(span.start..from, false), (from..to, true), (to..span.end, false)] {
            let text = line.get(part).unwrap_or_default();
            if !text.is_empty() {
                pieces.push(Piece { kind, text: text.to_owned(), marked });
            }
        }
    }
    if mark.is_some_and(|mark| mark.start >= line.len()) {
        pieces.push(Piece { kind: TokenKind::Plain, text: " ".to_owned(), marked: true });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines with the marked part between `‹` and `›`.
    fn shown(text: &str, syntax: Syntax, mark: Option<&Range<usize>>) -> Vec<String> {
        lines(text, syntax, mark)
            .into_iter()
            .map(|line| {
                line.into_iter()
                    .map(
                        |piece| {
                            if piece.marked { format!("‹{}›", piece.text) } else { piece.text }
                        },
                    )
                    .collect()
            })
            .collect()
    }

    #[test]
    fn nothing_is_lost_and_nothing_marked_by_itself() {
        for text in ["", "a", "{\"a\": [1,\n true]}\n", "\n\n", "é\n🌊"] {
            for syntax in [Syntax::Json, Syntax::Other] {
                assert_eq!(shown(text, syntax, None).join("\n"), text);
            }
        }
    }

    #[test]
    fn the_bad_part_is_marked_in_its_line() {
        assert_eq!(shown("ca\nfx 0", Syntax::Other, Some(&(4..5))), ["ca", "f‹x› 0"]);
        assert_eq!(shown("{\"a\" 1}", Syntax::Json, Some(&(5..6))), ["{\"a\" ‹1›}"]);
        assert_eq!(shown("é*", Syntax::Other, Some(&(2..3))), ["é‹*›"]);
    }

    #[test]
    fn what_is_missing_at_the_end_is_marked_as_a_space() {
        assert_eq!(shown("{\n", Syntax::Json, Some(&(2..2))), ["{", "‹ ›"]);
        assert_eq!(shown("abc", Syntax::Other, Some(&(3..3))), ["abc‹ ›"]);
    }

    #[test]
    fn a_mark_over_several_lines_is_seen_in_each() {
        assert_eq!(shown("ab\ncd", Syntax::Other, Some(&(1..4))), ["a‹b›", "‹c›d"]);
    }
}
