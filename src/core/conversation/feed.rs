//! When the watched conversation is told to the page: each message in its own frame while they come
//! one by one, five times a second in a flood, at once when the flood ends, and never before the page
//! has taken what was told last. Drawing faster than a person can see would only take the time that
//! receiving needs.

/// Least time between two tellings, in milliseconds: a frame of a 60 Hz screen.
const FRAME_MS: f64 = 16.0;

/// The same in a flood.
const FLOOD_MS: f64 = 200.0;

/// More messages a second than this are a flood: not each of them can have its own frame.
const FLOOD_PER_SECOND: f64 = 60.0;

/// How often the rate is told while only time passes, in milliseconds.
const REFRESH_MS: f64 = 250.0;

/// Decides when to tell. Times are milliseconds of any one clock that does not go back.
#[derive(Debug, Default)]
pub struct Feed {
    /// Since it was last told.
    changes: u32,
    /// Of these, how many there were when [`Self::ring`] was last called.
    changes_at_ring: u32,
    /// Told, and not yet taken by the page.
    in_flight: bool,
    told_ms: f64,
    flood: bool,
    /// The numbers change by themselves: tell again at this time.
    refresh_ms: Option<f64>,
    /// When [`Self::ring`] will be called.
    rings_ms: Option<f64>,
}

impl Feed {
    /// Something changed.
    pub fn change(&mut self) {
        self.changes = self.changes.saturating_add(1);
    }

    /// Another part is shown: tell it at once.
    pub fn restart(&mut self) {
        *self = Self { changes: 1, told_ms: f64::MIN, rings_ms: self.rings_ms, ..Self::default() };
    }

    /// The page has taken what was told.
    pub fn taken(&mut self) {
        self.in_flight = false;
    }

    /// Whether to tell now.
    pub fn is_due(&self, now_ms: f64) -> bool {
        let least_ms = if self.flood { FLOOD_MS } else { FRAME_MS };
        let changed = self.changes > 0 && now_ms >= self.told_ms + least_ms;
        !self.in_flight && (changed || self.refresh_ms.is_some_and(|at| now_ms >= at))
    }

    /// The alarm rang: whether to tell now. In a flood, also when nothing has changed since it rang
    /// last, which is how the flood's end is told without delay.
    pub fn ring(&mut self, now_ms: f64) -> bool {
        self.rings_ms = None;
        let is_quiet = self.changes == self.changes_at_ring;
        self.changes_at_ring = self.changes;
        let is_end = self.flood && self.changes > 0 && is_quiet && !self.in_flight;
        is_end || self.is_due(now_ms)
    }

    /// In how many milliseconds the alarm has to ring, when it has to be set anew: [`Self::ring`] is
    /// to be called then. Nothing is waited for while the page has to take something first.
    pub fn set_alarm(&mut self, now_ms: f64) -> Option<f64> {
        if self.in_flight {
            return None;
        }
        let frame_from = if self.flood { now_ms } else { self.told_ms };
        let changed = (self.changes > 0).then_some(frame_from + FRAME_MS);
        let at = changed.into_iter().chain(self.refresh_ms).reduce(f64::min)?;
        if self.rings_ms.is_some_and(|rings| rings <= at) {
            return None;
        }
        self.rings_ms = Some(at);
        Some((at - now_ms).max(1.0))
    }

    /// It was told, when there were this many messages in the last second.
    pub fn told(&mut self, now_ms: f64, per_second: f64) {
        *self = Self {
            changes: 0,
            changes_at_ring: 0,
            in_flight: true,
            told_ms: now_ms,
            flood: per_second > FLOOD_PER_SECOND,
            refresh_ms: (per_second > 0.0).then_some(now_ms + REFRESH_MS),
            rings_ms: self.rings_ms,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{FRAME_MS, Feed};

    /// Plays one tenth of a millisecond after the other; gives when it was told.
    fn play(tenths: u32, per_second: f64, comes: impl Fn(u32) -> bool) -> Vec<f64> {
        let mut feed = Feed::default();
        feed.restart();
        feed.told(-1_000.0, per_second);
        feed.taken();
        let mut told = Vec::new();
        let mut rings_at = None;
        for tenth in 0..tenths {
            let now_ms = f64::from(tenth) / 10.0;
            let mut due = false;
            if comes(tenth) {
                feed.change();
                due = feed.is_due(now_ms);
            }
            if rings_at.is_some_and(|at| now_ms >= at) {
                rings_at = None;
                due |= feed.ring(now_ms);
            }
            if due {
                feed.told(now_ms, per_second);
                feed.taken();
                told.push(now_ms);
            }
            rings_at = feed.set_alarm(now_ms).map(|wait| now_ms + wait).or(rings_at);
        }
        told
    }

    #[test]
    fn messages_one_by_one_are_told_at_once() {
        let told = play(10_000, 40.0, |tenth| tenth % 250 == 0);
        let expected: Vec<f64> = (0..40_u32).map(|n| f64::from(n) * 25.0).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn two_in_a_frame_are_told_in_two_frames() {
        let told = play(1_000, 2.0, |tenth| tenth == 0 || tenth == 20);
        assert_eq!(told, [0.0, FRAME_MS]);
    }

    #[test]
    fn a_flood_is_told_five_times_a_second_and_its_end_at_once() {
        let told = play(10_000, 10_000.0, |tenth| tenth <= 9_500);
        assert_eq!(told.len(), 6, "{told:?}");
        let end = told.last().copied().expect("told");
        assert!((950.0..=950.0 + 2.0 * FRAME_MS).contains(&end), "{told:?}");
    }

    #[test]
    fn a_page_that_is_busy_gets_nothing_until_it_has_taken_the_last() {
        let mut feed = Feed::default();
        feed.restart();
        feed.told(0.0, 1.0);
        feed.change();
        assert_eq!(feed.set_alarm(500.0), None);
        assert!(!feed.is_due(500.0) && !feed.ring(500.0));
        feed.taken();
        assert!(feed.is_due(500.0));
    }

    #[test]
    fn the_rate_is_told_while_it_falls_and_then_nothing() {
        let mut feed = Feed::default();
        feed.restart();
        feed.told(0.0, 100.0);
        feed.taken();
        assert!(!feed.is_due(200.0));
        assert_eq!(feed.set_alarm(200.0), Some(50.0));
        assert_eq!(feed.set_alarm(201.0), None, "it is set");
        assert!(feed.ring(250.0));
        feed.told(250.0, 0.0);
        feed.taken();
        assert_eq!(feed.set_alarm(10_000.0), None);
    }

    #[test]
    fn another_part_is_told_at_once() {
        let mut feed = Feed::default();
        feed.restart();
        feed.told(0.0, 1_000.0);
        feed.restart();
        assert!(feed.is_due(1.0));
    }
}
