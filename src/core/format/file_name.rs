//! File names that every system takes and that show what they are.

use std::borrow::Cow;

/// Longest name in bytes of UTF-8, leaving room for an ending under the 255 of most file systems.
const MAX_BYTES: usize = 120;

/// Stands for a character that cannot be in a file name.
const SUBSTITUTE: char = '_';

/// The part of a file name before its ending, made of whatever a person typed: characters that
/// Windows, macOS or Linux refuse become `_`; invisible ones and those that turn the direction of
/// the text go; so do dots and spaces at the ends. Never empty, at most 120 bytes.
pub fn clean(name: &str) -> String {
    let shown = name.chars().filter(|it| !is_invisible(*it)).map(|it| {
        if matches!(it, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
            SUBSTITUTE
        } else {
            it
        }
    });
    let shown: String = shown.collect();
    let trimmed = trim(&shown);
    let cut = trim(trimmed.get(..trimmed.floor_char_boundary(MAX_BYTES)).unwrap_or_default());
    if cut.is_empty() {
        return "unnamed".to_owned();
    }
    let whole: Cow<'_, str> =
        if is_reserved(cut) { format!("{SUBSTITUTE}{cut}").into() } else { cut.into() };
    whole.into_owned()
}

fn trim(name: &str) -> &str {
    name.trim_matches(|it: char| it == '.' || it.is_whitespace())
}

/// Control characters, line and paragraph separators, bidirectional and zero-width formatting.
fn is_invisible(it: char) -> bool {
    it.is_control()
        || matches!(it,
'\u{AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            // Letters that nobody sees, made to tag a language.
            | '\u{E0000}'..='\u{E007F}')
}

/// Names of devices on Windows, with whatever ending.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|it| {
        let mut characters = it.chars();
        matches!(characters.next(), Some('0'..='9' | '¹' | '²' | '³'))
            && characters.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn examples() {
        for (typed, cleaned) in [
            ("Chat room", "Chat room"),
            ("Olá, 世界 😀", "Olá, 世界 😀"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"),
            ("../../etc/passwd", "_.._etc_passwd"),
            (" . dots . ", "dots"),
            ("tab\there\nline\u{7f}", "tabhereline"),
            ("gpj.\u{202e}exe", "gpj.exe"),
            ("con", "_con"),
            ("Aux.backup", "_Aux.backup"),
            ("LPT9 .x", "_LPT9 .x"),
            ("COM¹", "_COM¹"),
            ("COM10", "COM10"),
            ("console", "console"),
            ("", "unnamed"),
            ("...", "unnamed"),
            ("\u{200f}", "unnamed"),
        ] {
            assert_eq!(clean(typed), cleaned, "{typed:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        assert_eq!(clean(&"é".repeat(100)), "é".repeat(60));
        assert_eq!(clean(&format!("{} é", "a".repeat(119))), "a".repeat(119));
        assert_eq!(clean(&format!("{}€", "a".repeat(118))), "a".repeat(118));
    }

    #[test]
    fn what_attackers_write_becomes_a_harmless_name() {
        for typed in crate::core::attacks() {
            let name = clean(&typed);
            assert!(!name.is_empty() && name.len() <= MAX_BYTES + 1, "{typed:?}: {name:?}");
            let bad = |c: char| is_invisible(c) || "/\\:*?\"<>|".contains(c);
            assert!(!name.contains(bad), "{typed:?}: {name:?}");
            assert!(trim(&name) == name && !is_reserved(&name), "{typed:?}: {name:?}");
        }
    }

    proptest! {
        #[test]
        fn any_name_can_be_saved(typed in "\\PC{0,200}|[./ \\\\:\u{0}-\u{20}a\u{202e}]{0,12}") {
            let name = clean(&typed);
            prop_assert!(!name.is_empty() && name.len() <= MAX_BYTES + 1);
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']));
            prop_assert!(!name.starts_with(['.', ' ']) && !name.ends_with(['.', ' ']));
            prop_assert_eq!(clean(&name), name);
        }
    }
}
