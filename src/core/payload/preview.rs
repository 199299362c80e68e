//! The first of a payload on one line, cheap however long the payload is. Nothing in a preview can
//! break the line or turn its direction.

use super::binary::hex_pairs;

/// How many bytes of a payload [`utf8`] needs to show `max_chars` and know whether there is more.
pub const fn prefix_bytes(max_chars: usize) -> usize {
    max_chars * 4 + 4
}

/// The first characters of a text, with `…` when there are more. Line ends and other control
/// characters become their signs (`␊`, `␀`), characters that turn the direction of a line their
/// numbers (`⟨U+202E⟩`).
pub fn text(text: &str, max_chars: usize) -> String {
    let mut out = String::with_capacity(text.len().min(max_chars * 4));
    for (index, c) in text.chars().enumerate() {
        if index == max_chars {
            out.push('…');
            break;
        }
        match c {
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(c)),
            '\u{7f}' => out.push('␡'),
            _ if c.is_control() || breaks_or_turns(c) => push_number(&mut out, c),
            _ => out.push(c),
        }
    }
    out
}

/// As [`text`], of the first bytes of a payload (see [`prefix_bytes`]): a character cut off at the
/// end is left out, and what is not UTF-8 becomes `�`.
pub fn utf8(prefix: &[u8], max_chars: usize) -> String {
    let prefix = prefix.get(..prefix_bytes(max_chars)).unwrap_or(prefix);
    let mut readable = String::with_capacity(prefix.len());
    for chunk in prefix.utf8_chunks() {
        readable.push_str(chunk.valid());
        let rest = chunk.invalid();
        let cut_off = str::from_utf8(rest).is_err_and(|error| error.error_len().is_none());
        if !rest.is_empty() && !cut_off {
            readable.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text(&readable, max_chars)
}

/// The first bytes in hexadecimal, with `…` when there are more.
pub fn bytes(bytes: &[u8], max_bytes: usize) -> String {
    match bytes.get(..max_bytes) {
        Some(first) if first.len() < bytes.len() => hex_pairs(first) + " …",
        _ => hex_pairs(bytes),
    }
}

/// All characters that need it have four digits.
fn push_number(out: &mut String, c: char) {
    out.push_str("⟨U+");
    for shift in [12, 8, 4, 0] {
        let digit = char::from_digit(u32::from(c) >> shift & 15, 16);
        out.extend(digit.map(|digit| digit.to_ascii_uppercase()));
    }
    out.push('⟩');
}

/// Line and paragraph separators, and the directional controls of Unicode Annex 9 §2.
fn breaks_or_turns(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
