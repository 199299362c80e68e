//! Where in a text something stands, in the units people, editors and Rust count in.

use std::ops::Range;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Its bytes; empty at the end of the text where something is missing.
    pub span: Range<usize>,
    /// Line of its start, from 1.
    pub line: usize,
    /// Character of its start in that line, from 1.
    pub column: usize,
}

impl Position {
    /// Where some bytes of a text stand.
    pub fn new(text: &str, span: Range<usize>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Self { span, line, column }
    }

    /// The same part in UTF-16 units, as a text field of the browser counts its selection.
    pub fn utf16(&self, text: &str) -> Range<usize> {
        let units = |end: usize| text.get(..end).unwrap_or(text).encode_utf16().count();
        units(self.span.start)..units(self.span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_each_reader_does() {
        let text = "a\nmaré 🌊x";
        let at = text.find('x').unwrap_or_default();
        let position = Position::new(text, at..at + 1);
        assert_eq!((position.line, position.column), (2, 7));
        assert_eq!(position.utf16(text), 9..10);
        let end = Position::new(text, text.len()..text.len());
        assert_eq!((end.line, end.column, end.utf16(text)), (2, 8, 10..10));
        let start = Position::new("", 0..0);
        assert_eq!((start.line, start.column, start.utf16("")), (1, 1, 0..0));
    }
}
