//! Numbers for people: sizes in decimal units, counts in groups, spans of time.

use crate::core::{connection::TIMEOUTS_MS, model::Language};

/// A size: `73 B`, `4.1 kB`, `1.2 MB`, `2.0 GB`; the mark is a comma in Portuguese.
pub fn bytes(count: u64, language: Language) -> String {
    if count < 1000 {
        return format!("{count} B");
    }
    let mut unit = 1000_u64;
    for name in ["kB", "MB", "GB"] {
        let tenths = (u128::from(count) * 10 + u128::from(unit / 2)) / u128::from(unit);
        if tenths < 10_000 {
            return format!("{}{}{} {name}", tenths / 10, decimal_mark(language), tenths % 10);
        }
        unit *= 1000;
    }
    let tenths = (u128::from(count) * 10 + u128::from(unit / 2)) / u128::from(unit);
    let whole = self::count(u64::try_from(tenths / 10).unwrap_or(u64::MAX), language);
    format!("{whole}{}{} TB", decimal_mark(language), tenths % 10)
}

/// A count in groups of three: `1,284`, in Portuguese `1.284`.
pub fn count(number: u64, language: Language) -> String {
    let mark = match language {
        Language::En => ',',
        Language::PtBr => '.',
    };
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A rate with one decimal: `3.2`, `1,284.0`; negative ones and such are 0.
pub fn rate(per_second: f64, language: Language) -> String {
    let tenths = whole(per_second * 10.0);
    format!("{}{}{}", count(tenths / 10, language), decimal_mark(language), tenths % 10)
}

/// A span of time in milliseconds: `35 ms`, `1.25 s`, `3 min 10 s`, `1 h 5 min`.
pub fn duration(ms: f64, language: Language) -> String {
    let ms = whole(ms);
    let hundredths = ms.saturating_add(5) / 10;
    let seconds = ms.saturating_add(500) / 1000;
    let minutes = ms.saturating_add(30_000) / 60_000;
    if ms < 1000 {
        format!("{ms} ms")
    } else if hundredths < 6000 {
        let decimals = format!("{:02}", hundredths % 100);
        match decimals.trim_end_matches('0') {
            "" => format!("{} s", hundredths / 100),
            decimals => format!("{}{}{decimals} s", hundredths / 100, decimal_mark(language)),
        }
    } else if seconds < 3600 {
        two_units(seconds, "min", "s")
    } else {
        two_units(minutes, "h", "min")
    }
}

/// How long something has been so, in milliseconds: `06:41`, past an hour `1:06:41`.
pub fn stopwatch(ms: f64) -> String {
    let seconds = whole(ms.max(0.0).floor()) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

/// Milliseconds in seconds, as a person types them: `30`, `0.5`.
pub fn seconds(ms: u32, language: Language) -> String {
    let thousandths = format!("{:03}", ms % 1000);
    match thousandths.trim_end_matches('0') {
        "" => (ms / 1000).to_string(),
        decimals => format!("{}{}{decimals}", ms / 1000, decimal_mark(language)),
    }
}

/// The time-out typed is not between 0.1 and 600 seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time-out is between 0.1 and 600 seconds")]
pub struct NoTimeout;

/// Seconds typed with either decimal mark, in milliseconds; `None` where nothing is typed.
pub fn timeout(typed: &str) -> Result<Option<u32>, NoTimeout> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let seconds: f64 = typed.replace(',', ".").parse().map_err(|_| NoTimeout)?;
    let ms = u32::try_from(whole(seconds * 1000.0)).map_err(|_| NoTimeout)?;
    if TIMEOUTS_MS.contains(&ms) { Ok(Some(ms)) } else { Err(NoTimeout) }
}

/// How long until something happens, in whole seconds: `4 s`, and `0 s` when it is due.
pub fn countdown(ms: f64) -> String {
    format!("{} s", whole((ms.max(0.0) / 1000.0).ceil()))
}

fn two_units(small: u64, big_unit: &str, small_unit: &str) -> String {
    match small % 60 {
        0 => format!("{} {big_unit}", small / 60),
        rest => format!("{} {big_unit} {rest} {small_unit}", small / 60),
    }
}

fn decimal_mark(language: Language) -> char {
    match language {
        Language::En => '.',
        Language::PtBr => ',',
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates; what is no number is 0"
)]
fn whole(number: f64) -> u64 {
    number.round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::En;
    const PT: Language = Language::PtBr;

    #[test]
    fn sizes() {
        for (number, expected) in [
            (0, "0 B"),
            (1, "1 B"),
            (73, "73 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (1049, "1.0 kB"),
            (1050, "1.1 kB"),
            (4100, "4.1 kB"),
            (412_600, "412.6 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (1_200_000, "1.2 MB"),
            (999_949_999, "999.9 MB"),
            (999_950_000, "1.0 GB"),
            (2_000_000_000, "2.0 GB"),
            (1_000_000_000_000, "1.0 TB"),
            (u64::MAX, "18,446,744.1 TB"),
        ] {
            assert_eq!(bytes(number, EN), expected);
        }
        assert_eq!(bytes(4100, PT), "4,1 kB");
        assert_eq!(bytes(u64::MAX, PT), "18.446.744,1 TB");
    }

    #[test]
    fn counts_and_rates() {
        for (number, expected) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1000, "1,000"),
            (1284, "1,284"),
            (12_345, "12,345"),
            (123_456, "123,456"),
            (1_000_000, "1,000,000"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(count(number, EN), expected);
            assert_eq!(count(number, PT), expected.replace(',', "."));
        }
        for (number, en, pt) in [
            (0.0, "0.0", "0,0"),
            (3.2, "3.2", "3,2"),
            (0.04, "0.0", "0,0"),
            (0.96, "1.0", "1,0"),
            (1284.0, "1,284.0", "1.284,0"),
            (-1.0, "0.0", "0,0"),
            (f64::NAN, "0.0", "0,0"),
        ] {
            assert_eq!((rate(number, EN).as_str(), rate(number, PT).as_str()), (en, pt));
        }
    }

    #[test]
    fn spans_of_time() {
        for (ms, expected) in [
            (0.0, "0 ms"),
            (-5.0, "0 ms"),
            (f64::NAN, "0 ms"),
            (0.4, "0 ms"),
            (34.6, "35 ms"),
            (999.4, "999 ms"),
            (999.6, "1 s"),
            (1000.0, "1 s"),
            (1250.0, "1.25 s"),
            (1500.0, "1.5 s"),
            (1004.0, "1 s"),
            (1005.0, "1.01 s"),
            (10_000.0, "10 s"),
            (59_994.0, "59.99 s"),
            (59_995.0, "1 min"),
            (60_000.0, "1 min"),
            (190_000.0, "3 min 10 s"),
            (3_599_499.0, "59 min 59 s"),
            (3_599_500.0, "1 h"),
            (3_900_000.0, "1 h 5 min"),
            (90_000_000.0, "25 h"),
        ] {
            assert_eq!(duration(ms, EN), expected, "{ms}");
        }
        assert_eq!(duration(1250.0, PT), "1,25 s");
        assert!(duration(f64::INFINITY, EN).contains(" h"));
    }

    #[test]
    fn timeouts_are_typed_in_seconds() {
        for (typed, expected) in [
            ("", Ok(None)),
            (" 30 ", Ok(Some(30_000))),
            ("0.1", Ok(Some(100))),
            ("1,25", Ok(Some(1250))),
            ("600", Ok(Some(600_000))),
            ("0", Err(NoTimeout)),
            ("0,09", Err(NoTimeout)),
            ("601", Err(NoTimeout)),
            ("-1", Err(NoTimeout)),
            ("x", Err(NoTimeout)),
            ("inf", Err(NoTimeout)),
            ("NaN", Err(NoTimeout)),
        ] {
            assert_eq!(timeout(typed), expected, "{typed}");
        }
        for (ms, expected) in [(30_000, "30"), (100, "0,1"), (1250, "1,25"), (1, "0,001")] {
            assert_eq!(seconds(ms, Language::PtBr), expected);
        }
    }

    #[test]
    fn countdowns() {
        for (ms, expected) in
            [(-5.0, "0 s"), (0.0, "0 s"), (1.0, "1 s"), (3000.0, "3 s"), (3000.1, "4 s")]
        {
            assert_eq!(countdown(ms), expected, "{ms}");
        }
    }

    #[test]
    fn stopwatches() {
        for (ms, expected) in [
            (0.0, "00:00"),
            (-1.0, "00:00"),
            (999.9, "00:00"),
            (1000.0, "00:01"),
            (401_000.0, "06:41"),
            (3_599_999.9, "59:59"),
            (3_600_000.0, "1:00:00"),
            (4_001_000.0, "1:06:41"),
            (360_000_000.0, "100:00:00"),
        ] {
            assert_eq!(stopwatch(ms), expected, "{ms}");
        }
    }
}
