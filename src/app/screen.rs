//! What views ask of the page as a whole: the time of day, where the focus goes, and why an attempt
//! to connect failed.

use crate::{
    browser::{clock, dom, page},
    core::{
        connection::{
            Failure,
            diagnosis::{self, Diagnosis, Probe},
        },
        model::ItemId,
        payload::local_time::LocalTime,
    },
};

use super::{App, probe::ProbeOutcome};

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

    /// What is known of a failed attempt.
    pub fn diagnose(self, socket: ItemId, failure: &Failure) -> Diagnosis {
        #[expect(clippy::float_cmp, reason = "the same number, copied")]
        let probe = self.probes.of(socket).filter(|it| it.failed_at_ms == failure.at_ms);
        let probe = match probe.map(|it| it.outcome) {
            None | Some(ProbeOutcome::Mixed) => Probe::NotAsked,
            Some(ProbeOutcome::Asking) => Probe::Asking,
            Some(ProbeOutcome::Answered { after_ms }) => Probe::Answered { after_ms },
            Some(ProbeOutcome::Silent { after_ms }) => Probe::Silent { after_ms },
        };
        diagnosis::diagnose(failure, page::is_https(), probe)
    }
}
