//! The limits a person sets: what each is counted in, how far it may go, and reading what is typed.

use std::ops::RangeInclusive;

/// A limit in bytes that is typed as a whole number of a larger unit.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// The unit as people write it.
    pub unit: &'static str,
    /// Bytes in one.
    unit_bytes: u64,
    /// In units.
    range: RangeInclusive<u64>,
}

/// Texts of messages up to this size are laid out unasked.
pub const LAID_OUT: Limit = Limit { unit: "kB", unit_bytes: 1_000, range: 1..=100_000 };

/// The same unless a person set another one.
pub const LAID_OUT_BYTES: u64 = 1_000_000;

/// What the earlier conversations may take of memory. There is no limit unless a person set one.
pub const EARLIER: Limit = Limit { unit: "MB", unit_bytes: 1_000_000, range: 0..=16_000 };

/// What was typed is not a whole number in the range of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a whole number from {least} to {most}")]
pub struct NotALimit {
    /// Smallest number, in the limit's unit.
    pub least: u64,
    /// Largest number, in the limit's unit.
    pub most: u64,
}

impl Limit {
    /// Reads what a person typed, in bytes; `None` for nothing, which sets no limit of one's own.
    /// Digits may stand in groups of three, as either language writes them.
    pub fn read(&self, typed: &str) -> Result<Option<u64>, NotALimit> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let number = whole_number(typed).filter(|it| self.range.contains(it));
        let (least, most) = (*self.range.start(), *self.range.end());
        let number = number.ok_or(NotALimit { least, most })?;
        Ok(Some(number * self.unit_bytes))
    }

    /// A limit in whole units.
    pub fn in_units(&self, bytes: u64) -> u64 {
        bytes / self.unit_bytes
    }

    /// Whether a stored number of bytes can have been read from something typed.
    pub fn allows(&self, bytes: u64) -> bool {
        bytes.is_multiple_of(self.unit_bytes) && self.range.contains(&self.in_units(bytes))
    }
}

fn whole_number(typed: &str) -> Option<u64> {
    let mut groups = typed.split([',', '.', ' ', '\u{a0}']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    // `parse` would take a sign.
    digits.bytes().all(|it| it.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_the_range_are_read() {
        for (typed, bytes) in [
            ("1", 1_000),
            (" 250 ", 250_000),
            ("007", 7_000),
            ("1000", 1_000_000),
            ("1,000", 1_000_000),
            ("1.000", 1_000_000),
            ("100 000", 100_000_000),
        ] {
            assert_eq!(LAID_OUT.read(typed), Ok(Some(bytes)), "{typed}");
        }
        assert_eq!(EARLIER.read("0"), Ok(Some(0)));
        assert_eq!(EARLIER.read("16,000"), Ok(Some(16_000_000_000)));
        assert_eq!(EARLIER.read("  "), Ok(None));
    }

    #[test]
    fn all_else_is_refused_with_the_range() {
        let huge = "9".repeat(60);
        let typed = [
            "0",
            "100001",
            "-5",
            "+5",
            "1.5",
            "1,00",
            "1,0000",
            "10000,000",
            ",500",
            "1e3",
            "5 kB",
            "٣",
            &huge,
        ];
        for typed in typed {
            assert_eq!(LAID_OUT.read(typed), Err(NotALimit { least: 1, most: 100_000 }), "{typed}");
        }
    }

    #[test]
    fn what_is_stored_can_be_shown_again() {
        for typed in ["1", "999", "100000"] {
            let bytes = LAID_OUT.read(typed).unwrap().unwrap();
            assert!(LAID_OUT.allows(bytes));
            assert_eq!(LAID_OUT.in_units(bytes).to_string(), typed);
        }
        for odd in [0, 999, 1_500, 100_001_000, u64::MAX] {
            assert!(!LAID_OUT.allows(odd), "{odd}");
        }
        assert!(LAID_OUT.allows(LAID_OUT_BYTES) && EARLIER.allows(0));
    }
}
