//! The store against a plain `Vec`.

mod history;
mod lens;

use std::ops::Range;

use proptest::prelude::*;

use super::{Conversation, Direction, Lens, MessageKind, Payload, Row, RowBody};
use crate::core::connection::Event;

/// One thing that happens to a conversation.
#[derive(Clone, Debug)]
enum Step {
    Message(Direction, MessageKind, Vec<u8>),
    Outside(MessageKind, usize),
    /// Bytes known later.
    Later(Vec<u8>),
    /// Somebody looks at this part of a hundred.
    Look(u64),
    Event(f64),
    Clear,
}

/// What a plain list would keep.
#[derive(Debug)]
enum Plain {
    Message(Direction, MessageKind, Vec<u8>, u64),
    Outside(MessageKind, usize, u64),
    Event(f64),
}

fn kind() -> impl Strategy<Value = MessageKind> {
    prop_oneof![
        3 => Just(MessageKind::Text),
        3 => Just(MessageKind::Binary),
        1 => prop::option::of(1000..5000_u16).prop_map(|code| MessageKind::Close { code }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let direction = prop_oneof![Just(Direction::Sent), Just(Direction::Received)];
    prop_oneof![
        12 => (direction, kind(), prop_oneof![
            9 => prop::collection::vec(32..127_u8, 0..200),
            1 => (0..40_000_usize).prop_map(|len| vec![b'x'; len]),
        ]).prop_map(|(direction, kind, bytes)| Step::Message(direction, kind, bytes)),
        2 => (kind(), 65_537..9_000_000_usize).prop_map(|(kind, size)| Step::Outside(kind, size)),
        4 => prop::collection::vec(32..127_u8, 0..2_000).prop_map(Step::Later),
        1 => (0..100_u64).prop_map(Step::Look),
        2 => (0.0..1e6_f64).prop_map(Step::Event),
        1 => Just(Step::Clear),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn keeps_what_a_plain_list_keeps(steps in prop::collection::vec(step(), 0..300)) {
        let mut store = Conversation::<usize, Vec<u8>>::default();
        let mut plain: Vec<(f64, Plain)> = Vec::new();
        let (mut generation, mut messages, mut bytes) = (0, 0_u64, 0_u64);
        for (i, step) in (0_u32..).zip(steps) {
            let at_ms = 1.7e12 + f64::from(i) * 0.1;
            match step {
                Step::Message(direction, kind, payload) => {
                    store.add(at_ms, direction, kind, &payload);
                    messages += 1;
                    bytes += payload.len() as u64;
                    plain.push((at_ms, Plain::Message(direction, kind, payload, messages)));
                }
                Step::Outside(kind, size) => {
                    store.add_outside(at_ms, Direction::Received, kind, size as u64, b"begin", size);
                    messages += 1;
                    bytes += size as u64;
                    plain.push((at_ms, Plain::Outside(kind, size, messages)));
                }
                Step::Later(payload) => {
                    let (sent, text) = (Direction::Sent, MessageKind::Text);
                    store.add_later(at_ms, sent, text, payload.clone(), payload.len());
                    messages += 1;
                    bytes += payload.len() as u64;
                    plain.push((at_ms, Plain::Message(sent, text, payload, messages)));
                }
                Step::Look(part) => {
                    let first = plain.len() as u64 * part / 100;
                    give(&mut store, first..first + 7);
                }
                Step::Event(after_ms) => {
                    store.add_event(at_ms, Event::Cancelled { after_ms });
                    plain.push((at_ms, Plain::Event(after_ms)));
                }
                Step::Clear => {
                    drop(store.clear());
                    plain.clear();
                    (generation, messages, bytes) = (generation + 1, 0, 0);
                }
            }
        }
        give(&mut store, 0..u64::MAX);
        prop_assert_eq!(store.later_weight(), 0);
        let totals = store.totals(1.7e12);
        prop_assert_eq!(totals.entries, plain.len() as u64);
        prop_assert_eq!((totals.messages, totals.bytes), (messages, bytes));
        prop_assert_eq!(totals.generation, generation);
        let rows = rows(&store, 0..u64::MAX);
        prop_assert_eq!(rows.len(), plain.len());
        for (row, (at_ms, entry)) in rows.iter().zip(&plain) {
            prop_assert_eq!(row.at_ms.to_bits(), at_ms.to_bits());
            match (&row.body, entry) {
                (RowBody::Event { event }, Plain::Event(after_ms)) => {
                    prop_assert_eq!(event, &Event::Cancelled { after_ms: *after_ms });
                    prop_assert_eq!(store.payload(row.number), None);
                }
                (
                    RowBody::Message { direction, kind, size, message_number, .. },
                    Plain::Message(was_direction, was_kind, payload, number),
                ) => {
                    prop_assert_eq!((direction, kind), (was_direction, was_kind));
                    prop_assert_eq!((*size, message_number), (payload.len() as u64, number));
                    prop_assert_eq!(store.payload(row.number), Some(Payload::Inside(payload)));
                }
                (
                    RowBody::Message { kind, size, message_number, .. },
                    Plain::Outside(was_kind, was_size, number),
                ) => {
                    prop_assert_eq!((kind, *size), (was_kind, *was_size as u64));
                    prop_assert_eq!(message_number, number);
                    prop_assert_eq!(store.payload(row.number), Some(Payload::Outside(was_size)));
                }
                (row, entry) => prop_assert!(false, "{row:?} is not {entry:?}"),
            }
        }
    }
}

/// The rows at these positions that exist.
fn rows<X, T>(store: &Conversation<X, T>, range: Range<u64>) -> Vec<Row> {
    range.map_while(|number| store.row(number)).collect()
}

/// Gives the messages at these positions their bytes; some of them outside.
fn give(store: &mut Conversation<usize, Vec<u8>>, range: Range<u64>) {
    while let Some((number, text)) = store.take_later(range.clone()) {
        store.give_with(number, text.len() + 9, |room| {
            room[..text.len()].copy_from_slice(&text);
            text.len()
        });
    }
}

#[test]
fn a_message_may_get_its_bytes_later() {
    let mut store = Conversation::<&str, &str>::default();
    let (sent, text) = (Direction::Sent, MessageKind::Text);
    for message in ["one", "two", "three"] {
        store.add_later(5.0, sent, text, message, message.len());
    }
    assert_eq!((store.totals(5.0).messages, store.totals(5.0).bytes), (3, 11));
    assert_eq!(store.payload(1), None);
    assert_eq!(store.take_later(1..2), Some((1, "two")));
    store.give_outside(1, 70_000, b"tw", "kept");
    assert_eq!(store.payload(1), Some(Payload::Outside(&"kept")));
    assert_eq!(store.take_later(1..2), None);
    assert_eq!(store.later_weight(), 8);
    assert_eq!(store.take_later(0..u64::MAX), Some((0, "one")));
    store.give_with(0, 3, |room| {
        room.copy_from_slice(b"one");
        3
    });
    assert_eq!(store.payload(0), Some(Payload::Inside(b"one")));
    assert_eq!(store.totals(5.0).bytes, 70_003 + 5, "two with their bytes, one to come");
    drop(store.clear());
    assert_eq!((store.take_later(0..u64::MAX), store.later_weight()), (None, 0));
}

fn hundred() -> Conversation<(), ()> {
    let mut store = Conversation::default();
    for i in 0..100_u8 {
        store.add(f64::from(i), Direction::Received, MessageKind::Text, &[b'a' + i % 26]);
    }
    store
}

#[test]
fn a_range_has_only_positions_that_exist() {
    let store = hundred();
    let all = Lens::default();
    assert_eq!(all.range(&store, 10, 5), 10..15);
    assert_eq!(all.range(&store, 98, 5), 98..100);
    assert_eq!(all.range(&store, 500, 5), 100..100);
    assert_eq!(all.range(&store, u64::MAX, u32::MAX), 100..100);
    assert_eq!(all.newest(&store, 5), 95..100);
    assert_eq!(all.newest(&store, 500), 0..100);
}

#[test]
fn rows_tell_the_beginning_of_a_message() {
    let mut store = hundred();
    store.add(1.0, Direction::Sent, MessageKind::Text, "olá\nmundo".as_bytes());
    let row = store.row(100).expect("the newest");
    let RowBody::Message { preview, size, message_number, .. } = row.body else { panic!("event") };
    assert!(preview.contains("olá") && preview.contains("mundo") && !preview.contains('\n'));
    assert_eq!((size, message_number), (10, 101));
    assert_eq!(store.row(101), None);
}

#[test]
fn a_million_messages_are_all_there() {
    let mut store = Conversation::<(), ()>::default();
    let payload = [b'm'; 100];
    for i in 0..1_000_000 {
        store.add(f64::from(i), Direction::Received, MessageKind::Text, &payload);
    }
    assert_eq!(store.len(), 1_000_000);
    assert_eq!(store.payload(999_999), Some(Payload::Inside(&payload)));
    assert_eq!(rows(&store, 500_000..500_040).len(), 40);
}

#[test]
fn large_payloads_and_those_without_room_stay_outside() {
    let mut store = Conversation::<(), ()>::default();
    assert!(store.takes_inside(64 * 1024));
    assert!(!store.takes_inside(64 * 1024 + 1));
    for _ in 0..8 {
        store.add_with(0.0, Direction::Received, MessageKind::Binary, 1 << 27, |_| 1);
    }
    assert!(!store.takes_inside(1));
    drop(store.clear());
    assert!(store.takes_inside(1));
}

#[test]
fn the_room_is_shared_by_all_conversations() {
    let mut store = hundred();
    let rest = (1 << 30) - store.reserved();
    store.share_room(rest - 1);
    assert!(store.takes_inside(1));
    assert_eq!(store.prefix_limit(), 1024);
    store.share_room(rest);
    assert!(!store.takes_inside(1));
    assert_eq!(store.prefix_limit(), 64);
    drop(store.clear());
    assert!(store.takes_inside(1), "its own part is free again");
    store.share_room(1 << 30);
    drop(store.clear());
    assert!(!store.takes_inside(1), "what others take is not");
}
