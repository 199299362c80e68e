//! Every text a person reads, in every language, and how numbers and names are put into it.
//! A text missing in one language does not compile. This module decides words only, never when
//! they are shown.

pub mod connection;
pub mod problem;
pub mod row;
mod table;

pub use table::{EN, PT_BR, Texts};

use std::borrow::Cow;

use crate::core::{model::Language, payload::visible};

/// The texts of a language.
pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::En => &EN,
        Language::PtBr => &PT_BR,
    }
}

/// Puts values in the place of `{name}` in a text for showing; a name without a value stays as it is.
/// Nothing in a value is hidden, and none turns round what stands beside it.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    put_in(template, values, visible::in_sentence)
}

/// As [`fill`], of a text that is kept: values stay to the letter.
pub fn fill_to_the_letter(template: &str, values: &[(&str, &str)]) -> String {
    put_in(template, values, |value| Cow::Borrowed(value))
}

fn put_in(template: &str, values: &[(&str, &str)], written: fn(&str) -> Cow<'_, str>) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            out.push_str(&written(value));
        } else {
            out.push('{');
            out.push_str(name);
            out.push('}');
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Chooses between the two forms both languages have (CLDR: English `one` is 1, Portuguese 0 and 1).
pub fn plural(
    language: Language,
    count: u64,
    one: &'static str,
    other: &'static str,
) -> &'static str {
    let singular = match language {
        Language::En => count == 1,
        Language::PtBr => count <= 1,
    };
    if singular { one } else { other }
}

/// The language for a list of browser languages, best first (BCP 47 tags): the first we speak.
pub fn choose_language<'a>(preferred: impl IntoIterator<Item = &'a str>) -> Language {
    for tag in preferred {
        match tag.split('-').next().unwrap_or(tag).to_ascii_lowercase().as_str() {
            "pt" => return Language::PtBr,
            "en" => return Language::En,
            _ => {}
        }
    }
    Language::En
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_place_of_a_name_once() {
        assert_eq!(fill("a {x} b {y} {x}", &[("x", "{y}"), ("y", "2")]), "a {y} b 2 {y}");
        assert_eq!(fill("{unknown} {", &[("x", "1")]), "{unknown} {");
        assert_eq!(fill("", &[]), "");
    }

    #[test]
    fn a_sentence_shows_what_a_value_hides() {
        let values = [("x", "gpj.\u{202e}exe\0")];
        assert_eq!(fill("“{x}” 3", &values), "“gpj.⟨U+202E⟩exe␀” 3");
        assert_eq!(fill("“{x}” 3", &[("x", "שלום")]), "“\u{2068}שלום\u{2069}” 3");
        assert_eq!(fill_to_the_letter("“{x}” 3", &values), "“gpj.\u{202e}exe\0” 3");
    }

    #[test]
    fn counts_as_each_language_does() {
        assert_eq!(plural(Language::En, 0, "one", "other"), "other");
        assert_eq!(plural(Language::En, 1, "one", "other"), "one");
        assert_eq!(plural(Language::PtBr, 0, "one", "other"), "one");
        assert_eq!(plural(Language::PtBr, 2, "one", "other"), "other");
    }

    #[test]
    fn takes_the_first_language_we_speak() {
        assert_eq!(choose_language(["fr", "pt-PT", "en"]), Language::PtBr);
        assert_eq!(choose_language(["de-AT", "en-GB", "pt-BR"]), Language::En);
        assert_eq!(choose_language(["ja"]), Language::En);
        assert_eq!(choose_language([]), Language::En);
    }

    #[test]
    fn both_languages_say_something_with_the_same_placeholders() {
        fn placeholders(text: &str) -> Vec<&str> {
            let mut names: Vec<_> = text
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}'))
                .map(|(name, _)| name)
                .collect();
            names.sort_unstable();
            names
        }
        for ((key, en), (_, pt)) in EN.entries().iter().zip(PT_BR.entries()) {
            assert!(!en.trim().is_empty() && !pt.trim().is_empty(), "{key} is empty");
            assert_eq!(placeholders(en), placeholders(pt), "{key}");
        }
    }
}
