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
            .map(|&byte| if matches!(byte, 0x20..=0x7e) { char::from(byte) } else { '.' })
            .collect(),
    })
}

impl fmt::Display for HexLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}  {}", self.offset, self.hex, self.ascii)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{model::BinaryEncoding, payload::binary};
    use proptest::prelude::*;

    fn shown(bytes: &[u8], bytes_per_line: usize, number: usize) -> Option<String> {
        line(bytes, bytes_per_line, number).map(|line| line.to_string())
    }

    #[test]
    fn lines_are_as_wide_as_each_other() {
        let png = b"\x89HYD\r\n\x1a\n\0\x01~";
        assert_eq!(
            shown(png, WIDE, 0).as_deref(),
            Some("0000  89 48 59 44 0d 0a 1a 0a  00 01 7e                 .HYD......~")
        );
        assert_eq!(
            shown(png, NARROW, 0).as_deref(),
            Some("0000  89 48 59 44 0d 0a 1a 0a  .HYD....")
        );
        assert_eq!(shown(png, NARROW, 1).as_deref(), Some("0008  00 01 7e                 ..~"));
        assert_eq!(shown(png, NARROW, 2), None);
        let full = line(&[b'a'; 16], WIDE, 0).map(|line| line.hex.len());
        assert_eq!(full, Some(48));
        assert_eq!(line(png, WIDE, 0).map(|line| line.hex.len()), full);
    }

    #[test]
    fn offsets_are_as_long_as_the_dump_needs() {
        let offset =
            |length: usize, number| line(&vec![0; length], WIDE, number).map(|line| line.offset);
        assert_eq!(offset(0x1_0000, 0xfff).as_deref(), Some("fff0"));
        assert_eq!(offset(0x1_0001, 0).as_deref(), Some("00000000"));
        assert_eq!(offset(0x1_0001, 0x1000).as_deref(), Some("00010000"));
    }

    #[test]
    fn as_many_lines_as_there_are() {
        for (length, per_line, expected) in
            [(0, 16, 0), (1, 16, 1), (16, 16, 1), (17, 16, 2), (17, 8, 3), (5, 0, 5)]
        {
            assert_eq!(line_count(length, per_line), expected);
            let bytes = vec![0; length];
            assert!(expected == 0 || line(&bytes, per_line, expected - 1).is_some());
            assert_eq!(line(&bytes, per_line, expected), None);
        }
        assert_eq!(line(b"x", WIDE, usize::MAX), None);
    }

    proptest! {
        #[test]
        fn a_dump_reads_back(bytes in any::<Vec<u8>>(), bytes_per_line in 1_usize..40) {
            let mut read = Vec::new();
            let mut ascii = String::new();
            for number in 0..line_count(bytes.len(), bytes_per_line) {
                let line = line(&bytes, bytes_per_line, number);
                prop_assert!(line.is_some());
                if let Some(line) = line {
                    prop_assert_eq!(usize::from_str_radix(&line.offset, 16), Ok(read.len()));
                    read.extend(binary::decode(&line.hex, BinaryEncoding::Hex).unwrap_or_default());
                    ascii += &line.ascii;
                }
            }
            prop_assert_eq!(ascii.len(), bytes.len());
            prop_assert_eq!(read, bytes);
        }
    }
}
