//! Scenarios with a clock of our own, and one property: whatever comes in whatever order, at most
//! one socket lives and only that one counts.

use proptest::prelude::*;

use super::{
    Attempt, CLOSE_TIMEOUT_MS, Connection, ConnectionState, Event, FailureKind, Input, Output,
    Party,
};

/// Drives a connection and plays the browser: keeps the sockets that live.
#[derive(Default)]
struct Scene {
    connection: Connection,
    now_ms: f64,
    alive: Vec<Attempt>,
    made: Vec<Attempt>,
    events: Vec<Event>,
    closes: u32,
}

impl Scene {
    fn at(&mut self, now_ms: f64) -> &mut Self {
        self.now_ms = now_ms;
        self
    }

    fn feed(&mut self, input: Input) -> Vec<Output> {
        let outputs = self.connection.on(self.now_ms, input);
        for output in &outputs {
            match output {
                Output::Open { attempt, .. } => {
                    self.alive.push(*attempt);
                    self.made.push(*attempt);
                }
                Output::Drop => self.alive.clear(),
                Output::Record(event) => self.events.push(event.clone()),
                Output::Close => self.closes += 1,
                Output::Changed => {}
            }
        }
        outputs
    }

    fn connect(&mut self) -> Attempt {
        self.feed(Input::Connect {
            url: "ws://host/".into(),
            subprotocols: vec!["chat".into()],
            timeout_ms: 10_000,
        });
        *self.made.last().expect("a socket was made")
    }

    fn open(&mut self, attempt: Attempt) -> Vec<Output> {
        self.feed(Input::Opened {
            attempt,
            subprotocol: "chat".into(),
            extensions: "permessage-deflate".into(),
        })
    }

    fn ended(&mut self, attempt: Attempt, code: u16, reason: &str, clean: bool) -> Vec<Output> {
        self.feed(Input::Ended { attempt, code, reason: reason.into(), clean })
    }

    fn state(&self) -> &ConnectionState {
        self.connection.state()
    }
}

#[test]
fn a_handshake_that_succeeds_says_how_long_it_took() {
    let mut it = Scene::default();
    let attempt = it.at(1_000.0).connect();
    assert!(matches!(it.state(), ConnectionState::Connecting { since_ms: 1_000.0, .. }));
    it.at(1_042.5).open(attempt);
    let ConnectionState::Open { since_ms, opened } = it.state() else { panic!("not open") };
    assert!((since_ms - 1_042.5).abs() < f64::EPSILON);
    assert!((opened.took_ms - 42.5).abs() < f64::EPSILON);
    assert_eq!(opened.subprotocol, "chat");
    assert_eq!(opened.extensions, "permessage-deflate");
    assert_eq!(opened.url, "ws://host/");
    assert!(matches!(&it.events[..], [Event::Connected(_)]));
    assert_eq!(it.connection.deadline_ms(), None);
}

#[test]
fn a_refused_handshake_fails() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.at(30.0).ended(attempt, 1006, "", false);
    let ConnectionState::Failed(failure) = it.state() else { panic!("not failed") };
    assert_eq!(failure.why, FailureKind::Refused);
    assert!((failure.after_ms - 30.0).abs() < f64::EPSILON);
    assert_eq!(it.events, [Event::Failed { why: FailureKind::Refused, after_ms: 30.0 }]);
    assert!(it.alive.is_empty());
}

#[test]
fn a_socket_the_browser_will_not_make_fails_in_its_words() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.feed(Input::NotTried { attempt, message: "bad port".into() });
    let ConnectionState::Failed(failure) = it.state() else { panic!("not failed") };
    assert_eq!(failure.why, FailureKind::NotTried { message: "bad port".into() });
}

#[test]
fn a_silent_handshake_times_out_and_what_comes_after_is_nothing() {
    let mut it = Scene::default();
    let attempt = it.at(500.0).connect();
    assert_eq!(it.connection.deadline_ms(), Some(10_500.0));
    assert_eq!(it.at(10_499.0).feed(Input::Time), []);
    it.at(10_500.0).feed(Input::Time);
    assert!(matches!(it.state(), ConnectionState::Failed(f) if f.why == FailureKind::TimedOut));
    assert!(it.alive.is_empty());
    assert_eq!(it.open(attempt), []);
    assert_eq!(it.ended(attempt, 1006, "", false), []);
    assert_eq!(it.events.len(), 1);
}

#[test]
fn cancel_leaves_it_disconnected() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.at(7.0).feed(Input::Stop);
    assert_eq!(it.state(), &ConnectionState::Disconnected);
    assert_eq!(it.events, [Event::Cancelled { after_ms: 7.0 }]);
    assert!(it.alive.is_empty());
    assert_eq!(it.open(attempt), []);
    assert_eq!(it.connection.deadline_ms(), None);
}

#[test]
fn disconnect_closes() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.at(10.0).open(attempt);
    it.at(60.0).feed(Input::Stop);
    assert_eq!(it.closes, 1);
    assert!(matches!(it.state(), ConnectionState::Closing { since_ms: 60.0, .. }));
    it.at(65.0).ended(attempt, 1000, "", true);
    let ConnectionState::Closed(ended) = it.state() else { panic!("not closed") };
    assert_eq!((ended.code, ended.clean, ended.by), (1000, true, Party::Client));
    assert!((ended.open_for_ms - 55.0).abs() < f64::EPSILON);
    assert_eq!(ended.was.subprotocol, "chat");
}

#[test]
fn a_close_message_begins_the_close_handshake_by_itself() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.open(attempt);
    it.at(5.0).feed(Input::CloseSent);
    assert_eq!(it.closes, 0);
    assert!(matches!(it.state(), ConnectionState::Closing { since_ms: 5.0, .. }));
    assert_eq!(it.feed(Input::CloseSent), []);
    it.ended(attempt, 4001, "bye", true);
    assert!(matches!(it.state(), ConnectionState::Closed(e) if e.by == Party::Client && e.clean));
}

#[test]
fn the_server_may_close() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.open(attempt);
    it.ended(attempt, 4000, "enough", true);
    let ConnectionState::Closed(ended) = it.state() else { panic!("not closed") };
    assert_eq!((ended.by, ended.code, ended.reason.as_str()), (Party::Server, 4000, "enough"));
}

#[test]
fn a_lost_connection_was_ended_by_nobody() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.open(attempt);
    it.ended(attempt, 1006, "", false);
    assert!(matches!(it.state(), ConnectionState::Closed(e) if e.by == Party::Nobody && !e.clean));
}

#[test]
fn a_close_without_answer_does_not_lock_the_person_in() {
    for give_up in [Input::Stop, Input::Time] {
        let mut it = Scene::default();
        let attempt = it.connect();
        it.open(attempt);
        it.at(100.0).feed(Input::Stop);
        assert_eq!(it.connection.deadline_ms(), Some(100.0 + CLOSE_TIMEOUT_MS));
        it.at(100.0 + CLOSE_TIMEOUT_MS).feed(give_up);
        let ConnectionState::Closed(ended) = it.state() else { panic!("not closed") };
        assert_eq!((ended.code, ended.clean, ended.by), (1006, false, Party::Client));
        assert!(it.alive.is_empty());
        // The browser tells of the old socket later; a new one is open by then.
        let next = it.connect();
        it.open(next);
        assert_eq!(it.ended(attempt, 1006, "", false), []);
        assert!(it.connection.is_open());
    }
}

#[test]
fn connect_while_a_connection_lives_does_nothing() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.connect();
    it.open(attempt);
    it.connect();
    it.feed(Input::Stop);
    it.connect();
    assert_eq!(it.made, [attempt]);
    assert!(matches!(it.state(), ConnectionState::Closing { .. }));
}

#[test]
fn a_failed_or_closed_connection_connects_again() {
    let mut it = Scene::default();
    let first = it.connect();
    it.ended(first, 1006, "", false);
    let second = it.connect();
    assert_ne!(first, second);
    it.open(second);
    it.ended(second, 1000, "", true);
    let third = it.connect();
    it.open(third);
    assert!(it.connection.is_open());
}

/// One step of a random life; sockets are named by how many attempts ago they were made.
#[derive(Clone, Debug)]
enum Step {
    Connect,
    Stop,
    CloseSent,
    Opened(usize),
    Ended(usize, bool),
    NotTried(usize),
    Pass(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Connect),
        2 => Just(Step::Stop),
        1 => Just(Step::CloseSent),
        4 => (0..3_usize).prop_map(Step::Opened),
        3 => (0..3_usize, any::<bool>()).prop_map(|(ago, clean)| Step::Ended(ago, clean)),
        1 => (0..3_usize).prop_map(Step::NotTried),
        2 => (0..12_000_u16).prop_map(Step::Pass),
    ]
}

proptest! {
    #[test]
    fn at_most_one_socket_lives_and_only_it_counts(steps in prop::collection::vec(step(), 0..80)) {
        let mut it = Scene::default();
        for step in steps {
            let old = |it: &Scene, ago: usize| it.made.iter().rev().nth(ago).copied();
            let (about, input) = match step {
                Step::Connect => (None, Input::Connect {
                    url: "ws://host/".into(), subprotocols: Vec::new(), timeout_ms: 10_000,
                }),
                Step::Stop => (None, Input::Stop),
                Step::CloseSent => (None, Input::CloseSent),
                Step::Pass(ms) => { it.now_ms += f64::from(ms); (None, Input::Time) }
                Step::Opened(ago) => {
                    let Some(attempt) = old(&it, ago) else { continue };
                    (Some(attempt), Input::Opened {
                        attempt, subprotocol: String::new(), extensions: String::new(),
                    })
                }
                Step::Ended(ago, clean) => {
                    let Some(attempt) = old(&it, ago) else { continue };
                    let code = if clean { 1000 } else { 1006 };
                    (Some(attempt), Input::Ended { attempt, code, reason: String::new(), clean })
                }
                Step::NotTried(ago) => {
                    let Some(attempt) = old(&it, ago) else { continue };
                    (Some(attempt), Input::NotTried { attempt, message: String::new() })
                }
            };
            let dead = about.is_some_and(|attempt| !it.alive.contains(&attempt));
            let before = it.state().clone();
            let outputs = it.feed(input);
            if dead {
                prop_assert_eq!(&outputs, &[]);
            }
            prop_assert_eq!(outputs.contains(&Output::Changed), &before != it.state());
            prop_assert!(it.alive.len() <= 1);
            let lives = matches!(it.state(), ConnectionState::Connecting { .. }
                | ConnectionState::Open { .. } | ConnectionState::Closing { .. });
            prop_assert_eq!(lives, it.alive.len() == 1);
            prop_assert_eq!(it.alive.iter().all(|a| it.connection.is_alive(*a)), true);
            let waits = matches!(it.state(), ConnectionState::Connecting { .. }
                | ConnectionState::Closing { .. });
            prop_assert_eq!(waits, it.connection.deadline_ms().is_some());
        }
    }
}
