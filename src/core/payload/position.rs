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
