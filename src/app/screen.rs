//! What views ask of the page as a whole: the time of day, and where the focus goes.

use crate::{
    browser::{clock, dom},
    core::payload::local_time::LocalTime,
};

use super::App;

impl App {
    /// Milliseconds since 1970-01-01 UTC.
    pub fn now_ms(self) -> f64 {
        clock::now_ms()
    }

    /// Minutes to add to UTC to get the person's time at a moment.
    pub fn utc_offset_minutes(self, at_ms: f64) -> i32 {
        clock::utc_offset_minutes(at_ms)
    }

    /// A moment as the person's clock shows it.
    pub fn local_time(self, at_ms: f64) -> LocalTime {
        LocalTime::new(at_ms, clock::utc_offset_minutes(at_ms))
    }

    /// Moves the focus to the element with this `data-focus`, once it is there.
    pub fn focus_soon(self, name: &'static str) {
        dom::focus_soon(name);
    }
}
