//! A moment as people at some place write it down: UTC and an offset come in, a calendar comes out
//! (proleptic Gregorian, without leap seconds, as browsers reckon).

/// A moment at some place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Negative before the year 0.
    pub year: i64,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
    /// 0–23.
    pub hour: u8,
    /// 0–59.
    pub minute: u8,
    /// 0–59.
    pub second: u8,
    /// 0–999.
    pub millisecond: u16,
}

impl LocalTime {
    /// `at_ms`: milliseconds since 1970-01-01 UTC; fractions are cut off. `offset_minutes`: minutes
    /// ahead of UTC, −180 in Brasília (JavaScript's `getTimezoneOffset` has the other sign).
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the parts of a day fit"
    )]
    pub fn new(at_ms: f64, offset_minutes: i32) -> Self {
        const DAY: i64 = 86_400_000;
        let local = whole_ms(at_ms).saturating_add(i64::from(offset_minutes) * 60_000);
        let (year, month, day) = civil_from_days(local.div_euclid(DAY));
        let in_day = local.rem_euclid(DAY);
        Self {
            year,
            month,
            day,
            hour: (in_day / 3_600_000) as u8,
            minute: (in_day / 60_000 % 60) as u8,
            second: (in_day / 1000 % 60) as u8,
            millisecond: (in_day % 1000) as u16,
        }
    }

    /// `14:31:59.204`.
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}:{:02}.{:03}", self.hour, self.minute, self.second, self.millisecond)
    }

    /// `2026-08-01` (ISO 8601).
    pub fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `20260801-143159`, as in file names.
    pub fn stamp(&self) -> String {
        format!(
            "{:04}{:02}{:02}-{:02}{:02}{:02}",
            self.year, self.month, self.day, self.hour, self.minute, self.second
        )
    }
}

/// A time without the fractions of its milliseconds, as it is shown.
#[expect(clippy::cast_possible_truncation, reason = "a time too far off for i64 saturates")]
pub fn whole_ms(at_ms: f64) -> i64 {
    at_ms.floor() as i64
}

/// Clock time to the millisecond; arguments as in [`LocalTime::new`].
pub fn clock(at_ms: f64, offset_minutes: i32) -> String {
    LocalTime::new(at_ms, offset_minutes).clock()
}

/// Year, month and day of a day counted from 1970-01-01, in eras of 400 years that begin in March,
/// so that the leap day is the last of its year (Howard Hinnant, *chrono-compatible low-level date
/// algorithms*).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "month and day are small and positive"
)]
fn civil_from_days(days: i64) -> (i64, u8, u8) {
    const ERA: i64 = 146_097;
    let from_march_0000 = days + 719_468;
    let era = from_march_0000.div_euclid(ERA);
    let day_of_era = from_march_0000.rem_euclid(ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moments() {
        let check = |at_ms: f64, offset, expected: &str| {
            let time = LocalTime::new(at_ms, offset);
            assert_eq!(format!("{} {}", time.date(), time.clock()), expected);
        };
        check(0.0, 0, "1970-01-01 00:00:00.000");
        check(-1.0, 0, "1969-12-31 23:59:59.999");
        check(-0.25, 0, "1969-12-31 23:59:59.999");
        check(999.999, 0, "1970-01-01 00:00:00.999");
        check(0.0, -180, "1969-12-31 21:00:00.000");
        check(0.0, 345, "1970-01-01 05:45:00.000");
        check(951_782_400_000.0, 0, "2000-02-29 00:00:00.000");
        check(951_868_799_999.0, 0, "2000-02-29 23:59:59.999");
        check(951_868_800_000.0, 0, "2000-03-01 00:00:00.000");
        check(4_107_542_400_000.0, 0, "2100-03-01 00:00:00.000");
        check(4_107_542_399_000.0, 0, "2100-02-28 23:59:59.000");
        check(1_709_164_800_000.0, 0, "2024-02-29 00:00:00.000");
        check(1_735_689_599_204.0, 0, "2024-12-31 23:59:59.204");
        check(1_735_689_599_204.0, 60, "2025-01-01 00:59:59.204");
        check(-2_203_891_200_000.0, 0, "1900-03-01 00:00:00.000");
        check(-62_167_219_200_000.0, 0, "0000-01-01 00:00:00.000");
        check(f64::NAN, 0, "1970-01-01 00:00:00.000");
        assert_eq!(clock(1_785_594_719_204.9, -180), "11:31:59.204");
        assert_eq!(LocalTime::new(1_785_594_719_204.0, 0).stamp(), "20260801-143159");
        assert!(LocalTime::new(f64::INFINITY, i32::MAX).year > 200_000_000);
        assert!(LocalTime::new(f64::NEG_INFINITY, i32::MIN).year < -200_000_000);
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let length = |year: i64, month: u8| match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let (mut year, mut month, mut day) = (1969, 12, 31);
        for days in -1..146_097 {
            assert_eq!(civil_from_days(days), (year, month, day), "{days}");
            day += 1;
            if day > length(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }

    proptest! {
        #[test]
        fn parts_are_in_range(at_ms: f64, offset in -900..900) {
            let time = LocalTime::new(at_ms, offset);
            prop_assert!((1..=12).contains(&time.month) && (1..=31).contains(&time.day));
            prop_assert!(time.hour < 24 && time.minute < 60 && time.second < 60 && time.millisecond < 1000);
        }
    }
}
