//! Typed content as an editor shows it: in lines, in the colours of its syntax, with the place where
//! something is wrong.

use std::ops::Range;

use super::json::{self, TokenKind};
use crate::core::{
    model::Syntax,
    variables::{Mark, MarkKind},
};

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Piece {
    /// Decides its colour.
    pub kind: TokenKind,
    /// Its text.
    pub text: String,
    /// It is what is wrong.
    pub marked: bool,
    /// It is a variable.
    pub variable: Option<MarkKind>,
}

/// The lines of a text. `mark`: bytes of the text that are wrong; where something is missing after
/// the end, a space is marked in its place. `variables`: those of the text, in order.
pub fn lines(
    text: &str,
    syntax: Syntax,
    mark: Option<&Range<usize>>,
    variables: &[Mark],
) -> Vec<Vec<Piece>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let span = start..start + line.len();
            start += line.len() + 1;
            let mark = mark.and_then(|mark| within(mark, span.clone()));
            let first = variables.partition_point(|it| it.span.end <= span.start);
            let here = variables.get(first..).unwrap_or_default().iter();
            let here = here.take_while(|it| it.span.start < span.end).map(|it| {
                let from = it.span.start.max(span.start) - span.start;
                (from..it.span.end.min(span.end) - span.start, it.kind)
            });
            pieces(line, syntax, mark, &here.collect::<Vec<_>>())
        })
        .collect()
}

/// The part of the mark in a line, counted from the line's start.
fn within(mark: &Range<usize>, line: Range<usize>) -> Option<Range<usize>> {
    let (from, to) = (mark.start.max(line.start), mark.end.min(line.end));
    let starts_here = (line.start..=line.end).contains(&mark.start);
    (from < to || starts_here).then(|| from - line.start..to.max(from) - line.start)
}

fn pieces(
    line: &str,
    syntax: Syntax,
    mark: Option<Range<usize>>,
    variables: &[(Range<usize>, MarkKind)],
) -> Vec<Piece> {
    let spans = match syntax {
        Syntax::Json => json::tokens(line).into_iter().map(|it| (it.kind, it.span)).collect(),
        Syntax::Other => vec![(TokenKind::Plain, 0..line.len())],
    };
    // Each with the variable it is a part of.
    let mut pieces: Vec<(Option<usize>, Piece)> = Vec::new();
    for (kind, span) in spans {
        let (from, to) = mark.as_ref().map_or((span.end, span.end), |mark| {
            (mark.start.clamp(span.start, span.end), mark.end.clamp(span.start, span.end))
        });
        for (part, marked) in [(span.start..from, false), (from..to, true), (to..span.end, false)] {
            for (range, variable) in apart(part, variables) {
                if let Some(text) = line.get(range).filter(|it| !it.is_empty()) {
                    let (text, of) = (text.to_owned(), variable.and_then(|it| variables.get(it)));
                    let piece = Piece { kind, text, marked, variable: of.map(|(_, kind)| *kind) };
                    pieces.push((variable, piece));
                }
            }
        }
    }
    // A variable is one piece, however many signs of the syntax it is written with.
    pieces.dedup_by(|(next_of, next), (of, piece)| {
        let is_same = of.is_some() && of == next_of;
        if is_same {
            piece.text.push_str(&next.text);
            piece.marked |= next.marked;
        }
        is_same
    });
    let mut pieces: Vec<Piece> = pieces.into_iter().map(|(_, piece)| piece).collect();
    if mark.is_some_and(|mark| mark.start >= line.len()) {
        let text = " ".to_owned();
        pieces.push(Piece { kind: TokenKind::Plain, text, marked: true, variable: None });
    }
    pieces
}

/// A part of a line in pieces, each with the variable it is in.
fn apart(
    part: Range<usize>,
    variables: &[(Range<usize>, MarkKind)],
) -> Vec<(Range<usize>, Option<usize>)> {
    let mut pieces = Vec::new();
    let mut from = part.start;
    for (index, (span, _)) in variables.iter().enumerate() {
        let (start, end) = (span.start.clamp(from, part.end), span.end.clamp(from, part.end));
        pieces.extend([(from..start, None), (start..end, Some(index))]);
        from = end;
    }
    pieces.push((from..part.end, None));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines with the marked part between `‹` and `›`.
    fn shown(text: &str, syntax: Syntax, mark: Option<&Range<usize>>) -> Vec<String> {
        lines(text, syntax, mark, &[])
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
    fn variables_are_pieces_of_their_own() {
        use crate::core::variables::{Scopes, marks};
        let shown = |text: &str, mark: Option<Range<usize>>| {
            let variables = marks(text, &Scopes::default());
            let piece = |it: Piece| match it.variable {
                Some(MarkKind::Unknown) => format!("[{}]", it.text),
                Some(_) => format!("<{}>", it.text),
                None => it.text,
            };
            let lines = lines(text, Syntax::Json, mark.as_ref(), &variables);
            let line = |it: Vec<Piece>| it.into_iter().map(piece).collect::<String>();
            lines.into_iter().map(line).collect::<Vec<_>>().join("|")
        };
        assert_eq!(
            shown("{\"a\": {{a}},\n \"b{{$guid}}{{b}}\"}", None),
            "{\"a\": [{{a}}],| \"b<{{$guid}}>[{{b}}]\"}"
        );
        assert_eq!(shown("{{a}}{{ a }}", Some(0..1)), "[{{a}}][{{ a }}]");
        assert_eq!(shown("x\n{{a\n}}y", None), "x|[{{a]|[}}]y");
    }

    #[test]
    fn a_mark_over_several_lines_is_seen_in_each() {
        assert_eq!(shown("ab\ncd", Syntax::Other, Some(&(1..4))), ["a‹b›", "‹c›d"]);
    }
}
