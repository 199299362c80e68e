//! The grammar of RFC 8259 as a state machine: one pass, no recursion, strict.

use std::ops::Range;

use super::{JsonProblem, JsonProblemKind as Kind};
use crate::core::payload::position::Position;

/// A part of a JSON text as it is met. Parts come in an order that makes a value.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// `{` or `[`.
    Open(char),
    /// `}` or `]`.
    Close(char),
    /// Between items; another item follows.
    Comma,
    /// After a key; a value follows.
    Colon,
    /// A key or value, as spelt.
    Scalar(&'a str),
}

#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

#[derive(Clone, Copy, PartialEq)]
enum Container {
    Array,
    Object,
}

type Found<T> = Result<T, (Kind, Range<usize>)>;

/// Goes through a text, which must be one JSON value, and tells each part with its first byte.
pub(super) fn scan<'a>(
    text: &'a str,
    tell: &mut dyn FnMut(usize, Part<'a>),
) -> Result<(), JsonProblem> {
    Scanner::default().go_on(text, usize::MAX, tell).map(drop)
}

/// Goes through a text in several goes, so that a long one takes no long time at once.
pub(super) struct Scanner {
    containers: Vec<Container>,
    expected: Expected,
    at: usize,
}

impl Default for Scanner {
    fn default() -> Self {
        Self { containers: Vec::new(), expected: Expected::Value, at: 0 }
    }
}

impl Scanner {
    /// How many bytes have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes on to byte `until`, or a little further. Answers whether all of the text, always the
    /// same, has been read.
    pub(super) fn go_on<'a>(
        &mut self,
        text: &'a str,
        until: usize,
        tell: &mut dyn FnMut(usize, Part<'a>),
    ) -> Result<bool, JsonProblem> {
        self.run(text, until, tell)
            .map_err(|(kind, span)| JsonProblem { kind, at: Position::new(text, span) })
    }

    fn run<'a>(
        &mut self,
        text: &'a str,
        until: usize,
        tell: &mut dyn FnMut(usize, Part<'a>),
    ) -> Found<bool> {
        let bytes = text.as_bytes();
        loop {
            let start = skip_white_space(bytes, self.at);
            let Some(&byte) = bytes.get(start) else {
                return if self.expected == Expected::Nothing {
                    Ok(true)
                } else {
                    Err((Kind::UnexpectedEnd, start..start))
                };
            };
            if start >= until {
                // Past the white space, which may be longer than what is read in one go.
                self.at = start;
                return Ok(false);
            }
            self.at = start + 1;
            let containers = &mut self.containers;
            self.expected = match (self.expected, byte) {
                (Expected::Value | Expected::ValueOrEnd, b'[') => {
                    containers.push(Container::Array);
                    tell(start, Part::Open('['));
                    Expected::ValueOrEnd
                }
                (Expected::Value | Expected::ValueOrEnd, b'{') => {
                    containers.push(Container::Object);
                    tell(start, Part::Open('{'));
                    Expected::KeyOrEnd
                }
                (Expected::CommaOrEnd, b',') => {
                    tell(start, Part::Comma);
                    if containers.last() == Some(&Container::Object) {
                        Expected::Key
                    } else {
                        Expected::Value
                    }
                }
                (Expected::ValueOrEnd | Expected::CommaOrEnd, b']')
                    if containers.last() == Some(&Container::Array) =>
                {
                    tell(start, Part::Close(']'));
                    containers.pop();
                    after_value(containers)
                }
                (Expected::KeyOrEnd | Expected::CommaOrEnd, b'}')
                    if containers.last() == Some(&Container::Object) =>
                {
                    tell(start, Part::Close('}'));
                    containers.pop();
                    after_value(containers)
                }
                (Expected::Colon, b':') => {
                    tell(start, Part::Colon);
                    Expected::Value
                }
                (Expected::Key | Expected::KeyOrEnd, b'"') => {
                    self.at = string_end(text, start)?;
                    tell(start, Part::Scalar(text.get(start..self.at).unwrap_or_default()));
                    Expected::Colon
                }
                (
                    Expected::Value | Expected::ValueOrEnd,
                    b'"' | b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z',
                ) => {
                    self.at = match byte {
                        b'"' => string_end(text, start)?,
                        b'a'..=b'z' | b'A'..=b'Z' => word_end(bytes, start)?,
                        _ => number_end(bytes, start)?,
                    };
                    tell(start, Part::Scalar(text.get(start..self.at).unwrap_or_default()));
                    after_value(containers)
                }
                (Expected::Nothing, _) => return Err((Kind::TextAfterValue, start..text.len())),
                _ => return Err(unexpected(text, start)),
            };
        }
    }
}

fn after_value(containers: &[Container]) -> Expected {
    if containers.is_empty() { Expected::Nothing } else { Expected::CommaOrEnd }
}

fn unexpected(text: &str, at: usize) -> (Kind, Range<usize>) {
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) => (Kind::Unexpected(c), at..at + c.len_utf8()),
        None => (Kind::UnexpectedEnd, at..at),
    }
}

/// The first byte from `at` on that is no white space.
pub(super) fn skip_white_space(bytes: &[u8], at: usize) -> usize {
    run_end(bytes, at, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// End of the bytes from `at` on that belong.
pub(super) fn run_end(bytes: &[u8], at: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !belongs(byte)).unwrap_or(rest.len())
}

fn word_end(bytes: &[u8], start: usize) -> Found<usize> {
    let end = run_end(bytes, start, |byte| byte.is_ascii_alphanumeric());
    match bytes.get(start..end) {
        Some(b"true" | b"false" | b"null") => Ok(end),
        _ => Err((Kind::UnknownWord, start..end)),
    }
}

fn number_end(bytes: &[u8], start: usize) -> Found<usize> {
    let end = run_end(bytes, start, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
    });
    let spelt = bytes.get(start..end).unwrap_or_default();
    if is_number(spelt) { Ok(end) } else { Err((Kind::BadNumber, start..end)) }
}

/// RFC 8259 §6.
fn is_number(spelt: &[u8]) -> bool {
    let digits = |at| run_end(spelt, at, |byte| byte.is_ascii_digit());
    let integer = usize::from(spelt.first() == Some(&b'-'));
    let mut at = digits(integer);
    if at == integer || (at > integer + 1 && spelt.get(integer) == Some(&b'0')) {
        return false;
    }
    if spelt.get(at) == Some(&b'.') {
        let fraction = at + 1;
        at = digits(fraction);
        if at == fraction {
            return false;
        }
    }
    if matches!(spelt.get(at), Some(b'e' | b'E')) {
        let exponent = at + 1 + usize::from(matches!(spelt.get(at + 1), Some(b'+' | b'-')));
        at = digits(exponent);
        if at == exponent {
            return false;
        }
    }
    at == spelt.len()
}

/// RFC 8259 §7. `start` is the opening quote.
pub(super) fn string_end(text: &str, start: usize) -> Found<usize> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    loop {
        at = run_end(bytes, at, |byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape_end(text, at)?,
            Some(&control) => {
                return Err((Kind::ControlCharacter(char::from(control)), at..at + 1));
            }
            None => return Err((Kind::UnclosedString, start..at)),
        }
    }
}

fn escape_end(text: &str, backslash: usize) -> Found<usize> {
    let bytes = text.as_bytes();
    match bytes.get(backslash + 1) {
        None => Err((Kind::UnclosedString, backslash..backslash + 1)),
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(backslash + 2),
        Some(b'u') => {
            let end = backslash + 6;
            match bytes.get(backslash + 2..end) {
                Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => Ok(end),
                _ => Err((Kind::BadEscape, backslash..backslash + 2)),
            }
        }
        Some(_) => {
            let escaped = text.get(backslash + 1..).and_then(|rest| rest.chars().next());
            Err((Kind::BadEscape, backslash..backslash + 1 + escaped.map_or(0, char::len_utf8)))
        }
    }
}
