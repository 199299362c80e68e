//! Numbers for people: sizes in decimal units, counts in groups, spans of time.

use crate::core::model::Language;

/// A size: `73 B`, `4.1 kB`, `1.2 MB`, `2.0 GB`; the mark is a comma in Portuguese.
pub fn bytes(count: u64, language: Language) -> String {
    if count < 1000 {
        return format!("{count} B");
    }
    let mut unit = 1000_u64;
    for name in ["kB", "MB", "GB"] {
        let tenths = (u128::from(count) * 10 + u128::from(unit / 2)) / u128::from(unit);
        if tenths < 10_000 {
            return format!(
                "{}{}{} {name}",
                tenths / 10,
                decimal_mark(language),
                tenths % 10
            );
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
    format!(
        "{}{}{}",
        count(tenths / 10, language),
        decimal_mark(language),
        tenths % 10
    )
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
