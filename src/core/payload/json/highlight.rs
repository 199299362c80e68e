//! Colours: what each part of a line of JSON is. It guesses where the line is not JSON, and never
//! fails.

use std::ops::Range;

use super::scan::run_end;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in the line.
    pub span: Range<usize>,
}

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A string before a colon, quotes included.
    Key,
    /// Another string, quotes included.
    String,
    /// A number.
    Number,
    /// `true`, `false` or `null`.
    Word,
    /// `{`, `}`, `[`, `]`, `,` or `:`.
    Punctuation,
    /// White space, and what is not JSON.
    Plain,
}

/// The parts of one line, in order; together they are the whole line.
pub fn tokens(line: &str) -> Vec<Token> {
    let bytes = line.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (kind, end) = match byte {
            b'"' => string(bytes, at),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => (TokenKind::Punctuation, at + 1),
            b'-' | b'0'..=b'9' => {
                let belongs = |byte: u8| {
                    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')
                };
                (TokenKind::Number, run_end(bytes, at, belongs))
            }
            _ => other(bytes, at),
        };
        tokens.push(Token { kind, span: at..end });
        at = end;
    }
    tokens
}

fn string(bytes: &[u8], start: usize) -> (TokenKind, usize) {
    let mut at = start + 1;
    loop {
        at = run_end(bytes, at, |byte| byte != b'"' && byte != b'\\');
        match bytes.get(at) {
            Some(b'\\') => at = skip_escaped(bytes, at),
            Some(_) => break,
            None => return (TokenKind::String, bytes.len()),
        }
    }
    let end = at + 1;
    let next = run_end(bytes, end, |byte| byte.is_ascii_whitespace());
    let kind = if bytes.get(next) == Some(&b':') { TokenKind::Key } else { TokenKind::String };
    (kind, end)
}

fn skip_escaped(bytes: &[u8], backslash: usize) -> usize {
    (backslash + 2).min(bytes.len())
}

fn other(bytes: &[u8], start: usize) -> (TokenKind, usize) {
    let end = run_end(bytes, start, |byte| {
        !matches!(
            byte,
            b'"' | b'{' | b'}' | b'[' | b']' | b',' | b':' | b'-' | b'0'..=b'9' | b' ' | b'\t'
        )
    });
    if end == start {
        return (TokenKind::Plain, run_end(bytes, start, |byte| matches!(byte, b' ' | b'\t')));
    }
    let kind = match bytes.get(start..end) {
        Some(b"true" | b"false" | b"null") => TokenKind::Word,
        _ => TokenKind::Plain,
    };
    (kind, end)
}
