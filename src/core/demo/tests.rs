use proptest::prelude::*;

use super::*;

fn demo(url: &str) -> Demo {
    parse(url).unwrap_or_else(|(problem, _)| panic!("{url}: {problem}"))
}

/// The problem of an address and the part of it that is wrong.
fn wrong(url: &str) -> (DemoProblem, &str) {
    let (problem, at) = parse(url).expect_err(url);
    (problem, &url[at])
}

/// All that comes within a time when asked every millisecond.
fn heard(session: &mut Session<u8>, from_ms: u32, to_ms: u32) -> Vec<(u32, DemoEvent<u8>)> {
    let mut heard = Vec::new();
    for now in from_ms..to_ms {
        while let Some(event) = session.next(f64::from(now)) {
            heard.push((now, event));
        }
    }
    heard
}

fn opened(subprotocol: &str) -> DemoEvent<u8> {
    DemoEvent::Opened { subprotocol: subprotocol.to_owned() }
}

#[test]
fn addresses_name_a_server_and_what_it_does() {
    let server = |url| demo(url).server;
    assert_eq!(server("demo:echo"), DemoServer::Echo);
    assert_eq!(server("DEMO:echo?"), DemoServer::Echo);
    assert_eq!(server("demo:clock"), DemoServer::Clock { every_ms: 1_000 });
    assert_eq!(server("demo:clock?every_ms=250"), DemoServer::Clock { every_ms: 250 });
    let flood = Flood { count: 5, size: 20, kind: FloodKind::Json, rate: 7 };
    assert_eq!(server("demo:flood?count=5&size=20&kind=json&rate=7"), DemoServer::Flood(flood));
    let close = |code, reason: &str| DemoServer::Close { code, reason: reason.to_owned() };
    assert_eq!(server("demo:close"), close(1000, ""));
    assert_eq!(server("demo:close?code=4001&reason=high+tide%21"), close(4001, "high tide!"));
    assert_eq!(server("demo:close?reason=%C3%A9%zz"), close(1000, "é%zz"));
    assert_eq!(demo("demo:echo?delay_ms=50").delay_ms, 50);
    assert!(is_demo("Demo:x") && !is_demo("ws://demo:1") && !is_demo("dem") && !is_demo("é:mo:"));
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    assert_eq!(wrong("demo:"), (DemoProblem::UnknownServer, ""));
    assert_eq!(wrong("demo:xyz?a=1"), (DemoProblem::UnknownServer, "xyz"));
    let (problem, at) = wrong("demo:clock?size=1");
    assert!(matches!(problem, DemoProblem::UnknownParameter { server: "clock", .. }));
    assert_eq!(at, "size");
    for (url, at) in [
        ("demo:clock?every_ms=9", "9"),
        ("demo:clock?every_ms=", ""),
        ("demo:clock?every_ms={{Every}}", "{{Every}}"),
        ("demo:clock?every_ms=+100", "+100"),
        ("demo:flood?size=1&count=0", "0"),
        ("demo:flood?kind=xml", "xml"),
        ("demo:close?code=1004", "1004"),
        ("demo:close?code=999", "999"),
        ("demo:echo?delay_ms=600001", "600001"),
    ] {
        let (problem, part) = wrong(url);
        assert!(matches!(problem, DemoProblem::BadValue { .. }), "{url}: {problem}");
        assert_eq!(part, at);
    }
    let long = format!("demo:close?reason={}", "x".repeat(124));
    assert!(matches!(wrong(&long).0, DemoProblem::BadValue { misfit: Misfit::Reason, .. }));
    assert_eq!(wrong("demo:flood?count=1000000&size=501").0, DemoProblem::TooMuch);
}

#[test]
fn an_echo_sends_back_what_it_is_sent_and_answers_a_close() {
    let offered = ["chat.v2".to_owned(), "chat.v1".to_owned()];
    let mut session = Session::new(5.0, demo("demo:echo?delay_ms=10"), &offered);
    assert!(!session.is_open());
    assert_eq!(heard(&mut session, 5, 20), [(15, opened("chat.v2"))]);
    assert!(session.is_open());
    session.take(1);
    session.take(2);
    session.close(4000, "bye");
    assert!(!session.is_open());
    let ended = DemoEvent::Ended { code: 4000, reason: "bye".to_owned(), clean: true };
    let expected = [(20, DemoEvent::Echo(1)), (20, DemoEvent::Echo(2)), (20, ended)];
    assert_eq!(heard(&mut session, 20, 90), expected);
    assert_eq!(session.due_ms(), None);
}

#[test]
fn a_clock_ticks_and_does_not_make_up_for_time_lost() {
    let mut session = Session::<u8>::new(0.0, demo("demo:clock?every_ms=100"), &[]);
    let ticks: Vec<u32> = heard(&mut session, 0, 350).into_iter().map(|it| it.0).collect();
    assert_eq!(ticks, [0, 0, 100, 200, 300]);
    assert_eq!(session.due_ms(), Some(400.0));
    let text = "{\"tick\":5,\"time\":\"1970-01-01T00:00:01.010Z\"}".to_owned();
    assert_eq!(heard(&mut session, 1010, 1090), [(1010, DemoEvent::Text(text))]);
    assert_eq!(session.due_ms(), Some(1_100.0));
}

#[test]
fn a_flood_keeps_to_its_rate() {
    let mut session = Session::<u8>::new(0.0, demo("demo:flood?count=5&rate=10"), &[]);
    let all = heard(&mut session, 0, 1000);
    let times: Vec<u32> = all.iter().skip(1).map(|it| it.0).collect();
    assert_eq!(times, [0, 100, 200, 300, 400]);
    assert!(session.is_open());
    session.take(9);
    assert_eq!(heard(&mut session, 1000, 1001), [(1000, DemoEvent::Echo(9))]);
}

#[test]
fn messages_of_a_flood_have_number_and_size() {
    let flood = |kind, size| Flood { count: 1, size, kind, rate: 0 };
    assert_eq!(flood(FloodKind::Text, 16).text(2), "0000000002 abcde");
    assert_eq!(flood(FloodKind::Text, 11).text(2), "0000000002 ");
    assert_eq!(flood(FloodKind::Text, 3).text(2), "002");
    assert_eq!(flood(FloodKind::Text, 0).text(2), "");
    let json = flood(FloodKind::Json, 100).text(2);
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((json.len(), &value["n"]), (100, &serde_json::json!(2)));
    assert_eq!(flood(FloodKind::Json, 0).text(2).len(), 26);
    assert_eq!(flood(FloodKind::Binary, 10).bytes(2), [0, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
    assert_eq!(flood(FloodKind::Binary, 2).bytes(2), [0, 2]);
}

#[test]
fn a_server_that_closes_says_why_if_it_can() {
    let check = |query: &str, code, reason: &str, clean| {
        let mut session = Session::<u8>::new(0.0, demo(&format!("demo:close?{query}")), &[]);
        let ended = DemoEvent::Ended { code, reason: reason.to_owned(), clean };
        assert_eq!(heard(&mut session, 0, 9), [(0, opened("")), (0, ended)]);
    };
    check("code=4001&reason=tide", 4001, "tide", true);
    check("code=1005&reason=tide", 1005, "", true);
    check("code=1006&reason=tide", 1006, "", false);
}

/// What a person does.
#[derive(Clone, Debug)]
enum Step {
    Send(u8),
    Close(u16),
    Wait(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Send),
        (1000_u16..5000).prop_map(Step::Close),
        (0_u16..300).prop_map(Step::Wait),
    ]
}

fn address() -> impl Strategy<Value = String> {
    let parameter = (
        prop_oneof![
            "every_ms", "count", "size", "kind", "rate", "code", "reason", "delay_ms", ".*"
        ],
        prop_oneof!["[0-9]{0,11}", "text|json|binary", ".*"],
    );
    let query =
        prop::collection::vec(parameter.prop_map(|(key, value)| format!("{key}={value}")), 0..4);
    (prop_oneof!["echo", "clock", "flood", "close", ".*"], query)
        .prop_map(|(server, query)| format!("demo:{server}?{}", query.join("&")))
}

proptest! {
    #[test]
    fn any_address_is_read_or_wrong_at_a_part_of_it(url in address()) {
        if let Err((_, at)) = parse(&url) {
            prop_assert!(url.get(at).is_some());
        }
    }

    #[test]
    fn whatever_a_person_does_all_comes_back_in_order_and_ends_once(
        url in prop_oneof![
            Just("demo:echo"), Just("demo:clock?every_ms=10"),
            Just("demo:flood?count=40&size=3&rate=100"), Just("demo:close?code=1006"),
        ],
        steps in prop::collection::vec(step(), 0..30),
    ) {
        let mut session = Session::new(0.0, demo(url), &[]);
        let (mut now_ms, mut events, mut sent) = (0_u32, Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Send(message) if session.is_open() => {
                    sent.push(message);
                    session.take(message);
                }
                Step::Close(code) if session.is_open() => session.close(code, ""),
                Step::Wait(ms) => {
                    events.extend(heard(&mut session, now_ms, now_ms + u32::from(ms)));
                    now_ms += u32::from(ms);
                }
                Step::Send(_) | Step::Close(_) => {}
            }
        }
        let was_open = session.is_open();
        session.close(1000, "");
        events.extend(heard(&mut session, now_ms, now_ms + 1));
        prop_assert!(was_open || session.due_ms().is_none());
        let echoes: Vec<u8> = events.iter().filter_map(|(_, it)| match it {
            DemoEvent::Echo(message) => Some(*message),
            _ => None,
        }).collect();
        prop_assert_eq!(echoes, sent);
        let opened = events.iter().filter(|it| matches!(it.1, DemoEvent::Opened { .. })).count();
        let ended = events.iter().filter(|it| matches!(it.1, DemoEvent::Ended { .. })).count();
        prop_assert_eq!((opened, ended), (1, 1));
        let ends_it = matches!(events.last(), Some((_, DemoEvent::Ended { .. })));
        prop_assert!(ends_it);
    }
}
