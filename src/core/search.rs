//! Finding text in texts, ignoring case, without a copy of every text that is looked at.

use std::ops::Range;

/// Characters of a text shown before a match.
const BEFORE: usize = 12;
/// Characters of a text shown from the match on.
const AFTER: usize = 60;

/// What is looked for. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    /// In lower case.
    chars: Vec<char>,
}

impl Needle {
    /// `None` when there is nothing to look for.
    pub fn new(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        (!chars.is_empty()).then_some(Self { chars })
    }

    /// Where a text first holds it.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let first = self.chars.first().filter(|it| it.is_ascii()).map(|it| *it as u8);
        let may_begin = |byte: u8| {
            // Some characters outside ASCII have one inside as their lower case.
            !byte.is_ascii() || first.is_none_or(|first| byte.to_ascii_lowercase() == first)
        };
        let starts = text
            .bytes()
            .enumerate()
            .filter(|(at, byte)| may_begin(*byte) && text.is_char_boundary(*at));
        starts.map(|(at, _)| at).find_map(|start| {
            let length = self.length_at_start(text.get(start..)?)?;
            Some(start..start + length)
        })
    }

    /// How many bytes of a text, from its start on, are it.
    fn length_at_start(&self, text: &str) -> Option<usize> {
        let mut wanted = self.chars.iter();
        for (at, char) in text.char_indices() {
            if wanted.len() == 0 {
                return Some(at);
            }
            for lower in char.to_lowercase() {
                // A match may end within a character that has a longer lower case.
                if wanted.next().is_some_and(|it| *it != lower) {
                    return None;
                }
            }
        }
        (wanted.len() == 0).then_some(text.len())
    }

    /// A match with a little of what is around it, on one line.
    pub fn excerpt(&self, text: &str, found: Range<usize>) -> String {
        let before = text.get(..found.start).unwrap_or_default();
        let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let rest = text.get(found.start..).unwrap_or_default();
        let to = rest.char_indices().nth(AFTER).map_or(text.len(), |(at, _)| found.start + at);
        let words = text.get(from..to).unwrap_or_default().split_whitespace();
        let shown = words.collect::<Vec<_>>().join(" ");
        format!("{}{shown}{}", dots(from > 0), dots(to < text.len()))
    }
}

fn dots(cut: bool) -> &'static str {
    if cut { "…" } else { "" }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find(needle: &str, text: &str) -> Option<Range<usize>> {
        Needle::new(needle)?.find(text)
    }

    #[test]
    fn finds_in_any_case() {
        assert_eq!(find("echo", "wss://ECHO.example"), Some(6..10));
        assert_eq!(find("ÁGUA", "água"), Some(0..5));
        assert_eq!(find("k", "\u{212A}elvin"), Some(0..3), "the Kelvin sign");
        assert_eq!(find("aab", "aaab"), Some(1..4));
        assert_eq!(find("i", "İ"), Some(0..2), "its lower case is two characters");
        assert_eq!(find("x", ""), None);
        assert_eq!(find("", "x"), None);
        assert_eq!(find("abc", "ab"), None);
    }

    #[test]
    fn an_excerpt_is_one_line_around_the_match() {
        let needle = Needle::new("tide").unwrap();
        let text = "{\n  \"topic\": \"Tide\",\n  \"of\": \"Guamá\" }";
        let found = needle.find(text).unwrap();
        assert_eq!(needle.excerpt(text, found), "…\"topic\": \"Tide\", \"of\": \"Guamá\" }");
        let long = format!("tide {}", "x".repeat(100));
        assert!(needle.excerpt(&long, 0..4).ends_with("xx…"));
        assert_eq!(needle.excerpt("tide", 0..4), "tide");
    }

    proptest! {
        #[test]
        fn finds_what_lower_case_finds(needle in "[aBcé ]{1,3}", text in "[AbCÉ ]{0,8}") {
            let lower = text.to_lowercase().contains(&needle.to_lowercase());
            prop_assert_eq!(find(&needle, &text).is_some(), lower);
            if let Some(found) = find(&needle, &text) {
                prop_assert_eq!(text[found].to_lowercase(), needle.to_lowercase());
            }
        }

        #[test]
        fn any_text_can_be_looked_at(needle in "\\PC{1,2}", text in "\\PC{0,40}") {
            if let Some(needle) = Needle::new(&needle)
                && let Some(found) = needle.find(&text)
            {
                prop_assert!(text.get(found.clone()).is_some());
                prop_assert!(!needle.excerpt(&text, found).contains('\n'));
            }
        }
    }
}
