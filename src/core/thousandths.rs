//! Real numbers as JSON integers that count thousandths, for what page and worker tell each other:
//! times in milliseconds keep their microseconds, and browsers tell none finer. Writing and reading
//! decimal fractions would cost the page 20 kB of tables.

use serde::{Deserialize as _, Deserializer, Serializer};

/// For `#[serde(with)]`. What is no number becomes 0.
pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and no time comes near")]
    serializer.serialize_i64((value * 1000.0).round() as i64)
}

/// For `#[serde(with)]`.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    #[expect(clippy::cast_precision_loss, reason = "times are exact until the year 280000")]
    i64::deserialize(deserializer).map(|thousandths| thousandths as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct Time(#[serde(with = "super")] f64);

    #[test]
    fn microseconds_survive() {
        for ms in [0.0, -0.5, 12.25, 1_790_000_000_123.456, 253_402_300_799_999.0] {
            let json = serde_json::to_string(&Time(ms)).expect("becomes JSON");
            let Time(read) = serde_json::from_str(&json).expect(&json);
            assert!((read - ms).abs() < 0.000_5, "{ms} became {json} became {read}");
            assert!(!json.contains('.'), "{json}");
        }
        assert_eq!(serde_json::to_string(&Time(f64::NAN)).expect("becomes JSON"), "0");
    }
}
