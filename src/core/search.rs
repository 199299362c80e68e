//! Finding text in texts, ignoring case, without a copy of every text that is looked at.

use std::ops::Range;

use super::payload::visible;

/// Characters of a text shown before a match: few, so that the match itself is seen where room is
/// short.
const BEFORE: usize = 6;
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
    pub fn excerpt(&self, text: &str, found: Range<usize>) -> Excerpt {
        let before = text.get(..found.start).unwrap_or_default();
        let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let after = text.get(found.end..).unwrap_or_default();
        let to = after.char_indices().nth(AFTER).map_or(after.len(), |(at, _)| at);
        let shown = one_line(before.get(from..).unwrap_or_default());
        let before = format!("{}{}", dots(from > 0), shown.trim_start());
        let shown = one_line(after.get(..to).unwrap_or_default());
        let after = format!("{}{}", shown.trim_end(), dots(to < after.len()));
        Excerpt { before, found: one_line(text.get(found).unwrap_or_default()), after }
    }
}

/// A match and what is around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// The match as it is written there.
    pub found: String,
    /// What stands after it.
    pub after: String,
}

impl Excerpt {
    /// All of it.
    pub fn text(&self) -> String {
        format!("{}{}{}", self.before, self.found, self.after)
    }
}

/// White space of any kind and length as one space, with nothing hidden in it.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for char in text.chars() {
        if !char.is_whitespace() {
            visible::push(&mut line, char);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
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
        let excerpt = needle.excerpt(text, found);
        assert_eq!(excerpt.before, "…ic\": \"");
        assert_eq!(excerpt.found, "Tide");
        assert_eq!(excerpt.after, "\", \"of\": \"Guamá\" }");
        assert_eq!(excerpt.text(), "…ic\": \"Tide\", \"of\": \"Guamá\" }");
        let long = format!("tide {}", "x".repeat(100));
        assert!(needle.excerpt(&long, 0..4).text().ends_with("xx…"));
        assert_eq!(needle.excerpt("tide", 0..4).text(), "tide");
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
                let excerpt = needle.excerpt(&text, found);
                prop_assert!(!excerpt.text().contains('\n'));
                prop_assert!(!excerpt.found.is_empty());
            }
        }
    }
}
