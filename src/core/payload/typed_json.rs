//! JSON as it is typed, with variables where values will stand.

use super::json::{self, JsonProblem};
use crate::core::variables::references;

/// Stands around the number of a variable while the text is laid out (a character for private use).
const MARK: char = '\u{e000}';

/// Lays out JSON as [`json::pretty`]; a variable may stand where a value may, as in
/// `{"room": {{Room}}}`. What is wrong is told of the text as it is typed.
pub fn pretty(text: &str) -> Result<String, JsonProblem> {
    let problem = match json::pretty(text) {
        Ok(pretty) => return Ok(pretty),
        Err(problem) => problem,
    };
    if text.contains(MARK) {
        return Err(problem);
    }
    let (mut with_marks, mut variables, mut from) = (String::new(), Vec::new(), 0);
    let mut quotes = Quotes::default();
    for span in references(text).into_iter().map(|it| it.span) {
        let before = text.get(from..span.start).unwrap_or_default();
        let variable = text.get(span.clone()).unwrap_or_default();
        quotes.read(before);
        with_marks.push_str(before);
        if quotes.is_open {
            with_marks.push_str(variable);
        } else {
            with_marks.push_str(&placeholder(variables.len()));
            variables.push(variable);
        }
        from = span.end;
    }
    with_marks.push_str(text.get(from..).unwrap_or_default());
    let Ok(mut pretty) = json::pretty(&with_marks) else { return Err(problem) };
    for (number, variable) in variables.into_iter().enumerate() {
        pretty = pretty.replacen(&placeholder(number), variable, 1);
    }
    Ok(pretty)
}

fn placeholder(number: usize) -> String {
    format!("\"{MARK}{number}{MARK}\"")
}

/// Whether a text ends within a string of JSON.
#[derive(Default)]
struct Quotes {
    is_open: bool,
    is_escaped: bool,
}

impl Quotes {
    fn read(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                _ if self.is_escaped => self.is_escaped = false,
                '\\' if self.is_open => self.is_escaped = true,
                '"' => self.is_open = !self.is_open,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stand_where_values_may() {
        let check = |text: &str, expected: &str| {
            assert_eq!(pretty(text).as_deref(), Ok(expected), "{text}");
        };
        check(
            "{\"a\":{{ N }},\"b\":[{{x}}]}",
            "{\n  \"a\": {{ N }},\n  \"b\": [\n    {{x}}\n  ]\n}",
        );
        check(r#"["a\"{{x}}", "{{y}}",{{z}}]"#, "[\n  \"a\\\"{{x}}\",\n  \"{{y}}\",\n  {{z}}\n]");
        check("{{all}}", "{{all}}");
        check("{\"a\":\"{{x}}\"}", "{\n  \"a\": \"{{x}}\"\n}");
    }

    #[test]
    fn what_is_wrong_is_told_of_what_was_typed() {
        for text in ["{\"a\":{{x}},,}", "{\"a\":1{{x}}}", "[\u{e000}{{x}}]", "[", ""] {
            assert_eq!(pretty(text), json::pretty(text), "{text}");
            assert!(pretty(text).is_err(), "{text}");
        }
    }
}
