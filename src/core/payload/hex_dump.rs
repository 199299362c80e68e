//! A hex dump, line by line on demand, so that a message of any size costs what is on screen.

use std::fmt;

use super::binary::hex_pairs;

/// Bytes on a line where there is room.
pub const WIDE: usize = 16;
/// Bytes on a line where there is not.
pub const NARROW: usize = 8;

/// One line of a hex dump. Its `Display` form is the whole line in a fixed-width font, such as
/// `0000  89 48 59 44 0d 0a 1a 0a  00 01                    .HYD......`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HexLine {
    /// Place of its first byte, hexadecimal: four digits, or eight in a dump past 64 KiB.
    pub offset: String,
    /// The bytes in groups of eight, with spaces up to the width of a full line.
    pub hex: String,
    /// The bytes as ASCII; a dot for what has no sign there.
    pub ascii: String,
}

/// How many lines a dump of `length` bytes has.
pub fn line_count(length: usize, bytes_per_line: usize) -> usize {
    length.div_ceil(bytes_per_line.max(1))
}

/// A line, from 0; `None` past the end.
pub fn line(bytes: &[u8], bytes_per_line: usize, number: usize) -> Option<HexLine> {
    let bytes_per_line = bytes_per_line.max(1);
    let start = number.checked_mul(bytes_per_line)?;
    let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
    let shown = rest.get(..bytes_per_line).unwrap_or(rest);
    let groups: Vec<String> = shown.chunks(8).map(hex_pairs).collect();
    let width = bytes_per_line * 3 - 1 + (bytes_per_line - 1) / 8;
    let digits = if bytes.len() > 0x1_0000 { 8 } else { 4 };
    Some(HexLine {
        offset: format!("{start:0digits$x}"),
        hex: format!("{:width$}", groups.join("  ")),
        ascii: shown
            .iter()
            .map(|&byte| {
                if matches!(byte, 0x20..=0x7e) {
                    char::from(byte)
                } else {
                    '.'
                }
            })
            .collect(),
    })
}

impl fmt::Display for HexLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}  {}", self.offset, self.hex, self.ascii)
    }
}
