//! [`Json`] → text, as System.Text.Json writes it with relaxed escaping.

use super::{Json, Object};

impl Json {
    /// Two spaces per level, lines end in LF, no line end after the last.
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        write(self, Some(0), &mut out);
        out
    }

    /// Without any white space.
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        write(self, None, &mut out);
        out
    }
}

/// `level` is the indentation of the line the value stands on; `None` writes all on one line.
fn write(value: &Json, level: Option<usize>, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(spelled) => out.push_str(spelled),
        Json::String(text) => write_string(text, out),
        Json::Array(items) => {
            let member = |item: &Json, level, out: &mut String| write(item, level, out);
            write_members(['[', ']'], items.iter(), level, out, member);
        }
        Json::Object(Object(entries)) => {
            let member = |(key, value): &(String, Json), level: Option<usize>, out: &mut String| {
                write_string(key, out);
                out.push_str(if level.is_some() { ": " } else { ":" });
                write(value, level, out);
            };
            write_members(['{', '}'], entries.iter(), level, out, member);
        }
    }
}

fn write_members<T>(
    [open, close]: [char; 2],
    members: impl ExactSizeIterator<Item = T>,
    level: Option<usize>,
    out: &mut String,
    member: impl Fn(T, Option<usize>, &mut String),
) {
    let empty = members.len() == 0;
    let inner = level.map(|level| level + 1);
    out.push(open);
    for (index, it) in members.enumerate() {
        if index > 0 {
            out.push(',');
        }
        line_start(inner, out);
        member(it, inner, out);
    }
    if !empty {
        line_start(level, out);
    }
    out.push(close);
}

fn line_start(level: Option<usize>, out: &mut String) {
    if let Some(level) = level {
        out.push('\n');
        for _ in 0..level {
            out.push_str("  ");
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(plain) =
        rest.bytes().position(|it| it < 0x20 || matches!(it, b'"' | b'\\' | 0x7F))
    {
        let (before, from) = rest.split_at(plain);
        out.push_str(before);
        let mut characters = from.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(control) => {
                out.push_str("\\u00");
                for digit in [u32::from(control) >> 4, u32::from(control) & 0xF] {
                    out.push(char::from_digit(digit, 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
