//! Text → [`Json`], in one pass and in time linear in the text.

use thiserror::Error;

use super::{Json, Object};

/// Levels of arrays and objects that are read: as many as `serde_json` takes, far from the end of
/// any stack.
pub const MAX_DEPTH: usize = 127;

/// Where and why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{kind:?} at line {line}, column {column}")]
pub struct JsonError {
    /// Why.
    pub kind: JsonErrorKind,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Nothing but white space.
    Empty,
    /// It ends before the value does.
    Truncated,
    /// A character that cannot stand there.
    Unexpected,
    /// More than [`MAX_DEPTH`] levels.
    TooDeep,
}

/// Reads one JSON value (RFC 8259) that fills the text.
pub fn parse(text: &str) -> Result<Json, JsonError> {
    let mut parser = Parser { text, at: 0 };
    parser.whole().map_err(|kind| {
        let before = text.get(..parser.at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        JsonError {
            kind,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    })
}

struct Parser<'a> {
    text: &'a str,
    /// Byte offset of what is read next; after an error, of what was wrong. Always a character
    /// boundary, because only ASCII is stepped over by bytes.
    at: usize,
}

type Read<T> = Result<T, JsonErrorKind>;

impl Parser<'_> {
    fn whole(&mut self) -> Read<Json> {
        self.skip_white_space();
        if self.peek().is_none() {
            return Err(JsonErrorKind::Empty);
        }
        let value = self.value(0)?;
        self.skip_white_space();
        match self.peek() {
            None => Ok(value),
            Some(_) => Err(JsonErrorKind::Unexpected),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn need(&self) -> Read<u8> {
        self.peek().ok_or(JsonErrorKind::Truncated)
    }

    fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Read<Json> {
        match self.need()? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.string().map(Json::String),
            b'-' | b'0'..=b'9' => self.number(),
            b'[' | b'{' if depth == MAX_DEPTH => Err(JsonErrorKind::TooDeep),
            b'[' => self.array(depth + 1),
            b'{' => self.object(depth + 1),
            _ => Err(JsonErrorKind::Unexpected),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Read<Json> {
        for expected in word.bytes() {
            if self.need()? != expected {
                return Err(JsonErrorKind::Unexpected);
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn array(&mut self, depth: usize) -> Read<Json> {
        let mut items = Vec::new();
        self.members(b']', |parser| {
            items.push(parser.value(depth)?);
            Ok(())
        })?;
        Ok(Json::Array(items))
    }

    fn object(&mut self, depth: usize) -> Read<Json> {
        let mut entries = Vec::new();
        self.members(b'}', |parser| {
            if parser.need()? != b'"' {
                return Err(JsonErrorKind::Unexpected);
            }
            let key = parser.string()?;
            parser.skip_white_space();
            if parser.need()? != b':' {
                return Err(JsonErrorKind::Unexpected);
            }
            parser.at += 1;
            parser.skip_white_space();
            entries.push((key, parser.value(depth)?));
            Ok(())
        })?;
        Ok(Json::Object(Object(entries)))
    }

    /// From the opening bracket past the closing one; `member` reads what stands between commas.
    fn members(&mut self, close: u8, mut member: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.at += 1;
        self.skip_white_space();
        if self.need()? == close {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.skip_white_space();
            member(self)?;
            self.skip_white_space();
            match self.need()? {
                b',' => self.at += 1,
                it if it == close => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(JsonErrorKind::Unexpected),
            }
        }
    }

    fn number(&mut self) -> Read<Json> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.need()? == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Number(self.text.get(start..self.at).unwrap_or_default().to_owned()))
    }

    /// At least one digit.
    fn digits(&mut self) -> Read<()> {
        if !self.need()?.is_ascii_digit() {
            return Err(JsonErrorKind::Unexpected);
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            text.push_str(rest.get(..plain.unwrap_or(rest.len())).unwrap_or_default());
            self.at += plain.unwrap_or(rest.len());
            match self.need()? {
                b'"' => {
                    self.at += 1;
                    return Ok(text);
                }
                b'\\' => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                _ => return Err(JsonErrorKind::Unexpected),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let plain = match self.need()? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.code_point();
            }
            _ => return Err(JsonErrorKind::Unexpected),
        };
        self.at += 1;
        Ok(plain)
    }

    /// After `\u`: four hexadecimal digits, or a surrogate pair. A lone surrogate is no character.
    fn code_point(&mut self) -> Read<char> {
        let start = self.at;
        let first = self.four_hex_digits()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            for expected in [b'\\', b'u'] {
                if self.need()? != expected {
                    return Err(JsonErrorKind::Unexpected);
                }
                self.at += 1;
            }
            let second = self.four_hex_digits()?;
            let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400);
            low.map(|low| 0x10000 + ((first - 0xD800) << 10) + low)
        } else {
            Some(first)
        };
        code.and_then(char::from_u32).ok_or_else(|| {
            self.at = start;
            JsonErrorKind::Unexpected
        })
    }

    fn four_hex_digits(&mut self) -> Read<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.need()?).to_digit(16).ok_or(JsonErrorKind::Unexpected)?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
