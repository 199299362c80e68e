//! The versions of the app in this browser: whether the one that runs is there offline, and whether a
//! newer one is ready.

/// How long after the last time it is worth looking for a newer version again.
const LOOK_AGAIN_AFTER_MS: f64 = 3_600_000.0;

/// Whether the app is there offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// Its files are being kept.
    Preparing,
    /// All of it is.
    Ready,
    /// It is not.
    Not(WhyNot),
}

/// Why the app is not there offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It was built for developing it, where kept files would be stale ones.
    Developing,
    /// It came over http from another machine, where browsers allow no service worker.
    Insecure,
    /// The browser has no service workers, or none in a private window.
    Unsupported,
    /// The host has no usable service worker, or the browser refused it.
    Refused,
    /// A file did not arrive, or not as it was built.
    Incomplete,
    /// The browser has no room for the files.
    NoRoom,
}

/// What the browser tells of its service workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// There is none.
    Nothing(WhyNot),
    /// Which there are.
    Workers {
        /// One is fetching its version.
        installing: bool,
        /// One has its version and waits to be chosen.
        waiting: bool,
        /// One is in charge.
        active: bool,
    },
    /// The build that the one in charge keeps.
    Build(String),
    /// One could not get its version, for this reason.
    Failed(WhyNot),
}

/// What is known of a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Newer {
    None,
    /// One did not arrive whole.
    Broken,
    Offered,
    /// A person does not want to hear of it now.
    PutOff,
}

/// What is known of the versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// The build that runs.
    own: String,
    offline: Offline,
    is_installing: bool,
    newer: Newer,
    looked_ms: Option<f64>,
}

impl Versions {
    /// Nothing is known but the build that runs.
    pub fn new(own: String) -> Self {
        Self {
            own,
            offline: Offline::Preparing,
            is_installing: false,
            newer: Newer::None,
            looked_ms: None,
        }
    }

    /// The build that runs.
    pub fn own(&self) -> &str {
        &self.own
    }

    /// Whether it is there offline.
    pub fn offline(&self) -> Offline {
        self.offline
    }

    /// A newer version is ready: the page runs it when it is loaded again.
    pub fn is_newer_ready(&self) -> bool {
        matches!(self.newer, Newer::Offered | Newer::PutOff)
    }

    /// That is to be said by itself: it was not put off.
    pub fn is_offered(&self) -> bool {
        self.newer == Newer::Offered
    }

    /// A newer version did not arrive whole; this one goes on.
    pub fn has_failed(&self) -> bool {
        self.newer == Newer::Broken
    }

    /// Takes in what the browser tells.
    pub fn tell(&mut self, told: Told) {
        match told {
            Told::Nothing(why) => self.offline = Offline::Not(why),
            Told::Workers { installing, waiting, active } => {
                if active {
                    self.offline = Offline::Ready;
                } else if installing || waiting {
                    self.offline = Offline::Preparing;
                }
                // The first to come is in charge at once, without a choice.
                if waiting && active {
                    self.newer(self.is_installing);
                }
                self.is_installing = installing;
            }
            Told::Build(build) if build != self.own => self.newer(false),
            Told::Build(_) => {}
            Told::Failed(why) => {
                self.is_installing = false;
                if self.offline != Offline::Ready {
                    self.offline = Offline::Not(why);
                } else if !self.is_newer_ready() {
                    self.newer = Newer::Broken;
                }
            }
        }
    }

    /// A newer version is ready; one that has just come is offered even when another was put off.
    fn newer(&mut self, has_just_come: bool) {
        if has_just_come || self.newer != Newer::PutOff {
            self.newer = Newer::Offered;
        }
    }

    /// Says no more of the newer version by itself.
    pub fn put_off(&mut self) {
        self.newer = Newer::PutOff;
    }

    /// Whether it is time to look for a newer version; then that counts as done.
    pub fn is_due(&mut self, now_ms: f64) -> bool {
        let is_due = self.looked_ms.is_none_or(|it| now_ms - it >= LOOK_AGAIN_AFTER_MS);
        if is_due {
            self.looked_ms = Some(now_ms);
        }
        is_due
    }
}

/// What loading the page again would lose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// WebSockets whose connection lives or is waited for.
    pub connections: Vec<String>,
    /// WebSockets with a quick message that was typed and not sent.
    pub typed: Vec<String>,
    /// Changes could not be stored.
    pub unsaved: bool,
}

impl Losses {
    /// Nothing would be.
    pub fn is_none(&self) -> bool {
        self.connections.is_empty() && self.typed.is_empty() && !self.unsaved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workers(installing: bool, waiting: bool, active: bool) -> Told {
        Told::Workers { installing, waiting, active }
    }

    fn versions(told: impl IntoIterator<Item = Told>) -> Versions {
        let mut versions = Versions::new("one".into());
        told.into_iter().for_each(|it| versions.tell(it));
        versions
    }

    #[test]
    fn a_first_visit_ends_ready_and_offers_nothing() {
        let steps = [workers(true, false, false), workers(false, true, false)];
        assert_eq!(versions(steps.clone()).offline(), Offline::Preparing);
        let last = [workers(false, false, true), Told::Build("one".into())];
        let done = versions(steps.into_iter().chain(last));
        assert_eq!(done.offline(), Offline::Ready);
        assert!(!done.is_newer_ready());
    }

    #[test]
    fn a_newer_version_is_offered_until_put_off_and_one_newer_again() {
        let mut it = versions([workers(false, false, true), workers(true, false, true)]);
        assert!(!it.is_offered(), "not whole yet");
        it.tell(workers(false, true, true));
        assert!(it.is_offered());
        it.put_off();
        it.tell(workers(false, true, true));
        assert!(!it.is_offered() && it.is_newer_ready());
        it.tell(workers(true, true, true));
        assert!(!it.is_offered());
        it.tell(workers(false, true, true));
        assert!(it.is_offered());
    }

    #[test]
    fn a_version_that_another_tab_chose_is_newer_too() {
        let it = versions([workers(false, false, true), Told::Build("two".into())]);
        assert!(it.is_offered());
        assert_eq!(it.offline(), Offline::Ready);
    }

    #[test]
    fn what_does_not_arrive_whole_leaves_the_version_before() {
        let failed = Told::Failed(WhyNot::Incomplete);
        let mut it =
            versions([workers(false, false, true), workers(true, false, true), failed.clone()]);
        assert!(it.has_failed() && !it.is_newer_ready());
        assert_eq!(it.offline(), Offline::Ready);
        it.tell(workers(true, false, true));
        it.tell(workers(false, true, true));
        assert!(!it.has_failed() && it.is_offered());

        let first = versions([workers(true, false, false), failed, workers(false, false, false)]);
        assert_eq!(first.offline(), Offline::Not(WhyNot::Incomplete));
        assert!(!first.has_failed());
    }

    #[test]
    fn looks_again_after_an_hour() {
        let mut it = versions([]);
        assert!(it.is_due(0.0));
        assert!(!it.is_due(LOOK_AGAIN_AFTER_MS - 1.0));
        assert!(it.is_due(LOOK_AGAIN_AFTER_MS));
        assert!(!it.is_due(LOOK_AGAIN_AFTER_MS + 1.0));
    }

    #[test]
    fn nothing_is_lost_when_nothing_is_open() {
        assert!(Losses::default().is_none());
        assert!(!Losses { unsaved: true, ..Losses::default() }.is_none());
    }
}
