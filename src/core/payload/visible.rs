//! Text of servers, files and links with nothing hidden in it: control characters, characters that
//! turn the direction of a line and invisible ones are shown as signs. What is copied, saved and sent
//! stays as it is: this is for the eye alone.

use std::borrow::Cow;

/// A part of a line, for showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// As it stands in the text.
    pub text: &'a str,
    /// What is shown for it: it is one character that nobody would see.
    pub sign: Option<String>,
}

/// A text on one line, its hidden characters as signs: `␀`, `⟨U+202E⟩`.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// As [`line`], and in a sentence: what is written from right to left does not turn round what
/// stands beside it.
pub fn in_sentence(text: &str) -> Cow<'_, str> {
    let shown = line(text);
    if shown.chars().any(is_right_to_left) {
        // First strong isolate, and its end.
        Cow::Owned(format!("\u{2068}{shown}\u{2069}"))
    } else {
        shown
    }
}

/// A line of a longer text in parts; a tab is no hidden character there. Without hidden ones it is one
/// part.
pub fn parts(line: &str) -> Vec<Part<'_>> {
    let hidden = |c: char| c != '\t' && is_hidden(c);
    let (mut parts, mut rest) = (Vec::new(), line);
    while let Some(at) = rest.find(hidden) {
        let (before, from) = rest.split_at(at);
        let Some(c) = from.chars().next() else { break };
        let (character, after) = from.split_at(c.len_utf8());
        if !before.is_empty() {
            parts.push(Part { text: before, sign: None });
        }
        let mut sign = String::new();
        push(&mut sign, c);
        parts.push(Part { text: character, sign: Some(sign) });
        rest = after;
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(Part { text: rest, sign: None });
    }
    parts
}

/// Adds a character, or the sign for a hidden one.
pub fn push(out: &mut String, c: char) {
    match c {
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(c)),
        '\u{7f}' => out.push('␡'),
        _ if is_hidden(c) => push_number(out, c),
        _ => out.push(c),
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

/// Controls, and what else is not seen or moves what is: line and paragraph separators, the
/// directional controls of Unicode Annex 9 §2, spaces and joiners without width. The joiners that
/// scripts and emoji are written with are none of them.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Letters of Hebrew, Arabic and the scripts beside them (Unicode blocks of right-to-left scripts).
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_characters_are_shown() {
        let check = |text: &str, shown: &str| assert_eq!(line(text), shown, "{text:?}");
        check(
            "maré 🌊 👩\u{200d}🚀 مرحبا می\u{200c}خواهم",
            "maré 🌊 👩\u{200d}🚀 مرحبا می\u{200c}خواهم",
        );
        check("a\0b\nc\td\u{1b}[0m\u{7f}\u{85}", "a␀b␊c␉d␛[0m␡⟨U+0085⟩");
        check("gpj.\u{202e}exe\u{2066}\u{2069}", "gpj.⟨U+202E⟩exe⟨U+2066⟩⟨U+2069⟩");
        check("a\u{200b}\u{feff}\u{2060}\u{ad}", "a⟨U+200B⟩⟨U+FEFF⟩⟨U+2060⟩⟨U+00AD⟩");
        check("a\u{2028}b", "a⟨U+2028⟩b");
        check("", "");
        assert!(matches!(line("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn what_reads_from_right_to_left_stays_in_its_place() {
        assert_eq!(in_sentence("maré"), "maré");
        assert_eq!(in_sentence("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(in_sentence("\u{202e}a"), "⟨U+202E⟩a");
        // It cannot end the isolation from within.
        assert_eq!(in_sentence("\u{2069}ש"), "\u{2068}⟨U+2069⟩ש\u{2069}");
    }

    #[test]
    fn a_line_is_cut_where_something_is_hidden() {
        let shown = |text: &str| -> Vec<String> {
            let sign = |it: Part<'_>| {
                it.sign.map_or_else(|| it.text.to_owned(), |sign| format!("[{sign}]"))
            };
            parts(text).into_iter().map(sign).collect()
        };
        assert_eq!(shown("a\tb"), ["a\tb"]);
        assert_eq!(shown(""), [""]);
        assert_eq!(shown("a\u{202e}b\0\0"), ["a", "[⟨U+202E⟩]", "b", "[␀]", "[␀]"]);
        assert_eq!(shown("\r"), ["[␍]"]);
    }

    proptest! {
        #[test]
        fn nothing_stays_hidden_and_nothing_is_lost(text: String) {
            let shown = line(&text);
            prop_assert!(!shown.contains(is_hidden));
            prop_assert_eq!(&line(&shown), &shown);
            let parts = parts(&text);
            prop_assert_eq!(&parts.iter().map(|it| it.text).collect::<String>(), &text);
            prop_assert!(parts.iter().all(|it| it.sign.is_some() || !it.text.replace('\t', "").contains(is_hidden)));
        }
    }
}
