//! Owns what the person sees while steps run: one line at the start and end of each step, and
//! between them a heartbeat with the seconds so far. On a terminal the heartbeat is one line that
//! is drawn over; elsewhere it is a new line every half minute.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

const REDRAW: Duration = Duration::from_millis(250);
const BEAT: Duration = Duration::from_secs(30);
const WIDTH_UNLESS_TOLD: usize = 100;

/// The steps that run now. Everything that is printed goes through it.
pub struct Board {
    terminal: bool,
    width: usize,
    state: Mutex<State>,
}

struct State {
    steps: Vec<Entry>,
    next_id: u64,
    last_beat: Instant,
}

struct Entry {
    id: u64,
    name: String,
    activity: String,
    crates: usize,
    began: Instant,
}

/// One running step; dropping it without [`Step::done`] reports it as failed.
pub struct Step<'a> {
    board: &'a Board,
    id: u64,
    finished: bool,
}

impl Board {
    /// A board that draws on standard output until it is dropped.
    pub fn new() -> Arc<Self> {
        let board = Arc::new(Self {
            terminal: io::stdout().is_terminal(),
            width: std::env::var("COLUMNS")
                .ok()
                .and_then(|columns| columns.parse().ok())
                .unwrap_or(WIDTH_UNLESS_TOLD),
            state: Mutex::new(State { steps: Vec::new(), next_id: 0, last_beat: Instant::now() }),
        });
        let weak = Arc::downgrade(&board);
        thread::spawn(move || tick(&weak));
        board
    }

    /// Whether a person watches on a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Prints one whole line.
    pub fn line(&self, text: &str) {
        let state = self.lock();
        self.print_above(&state, text);
    }

    /// Starts a step; `doing` says in words what happens.
    pub fn begin(&self, name: &str, doing: &str) -> Step<'_> {
        let mut state = self.lock();
        let id = state.next_id;
        state.next_id += 1;
        self.print_above(&state, &format!("· {name}: {doing}"));
        state.steps.push(Entry {
            id,
            name: name.to_owned(),
            activity: String::new(),
            crates: 0,
            began: Instant::now(),
        });
        drop(state);
        Step { board: self, id, finished: false }
    }

    fn finish(&self, id: u64, mark: &str, what: &str) {
        let mut state = self.lock();
        let Some(at) = state.steps.iter().position(|step| step.id == id) else {
            return;
        };
        let step = state.steps.remove(at);
        let took = duration(step.began.elapsed());
        self.print_above(&state, &format!("{mark} {}: {what} ({took})", step.name));
    }

    fn print_above(&self, state: &State, text: &str) {
        let mut out = io::stdout().lock();
        // A closed standard output is no reason to stop what is being done.
        let _closed = if self.terminal {
            write!(out, "\r\x1b[2K{text}\n{}", self.heartbeat(state))
        } else {
            writeln!(out, "{text}")
        };
        let _closed = out.flush();
    }

    fn beat(&self) {
        let mut state = self.lock();
        if state.steps.is_empty() {
            return;
        }
        let mut out = io::stdout().lock();
        if self.terminal {
            let _closed = write!(out, "\r\x1b[2K{}", self.heartbeat(&state));
        } else if state.last_beat.elapsed() >= BEAT {
            state.last_beat = Instant::now();
            let _closed = writeln!(out, "{}", self.heartbeat(&state));
        }
        let _closed = out.flush();
    }

    fn heartbeat(&self, state: &State) -> String {
        let mut text = String::new();
        for step in &state.steps {
            let gap = if text.is_empty() { "  … " } else { " | " };
            let _infallible = write!(text, "{gap}{} {}", step.name, duration(step.began.elapsed()));
            if !step.activity.is_empty() {
                let _infallible = write!(text, " {}", step.activity);
            }
        }
        if self.terminal { text.chars().take(self.width.saturating_sub(1)).collect() } else { text }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Step<'_> {
    /// Shows what a line of a program's output says it is at; returns whether it says that.
    pub fn read(&self, line: &str) -> bool {
        let Some(activity) = activity_in(line) else {
            return false;
        };
        let mut state = self.board.lock();
        if let Some(step) = state.steps.iter_mut().find(|step| step.id == self.id) {
            if activity.starts_with("compiling") || activity.starts_with("checking") {
                step.crates += 1;
                step.activity = format!("{activity} ({} crates)", step.crates);
            } else {
                step.activity = activity;
            }
        }
        true
    }

    /// Ends the step well; `what` says what there is now.
    pub fn done(mut self, what: &str) {
        self.finished = true;
        self.board.finish(self.id, "✓", what);
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        if !self.finished {
            self.board.finish(self.id, "✗", "failed");
        }
    }
}

fn tick(board: &Weak<Board>) {
    loop {
        thread::sleep(REDRAW);
        match board.upgrade() {
            Some(board) => board.beat(),
            None => return,
        }
    }
}

/// `7 s`, `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// What a line of Cargo's, apt's or npm's output says is being done, if it says that.
fn activity_in(line: &str) -> Option<String> {
    let plain = without_colour(line);
    let mut words = plain.split_whitespace();
    let verb = match words.next()? {
        "Compiling" => "compiling",
        "Checking" => "checking",
        "Downloaded" | "Downloading" => "downloading",
        "Unpacking" => "unpacking",
        "Setting" if words.next() == Some("up") => "setting up",
        get if get.starts_with("Get:") => {
            // `Get:3 http://… suite/part arch package arch version [size]`
            return words.nth(3).map(|package| format!("downloading {package}"));
        }
        _ => return None,
    };
    words.next().map(|what| format!("{verb} {what}"))
}

/// The text without terminal colour codes.
pub fn without_colour(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char == '\x1b' {
            // A colour is ESC [ … letter.
            for next in chars.by_ref() {
                if next.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(char);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_durations_shortly() {
        assert_eq!(duration(Duration::from_millis(999)), "0 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn reads_what_is_being_done() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(activity_in(line).as_deref(), expected, "{line}");
        };
        check("   Compiling serde v1.0.1", Some("compiling serde"));
        check("\x1b[1m\x1b[32m   Compiling\x1b[0m serde v1.0.1", Some("compiling serde"));
        check("    Checking leptos v0.8.23", Some("checking leptos"));
        check("  Downloaded syn v2.0.0", Some("downloading syn"));
        check("Unpacking chromium (1.2) ...", Some("unpacking chromium"));
        check("Setting up chromium (1.2) ...", Some("setting up chromium"));
        check("Get:3 mirror suite/main amd64 lld-22 amd64 1:22 [1 MB]", Some("downloading lld-22"));
        check("warning: unused variable", None);
        check("", None);
    }
}
