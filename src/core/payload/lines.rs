//! A text cut into lines for showing: at its line ends, and where a line is longer than a browser
//! lays out quickly.

use std::{ops::Range, sync::Arc};

/// A text and where its lines stand in it.
#[derive(Clone, Debug)]
pub struct Lines {
    text: Arc<str>,
    spans: Vec<Range<usize>>,
    /// Which of them go on with the line before, in order.
    continued: Vec<usize>,
}

impl Lines {
    /// Cuts a text after `\n`, and after every `max_bytes` (or a little less, between characters) of
    /// a line without one. There is always one line at least.
    pub fn new(text: Arc<str>, max_bytes: usize) -> Self {
        let (mut spans, mut continued) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            let shown =
                line.strip_suffix('\n').map_or(line, |it| it.strip_suffix('\r').unwrap_or(it));
            let first = spans.len();
            cut(shown, start, max_bytes.max(4), &mut spans);
            continued.extend(first + 1..spans.len());
            start = end;
        }
        if text.is_empty() || text.ends_with('\n') {
            spans.push(start..start);
        }
        Self { text, spans, continued }
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// A line without its end, counted from 0; `None` past the last.
    pub fn get(&self, number: usize) -> Option<&str> {
        self.text.get(self.spans.get(number)?.clone())
    }

    /// The number, from 1, that a line has in the text; `None` when it goes on with the one before.
    pub fn number_in_text(&self, number: usize) -> Option<usize> {
        let before = self.continued.partition_point(|it| *it < number);
        (self.continued.get(before) != Some(&number)).then(|| number - before + 1)
    }
}

fn cut(line: &str, mut start: usize, max_bytes: usize, spans: &mut Vec<Range<usize>>) {
    let mut rest = line;
    while rest.len() > max_bytes {
        let at = (0..=max_bytes).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        spans.push(start..start + at);
        start += at;
        rest = rest.get(at..).unwrap_or_default();
    }
    spans.push(start..start + rest.len());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, max_bytes: usize) -> Vec<String> {
        let lines = Lines::new(text.into(), max_bytes);
        (0..lines.count()).filter_map(|number| lines.get(number).map(str::to_owned)).collect()
    }

    #[test]
    fn cuts_at_line_ends() {
        assert_eq!(lines("a\nb\r\n\nc", 100), ["a", "b", "", "c"]);
        assert_eq!(lines("a\n", 100), ["a", ""]);
        assert_eq!(lines("", 100), [""]);
        assert_eq!(lines("a\rb", 100), ["a\rb"]);
    }

    #[test]
    fn cuts_long_lines_between_characters() {
        assert_eq!(lines("abcdefghij\nk", 4), ["abcd", "efgh", "ij", "k"]);
        assert_eq!(lines("éééé", 5), ["éé", "éé"]);
        assert_eq!(lines("🌊🌊", 4), ["🌊", "🌊"]);
    }

    #[test]
    fn what_goes_on_with_a_line_has_no_number() {
        let lines = Lines::new("abcdefghij\nk\nlmnop\n".into(), 4);
        let numbers: Vec<_> = (0..lines.count()).map(|it| lines.number_in_text(it)).collect();
        assert_eq!(numbers, [Some(1), None, None, Some(2), Some(3), None, Some(4)]);
    }

    proptest! {
        #[test]
        fn nothing_but_line_ends_is_lost(text in "[a-zé🌊\n]{0,200}", max_bytes in 4..20_usize) {
            let cut = lines(&text, max_bytes);
            prop_assert_eq!(cut.concat(), text.replace('\n', ""));
            prop_assert!(cut.iter().all(|line| line.len() <= max_bytes));
        }
    }
}
