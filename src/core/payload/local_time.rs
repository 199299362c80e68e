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
        reason = "the parts of a day fit; a time too far off for i64 saturates"
    )]
    pub fn new(at_ms: f64, offset_minutes: i32) -> Self {
        const DAY: i64 = 86_400_000;
        let local = (at_ms.floor() as i64).saturating_add(i64::from(offset_minutes) * 60_000);
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
        format!(
            "{:02}:{:02}:{:02}.{:03}",
            self.hour, self.minute, self.second, self.millisecond
        )
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
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u8, day as u8)
}
