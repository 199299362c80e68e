//! When a connection that was lost is made again. Only one that had been open is: an attempt that
//! fails from the start has a diagnosis to be read. Nor is one that somebody ended on purpose.

use super::{Ended, Party};

/// The first wait, in milliseconds; each next one is twice as long.
pub const FIRST_WAIT_MS: f64 = 1_000.0;

/// The longest wait, in milliseconds.
pub const LONGEST_WAIT_MS: f64 = 30_000.0;

/// A connection that was open for so long, in milliseconds, is steady: when it is lost, waits begin
/// anew. A server that accepts and drops at once is not asked every second.
pub const STEADY_MS: f64 = 10_000.0;

/// How long to wait before an attempt; the first in a row is number 1.
pub fn wait_ms(retry: u32) -> f64 {
    let doublings = retry.saturating_sub(1).min(10);
    (FIRST_WAIT_MS * f64::from(1_u32 << doublings)).min(LONGEST_WAIT_MS)
}

/// Whether an end calls for a new connection. One that a person asked for does not, nor a server's
/// close with 1000 or without a code (1005): it has said all it had to say. Any other code, such as
/// 1001, 1012 or one of the application's own, and a lost connection do.
pub fn is_wanted_after(ended: &Ended) -> bool {
    ended.by != Party::Client && !matches!(ended.code, 1000 | 1005)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::connection::Opened;

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let waits: Vec<_> = (1..=7).map(|retry| wait_ms(retry) / 1000.0).collect();
        assert_eq!(waits, [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]);
        assert!((wait_ms(u32::MAX) - LONGEST_WAIT_MS).abs() < f64::EPSILON);
    }

    #[test]
    fn an_end_on_purpose_stays_an_end() {
        let check = |by, code, expected| {
            let was = Opened {
                url: String::new(),
                took_ms: 1.0,
                subprotocol: String::new(),
                extensions: String::new(),
            };
            let clean = code != 1006;
            let reason = String::new();
            let ended = Ended { at_ms: 1.0, code, reason, clean, by, was, open_for_ms: 1.0 };
            assert_eq!(is_wanted_after(&ended), expected, "{by:?} {code}");
        };
        check(Party::Nobody, 1006, true);
        for code in [1001, 1008, 1011, 1012, 1013, 4000] {
            check(Party::Server, code, true);
        }
        for code in [1000, 1005] {
            check(Party::Server, code, false);
        }
        for code in [1000, 1006, 4000] {
            check(Party::Client, code, false);
        }
    }
}
