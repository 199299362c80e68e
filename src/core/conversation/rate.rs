//! Messages per second: a ring of counts over the last second.

/// How much time one count covers.
const BUCKET_MS: f64 = 50.0;
/// One second, and the part of a bucket that is running.
const BUCKETS: usize = 20;

/// Counts messages of the last second.
#[derive(Debug, Default)]
pub(super) struct Rate {
    counts: [u32; BUCKETS],
    /// Number of the running bucket since 1970.
    at: u64,
    /// Of all buckets, so that reading costs nothing.
    sum: u32,
}

impl Rate {
    /// Counts one message.
    pub(super) fn count(&mut self, now_ms: f64) {
        self.turn(now_ms);
        if let Some(count) = self.counts.get_mut(slot(self.at)) {
            *count += 1;
            self.sum += 1;
        }
    }

    /// Messages in the last second.
    pub(super) fn per_second(&mut self, now_ms: f64) -> f64 {
        self.turn(now_ms);
        f64::from(self.sum)
    }

    /// Empties the buckets that time has passed. A clock that goes back keeps the running bucket.
    fn turn(&mut self, now_ms: f64) {
        let now = bucket(now_ms);
        if now <= self.at {
            return;
        }
        if now - self.at >= BUCKETS as u64 {
            self.counts = [0; BUCKETS];
            self.sum = 0;
        } else {
            for passed in self.at + 1..=now {
                if let Some(count) = self.counts.get_mut(slot(passed)) {
                    self.sum -= *count;
                    *count = 0;
                }
            }
        }
        self.at = now;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock's milliseconds are positive and far below 2^53"
)]
fn bucket(now_ms: f64) -> u64 {
    (now_ms / BUCKET_MS) as u64
}

#[expect(clippy::cast_possible_truncation, reason = "less than BUCKETS")]
fn slot(bucket: u64) -> usize {
    (bucket % BUCKETS as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::Rate;

    fn check(rate: &mut Rate, now_ms: f64, expected: f64) {
        let found = rate.per_second(now_ms);
        assert!((found - expected).abs() < f64::EPSILON, "{found} at {now_ms}, not {expected}");
    }

    #[test]
    fn counts_the_last_second_only() {
        let mut rate = Rate::default();
        let start = 1_700_000_000_000.0;
        for i in 0..100 {
            rate.count(start + f64::from(i) * 10.0);
        }
        check(&mut rate, start + 990.0, 100.0);
        check(&mut rate, start + 1_490.0, 50.0);
        check(&mut rate, start + 2_000.0, 0.0);
    }

    #[test]
    fn a_long_pause_empties_it() {
        let mut rate = Rate::default();
        rate.count(1_000.0);
        check(&mut rate, 60_000.0, 0.0);
        rate.count(60_000.0);
        check(&mut rate, 60_000.0, 1.0);
    }

    #[test]
    fn a_clock_that_goes_back_does_no_harm() {
        let mut rate = Rate::default();
        rate.count(10_000.0);
        rate.count(9_000.0);
        check(&mut rate, 9_000.0, 2.0);
    }
}
