//! Colours: what each part of a line of XML is. It guesses where a tag or comment spans lines, and
//! never fails.

use crate::core::payload::json::{Token, TokenKind};

/// The parts of one line, in order; together they are the whole line. Names of elements are keys,
/// names of attributes words, their values strings.
pub fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let mut push = |length: usize, kind| {
            if length > 0 {
                tokens.push(Token { kind, span: at..at + length });
                at += length;
            }
        };
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = if rest.starts_with("<!--") { "-->" } else { ">" };
            let length = rest.find(end).map_or(rest.len(), |found| found + end.len());
            push(length, TokenKind::Punctuation);
        } else if let Some(inside) = rest.strip_prefix('<') {
            let inside_at = if inside.starts_with('/') { 2 } else { 1 };
            push(inside_at, TokenKind::Punctuation);
            let name = rest.get(inside_at..).unwrap_or_default();
            push(until(name, is_after_name), TokenKind::Key);
            at = tag(line, at, &mut tokens);
        } else {
            push(until(rest, |c| c == '<'), TokenKind::Plain);
        }
    }
    tokens
}

/// The rest of a tag, past its name.
fn tag(line: &str, mut at: usize, tokens: &mut Vec<Token>) -> usize {
    while let Some(rest) = line.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let (length, kind) = match first {
            '<' => break,
            '>' | '/' | '=' => (1, TokenKind::Punctuation),
            '"' | '\'' => {
                let inside = rest.get(1..).unwrap_or_default();
                (inside.find(first).map_or(rest.len(), |end| end + 2), TokenKind::String)
            }
            _ if first.is_whitespace() => (until(rest, |c| !c.is_whitespace()), TokenKind::Plain),
            _ => (until(rest, is_after_name), TokenKind::Word),
        };
        tokens.push(Token { kind, span: at..at + length });
        at += length;
        if first == '>' {
            break;
        }
    }
    at
}

fn is_after_name(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '/' | '=' | '"' | '\'')
}

/// Bytes before the first such character.
fn until(text: &str, ends: impl Fn(char) -> bool) -> usize {
    text.find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_line() {
        use TokenKind::{Key, Plain, Punctuation, String, Word};
        let shown: Vec<_> = tokens("  <a b=\"1 > 0\">x</a><!-- <c> -->")
            .into_iter()
            .map(|it| (it.kind, &"  <a b=\"1 > 0\">x</a><!-- <c> -->"[it.span]))
            .collect();
        assert_eq!(
            shown,
            [
                (Plain, "  "),
                (Punctuation, "<"),
                (Key, "a"),
                (Plain, " "),
                (Word, "b"),
                (Punctuation, "="),
                (String, "\"1 > 0\""),
                (Punctuation, ">"),
                (Plain, "x"),
                (Punctuation, "</"),
                (Key, "a"),
                (Punctuation, ">"),
                (Punctuation, "<!-- <c> -->"),
            ]
        );
    }
}
