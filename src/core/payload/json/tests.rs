use super::{JsonProblemKind::*, Prettifier, TokenKind, check, is_json, pretty, tokens};
use proptest::prelude::*;

#[test]
fn printed_pretty() {
    let check =
        |text: &str, expected: &str| assert_eq!(pretty(text).as_deref(), Ok(expected), "{text}");
    check("1", "1");
    check(" \r\n\t\"a\" ", "\"a\"");
    check("[]", "[]");
    check("{ }", "{}");
    check("[ [ ] , { } ]", "[\n  [],\n  {}\n]");
    check("[1,2]", "[\n  1,\n  2\n]");
    check(
        r#"{"b":1,"a":{"c":[true,null]},"b":2}"#,
        "{\n  \"b\": 1,\n  \"a\": {\n    \"c\": [\n      true,\n      null\n    ]\n  },\n  \"b\": 2\n}",
    );
    check("[[1],[2]]", "[\n  [\n    1\n  ],\n  [\n    2\n  ]\n]");
    check(r#"{"a\u0041\n\"":"[1, 2]"}"#, "{\n  \"a\\u0041\\n\\\"\": \"[1, 2]\"\n}");
    for spelt in [
        "12345678901234567890",
        "1.0",
        "1.10",
        "1e5",
        "1E+05",
        "-0",
        "-0.0e-0",
        "0.1",
        "1e400",
        "\"\\ud800\"",
        "\"\\/\"",
        "\"\u{7f}\u{2028}maré 🌊\"",
        "true",
        "false",
        "null",
    ] {
        check(spelt, spelt);
        check(&format!("[{spelt}]"), &format!("[\n  {spelt}\n]"));
    }
}

#[test]
fn what_is_wrong_with_a_text() {
    // The bad part stands between « and ».
    for (marked, kind) in [
        ("«»", UnexpectedEnd),
        (" \n«»", UnexpectedEnd),
        ("[«»", UnexpectedEnd),
        ("[1,«»", UnexpectedEnd),
        ("{\"a\"«»", UnexpectedEnd),
        ("{\"a\":«»", UnexpectedEnd),
        ("[«}»", Unexpected('}')),
        ("«]»", Unexpected(']')),
        ("[1«}»", Unexpected('}')),
        ("{«]»", Unexpected(']')),
        ("[1,«]»", Unexpected(']')),
        ("{\"a\":1,«}»", Unexpected('}')),
        ("[«,»1]", Unexpected(',')),
        ("[1 «2»]", Unexpected('2')),
        ("{«1»:2}", Unexpected('1')),
        ("{«a»:2}", Unexpected('a')),
        ("{\"a\" «\"»b\"}", Unexpected('"')),
        ("{\"a\"«,»1}", Unexpected(',')),
        ("[«'»a']", Unexpected('\'')),
        ("«é»", Unexpected('é')),
        ("«\u{feff}»{}", Unexpected('\u{feff}')),
        ("[1] «/» comment", TextAfterValue),
        ("{}«{}»", TextAfterValue),
        ("1 «2»", TextAfterValue),
        ("«nul»", UnknownWord),
        ("[«True»]", UnknownWord),
        ("«truex»", UnknownWord),
        ("«NaN»", UnknownWord),
        ("«hello» world", UnknownWord),
        ("«01»", BadNumber),
        ("«-»", BadNumber),
        ("«-01»", BadNumber),
        ("«00»", BadNumber),
        ("«1.»", BadNumber),
        ("«.5»", BadNumber),
        ("«+1»", BadNumber),
        ("«1.e5»", BadNumber),
        ("«1e»", BadNumber),
        ("«1e+»", BadNumber),
        ("«0x10»", BadNumber),
        ("[«1a»]", BadNumber),
        ("«1-2»", BadNumber),
        ("«1.2.3»", BadNumber),
        ("[«\"abc»", UnclosedString),
        ("«\"»", UnclosedString),
        ("\"a«\\»", UnclosedString),
        ("\"«\\x»\"", BadEscape),
        ("\"«\\é»\"", BadEscape),
        ("\"«\\u»12\"", BadEscape),
        ("\"«\\u»12G4\"", BadEscape),
        ("\"a«\n»\"", ControlCharacter('\n')),
        ("\"«\0»\"", ControlCharacter('\0')),
    ] {
        let text = marked.replace(['«', '»'], "");
        let start = marked.find('«').unwrap_or_default();
        let mut end = marked.find('»').unwrap_or_default() - '«'.len_utf8();
        if kind == TextAfterValue {
            end = text.len();
        }
        match check(&text) {
            Ok(()) => panic!("{text:?} was accepted"),
            Err(problem) => {
                assert_eq!((problem.kind, problem.at.span), (kind, start..end), "{text:?}");
            }
        }
        assert!(pretty(&text).is_err());
        assert!(!is_json(&text));
    }
}

#[test]
fn problems_have_a_line_and_column() {
    let at = |text: &str| check(text).err().map(|problem| (problem.at.line, problem.at.column));
    assert_eq!(at("["), Some((1, 2)));
    assert_eq!(at("[\n  1,\n  é\n]"), Some((3, 3)));
    assert_eq!(at("{\n\"maré 🌊\": x}"), Some((2, 11)));
    assert_eq!(at("[\n"), Some((2, 1)));
}

#[test]
fn parts_of_a_line() {
    use TokenKind::{Key, Number, Plain, Punctuation, String, Word};
    let check = |line: &str, expected: &[(&str, TokenKind)]| {
        let found: Vec<_> = tokens(line)
            .into_iter()
            .map(|token| (line.get(token.span).unwrap_or("?"), token.kind))
            .collect();
        assert_eq!(found, expected, "{line}");
    };
    check("", &[]);
    check(
        "  \"a\": 1,",
        &[
            ("  ", Plain),
            ("\"a\"", Key),
            (":", Punctuation),
            (" ", Plain),
            ("1", Number),
            (",", Punctuation),
        ],
    );
    check(
        "\"a\\\":\" : \"b:\"",
        &[("\"a\\\":\"", Key), (" ", Plain), (":", Punctuation), (" ", Plain), ("\"b:\"", String)],
    );
    check(
        "[-1.5e+3,true]",
        &[
            ("[", Punctuation),
            ("-1.5e+3", Number),
            (",", Punctuation),
            ("true", Word),
            ("]", Punctuation),
        ],
    );
    check("{}", &[("{", Punctuation), ("}", Punctuation)]);
    check("null false", &[("null", Word), (" ", Plain), ("false", Word)]);
    check("maré, \"open", &[("maré", Plain), (",", Punctuation), (" ", Plain), ("\"open", String)]);
    check("\"\\", &[("\"\\", String)]);
    check("\"\\é\"", &[("\"\\é\"", String)]);
}

#[test]
fn depth_costs_neither_stack_nor_memory() {
    let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    assert!(is_json(&deep));
    assert!(pretty(&deep).is_ok_and(|printed| printed.len() < 100 * deep.len()));
    assert!(!is_json(&"{\"a\":".repeat(1_000_000)));
    let indent =
        |printed: &str| printed.lines().map(|line| line.len() - line.trim_start().len()).max();
    let nested = |levels: usize| "[".repeat(levels) + "1" + &"]".repeat(levels);
    assert_eq!(pretty(&nested(32)).ok().as_deref().and_then(indent), Some(64));
    assert_eq!(pretty(&nested(40)).ok().as_deref().and_then(indent), Some(64));
}

#[test]
fn ten_megabytes_are_printed() {
    let item = r#"{"id":123,"name":"maré","values":[1.50,2e3,null]}"#;
    let text = format!("[{}]", vec![item; 10_000_000 / item.len()].join(","));
    assert!(pretty(&text).is_ok_and(|printed| printed.lines().count() > 1_000_000));
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|items| Value::Object(items.into_iter().collect())),
        ]
    })
}

fn without_white_space(text: &str) -> Option<String> {
    let mut out = String::new();
    super::scan::scan(text, &mut |_, part| match part {
        super::scan::Part::Open(bracket) | super::scan::Part::Close(bracket) => out.push(bracket),
        super::scan::Part::Comma => out.push(','),
        super::scan::Part::Colon => out.push(':'),
        super::scan::Part::Scalar(spelt) => out.push_str(spelt),
    })
    .ok()?;
    Some(out)
}

proptest! {
    #[test]
    fn printing_changes_white_space_only(value in any_json()) {
        let text = value.to_string();
        let printed = pretty(&text);
        prop_assert!(printed.is_ok());
        let printed = printed.unwrap_or_default();
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&printed).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(without_white_space(&printed), Some(text));
        prop_assert_eq!(pretty(&printed), Ok(printed.clone()));
        prop_assert_eq!(Some(printed), serde_json::to_string_pretty(&value).ok());
    }

    /// The same texts are JSON here and for serde_json.
    #[test]
    fn strict_as_another_reader(text in "[\\[\\]{},:\"\\\\ \n0-9.eE+\\-a-u]{0,12}|[\\[{]{0,3}(\"[a\\\\u0\"]{0,8}\"|-?[0-9]{1,3}[.eE+\\-0-9]{0,4}|true|nul|null)?[,:]?[\\]}]{0,3}") {
        let other = serde_json::from_str::<serde::de::IgnoredAny>(&text);
        prop_assert_eq!(is_json(&text), other.is_ok(), "{:?} {:?}", text, other.err());
    }

    #[test]
    fn parts_are_the_whole_line(line in "\\PC*|[\"\\\\{}:, 0-9a-z\\-é]*") {
        let mut end = 0;
        for token in tokens(&line) {
            prop_assert_eq!(token.span.start, end);
            prop_assert!(line.get(token.span.clone()).is_some_and(|part| !part.is_empty()));
            end = token.span.end;
        }
        prop_assert_eq!(end, line.len());
    }
}

proptest! {
    #[test]
    fn printed_in_goes_is_the_same(step in 1_usize..30) {
        let text = "{\"a\": [1, 2.50, {\"b\" :null}], \"long\": \"0123456789012345678901234567890123456789\" }";
        let mut printer = Prettifier::new(text);
        let mut until = 0;
        let printed = loop {
            until += step;
            if let Some(printed) = printer.go_on(text, until).expect("JSON") {
                break printed;
            }
            prop_assert!(printer.at() < text.len());
        };
        prop_assert_eq!(printed, pretty(text).expect("JSON"));
    }
}
