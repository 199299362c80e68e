//! When the watched conversation is told to the page: at once when it was quiet, at most once per
//! frame in a flood, and never before the page has taken what was told last.

/// Least time between two tellings, in milliseconds: a frame of a 60 Hz screen.
pub const FRAME_MS: f64 = 16.0;

/// How often the rate is told while only time passes, in milliseconds.
const REFRESH_MS: f64 = 250.0;

/// Decides when to tell. Times are milliseconds of any one clock that does not go back.
#[derive(Debug, Default)]
pub struct Feed {
    changed: bool,
    /// Told, and not yet taken by the page.
    in_flight: bool,
    /// Not before.
    next_ms: f64,
    /// The numbers change by themselves: tell again at this time.
    refresh_ms: Option<f64>,
}

impl Feed {
    /// Something changed.
    pub fn change(&mut self) {
        self.changed = true;
    }

    /// Another part is shown: tell it at once.
    pub fn restart(&mut self) {
        *self = Self {
            changed: true,
            ..Self::default()
        };
    }

    /// The page has taken what was told.
    pub fn taken(&mut self) {
        self.in_flight = false;
    }

    /// Whether to tell now.
    pub fn is_due(&self, now_ms: f64) -> bool {
        self.wait_ms(now_ms).is_some_and(|wait| wait <= 0.0)
    }

    /// How long until telling is due; `None` when nothing is to be told, or the page has to take
    /// something first.
    pub fn wait_ms(&self, now_ms: f64) -> Option<f64> {
        if self.in_flight {
            return None;
        }
        let at = if self.changed {
            Some(self.next_ms)
        } else {
            self.refresh_ms
        };
        at.map(|at| (at - now_ms).max(0.0))
    }

    /// It was told. `moving` says that the numbers will change by themselves.
    pub fn told(&mut self, now_ms: f64, moving: bool) {
        *self = Self {
            changed: false,
            in_flight: true,
            next_ms: now_ms + FRAME_MS,
            refresh_ms: moving.then_some(now_ms + REFRESH_MS),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{FRAME_MS, Feed};

    #[test]
    fn a_single_change_is_told_at_once_and_then_nothing() {
        let mut feed = Feed::default();
        assert_eq!(feed.wait_ms(1_000.0), None);
        feed.change();
        assert!(feed.is_due(1_000.0));
        feed.told(1_000.0, false);
        feed.taken();
        assert_eq!(feed.wait_ms(9_000.0), None);
    }

    #[test]
    fn a_flood_is_told_once_per_frame() {
        let mut feed = Feed::default();
        let mut told = 0;
        for tenth in 0..10_000 {
            let now_ms = f64::from(tenth) / 10.0;
            feed.change();
            if feed.is_due(now_ms) {
                feed.told(now_ms, true);
                feed.taken();
                told += 1;
            }
        }
        assert_eq!(told, 63, "1000 ms / {FRAME_MS} ms");
        assert!(
            feed.wait_ms(1_000.0)
                .is_some_and(|wait| wait > 0.0 && wait <= FRAME_MS)
        );
    }

    #[test]
    fn a_page_that_is_busy_gets_nothing_until_it_has_taken_the_last() {
        let mut feed = Feed::default();
        feed.change();
        feed.told(0.0, true);
        feed.change();
        assert_eq!(feed.wait_ms(500.0), None);
        feed.taken();
        assert!(feed.is_due(500.0));
    }

    #[test]
    fn the_rate_is_told_while_it_falls() {
        let mut feed = Feed::default();
        feed.change();
        feed.told(0.0, true);
        feed.taken();
        assert!(!feed.is_due(200.0));
        assert!(feed.is_due(250.0));
        feed.told(250.0, false);
        feed.taken();
        assert_eq!(feed.wait_ms(10_000.0), None);
    }

    #[test]
    fn another_part_is_told_at_once() {
        let mut feed = Feed::default();
        feed.change();
        feed.told(0.0, false);
        feed.restart();
        assert!(feed.is_due(1.0));
    }
}
