//! The variables that are always there, as Pororoca has them: each gives a new value wherever it
//! stands.

use super::{
    documents,
    people::{self, Gender},
    source::{Moment, Source},
};
use crate::core::payload::local_time::LocalTime;

const DAY_MS: f64 = 86_400_000.0;
/// Days back a birth date lies at most.
const OLDEST_DAYS: u64 = 365 * 100;
/// Days back a birth date lies at least when its person is of age: 18 leap years.
const OF_AGE_DAYS: u64 = 366 * 18;

macro_rules! predefined {
    ($($variant:ident $name:literal)*) => {
        /// A variable that is always there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Predefined {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant,
            )*
        }

        impl Predefined {
            /// All of them, in Pororoca's order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As Pororoca writes it, `$` and all.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

predefined! {
    Guid "$guid"
    Now "$now"
    Today "$today"
    Timestamp "$timestamp"
    BirthDate "$randomBirthDate"
    BirthDateOver18 "$randomBirthDateOver18"
    Int "$randomInt"
    Quantity "$randomQuantity"
    FullName "$randomFullName"
    ManFullName "$randomManFullName"
    WomanFullName "$randomWomanFullName"
    FirstName "$randomFirstName"
    ManFirstName "$randomManFirstName"
    WomanFirstName "$randomWomanFirstName"
    LastName "$randomLastName"
    Cpf "$randomCpf"
    CpfDigitsOnly "$randomCpfDigitsOnly"
    Cnpj "$randomCnpj"
    CnpjDigitsOnly "$randomCnpjDigitsOnly"
}

impl Predefined {
    /// The one with this name, in whatever case.
    pub fn named(name: &str) -> Option<Self> {
        if !name.starts_with('$') {
            return None;
        }
        Self::ALL.iter().copied().find(|it| it.name().eq_ignore_ascii_case(name))
    }

    /// A new value.
    pub fn value(self, source: &mut dyn Source) -> String {
        match self {
            Self::Guid => source.guid(),
            Self::Now => now(source.now()),
            Self::Today => day(source.now(), 0),
            Self::Timestamp => format!("{:.0}", (source.now().at_ms / 1000.0).floor()),
            Self::BirthDate => birth_date(source, 1),
            Self::BirthDateOver18 => birth_date(source, OF_AGE_DAYS),
            Self::Int => below(source, 1 << 31).to_string(),
            Self::Quantity => (1 + below(source, 1000)).to_string(),
            Self::FullName => people::full_name(source, None),
            Self::ManFullName => people::full_name(source, Some(Gender::Man)),
            Self::WomanFullName => people::full_name(source, Some(Gender::Woman)),
            Self::FirstName => people::first_name(source, None).to_owned(),
            Self::ManFirstName => people::first_name(source, Some(Gender::Man)).to_owned(),
            Self::WomanFirstName => people::first_name(source, Some(Gender::Woman)).to_owned(),
            Self::LastName => people::last_name(source).to_owned(),
            Self::Cpf => documents::cpf(source, true),
            Self::CpfDigitsOnly => documents::cpf(source, false),
            Self::Cnpj => documents::cnpj(source, true),
            Self::CnpjDigitsOnly => documents::cnpj(source, false),
        }
    }
}

/// A number below a small limit. The remainder favours low numbers by less than one in 2^32.
pub(super) fn below(source: &mut dyn Source, limit: u64) -> u64 {
    source.random() % limit.max(1)
}

/// .NET's round-trip form, which has seven digits of a second: `2026-03-20T14:25:26.1080000-03:00`.
fn now(at: Moment) -> String {
    let time = LocalTime::new(at.at_ms, at.offset_minutes);
    let sign = if at.offset_minutes < 0 { '-' } else { '+' };
    let minutes = at.offset_minutes.unsigned_abs();
    format!("{}T{}0000{sign}{:02}:{:02}", time.date(), time.clock(), minutes / 60, minutes % 60)
}

fn birth_date(source: &mut dyn Source, least_days: u64) -> String {
    let days = least_days + below(source, OLDEST_DAYS - least_days);
    day(source.now(), u32::try_from(days).unwrap_or(u32::MAX))
}

/// The date some days ago.
fn day(at: Moment, days_ago: u32) -> String {
    LocalTime::new(at.at_ms - f64::from(days_ago) * DAY_MS, at.offset_minutes).date()
}
