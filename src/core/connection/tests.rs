//! Scenarios with a clock of our own, and one property: whatever comes in whatever order, at most
//! one socket lives and only that one counts.

use proptest::prelude::*;

use super::{
    Attempt, CLOSE_TIMEOUT_MS, Connection, ConnectionState, Event, Facts, FailureKind, Input, Lost,
    Offered, Output, Party, Plan, reconnect,
};

/// Drives a connection and plays the browser: keeps the sockets that live.
#[derive(Default)]
struct Scene {
    connection: Connection,
    now_ms: f64,
    alive: Vec<Attempt>,
    made: Vec<Attempt>,
    events: Vec<Event>,
    sent: Vec<String>,
    closes: u32,
}

fn plan() -> Plan {
    Plan {
        url: "ws://me:secret@host/".into(),
        shown_url: "ws://host/".into(),
        subprotocols: vec![
            Offered { name: "chat".into(), shown: "chat".into() },
            Offered { name: "k.secret".into(), shown: "k.•".into() },
        ],
        facts: Facts::default(),
        first_message: None,
        timeout_ms: 10_000,
        reconnect: false,
    }
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
                Output::Send(text) => self.sent.push(text.clone()),
                Output::Record(event) => self.events.push(event.clone()),
                Output::Close => self.closes += 1,
                Output::AskPlan | Output::Changed => {}
            }
        }
        outputs
    }

    fn connect(&mut self) -> Attempt {
        self.connect_by(plan())
    }

    fn connect_by(&mut self, plan: Plan) -> Attempt {
        self.feed(Input::Connect(plan));
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

    /// The wait is over, and the page says how to connect.
    fn again(&mut self, now_ms: f64) -> Attempt {
        assert_eq!(self.at(now_ms).feed(Input::Time), [Output::AskPlan]);
        self.feed(Input::Again(Plan { reconnect: true, ..plan() }));
        *self.made.last().expect("a socket was made")
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

/// A connection that was open, is made again when lost, and is lost at this moment.
fn lost(it: &mut Scene) {
    let attempt = it.connect_by(Plan { reconnect: true, ..plan() });
    it.open(attempt);
    it.ended(attempt, 1006, "", false);
}

fn waiting(it: &Scene) -> (u32, f64) {
    match it.state() {
        ConnectionState::Waiting { retry, until_ms, .. } => (*retry, *until_ms),
        other => panic!("not waiting: {other:?}"),
    }
}

#[test]
fn a_lost_connection_is_made_again_after_longer_and_longer_waits() {
    let mut it = Scene::default();
    lost(&mut it);
    let mut now_ms = 0.0;
    for (retry, wait_ms) in (1..).zip([1e3, 2e3, 4e3, 8e3, 16e3, 30e3, 30e3]) {
        assert_eq!(waiting(&it), (retry, now_ms + wait_ms));
        assert_eq!(it.at(now_ms + wait_ms - 1.0).feed(Input::Time), []);
        now_ms += wait_ms;
        let attempt = it.again(now_ms);
        it.ended(attempt, 1006, "", false);
    }
    assert_eq!(it.made.len(), 8);
}

#[test]
fn waits_begin_anew_after_a_steady_connection_only() {
    let mut it = Scene::default();
    lost(&mut it);
    let attempt = it.again(1_000.0);
    it.open(attempt);
    it.at(1_500.0).ended(attempt, 1006, "", false);
    assert_eq!(waiting(&it), (2, 3_500.0));
    let attempt = it.again(3_500.0);
    it.open(attempt);
    let later = 3_500.0 + reconnect::STEADY_MS;
    it.at(later).ended(attempt, 1012, "deploy", true);
    assert_eq!(waiting(&it), (1, later + 1_000.0));
}

#[test]
fn an_attempt_that_fails_from_the_start_is_not_made_again() {
    let mut it = Scene::default();
    let attempt = it.connect_by(Plan { reconnect: true, ..plan() });
    it.ended(attempt, 1006, "", false);
    assert!(matches!(it.state(), ConnectionState::Failed(_)));
}

#[test]
fn an_end_on_purpose_is_not_followed_by_a_new_connection() {
    for by_server in [true, false] {
        let mut it = Scene::default();
        let attempt = it.connect_by(Plan { reconnect: true, ..plan() });
        it.open(attempt);
        if !by_server {
            it.feed(Input::Stop);
        }
        it.ended(attempt, 1000, "", true);
        assert!(matches!(it.state(), ConnectionState::Closed(_)), "{by_server}");
    }
}

#[test]
fn stop_ends_the_wait_and_shows_what_it_came_after() {
    for stop in [Input::Stop, Input::Reconnect(false)] {
        let mut it = Scene::default();
        lost(&mut it);
        it.feed(stop);
        assert!(matches!(it.state(), ConnectionState::Closed(ended) if ended.code == 1006));
        assert_eq!(it.at(60_000.0).feed(Input::Time), []);
        assert_eq!(it.made.len(), 1);
    }
    let mut it = Scene::default();
    lost(&mut it);
    it.again(1_000.0);
    it.at(11_000.0).feed(Input::Time);
    let ConnectionState::Waiting { after: Lost::Failed(failure), retry: 2, .. } = it.state() else {
        panic!("not waiting after a failure")
    };
    assert_eq!(failure.why, FailureKind::TimedOut);
    it.feed(Input::Stop);
    assert!(matches!(it.state(), ConnectionState::Failed(_)));
}

#[test]
fn connecting_by_hand_replaces_the_wait() {
    let mut it = Scene::default();
    lost(&mut it);
    let attempt = it.at(100.0).connect();
    assert_eq!(it.alive, [attempt]);
    assert_eq!(it.at(1_000.0).feed(Input::Time), []);
    it.open(attempt);
    assert_eq!(it.alive, [attempt]);
    it.ended(attempt, 1006, "", false);
    assert!(matches!(it.state(), ConnectionState::Closed(_)), "the new plan counts");
}

#[test]
fn connecting_again_can_be_turned_on_while_it_is_open() {
    let mut it = Scene::default();
    let attempt = it.connect();
    it.open(attempt);
    it.feed(Input::Reconnect(true));
    it.ended(attempt, 1006, "", false);
    assert_eq!(waiting(&it).0, 1);
}

#[test]
fn a_connection_is_made_again_with_the_values_of_that_moment() {
    let mut it = Scene::default();
    lost(&mut it);
    assert_eq!(it.at(1_000.0).feed(Input::Time), [Output::AskPlan]);
    // An answer that goes astray is asked for again.
    assert_eq!(it.at(2_999.0).feed(Input::Time), []);
    assert_eq!(it.at(3_000.0).feed(Input::Time), [Output::AskPlan]);
    let url = "ws://me:other@host/".to_owned();
    let outputs = it.feed(Input::Again(Plan { url: url.clone(), ..plan() }));
    assert!(
        outputs.iter().any(|it| matches!(it, Output::Open { url: tried, .. } if *tried == url))
    );
    assert_eq!(it.feed(Input::Again(plan())), [], "only what is waited for");
}

#[test]
fn the_first_message_goes_out_with_every_opening() {
    let mut it = Scene::default();
    let first =
        |token: &str| Plan { first_message: Some(token.to_owned()), reconnect: true, ..plan() };
    let attempt = it.connect_by(first("token"));
    assert!(it.sent.is_empty());
    let outputs = it.open(attempt);
    // The state is told before anything can go wrong with the message.
    assert_eq!(outputs.last(), Some(&Output::Send("token".to_owned())));
    it.ended(attempt, 1006, "", false);
    it.at(1_000.0).feed(Input::Time);
    it.feed(Input::Again(first("fresh")));
    let attempt = *it.made.last().expect("a socket was made");
    it.open(attempt);
    assert_eq!(it.sent, ["token", "fresh"]);
}

#[test]
fn no_state_or_event_tells_a_secret() {
    let mut it = Scene::default();
    lost(&mut it);
    let mut told = vec![format!("{:?} {:?}", it.state(), it.events)];
    it.again(1_000.0);
    told.push(format!("{:?}", it.state()));
    it.at(90_000.0).feed(Input::Time);
    told.push(format!("{:?} {:?}", it.state(), it.events));
    let attempt = it.connect();
    let (subprotocol, extensions) = ("k.secret".to_owned(), String::new());
    it.feed(Input::Opened { attempt, subprotocol, extensions });
    told.push(format!("{:?} {:?}", it.state(), it.events));
    it.ended(attempt, 1000, "", true);
    let attempt = it.connect();
    let message = format!("The URL '{}' is invalid.", plan().url);
    it.feed(Input::NotTried { attempt, message });
    told.push(format!("{:?} {:?}", it.state(), it.events));
    assert!(!told.concat().contains("secret"), "{told:?}");
}

/// One step of a random life; sockets are named by how many attempts ago they were made.
#[derive(Clone, Debug)]
enum Step {
    Connect(bool),
    Again(bool),
    Reconnect(bool),
    Stop,
    CloseSent,
    Opened(usize),
    Ended(usize, bool),
    NotTried(usize),
    Pass(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<bool>().prop_map(Step::Connect),
        2 => any::<bool>().prop_map(Step::Again),
        1 => any::<bool>().prop_map(Step::Reconnect),
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
                Step::Connect(reconnect) => (None, Input::Connect(Plan { reconnect, ..plan() })),
                Step::Again(reconnect) => (None, Input::Again(Plan { reconnect, ..plan() })),
                Step::Reconnect(on) => (None, Input::Reconnect(on)),
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
            let has_deadline = it.connection.deadline_ms().is_some();
            match it.state() {
                ConnectionState::Connecting { .. }
                | ConnectionState::Closing { .. }
                | ConnectionState::Waiting { .. } => prop_assert!(has_deadline),
                _ => prop_assert!(!has_deadline),
            }
        }
    }
}
