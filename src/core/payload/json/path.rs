//! JSONPath (RFC 9535): the name of one value in a JSON text.

/// Appends the step to an object's value.
pub(super) fn push_key(path: &mut String, key: &str) {
    if is_shorthand(key) {
        path.push('.');
        path.push_str(key);
        return;
    }
    path.push_str("['");
    for c in key.chars() {
        match c {
            '\'' | '\\' => path.extend(['\\', c]),
            '\n' => path.push_str("\\n"),
            '\r' => path.push_str("\\r"),
            '\t' => path.push_str("\\t"),
            '\u{8}' => path.push_str("\\b"),
            '\u{c}' => path.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let digit = |shift: u32| char::from_digit(u32::from(c) >> shift & 15, 16);
                path.push_str("\\u00");
                path.extend([digit(4), digit(0)].into_iter().flatten());
            }
            _ => path.push(c),
        }
    }
    path.push_str("']");
}

/// Appends the step to an array's value.
pub(super) fn push_index(path: &mut String, index: u32) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}

/// Whether a key may stand after a dot (`member-name-shorthand`).
fn is_shorthand(key: &str) -> bool {
    let is_first = |c: char| c == '_' || c.is_ascii_alphabetic() || !c.is_ascii();
    key.chars().next().is_some_and(is_first)
        && key.chars().all(|c| is_first(c) || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_rfc_9535_says() {
        for (key, step) in [
            ("level_m", ".level_m"),
            ("maré", ".maré"),
            ("a1", ".a1"),
            ("1a", "['1a']"),
            ("", "['']"),
            ("a.b", "['a.b']"),
            ("it's \\ \"x\"", "['it\\'s \\\\ \"x\"']"),
            ("a\n\u{1}", "['a\\n\\u0001']"),
        ] {
            let mut path = String::from("$");
            push_key(&mut path, key);
            assert_eq!(path, format!("${step}"));
        }
        let mut path = String::from("$.items");
        push_index(&mut path, 3);
        assert_eq!(path, "$.items[3]");
    }
}
