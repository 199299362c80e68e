//! The first of a payload on one line, cheap however long the payload is. Nothing in a preview can
//! break the line or turn its direction.

use super::{binary::hex_pairs, visible};

/// How many bytes of a payload [`utf8`] needs to show `max_chars` and know whether there is more.
pub const fn prefix_bytes(max_chars: usize) -> usize {
    max_chars * 4 + 4
}

/// The first characters of a text, with `…` when there are more. A line end with the indentation
/// after it becomes one space, so that laid-out JSON reads well; other hidden characters become signs
/// (see [`visible`]).
pub fn text(text: &str, max_chars: usize) -> String {
    let mut out = String::with_capacity(text.len().min(max_chars * 4));
    let mut after_line_end = false;
    for (index, c) in text.chars().enumerate() {
        if index == max_chars {
            out.push('…');
            break;
        }
        if matches!(c, '\n' | '\r' | '\t') {
            if !after_line_end {
                out.push(' ');
            }
            after_line_end = true;
            continue;
        }
        if after_line_end && c == ' ' {
            continue;
        }
        after_line_end = false;
        visible::push(&mut out, c);
    }
    out
}

/// As [`text`], of the first bytes of a payload (see [`prefix_bytes`]): a character cut off at the
/// end is left out, and what is not UTF-8 becomes `�`.
pub fn utf8(prefix: &[u8], max_chars: usize) -> String {
    let prefix = prefix.get(..prefix_bytes(max_chars)).unwrap_or(prefix);
    let mut readable = String::with_capacity(prefix.len());
    let mut chunks = prefix.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        readable.push_str(chunk.valid());
        let rest = chunk.invalid();
        let unfinished = str::from_utf8(rest).is_err_and(|error| error.error_len().is_none());
        let cut_off = unfinished && chunks.peek().is_none();
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

#[cfg(test)]
mod tests {
    use super::{super::visible::is_hidden, bytes as hex, *};
    use proptest::prelude::*;

    #[test]
    fn one_line_of_a_text() {
        let check =
            |input: &str, max, expected: &str| assert_eq!(text(input, max), expected, "{input:?}");
        check("", 10, "");
        check("maré", 10, "maré");
        check("maré", 4, "maré");
        check("maré", 3, "mar…");
        check("maré", 0, "…");
        check("a\nb\r\nc\td\0e\u{1b}[0m\u{7f}", 99, "a b c d␀e␛[0m␡");
        check("{\n  \"a\": 1\n}\n", 99, "{ \"a\": 1 } ");
        check("a\u{85}b\u{9f}", 99, "a⟨U+0085⟩b⟨U+009F⟩");
        check(
            "abc\u{202e}fed\u{2066}\u{2069}\u{200f}",
            99,
            "abc⟨U+202E⟩fed⟨U+2066⟩⟨U+2069⟩⟨U+200F⟩",
        );
        check("a\u{2028}b\u{2029}", 99, "a⟨U+2028⟩b⟨U+2029⟩");
        check("👩\u{200d}🚀 مرحبا", 99, "👩\u{200d}🚀 مرحبا");
    }

    #[test]
    fn first_bytes_of_a_payload() {
        let check =
            |input: &[u8], max, expected: &str| assert_eq!(utf8(input, max), expected, "{input:?}");
        let wave = "🌊".as_bytes();
        check(b"", 10, "");
        check("maré".as_bytes(), 10, "maré");
        for cut in 1..4 {
            check(&[b"ab", wave.get(..cut).unwrap_or_default()].concat(), 10, "ab");
        }
        check(b"a\xffb\xc3(", 10, "a\u{fffd}b\u{fffd}(");
        check(b"\xf0\x9f(", 10, "\u{fffd}(");
        check(&wave.repeat(50), 3, "🌊🌊🌊…");
        check(&b"x".repeat(1000), 5, "xxxxx…");
    }

    #[test]
    fn first_bytes_in_hexadecimal() {
        assert_eq!(hex(b"", 4), "");
        assert_eq!(hex(b"\x89HYD", 4), "89 48 59 44");
        assert_eq!(hex(b"\x89HYD\r", 4), "89 48 59 44 …");
    }

    proptest! {
        #[test]
        fn any_bytes_make_one_harmless_line(input: Vec<u8>, max in 0_usize..300) {
            let shown = utf8(&input, max);
            prop_assert!(!shown.chars().any(is_hidden));
            prop_assert!(shown.chars().count() <= max * 8 + 1);
        }

        /// The bytes past the prefix change nothing.
        #[test]
        fn a_prefix_is_enough(input: String, max in 0_usize..20) {
            let bytes = input.as_bytes();
            let prefix = bytes.get(..prefix_bytes(max)).unwrap_or(bytes);
            prop_assert_eq!(utf8(prefix, max), text(&input, max));
        }
    }
}
