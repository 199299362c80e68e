//! Files of environments, and what exports leave out.

use std::collections::BTreeSet;

use super::*;

#[test]
fn environments_have_files_of_their_own() {
    let text = include_str!("../../../../../tests/fixtures/sample.pororoca_environment.json");
    let read = |text: &str| read_environment(text.as_bytes(), ItemId(5));
    let environment = read(text).unwrap();
    assert_eq!((environment.id, environment.name.as_str()), (ItemId(5), "Local"));
    assert!(!environment.is_current);
    assert_eq!(environment.guid(), Some("0b9a6d0e-3f0b-4b57-8d0c-5f0c9b9d2a01"));
    let expected = text.replace("\"isCurrent\": true", "\"isCurrent\": false");
    assert_eq!(write_environment(&environment), expected.trim_end());
    assert_eq!(read(&format!("\u{feff}{text}")), Ok(environment));

    let new = Environment::new(ItemId(5), "New", "new", "2026-11-22T09:30:00-03:00");
    assert_eq!(read(&write_environment(&new)).unwrap().name, "New");
    assert_eq!(
        json::parse(&write_environment(&new)).unwrap().to_compact(),
        r#"{"schema":"Pororoca/1","id":"new","createdAt":"2026-11-22T09:30:00-03:00","name":"New","isCurrent":false,"variables":[]}"#
    );
    for other in [SAMPLE, "{}", "[]"] {
        assert_eq!(read(other), Err(ReadError::NotAnEnvironment));
    }
    assert!(matches!(read("{"), Err(ReadError::Json(_))));
    let deep = format!("{}{}", "[".repeat(MAX_NESTING - 2), "]".repeat(MAX_NESTING - 2));
    let deep = format!("{{\"schema\":\"Pororoca/1\",\"isCurrent\":true,\"x\":{deep}}}");
    assert_eq!(read(&deep), Err(ReadError::TooDeep));
    assert_eq!(environment_file_name("a/b"), "a_b.pororoca_environment.json");
}

fn with_secrets() -> Collection {
    let secret = |key: &str| Variable { is_secret: true, ..Variable::new(key, "hidden") };
    let mut collection = Collection::new(ItemId(1), "c", "", "");
    collection.variables = vec![secret("S"), Variable::new("P", "shown")];
    for id in [2, 3, 4] {
        let mut environment = Environment::new(ItemId(id), &id.to_string(), "", "");
        environment.variables = vec![secret("E")];
        collection.environments.push(environment);
    }
    collection
}

#[test]
fn secrets_are_exported_only_when_asked_for() {
    let collection = with_secrets();
    let hidden = |choices: &ExportChoices| {
        let copy = for_export(&collection, choices);
        let environments: Vec<_> =
            copy.environments.iter().map(|it| (it.id.0, it.variables[0].value.clone())).collect();
        (copy.variables[0].value.clone(), environments)
    };
    let nothing = String::new;
    let default = ExportChoices::default();
    assert_eq!(hidden(&default), (nothing(), vec![(2, nothing()), (3, nothing()), (4, nothing())]));
    assert!(!write(&for_export(&collection, &default)).contains("hidden"));
    assert!(write(&for_export(&collection, &default)).contains("shown"));
    let some = ExportChoices {
        collection_secrets: true,
        left_out: BTreeSet::from([ItemId(2)]),
        with_secrets: BTreeSet::from([ItemId(4)]),
    };
    let kept = "hidden".to_owned();
    assert_eq!(hidden(&some), (kept.clone(), vec![(3, nothing()), (4, kept)]));
    let environment = &collection.environments[0];
    assert!(!write_environment(&environment_for_export(environment, false)).contains("hidden"));
    assert_eq!(environment_for_export(environment, true), *environment);
}

#[test]
fn there_is_a_choice_where_something_may_stay_out() {
    let plain = Collection::new(ItemId(1), "c", "", "");
    let shown = Collection { variables: vec![Variable::new("a", "b")], ..plain.clone() };
    assert!(!has_choices(&plain) && !has_choices(&shown));
    assert_eq!(for_export(&shown, &ExportChoices::default()), shown);
    let secret = Collection { variables: with_secrets().variables, ..plain.clone() };
    assert!(has_choices(&secret) && has_choices(&with_secrets()));
    let mut odd = plain;
    odd.kept.0.push("variables", Json::from("hidden"));
    assert!(has_choices(&odd));
}

#[test]
fn odd_and_repeated_keys_give_no_secret_away() {
    let text = r#"{"schema":"Pororoca/1",
        "variables":[{"key":"a","value":"hidden"},7],"variables":[
            {"key":"a","value":"hidden","value":"hidden","isSecret":true},
            {"key":"a","value":{"x":"hidden"},"isSecret":true}],
        "environments":["hidden",{"variables":[{"value":"hidden"}]}],"environments":[
            {"variables":"hidden"}]}"#;
    let copy = for_export(&read_text(text).unwrap(), &ExportChoices::default());
    assert!(!write(&copy).contains("hidden"), "{}", write(&copy));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn an_environment_is_read_as_it_was_written(json in any_environment_json()) {
        let environment = read_environment(json.to_compact().as_bytes(), ItemId(1)).unwrap();
        let text = write_environment(&environment);
        let again = read_environment(text.as_bytes(), ItemId(1)).unwrap();
        prop_assert_eq!(write_environment(&again), text);
        prop_assert_eq!((again.name, again.is_current), (environment.name, false));
        prop_assert_eq!(again.variables, environment.variables);
    }
}
