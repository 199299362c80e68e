//! The query of a URL as rows of a table. The URL's text stays the truth for the rows that are
//! enabled; a disabled one is kept beside it, with its place among them. Nothing is decoded or
//! encoded anew: a key or value is what stands in the URL, `{{variables}}` included, and rows that
//! are put back as they were read give the same URL to the letter.

use crate::core::{
    model::DisabledParameter,
    variables::{Reference, references},
};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Whether it stands in the URL.
    pub enabled: bool,
    /// Before the `=`, as the URL has it.
    pub key: String,
    /// After the `=`; `None` where there is none, as in `?debug`.
    pub value: Option<String>,
}

/// The rows of a URL and of what is kept beside it, in the order shown. One that came after more
/// enabled rows than there are now comes last.
pub fn rows(url: &str, disabled: &[DisabledParameter]) -> Vec<Parameter> {
    let mut rows = Vec::new();
    let mut kept = disabled.iter().peekable();
    let parts = query(url).into_iter().flat_map(|query| query.split('&'));
    for (enabled_before, part) in (0_u32..).zip(parts) {
        while let Some(it) = kept.next_if(|it| it.after <= enabled_before) {
            rows.push(disabled_row(it));
        }
        let (key, value) = match part.split_once('=') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (part, None),
        };
        rows.push(Parameter { enabled: true, key: key.to_owned(), value });
    }
    rows.extend(kept.map(disabled_row));
    rows
}

/// The URL with the enabled rows as its query, and what is to be kept beside it.
pub fn put_rows(url: &str, rows: &[Parameter]) -> (String, Vec<DisabledParameter>) {
    let mut query = String::new();
    let mut disabled = Vec::new();
    let mut enabled_before = 0;
    for row in rows {
        if row.enabled {
            query.push(if enabled_before == 0 { '?' } else { '&' });
            query.push_str(&row.key);
            if let Some(value) = &row.value {
                query.push('=');
                query.push_str(value);
            }
            enabled_before += 1;
        } else {
            disabled.push(DisabledParameter {
                after: enabled_before,
                key: row.key.clone(),
                value: row.value.clone(),
            });
        }
    }
    let Parts { before, fragment, .. } = parts(url);
    (format!("{before}{query}{fragment}"), disabled)
}

/// A key as typed into the table, so that it can stand in a URL: only what would end it is encoded.
pub fn key_as_typed(typed: &str) -> String {
    encode_where_needed(typed, &['&', '#', '='])
}

/// A value as typed into the table; see [`key_as_typed`].
pub fn value_as_typed(typed: &str) -> String {
    encode_where_needed(typed, &['&', '#'])
}

/// The URL with a parameter at the end, key and value encoded; others of that key are taken away.
pub fn with_parameter(url: &str, key: &str, value: &str) -> String {
    let Parts { before, query, fragment } = parts(url);
    let encoded = encode(key);
    let others = query.into_iter().flat_map(|query| query.split('&')).filter(|it| {
        let of = it.split('=').next().unwrap_or_default();
        !it.is_empty() && of != key && of != encoded
    });
    let ours = format!("{encoded}={}", encode(value));
    let query = others.chain([ours.as_str()]).collect::<Vec<_>>().join("&");
    format!("{before}?{query}{fragment}")
}

/// Percent-encodes all that is not unreserved (RFC 3986 §2.3).
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            push_encoded(&mut out, byte);
        }
    }
    out
}

/// Variables stay as they are, white space inside their braces included.
fn encode_where_needed(typed: &str, ends: &[char]) -> String {
    let mut out = String::with_capacity(typed.len());
    let mut from = 0;
    for Reference { span, .. } in references(typed) {
        push_where_needed(&mut out, typed.get(from..span.start), ends);
        out.push_str(typed.get(span.clone()).unwrap_or_default());
        from = span.end;
    }
    push_where_needed(&mut out, typed.get(from..), ends);
    out
}

fn push_where_needed(out: &mut String, text: Option<&str>, ends: &[char]) {
    for character in text.unwrap_or_default().chars() {
        if character.is_whitespace() || ends.contains(&character) {
            character.encode_utf8(&mut [0; 4]).bytes().for_each(|it| push_encoded(out, it));
        } else {
            out.push(character);
        }
    }
}

fn push_encoded(out: &mut String, byte: u8) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.extend(DIGITS.get(usize::from(digit)));
    }
}

struct Parts<'a> {
    before: &'a str,
    /// Without its `?`.
    query: Option<&'a str>,
    /// With its `#`.
    fragment: &'a str,
}

fn parts(url: &str) -> Parts<'_> {
    let (before, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    match before.split_once('?') {
        Some((before, query)) => Parts { before, query: Some(query), fragment },
        None => Parts { before, query: None, fragment },
    }
}

fn query(url: &str) -> Option<&str> {
    parts(url).query
}

fn disabled_row(it: &DisabledParameter) -> Parameter {
    Parameter { enabled: false, key: it.key.clone(), value: it.value.clone() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn on(key: &str, value: Option<&str>) -> Parameter {
        Parameter { enabled: true, key: key.to_owned(), value: value.map(str::to_owned) }
    }

    fn off(key: &str, value: Option<&str>) -> Parameter {
        Parameter { enabled: false, ..on(key, value) }
    }

    #[test]
    fn reads_a_query_as_it_is_typed() {
        let check =
            |url: &str, expected: &[Parameter]| assert_eq!(rows(url, &[]), expected, "{url}");
        check("ws://a/b", &[]);
        check("ws://a/b?", &[on("", None)]);
        check("ws://a?x=1&x=2", &[on("x", Some("1")), on("x", Some("2"))]);
        check("ws://a?debug&y=", &[on("debug", None), on("y", Some(""))]);
        check("ws://a?q=a=b?c%20d+e#f?g=h", &[on("q", Some("a=b?c%20d+e"))]);
        check("{{base}}?k={{ some value }}", &[on("k", Some("{{ some value }}"))]);
        check("ws://a?x&&y", &[on("x", None), on("", None), on("y", None)]);
    }

    #[test]
    fn a_disabled_row_keeps_its_place() {
        let table = [on("a", Some("1")), off("b", Some("2")), off("c", None), on("d", Some("4"))];
        let (url, disabled) = put_rows("ws://h/p?old#f", &table);
        assert_eq!(url, "ws://h/p?a=1&d=4#f");
        assert_eq!(rows(&url, &disabled), table);
        // Typing in the URL moves only what it has to.
        let after = rows("ws://h/p?x&a=1&d=4", &disabled);
        assert_eq!(
            after.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(),
            ["x", "b", "c", "a", "d"]
        );
        let without = rows("ws://h/p", &disabled);
        assert_eq!(without, [off("b", Some("2")), off("c", None)]);
    }

    #[test]
    fn the_question_mark_goes_with_the_last_row() {
        assert_eq!(put_rows("ws://h/p?a=1", &[]).0, "ws://h/p");
        assert_eq!(put_rows("ws://h/p?a=1#f", &[off("a", Some("1"))]).0, "ws://h/p#f");
    }

    #[test]
    fn typing_in_the_table_cannot_break_out_of_its_cell() {
        assert_eq!(value_as_typed("a&b=c#d e%20+é"), "a%26b=c%23d%20e%20+é");
        assert_eq!(key_as_typed("a=b"), "a%3Db");
        assert_eq!(value_as_typed("x {{ my-name }} y"), "x%20{{ my-name }}%20y");
        assert_eq!(value_as_typed("{{open & more"), "{{open%20%26%20more");
        assert_eq!(value_as_typed("{{a&b}} {{ c }}"), "{{a%26b}}%20{{ c }}");
        assert_eq!(value_as_typed("\u{a0}"), "%C2%A0");
    }

    #[test]
    fn a_parameter_at_the_end() {
        assert_eq!(with_parameter("ws://a", "t", "a/b=="), "ws://a?t=a%2Fb%3D%3D");
        assert_eq!(with_parameter("ws://a?x=1#f", "t", "é"), "ws://a?x=1&t=%C3%A9#f");
        assert_eq!(with_parameter("ws://a?", "t", ""), "ws://a?t=");
        assert_eq!(with_parameter("ws://a?t=old&u=t&t&x", "t", "1"), "ws://a?u=t&x&t=1");
        assert_eq!(with_parameter("ws://a?a%20b=old", "a b", "1"), "ws://a?a%20b=1");
    }

    fn parameter() -> impl Strategy<Value = Parameter> {
        let text = "[a-z%&#=+ {}?é]{0,6}";
        (any::<bool>(), text, proptest::option::of(text)).prop_map(|(enabled, key, value)| {
            let value = value.map(|it| value_as_typed(&it));
            Parameter { enabled, key: key_as_typed(&key), value }
        })
    }

    proptest! {
        #[test]
        fn a_url_comes_back_to_the_letter(url in "(ws://h)?[a-z/?&=#%+ {}é]{0,24}") {
            let table = rows(&url, &[]);
            let (again, disabled) = put_rows(&url, &table);
            prop_assert_eq!(again, url);
            prop_assert_eq!(disabled, []);
        }

        #[test]
        fn a_table_comes_back_as_it_was(
            table in prop::collection::vec(parameter(), 0..8),
            url in "ws://h/[a-z?&=#]{0,8}",
        ) {
            let (url, disabled) = put_rows(&url, &table);
            prop_assert_eq!(rows(&url, &disabled), table);
        }
    }
}
