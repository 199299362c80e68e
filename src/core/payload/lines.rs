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

    /// Where a line stands in the text.
    pub fn span(&self, number: usize) -> Option<Range<usize>> {
        self.spans.get(number).cloned()
    }

    /// The line that holds a place in the text.
    pub fn line_at(&self, place: usize) -> usize {
        self.spans.partition_point(|it| it.start <= place).saturating_sub(1)
    }

    /// The number, from 1, that a line has in the text; `None` when it goes on with the one before.
    pub fn number_in_text(&self, number: usize) -> Option<usize> {
        let before = self.continued.partition_point(|it| *it < number);
        (self.continued.get(before) != Some(&number)).then(|| number - before + 1)
    }
}

/// A part of a text in pieces, cut where marks begin and end; the second of each says whether it is
/// marked. Marks stand in order and apart.
pub fn pieces(part: Range<usize>, marks: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let first = marks.partition_point(|it| it.end <= part.start);
    let within = marks.iter().skip(first).take_while(|it| it.start < part.end);
    let (mut pieces, mut from) = (Vec::new(), part.start);
    for mark in within {
        let (start, end) = (mark.start.max(from), mark.end.min(part.end));
        pieces.push((from..start, false));
        pieces.push((start..end, true));
        from = end;
    }
    pieces.push((from..part.end, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
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
    fn lines_are_found_by_what_they_hold() {
        let lines = Lines::new("ab\ncdefgh\n\nk".into(), 4);
        let found: Vec<_> = [0, 2, 3, 6, 7, 10, 11, 99].map(|it| lines.line_at(it)).into();
        assert_eq!(found, [0, 0, 1, 1, 2, 3, 4, 4]);
        assert_eq!(lines.span(2), Some(7..9));
    }

    #[test]
    fn parts_are_cut_where_marks_begin_and_end() {
        let check = |part: Range<usize>, marks: &[Range<usize>], expected: &str| {
            let shown: Vec<String> = pieces(part, marks)
                .into_iter()
                .map(|(it, marked)| format!("{}{it:?}", if marked { "*" } else { "" }))
                .collect();
            assert_eq!(shown.join(" "), expected);
        };
        let marks = [2..4, 6..9];
        check(0..10, &marks, "0..2 *2..4 4..6 *6..9 9..10");
        check(3..7, &marks, "*3..4 4..6 *6..7");
        check(4..6, &marks, "4..6");
        check(7..8, &marks, "*7..8");
        check(10..12, &marks, "10..12");
        check(0..0, &marks, "");
        check(0..2, &[], "0..2");
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
