//! What connecting again and clearing leave.

use super::super::{ConversationId, Direction, History, MessageKind, Payload, keep_within};
use crate::core::connection::{Event, Opened, Party};

type Talks = History<Vec<u8>, Vec<u8>>;

fn opened() -> Event {
    let (url, subprotocol, extensions) = Default::default();
    Event::Connected(Opened { url, took_ms: 1.0, subprotocol, extensions })
}

fn say(talks: &mut Talks, at_ms: f64, text: &str) {
    talks.now().add(at_ms, Direction::Sent, MessageKind::Text, text.as_bytes());
}

#[test]
fn connecting_again_keeps_what_there_was() {
    let mut talks = Talks::default();
    assert!(!talks.begin(), "the first one is new already");
    say(&mut talks, 5.0, "one");
    assert!(talks.begin());
    assert_eq!(talks.now().len(), 0);
    say(&mut talks, 9.0, "two");
    say(&mut talks, 9.5, "three");
    assert!(talks.begin());
    let earlier: Vec<_> =
        talks.earlier().iter().map(|it| (it.id.0, it.began_ms, it.messages)).collect();
    assert_eq!(earlier, [(1, 9.0, 2), (0, 5.0, 1)], "the newest first");
    let (id, first) = talks.get(Some(ConversationId(0)));
    assert_eq!((id.0, first.payload(0)), (0, Some(Payload::Inside(b"one"))));
    assert_eq!(talks.get(None).0, ConversationId(2));
    assert_eq!(talks.get(Some(ConversationId(7))).0, ConversationId(2), "one that is gone");
}

#[test]
fn attempts_that_fail_stand_together() {
    let mut talks = Talks::default();
    talks.now().add_event(1.0, Event::Cancelled { after_ms: 1.0 });
    assert!(!talks.begin());
    assert_eq!(talks.now().len(), 1);
}

#[test]
fn a_connection_without_messages_is_a_conversation_of_its_own() {
    let mut talks = Talks::default();
    talks.now().add_event(1.0, opened());
    assert!(talks.begin());
    assert_eq!((talks.now().len(), left(&talks)), (0, vec![0]));
    // Cleared while it was open: its end is left.
    let (reason, by) = (String::new(), Party::Server);
    let closed = Event::Closed { code: 1000, reason, clean: true, by, open_for_ms: 1.0 };
    talks.now().add_event(2.0, closed);
    assert!(talks.begin());
}

#[test]
fn no_time_is_told_across_connections() {
    let mut talks = Talks::default();
    talks.now().add_event(1.0, Event::Cancelled { after_ms: 1.0 });
    talks.now().add_event(2.0, opened());
    say(&mut talks, 4.487_9, "a");
    say(&mut talks, 8.491_2, "b");
    talks.now().add_event(9.0, opened());
    say(&mut talks, 9.5, "c");
    let now = talks.now();
    let since: Vec<_> = (1..6).map(|number| now.since_ms(number - 1, number)).collect();
    assert_eq!(since, [None, Some(2), Some(4), None, Some(0)]);
    assert_eq!((now.since_ms(3, 5), now.since_ms(1, 3)), (None, Some(6)), "events hidden");
}

#[test]
fn an_earlier_one_that_is_cleared_goes_unless_something_in_it_is_pinned() {
    let mut talks = Talks::default();
    for (at_ms, text) in [(1.0, "a"), (2.0, "b")] {
        say(&mut talks, at_ms, text);
        assert!(talks.begin());
    }
    talks.get(Some(ConversationId(1))).1.toggle_pin(0);
    talks.clear(ConversationId(0));
    talks.clear(ConversationId(1));
    let left: Vec<_> = talks.earlier().iter().map(|it| it.id.0).collect();
    assert_eq!(left, [1]);
}

#[test]
fn clearing_keeps_pinned_messages_to_the_byte() {
    let mut talks = Talks::default();
    let now = talks.now();
    let (sent, text) = (Direction::Sent, MessageKind::Text);
    now.add(1.0, sent, text, b"gone");
    now.add(2.0, Direction::Received, MessageKind::Close { code: Some(4000) }, b"why");
    now.add_outside(3.0, sent, MessageKind::Binary, 9, b"\xff\x01", b"outside".to_vec());
    now.add_later(4.0, sent, text, b"later".to_vec(), 5);
    now.add_event(5.0, Event::Cancelled { after_ms: 1.0 });
    let before: Vec<_> = (1..3).filter_map(|number| now.row(number)).collect();
    for number in [1, 2, 3, 4, 99] {
        now.toggle_pin(number);
    }
    now.toggle_pin(1);
    now.toggle_pin(1);
    let pinned: Vec<u64> = now.pins(0..u64::MAX).collect();
    assert_eq!(pinned, [1, 2, 3], "an event cannot be pinned");

    drop(now.clear());
    let totals = now.totals(6.0);
    assert_eq!((totals.entries, totals.messages, totals.pinned), (3, 3, 3));
    assert_eq!((totals.bytes, totals.generation), (3 + 9 + 5, 1));
    assert!(totals.per_second.abs() < f64::EPSILON, "they did not come now");
    for (row, before) in (0..2).filter_map(|number| now.row(number)).zip(before) {
        assert_eq!((row.at_ms, row.number + 1), (before.at_ms, before.number));
    }
    assert_eq!(now.payload(0), Some(Payload::Inside(b"why")));
    assert_eq!(now.payload(1), Some(Payload::Outside(&b"outside".to_vec())));
    assert_eq!(now.take_later(0..9), Some((2, b"later".to_vec())));
    now.toggle_pin(0);
    drop(now.clear());
    assert_eq!(now.len(), 2, "what is no longer pinned goes with the next one");
}

#[test]
fn earlier_conversations_share_the_room_for_payloads() {
    let mut talks = Talks::default();
    for _ in 0..8 {
        talks.now().add_with(0.0, Direction::Sent, MessageKind::Binary, 1 << 27, |_| 1);
    }
    assert!(!talks.now().takes_inside(1));
    assert!(talks.begin());
    assert!(!talks.now().takes_inside(1));
    let (all, first) = (talks.reserved(), ConversationId(0));
    assert!(!talks.get(Some(first)).1.takes_inside(1));
    talks.clear(first);
    assert!(!talks.now().takes_inside(1), "it may come back");
    talks.forget_cleared();
    assert!(talks.now().takes_inside(1));
    talks.share_room(all);
    assert!(!talks.now().takes_inside(1), "and all WebSockets do");
}

/// A WebSocket whose earlier conversations have one message of 70 kB each (they take some more), begun at these times.
fn long_talks(began_ms: &[f64]) -> Talks {
    let mut talks = Talks::default();
    for at_ms in began_ms {
        let (sent, binary) = (Direction::Sent, MessageKind::Binary);
        talks.now().add_outside(*at_ms, sent, binary, 70_000, b"", vec![0; 70_000]);
        assert!(talks.begin());
    }
    talks
}

fn left(talks: &Talks) -> Vec<u32> {
    talks.earlier().iter().map(|it| it.id.0).collect()
}

/// Forgets what takes more than `most`; answers which lost something.
fn keep(all: &mut [(char, &mut Talks)], most: u64) -> String {
    keep_within(all, most, |it| it.len() as u64).into_iter().collect()
}

#[test]
fn the_oldest_earlier_conversations_go_first_whosever_they_are() {
    let (mut a, mut b) = (long_talks(&[1.0, 4.0]), long_talks(&[2.0, 3.0]));
    say(&mut a, 0.5, "what is going on stays");
    let mut all = [('a', &mut a), ('b', &mut b)];
    assert_eq!(keep(&mut all, u64::MAX), "");
    assert_eq!(keep(&mut all, 190_000), "ab");
    assert_eq!(keep(&mut all, 190_000), "", "the rest has room");
    assert_eq!((left(&a), left(&b)), (vec![1], vec![1]));
    let mut all = [('a', &mut a), ('b', &mut b)];
    assert_eq!(keep(&mut all, 0), "ba");
    assert_eq!((a.earlier().len(), a.now().len()), (0, 1));
}

#[test]
fn what_is_on_disk_takes_no_memory() {
    let mut talks = long_talks(&[1.0, 2.0]);
    assert!(keep_within(&mut [('a', &mut talks)], 40_000, |_| 0).is_empty());
}

#[test]
fn pinned_messages_stay_however_little_memory_there_is() {
    let mut talks = long_talks(&[1.0, 2.0]);
    talks.get(Some(ConversationId(0))).1.toggle_pin(0);
    assert_eq!(keep(&mut [('a', &mut talks)], 80_000), "a");
    assert_eq!(left(&talks), [0], "the pinned one takes all there is");
}

#[test]
fn texts_wait_in_earlier_conversations_too() {
    let mut talks = Talks::default();
    talks.now().add_later(1.0, Direction::Sent, MessageKind::Text, b"x".to_vec(), 1);
    assert!(talks.begin());
    assert!(talks.waiting().and_then(|it| it.take_later(0..9)).is_some());
    assert!(talks.waiting().is_none());
}

/// The texts of a conversation; of an event a dash.
fn texts(talks: &mut Talks, id: u32) -> Vec<String> {
    let (_, talk) = talks.get(Some(ConversationId(id)));
    let text = |number| match talk.payload(number) {
        Some(Payload::Inside(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => "-".to_owned(),
    };
    (0..talk.len()).map(text).collect()
}

#[test]
fn what_was_cleared_comes_back_before_what_came_since() {
    let mut talks = Talks::default();
    assert!(!talks.clear(ConversationId(0)), "there is nothing");
    for text in ["a", "b", "c"] {
        say(&mut talks, 1.0, text);
    }
    talks.now().toggle_pin(1);
    assert!(talks.clear(ConversationId(0)));
    assert_eq!((talks.place_after_clear(1), talks.place_after_clear(2)), (Some(0), None));
    say(&mut talks, 2.0, "d");
    talks.now().add_event(3.0, Event::Cancelled { after_ms: 1.0 });
    say(&mut talks, 4.0, "e");
    talks.now().toggle_pin(3);
    assert_eq!(texts(&mut talks, 0), ["b", "d", "-", "e"]);
    let places: Vec<_> = (0..3).map(|number| talks.place_after_restore(number)).collect();
    assert_eq!(places, [Some(1), Some(3), Some(4)]);

    let generation = talks.now().generation();
    assert_eq!(talks.restore(), Some(ConversationId(0)));
    assert_eq!(texts(&mut talks, 0), ["a", "b", "c", "d", "-", "e"]);
    let now = talks.now();
    assert_eq!(now.pins(0..9).collect::<Vec<_>>(), [1, 5]);
    assert_ne!(now.generation(), generation, "positions are others");
    assert_eq!(now.totals(9.0).messages, 5);
    assert_eq!(talks.restore(), None, "only once");
}

#[test]
fn what_was_cleared_comes_back_as_the_conversation_it_was() {
    let mut talks = Talks::default();
    say(&mut talks, 1.0, "a");
    talks.clear(ConversationId(0));
    assert!(talks.begin(), "it may come back");
    say(&mut talks, 2.0, "b");
    assert!(talks.begin());
    assert_eq!(talks.restore(), Some(ConversationId(0)));
    assert_eq!((texts(&mut talks, 0), texts(&mut talks, 1)), (vec!["a".into()], vec!["b".into()]));
    talks.clear(ConversationId(0));
    talks.clear(ConversationId(1));
    assert_eq!(talks.restore(), Some(ConversationId(1)), "only the last");
    assert_eq!(talks.restore(), None);
    assert_eq!(left(&talks), [1]);
}

#[test]
fn what_was_cleared_stays_unless_it_takes_much_memory() {
    let check = |in_memory: fn(&Vec<u8>) -> u64, expected| {
        let mut talks = long_talks(&[1.0]);
        talks.clear(ConversationId(0));
        talks.forget_large_cleared(in_memory);
        assert_eq!(talks.restore(), expected);
    };
    check(|_| 60 << 20, Some(ConversationId(0)));
    check(|_| 70 << 20, None);
}

#[test]
fn what_was_cleared_goes_before_earlier_conversations() {
    let mut talks = long_talks(&[1.0, 2.0]);
    talks.clear(ConversationId(0));
    assert_eq!(keep(&mut [('a', &mut talks)], 200_000), "");
    assert_eq!(keep(&mut [('a', &mut talks)], 100_000), "", "the other one has room then");
    assert_eq!((talks.restore(), left(&talks)), (None, vec![1]));
}
