//! JSON as it is typed, with variables where values will stand.

use super::json::{self, JsonProblem};
use crate::core::variables::references;

/// A character for private use.
const MARK: char = '\u{e000}';

/// Stands for a variable while the text is laid out, which keeps the order.
const PLACEHOLDER: &str = "\"\u{e000}\"";

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
            with_marks.push_str(PLACEHOLDER);
            variables.push(variable);
        }
        from = span.end;
    }
    with_marks.push_str(text.get(from..).unwrap_or_default());
    let Ok(laid_out) = json::pretty(&with_marks) else { return Err(problem) };
    let mut variables = variables.into_iter();
    let mut pretty = String::with_capacity(laid_out.len());
    for (number, piece) in laid_out.split(PLACEHOLDER).enumerate() {
        if number > 0 {
            pretty.push_str(variables.next().unwrap_or_default());
        }
        pretty.push_str(piece);
    }
    Ok(pretty)
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
    fn each_of_many_variables_stands_where_it_stood() {
        let names: Vec<_> = (0..20_000).map(|it| format!("{{{{n{it}}}}}")).collect();
        let text = format!("[{}]", names.join(","));
        let expected = format!("[\n  {}\n]", names.join(",\n  "));
        assert!(pretty(&text).is_ok_and(|it| it == expected));
    }

    #[test]
    fn what_is_wrong_is_told_of_what_was_typed() {
        for text in ["{\"a\":{{x}},,}", "{\"a\":1{{x}}}", "[\u{e000}{{x}}]", "[", ""] {
            assert_eq!(pretty(text), json::pretty(text), "{text}");
            assert!(pretty(text).is_err(), "{text}");
        }
    }
}
