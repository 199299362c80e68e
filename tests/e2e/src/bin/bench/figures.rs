//! From what a page told to the figures in the table.

use std::fmt::{self, Display, Formatter, Write as _};

use serde::Deserialize;

use crate::Case;

/// Frames a second of the screen that headless Chromium plays.
const SCREEN_HZ: f64 = 60.0;

/// How often the page's timer should ring, in milliseconds.
const TICK_MS: f64 = 10.0;

/// What `measure.js` reports; times in milliseconds since 1970.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", untagged)]
pub(crate) enum Told {
    /// It could not be measured.
    Failed {
        /// Why.
        failure: String,
    },
    /// The last message is on the page.
    #[serde(rename_all = "camelCase")]
    Done {
        /// The first animation frame that found it there.
        done_at: f64,
        /// When each animation frame was called.
        frames: Vec<f64>,
        /// When a timer of 10 ms rang.
        ticks: Vec<f64>,
        /// Start and duration of tasks over 50 ms.
        long_tasks: Vec<(f64, f64)>,
    },
}

/// One page in one round, from the server's first write to the frame with the last message.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    per_second: f64,
    frames_per_second: f64,
    dropped_percent: f64,
    longest_task_ms: f64,
    timer_late_ms: f64,
    cpu_us_per_message: f64,
}

/// Both pages, one after the other.
pub(crate) struct Round {
    pub(crate) bare: Figures,
    pub(crate) app: Figures,
}

impl Figures {
    pub(crate) fn new(told: &Told, count: u32, began: f64, cpu_ms: f64) -> Result<Self, String> {
        let (done_at, frames, ticks, long_tasks) = match told {
            Told::Failed { failure } => return Err(failure.clone()),
            Told::Done { done_at, frames, ticks, long_tasks } => {
                (*done_at, frames, ticks, long_tasks)
            }
        };
        let seconds = (done_at - began) / 1000.0;
        let during = |times: &[f64]| -> Vec<f64> {
            times.iter().copied().filter(|at| (began..=done_at).contains(at)).collect()
        };
        let frames_per_second = real(during(frames).len()) / seconds;
        let longest_gap = during(ticks)
            .windows(2)
            .filter_map(|pair| Some(pair.last()? - pair.first()?))
            .fold(0.0, f64::max);
        let longest_task_ms = long_tasks
            .iter()
            .filter(|(start, duration)| start + duration >= began && *start <= done_at)
            .fold(0.0, |longest: f64, (_, duration)| longest.max(*duration));
        Ok(Self {
            per_second: f64::from(count) / seconds,
            frames_per_second,
            dropped_percent: (100.0 * (1.0 - frames_per_second / SCREEN_HZ)).max(0.0),
            longest_task_ms,
            timer_late_ms: (longest_gap - TICK_MS).max(0.0),
            cpu_us_per_message: cpu_ms * 1000.0 / f64::from(count),
        })
    }
}

impl Display for Figures {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.0} messages/s, {:.1} frames/s, {:.1} % dropped, longest task {}, timer {:.0} ms late, {:.1} µs of processor a message",
            self.per_second,
            self.frames_per_second,
            self.dropped_percent,
            task(self.longest_task_ms),
            self.timer_late_ms,
            self.cpu_us_per_message,
        )
    }
}

/// The table of BENCHMARKS.md: medians of all rounds; the ratio is the median of each round's own.
pub(crate) fn table(results: &[(Case, Vec<Round>)]) -> String {
    let mut out = String::from(
        "| messages | page | messages/s | ratio | frames/s | frames dropped | longest task | timer late | processor time a message |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for (case, rounds) in results {
        let ratio = median(rounds.iter().map(|it| it.app.per_second / it.bare.per_second));
        let bare = line(rounds.iter().map(|it| &it.bare));
        let app = line(rounds.iter().map(|it| &it.app));
        let title = format!("{} × {}", case.count, case.title);
        let written = write!(
            out,
            "| {title} | bare | {}\n| | Macaréu | {}\n",
            bare.replace("RATIO", ""),
            app.replace("RATIO", &format!("**{ratio:.2}**")),
        );
        debug_assert!(written.is_ok(), "text takes all");
    }
    out
}

fn line<'a>(figures: impl Iterator<Item = &'a Figures>) -> String {
    let figures: Vec<&Figures> = figures.collect();
    let of = |field: fn(&Figures) -> f64| median(figures.iter().map(|it| field(it)));
    format!(
        "{:.0} | RATIO | {:.1} | {:.1} % | {} | {:.0} ms | {:.1} µs |",
        of(|it| it.per_second),
        of(|it| it.frames_per_second),
        of(|it| it.dropped_percent),
        task(of(|it| it.longest_task_ms)),
        of(|it| it.timer_late_ms),
        of(|it| it.cpu_us_per_message),
    )
}

/// A browser tells of tasks over 50 ms only.
pub(crate) fn task(longest_ms: f64) -> String {
    if longest_ms > 0.0 { format!("{longest_ms:.0} ms") } else { "under 50 ms".into() }
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = |at: usize| values.get(at).copied().unwrap_or(f64::NAN);
    match values.len() {
        0 => f64::NAN,
        len if len % 2 == 1 => middle(len / 2),
        len => f64::midpoint(middle(len / 2 - 1), middle(len / 2)),
    }
}

fn real(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::{Figures, Told, median};

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < f64::EPSILON);
        assert!((median([4.0, 1.0, 2.0, 3.0].into_iter()) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn only_what_happens_during_the_flood_counts() {
        let told = Told::Done {
            done_at: 3_000.0,
            frames: (0..400_u32).map(|n| f64::from(n) * 10.0).collect(),
            ticks: vec![0.0, 900.0, 1_000.0, 1_010.0, 1_060.0, 2_999.0, 9_000.0],
            long_tasks: vec![(0.0, 500.0), (990.0, 60.0), (5_000.0, 700.0)],
        };
        let it = Figures::new(&told, 1_000, 1_000.0, 50.0).expect("figures");
        assert!((it.per_second - 500.0).abs() < 1e-9);
        assert!((it.frames_per_second - 100.5).abs() < 1e-9);
        assert!((it.longest_task_ms - 60.0).abs() < 1e-9);
        assert!((it.timer_late_ms - 1_929.0).abs() < 1e-9);
        assert!((it.cpu_us_per_message - 50.0).abs() < 1e-9);
    }
}
