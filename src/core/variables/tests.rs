//! Names, meanings, values, and that no text is too strange.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

fn sample() -> Sample {
    // 2026-03-20 14:25:26.108 in Brasília.
    Sample { seed: 7, moment: Moment { at_ms: 1_774_027_526_108.0, offset_minutes: -180 } }
}

fn scopes(variables: &[(&str, &str)]) -> Scopes {
    let mut scopes = Scopes::default();
    for (name, value) in variables {
        let secret = name.starts_with("secret");
        let value = (*value).to_owned();
        scopes.define(name, Definition { value, secret, origin: Origin::Collection });
    }
    scopes
}

fn resolved(text: &str, variables: &[(&str, &str)]) -> Resolved {
    resolve(text, &scopes(variables), &mut sample()).expect(text)
}

fn problem(text: &str, variables: &[(&str, &str)]) -> VariableProblem {
    resolve(text, &scopes(variables), &mut sample()).expect_err(text)
}

fn value(name: &str) -> String {
    resolved(&format!("{{{{{name}}}}}"), &[]).text
}

#[test]
fn a_reference_is_a_name_in_two_braces() {
    let check = |text: &str, expected: &[&str]| {
        let found: Vec<_> = references(text).into_iter().map(|it| &text[it.name]).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("{{a}}", &["a"]);
    check("x{{ a }}y{{\t$b-1.c_d\n}}", &["a", "$b-1.c_d"]);
    check("{{maré}} {{9}} {{.}}", &["maré", "9", "."]);
    check("{{{a}}} {\"n\":{{n}}}", &["a", "n"]);
    check("{{a}}{{b}}}}", &["a", "b"]);
    for text in
        ["", "{a}", "{{}}", "{{ }}", "{{$}}", "{{a b}}", "{{a}", "{{a", "{{a$}}", "{ {a}}", "}}{{"]
    {
        check(text, &[]);
    }
    let all = references("é{{ a }}!");
    assert_eq!((all[0].span.clone(), all[0].name.clone()), (2..9, 5..6));
}

#[test]
fn values_come_in_the_place_of_names() {
    let check = |text: &str, expected: &str| {
        assert_eq!(resolved(text, &[("Host", "example"), ("empty", "")]).text, expected);
    };
    check("ws://{{Host}}/{{ Host }}", "ws://example/example");
    check("{{empty}}", "");
    check("{{host}}", "{{host}}");
    check("{{Host}", "{{Host}");
}

#[test]
fn names_without_a_meaning_stay_and_are_told() {
    let it = resolved("é{{ a }}{{b}}", &[("b", "{{c}}!")]);
    assert_eq!(it.text, "é{{ a }}{{c}}!");
    let told: Vec<_> = it.unknown.into_iter().map(|it| (it.span, it.name)).collect();
    assert_eq!(told, [(2..9, "a".to_owned()), (9..14, "c".to_owned())]);
}

#[test]
fn what_is_defined_first_wins_and_predefined_ones_always() {
    let mut scopes = Scopes::default();
    let define = |scopes: &mut Scopes, name, value: &str, origin| {
        scopes.define(name, Definition { value: value.to_owned(), secret: false, origin });
    };
    define(&mut scopes, "a", "environment", Origin::Environment);
    define(&mut scopes, "a", "collection", Origin::Collection);
    define(&mut scopes, "$GUID", "mine", Origin::Environment);
    define(&mut scopes, "$own", "dollar", Origin::Environment);
    define(&mut scopes, "", "nameless", Origin::Environment);
    let it = resolve("{{a}} {{$own}} {{$Guid}}", &scopes, &mut sample()).expect("resolves");
    assert!(it.text.starts_with("environment dollar "), "{}", it.text);
    assert!(!it.text.contains("mine") && it.has_predefined);
    assert_eq!(scopes.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["$own", "a"]);
}

#[test]
fn a_collection_and_its_current_environment_say_what_names_mean() {
    use crate::core::model::{Collection, Environment, ItemId, Variable};
    let mut collection = Collection::new(ItemId(1), "Lab", "", "");
    let off = Variable { enabled: false, ..Variable::new("off", "collection") };
    collection.variables =
        vec![Variable::new("a", "collection"), Variable::new("b", "collection"), off];
    for (id, name, is_current) in [(2, "Local", false), (3, "Staging", true)] {
        let mut environment = Environment::new(ItemId(id), name, "", "");
        environment.is_current = is_current;
        let off = Variable { enabled: false, ..Variable::new("b", "off") };
        environment.variables = vec![Variable::new("a", name), off];
        collection.environments.push(environment);
    }
    let scopes = Scopes::of(&collection);
    let it = resolve("{{a}} {{b}} {{off}}", &scopes, &mut sample()).expect("resolves");
    assert_eq!(it.text, "Staging collection {{off}}");
    assert_eq!(scopes.name_of(Origin::Environment), "Staging");
    assert_eq!(scopes.name_of(Origin::Collection), "Lab");
}

#[test]
fn values_hold_others_to_four_levels() {
    let chain = [("a", "<{{b}}>"), ("b", "{{c}}"), ("c", "{{d}}"), ("d", "{{e}}"), ("e", "end")];
    assert_eq!(resolved("{{b}}", &chain).text, "end");
    let it = problem("-{{ a }}", &chain);
    assert_eq!((it.kind, it.span), (VariableProblemKind::TooDeep, 1..8));
    assert_eq!(it.chain, ["a", "b", "c", "d", "e"]);
    // A predefined or an unknown one within the fourth is no level of its own.
    let chain = [("a", "{{b}}"), ("b", "{{c}}"), ("c", "{{d}}"), ("d", "{{$today}} {{e}}")];
    assert_eq!(resolved("{{a}}", &chain).text, "2026-03-20 {{e}}");
}

#[test]
fn a_cycle_is_told_with_its_names() {
    let it = problem("{{ok}} {{a}}", &[("ok", "1"), ("a", "{{b}}"), ("b", "x{{a}}")]);
    assert_eq!((it.kind, it.span), (VariableProblemKind::Cycle, 7..12));
    assert_eq!(it.chain, ["a", "b", "a"]);
    assert_eq!(problem("{{a}}", &[("a", "{{a}}")]).chain, ["a", "a"]);
    // The same name twice, but not within itself, is none.
    assert_eq!(resolved("{{a}}{{a}}", &[("a", "{{b}}{{b}}"), ("b", "1")]).text, "1111");
}

#[test]
fn variables_that_multiply_are_stopped() {
    let many = |name: &str| format!("{{{{{name}}}}}").repeat(2000);
    let (a, b, c) = (many("b"), many("c"), many("d"));
    let it = problem("{{a}}", &[("a", &a), ("b", &b), ("c", &c), ("d", "")]);
    assert_eq!(it.kind, VariableProblemKind::TooLong);
}

#[test]
fn secrets_are_sent_and_not_shown() {
    let all = [("secret", "{{b}}!"), ("b", "1"), ("c", "{{secret}}"), ("secret-empty", "")];
    let scopes = scopes(&all);
    let text = "{{c}} {{b}} {{secret-empty}} {{$guid}}";
    let sent = resolve(text, &scopes, &mut sample()).expect("resolves");
    assert!(sent.text.starts_with("1! 1  "), "{}", sent.text);
    assert_eq!(sent.secrets, [0..2, 5..5]);
    let seen = shown(text, &scopes, None).expect("resolves");
    assert_eq!(seen.text, "•••••• 1  {{$guid}}");
    assert!(seen.has_predefined);
    assert_eq!(
        seen.secrets.iter().map(|it| &seen.text[it.clone()]).collect::<Vec<_>>(),
        ["••••••", ""]
    );
    // What is made anew each time is the same in both.
    let guid = sent.text.rsplit(' ').next().expect("the last word").to_owned();
    assert_eq!(sent.masked().text, format!("•••••• 1  {guid}"));
    let seen = shown("{{$today}}", &scopes, Some(&mut sample())).expect("resolves");
    assert_eq!((seen.text.as_str(), seen.secrets.as_slice()), ("2026-03-20", &[][..]));
}

#[test]
fn predefined_ones() {
    assert_eq!(Predefined::ALL.len(), 19);
    for it in Predefined::ALL {
        assert_eq!(Predefined::named(&it.name().to_uppercase()), Some(*it));
        assert!(!value(it.name()).is_empty() && !value(it.name()).contains('$'), "{it:?}");
    }
    assert_eq!(Predefined::named("guid"), None);
    assert_eq!(value("$now"), "2026-03-20T14:25:26.1080000-03:00");
    assert_eq!(value("$today"), "2026-03-20");
    assert_eq!(value("$timestamp"), "1774027526");
    let guid = value("$GUID");
    assert_eq!(guid.len(), 36);
    assert_eq!(guid.as_bytes()[14], b'4');
    assert!(matches!(guid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{guid}");
    let two = resolved("{{$guid}} {{$guid}}", &[]).text;
    let (one, other) = two.split_once(' ').expect("two");
    assert_ne!(one, other);
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// The rule of the Receita Federal: both check digits make the weighted sum fit.
fn has_right_check_digits(digits: &[u32], weights: &[u32]) -> bool {
    [(1, digits.len() - 2), (0, digits.len() - 1)].into_iter().all(|(skipped, at)| {
        let sum: u32 = digits[..at].iter().zip(&weights[skipped..]).map(|(a, b)| a * b).sum();
        digits[at] == (sum * 10 % 11) % 10
    })
}

const CPF: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

#[test]
fn the_check_of_check_digits_knows_published_numbers() {
    assert!(has_right_check_digits(&digits("529.982.247-25"), &CPF));
    assert!(!has_right_check_digits(&digits("529.982.247-26"), &CPF));
    assert!(has_right_check_digits(&digits("11.222.333/0001-81"), &CNPJ));
}

#[test]
fn fields_show_what_a_name_is() {
    let all = scopes(&[("a", "1"), ("b", "{{nope}}"), ("c", "{{c}}")]);
    let text = "x{{a}}{{b}}{{c}}{{d}}{{$GUID}}y";
    let kinds: Vec<_> = pieces(text, &all).into_iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [
            None,
            Some(MarkKind::Known),
            Some(MarkKind::Unknown),
            Some(MarkKind::Broken),
            Some(MarkKind::Unknown),
            Some(MarkKind::Predefined),
            None
        ]
    );
}

#[test]
fn a_text_is_explained_by_its_variables() {
    let all = scopes(&[("a", "1{{b}}"), ("b", "2"), ("secret", "s"), ("c", "{{c}}")]);
    let it = explain("{{a}}{{ a }}-{{secret}}{{$guid}}{{no}}", &all).expect("has variables");
    assert_eq!(it.text.as_deref(), Ok("1212-••••••{{$guid}}{{no}}"));
    let defined = |text: &str| Value::Defined(text.to_owned(), Origin::Collection);
    let values: Vec<_> = it.variables.into_iter().map(|it| (it.name, it.value)).collect();
    assert_eq!(
        values,
        [
            ("a".to_owned(), defined("12")),
            ("secret".to_owned(), defined("••••••")),
            ("$guid".to_owned(), Value::Predefined),
            ("no".to_owned(), Value::Unknown),
        ]
    );
    let it = explain("{{c}}", &all).expect("has variables");
    assert!(it.text.is_err() && matches!(it.variables[0].value, Value::Broken(_)));
    assert_eq!(explain("{a}", &all), None);
}

#[test]
fn a_name_being_typed_is_completed() {
    let check = |text: &str, expected: Option<(&str, Range<usize>)>| {
        let caret = text.split('|').next().expect("before").encode_utf16().count();
        let open = open_at(&text.replace('|', ""), caret);
        let open = open.as_ref().map(|it| (it.typed.as_str(), it.span.clone()));
        assert_eq!(open, expected, "{text}");
    };
    check("{{|", Some(("", 0..2)));
    check("ws://{{ho|", Some(("ho", 5..9)));
    check("🌊{{ ho|st }}!", Some(("ho", 2..12)));
    check("{{$gu|", Some(("$gu", 0..5)));
    check("{{$|", Some(("$", 0..3)));
    check("{{a|}} {{b}}", Some(("a", 0..5)));
    check("{{a|}", Some(("a", 0..3)));
    for closed in ["|", "{|", "{{a}}|", "{{a b|", "a|{{b}}", "{|{b}}", "{{é$|"] {
        check(closed, None);
    }
}

#[test]
fn the_caret_is_in_a_variable_or_not() {
    for (caret, expected) in [
        (0, None),
        (2, Some(0)),
        (4, Some(0)),
        (7, Some(0)),
        (8, None),
        (9, Some(1)),
        (99, Some(1)),
    ] {
        assert_eq!(mark_at("🌊{{a}}--{{b}}", caret), expected, "{caret}");
    }
}

#[test]
fn completions_begin_with_what_was_typed() {
    let all = scopes(&[("host", "h"), ("HostPort", "1"), ("ghost", "g"), ("$guid", "hidden")]);
    let names = |typed: &str| -> Vec<String> {
        completions(typed, &all).into_iter().map(|it| it.name).collect()
    };
    assert_eq!(names("HOST"), ["HostPort", "host", "ghost"]);
    assert_eq!(names("cpfd"), ["$randomCpfDigitsOnly"]);
    assert_eq!(names("$gu"), ["$guid"]);
    assert_eq!(names("guid"), ["$guid"]);
    assert_eq!(names("").len(), 3 + 19);
    assert_eq!(completions("ghost", &all)[0].written(), "{{ghost}}");
    assert!(completions("zzz", &all).is_empty());
}

/// Texts rich in what matters here.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("{{".to_owned()),
        Just("}}".to_owned()),
        Just("{".to_owned()),
        Just("{{a}}".to_owned()),
        Just("{{ b }}".to_owned()),
        Just("{{$guid}}".to_owned()),
        Just(" ".to_owned()),
        "[a-c$🌊é{}\\.]{0,4}",
        any::<String>(),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn nothing_panics_and_pieces_are_the_text(text in texts(), value in texts(), caret in 0..99usize) {
        let scopes = scopes(&[("a", &value), ("b", "{{a}}")]);
        drop(resolve(&text, &scopes, &mut sample()));
        drop(shown(&text, &scopes, None));
        drop(open_at(&text, caret));
        let joined: String = pieces(&text, &scopes).into_iter().map(|it| it.text).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn a_text_without_variables_is_unchanged(text in any::<String>()) {
        prop_assume!(references(&text).is_empty());
        let it = resolved(&text, &[("a", "1")]);
        prop_assert_eq!(it, Resolved { text, ..Resolved::default() });
    }

    #[test]
    fn without_definitions_nothing_changes_and_all_is_told(text in texts()) {
        prop_assume!(!text.contains('$'));
        let it = resolved(&text, &[]);
        prop_assert_eq!(&it.text, &text);
        prop_assert_eq!(it.unknown.len(), references(&text).len());
    }

    #[test]
    fn a_value_stands_wherever_its_name_does(before in "[^{}]*", after in "[^{}]*", value in "[^{}]*") {
        let it = resolved(&format!("{before}{{{{a}}}}{after}"), &[("a", &value)]);
        prop_assert_eq!(it.text, format!("{before}{value}{after}"));
    }

    #[test]
    fn documents_dates_and_numbers_are_right(seed in any::<u64>()) {
        let of = |name| Predefined::named(name).expect(name).value(&mut Sample { seed, ..sample() });
        for (name, length, weights) in
            [("$randomCpf", 14, &CPF[..]), ("$randomCpfDigitsOnly", 11, &CPF), ("$randomCnpj", 18, &CNPJ), ("$randomCnpjDigitsOnly", 14, &CNPJ)]
        {
            let it = of(name);
            prop_assert_eq!(it.len(), length);
            prop_assert!(has_right_check_digits(&digits(&it), weights), "{}", it);
        }
        let quantity: u32 = of("$randomQuantity").parse().expect("a number");
        prop_assert!((1..=1000).contains(&quantity));
        prop_assert!(of("$randomInt").parse::<i32>().expect("fits") >= 0);
        prop_assert!(of("$randomBirthDate").as_str() < "2026-03-20");
        prop_assert!(of("$randomBirthDateOver18").as_str() <= "2008-03-20");
        prop_assert!(of("$randomFullName").contains(' '));
    }
}

/// A time limit would be a race; the work is bounded by reading no byte more than a few times.
#[test]
fn long_strange_texts_are_read_once() {
    for text in ["{{", "{", "{{ ", "{{a", "{{a}} ", " }}"] {
        let long = text.repeat(1 << 18);
        assert!(resolved(&long, &[("a", "")]).text.len() <= long.len());
    }
}

#[test]
fn a_text_may_be_nothing_but_a_reference() {
    for (text, expected) in [
        ("{{a}}", true),
        ("{{ $now }}", true),
        ("x{{a}}", false),
        ("{{a}}{{b}}", false),
        ("", false),
    ] {
        assert_eq!(is_one_reference(text), expected, "{text}");
    }
}

#[test]
fn what_is_typed_over_a_mask_is_without_its_signs() {
    let shown = mask("s3same");
    assert_eq!(typed_over(shown), "");
    assert_eq!(typed_over(&format!("{shown}a")), "a");
    assert_eq!(typed_over(&format!("{}é{}", &shown[..6], &shown[6..])), "é");
}

#[test]
fn names_whose_value_stands_nowhere_are_found() {
    let names =
        ["Host", "", "my host", "$guid", "Host", "$GUID", "host", " Host", "a.b-c_9", "$own"];
    let found = check_names(names.into_iter().enumerate());
    let expected = [
        (2, NameProblem::NotAName),
        (3, NameProblem::Predefined),
        (4, NameProblem::Twice),
        (5, NameProblem::Predefined),
        (7, NameProblem::NotAName),
    ];
    assert_eq!(found, expected);
}
