use proptest::prelude::*;

use super::*;

/// Any JSON, with keys that repeat now and then.
pub(crate) fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?".prop_map(Json::Number),
        any_text().prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            prop::collection::vec((any_text(), inner), 0..4)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

/// Any text, with more of what needs care than chance gives.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-c\"\\\\/\u{0}-\u{1f}\u{7f}é€😀\u{2028}]{0,8}"]
}

#[test]
fn numbers_are_written_as_they_were_spelled() {
    let text = "[1.10,2.0,-0,0.1e-7,1E+5,1e400,123456789012345678901234567890]";
    assert_eq!(parse(text).unwrap().to_compact(), text);
}

#[test]
fn repeated_keys_stay_and_the_last_one_counts() {
    let text = r#"{"a":1,"b":2,"a":3}"#;
    let Json::Object(mut object) = parse(text).unwrap() else { panic!("not an object") };
    assert_eq!(object.get("a"), Some(&Json::from(3)));
    object.set("a", Json::from(4), &[]);
    assert_eq!(Json::Object(object).to_compact(), r#"{"a":1,"b":2,"a":4}"#);
}

#[test]
fn a_new_key_takes_its_place_in_the_order() {
    let Json::Object(mut object) = parse(r#"{"x":0,"a":0,"d":0}"#).unwrap() else { panic!() };
    object.set("c", Json::Null, &["a", "b", "c", "d"]);
    object.set("b", Json::Null, &["a", "b", "c", "d"]);
    object.set("e", Json::Null, &["a", "b", "c", "d", "e"]);
    let keys: Vec<_> = object.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["x", "a", "b", "c", "d", "e"]);
}

#[test]
fn strings_are_escaped_as_system_text_json_does() {
    let json = Json::from("\"\\\u{8}\u{c}\n\r\t\u{1f}\u{7f}/<é😀");
    assert_eq!(json.to_compact(), r#""\"\\\b\f\n\r\t\u001F\u007F/<é😀""#);
}

#[test]
fn errors_name_the_place() {
    let at = |text: &str| {
        let error = parse(text).unwrap_err();
        (error.kind, error.line, error.column)
    };
    assert_eq!(at(" \n"), (JsonErrorKind::Empty, 2, 1));
    assert_eq!(at("{\n  \"é\": x"), (JsonErrorKind::Unexpected, 2, 8));
    assert_eq!(at("{\"a\": [1, 2"), (JsonErrorKind::Truncated, 1, 12));
    assert_eq!(at("{\"a\": \"é"), (JsonErrorKind::Truncated, 1, 9));
    assert_eq!(at("[1,]"), (JsonErrorKind::Unexpected, 1, 4));
    assert_eq!(at("[] []"), (JsonErrorKind::Unexpected, 1, 4));
    assert_eq!(at("\"\\ud83d\""), (JsonErrorKind::Unexpected, 1, 8));
}

#[test]
fn depth_is_bounded() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert_eq!(parse(&nested(MAX_DEPTH)).unwrap().depth(), MAX_DEPTH);
    for levels in [MAX_DEPTH + 1, 1_000_000] {
        assert_eq!(parse(&nested(levels)).unwrap_err().kind, JsonErrorKind::TooDeep);
    }
}

fn same_as_serde(ours: &Json, theirs: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (ours, theirs) {
        (Json::Null, Value::Null) | (Json::Number(_), Value::Number(_)) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::String(a), Value::String(b)) => a == b,
        (Json::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_as_serde(a, b))
        }
        (Json::Object(a), Value::Object(b)) => {
            b.iter().all(|(key, value)| a.get(key).is_some_and(|ours| same_as_serde(ours, value)))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read_back(json in any_json()) {
        prop_assert_eq!(&parse(&json.to_compact()).unwrap(), &json);
        prop_assert_eq!(&parse(&json.to_pretty()).unwrap(), &json);
    }

    #[test]
    fn serde_json_reads_what_we_write(json in any_json()) {
        let pretty = json.to_pretty();
        match serde_json::from_str(&pretty) {
            Ok(theirs) => prop_assert!(same_as_serde(&json, &theirs)),
            Err(error) => prop_assert!(error.to_string().starts_with("number out of range")),
        }
    }

    /// Text near JSON: both take it or both refuse it.
    #[test]
    fn serde_json_takes_and_refuses_the_same(
        json in any_json(), at in any::<prop::sample::Index>(), junk in "[\\[\\]{},:\"\\\\0-9eE.+ut-]{0,2}",
    ) {
        let mut text = json.to_compact();
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = *at.get(&bounds);
        let end = cut + text[cut..].chars().next().map_or(0, char::len_utf8);
        text.replace_range(cut..end, &junk);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        if theirs.as_ref().is_err_and(|it| it.to_string().starts_with("number out of range")) {
            return Ok(());
        }
        prop_assert_eq!(parse(&text).is_ok(), theirs.is_ok(), "{}", text);
    }
}
