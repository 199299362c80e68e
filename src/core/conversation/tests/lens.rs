//! Filter and search against what a plain list would show.

use std::cell::Cell;
use std::ops::Range;

use proptest::prelude::*;

use super::super::{
    Conversation, Direction, Filter, Finder, Kind, Lens, ListRow, Looked, MessageKind, PartWay,
    Plain, Progress, RowBody,
};
use crate::core::connection::Event;

/// Payloads outside and texts without bytes are plain bytes here.
type Store = Conversation<Vec<u8>, Vec<u8>>;

/// Looks at payloads outside in very small parts.
struct ByParts(Plain);

const SMALL_PART: usize = 40;

impl Finder<Vec<u8>> for ByParts {
    fn in_text(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        self.0.in_text(text.as_bytes(), most)
    }

    fn in_bytes(&self, bytes: &[u8], most: usize) -> Vec<Range<usize>> {
        self.0.in_bytes(bytes, most)
    }

    fn look_on(&self, payload: &Vec<u8>, is_binary: bool, so_far: &mut PartWay) -> Looked {
        let from = usize::try_from(so_far.next()).expect("small");
        let end = (from + SMALL_PART).min(payload.len());
        self.0.look_on(so_far, &payload[from..end], end == payload.len(), is_binary)
    }

    fn part(&self, payload: &Vec<u8>, from: u64, most: usize) -> Vec<u8> {
        payload.iter().skip(usize::try_from(from).expect("small")).take(most).copied().collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kept {
    Inside,
    Outside,
    Later,
}

#[derive(Clone, Debug)]
enum Step {
    Message(Direction, MessageKind, Kept, String),
    Event,
    Pin(usize),
    /// Somebody filters and searches on, for a moment.
    Look,
}

fn step() -> impl Strategy<Value = Step> {
    let direction = prop_oneof![Just(Direction::Sent), Just(Direction::Received)];
    let kind = prop_oneof![
        3 => Just(MessageKind::Text),
        2 => Just(MessageKind::Binary),
        1 => Just(MessageKind::Close { code: Some(1000) }),
    ];
    let kept =
        prop_oneof![4 => Just(Kept::Inside), 1 => Just(Kept::Outside), 1 => Just(Kept::Later)];
    prop_oneof![
        12 => (direction, kind, kept, "[abé ]{0,90}").prop_map(|(direction, kind, kept, text)| {
            Step::Message(direction, kind, kept, text)
        }),
        1 => Just(Step::Event),
        3 => (0..40_usize).prop_map(Step::Pin),
        3 => Just(Step::Look),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let direction = prop::option::of(prop_oneof![Just(Direction::Sent), Just(Direction::Received)]);
    let kind =
        prop::option::of(prop_oneof![Just(Kind::Text), Just(Kind::Binary), Just(Kind::Close)]);
    (direction, kind, prop::bool::weighted(0.2)).prop_map(|(direction, kind, pinned)| Filter {
        direction,
        kind,
        pinned,
    })
}

/// What a plain list keeps: direction, kind, text; `None` for an event.
type Plainly = Vec<Option<(Direction, Kind, String)>>;

fn passes(
    filter: Filter,
    pins: &[usize],
    at: usize,
    entry: Option<&(Direction, Kind, String)>,
) -> bool {
    entry.map_or(filter.is_all(), |(direction, kind, _)| {
        filter.direction.is_none_or(|it| it == *direction)
            && filter.kind.is_none_or(|it| it == *kind)
            && (!filter.pinned || pins.contains(&at))
    })
}

fn ms(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("small"))
}

/// Searches to the end, giving bytes where they are wanted.
fn search(lens: &mut Lens, store: &mut Store, finder: &ByParts) {
    loop {
        match lens.search_on(store, finder, &|| true) {
            Progress::Done => return,
            Progress::TimeUp => {}
            Progress::NeedsBytes(number) => give(store, number),
        }
    }
}

fn give(store: &mut Store, number: u64) {
    let (number, text) = store.take_later(number..number + 1).expect("it waits");
    store.give_with(number, text.len(), |room| {
        room.copy_from_slice(&text);
        text.len()
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn shows_what_a_plain_list_would(
        steps in prop::collection::vec(step(), 0..40),
        filter in filter(), needle in "[abé]{1,3}", match_case: bool,
    ) {
        let mut store = Store::default();
        let mut plain: Plainly = Vec::new();
        let mut pins: Vec<usize> = Vec::new();
        let mut lens = Lens::new(filter);
        let finder = ByParts(Plain::new(&needle, match_case));
        for step in steps {
            match step {
                Step::Message(direction, kind, kept, text) => {
                    let (at_ms, bytes) = (ms(plain.len()), text.as_bytes());
                    match kept {
                        Kept::Inside => store.add(at_ms, direction, kind, bytes),
                        Kept::Outside => store.add_outside(
                            at_ms, direction, kind, bytes.len() as u64, bytes, bytes.to_vec(),
                        ),
                        Kept::Later => store.add_later(at_ms, direction, kind, bytes.to_vec(), bytes.len()),
                    }
                    let kind = match kind {
                        MessageKind::Text => Kind::Text,
                        MessageKind::Binary => Kind::Binary,
                        MessageKind::Close { .. } => Kind::Close,
                    };
                    plain.push(Some((direction, kind, text)));
                }
                Step::Event => {
                    store.add_event(ms(plain.len()), Event::Cancelled { after_ms: 1.0 });
                    plain.push(None);
                }
                Step::Pin(part) if !plain.is_empty() => {
                    let at = part * plain.len() / 40;
                    store.toggle_pin(at as u64);
                    if plain[at].is_some() && !pins.contains(&at) {
                        pins.push(at);
                    } else {
                        pins.retain(|it| *it != at);
                    }
                    // What a pin changes in the middle is looked at anew.
                    lens = Lens::new(filter);
                }
                Step::Pin(_) => {}
                Step::Look => {
                    lens.filter_on(&store, 3);
                    if let Progress::NeedsBytes(number) = lens.search_on(&store, &finder, &|| true) {
                        give(&mut store, number);
                    }
                }
            }
        }
        while !lens.filter_on(&store, 7) {}
        search(&mut lens, &mut store, &finder);

        let shown: Vec<usize> = (0..plain.len())
            .filter(|at| passes(filter, &pins, *at, plain[*at].as_ref()))
            .collect();
        let fold = |text: &str| if match_case { text.to_owned() } else { text.to_lowercase() };
        let hits: Vec<u64> = (0..shown.len())
            .filter(|row| plain[shown[*row]].as_ref().is_some_and(|it| fold(&it.2).contains(&fold(&needle))))
            .map(|row| row as u64)
            .collect();
        prop_assert_eq!(lens.len(&store), shown.len() as u64);
        prop_assert_eq!((lens.searched(), lens.hits()), (shown.len() as u64, hits.len() as u64));
        for row in 0..=shown.len() as u64 {
            let rank = hits.iter().position(|it| *it == row).map(|it| it as u64 + 1);
            prop_assert_eq!(lens.rank(row), rank);
            let next = hits.iter().find(|it| **it >= row).or(hits.first()).copied();
            prop_assert_eq!(lens.hit_from(row), next);
            let before = hits.iter().rev().find(|it| **it < row).or(hits.last()).copied();
            prop_assert_eq!(lens.hit_before(row), before);
        }
        for (row, at) in (0..).zip(&shown) {
            prop_assert_eq!(lens.number(row), Some(*at as u64));
            prop_assert_eq!(lens.row_of(*at as u64), Some(row));
        }
        let all = 0..shown.len() as u64;
        for (row, listed) in all.clone().zip(lens.rows(&store, all, Some(&finder))) {
            let at = shown[usize::try_from(row).expect("small")];
            prop_assert_eq!(listed.row.number, at as u64);
            prop_assert_eq!(listed.pinned, pins.contains(&at));
            let before = row.checked_sub(1).map(|row| shown[usize::try_from(row).expect("small")]);
            let is_across = |before: usize| plain[before + 1..=at].iter().any(Option::is_none);
            let since = before.filter(|it| !is_across(*it)).map(|before| (at - before) as u64);
            prop_assert_eq!(listed.since_ms, since);
            prop_assert_eq!(!listed.marks.is_empty(), hits.contains(&row), "{:?}", listed);
            for text in marked(&listed) {
                let is_hex = matches!(plain[at], Some((_, Kind::Binary, _)));
                prop_assert!(is_hex || fold(&text) == fold(&needle), "{text}");
            }
        }
    }
}

/// What is marked in a row.
fn marked(row: &ListRow) -> Vec<String> {
    let RowBody::Message { preview, .. } = &row.row.body else { return Vec::new() };
    let text = |it: &Range<usize>| preview.get(it.clone()).expect("whole characters").to_owned();
    row.marks.iter().map(text).collect()
}

fn one(kind: MessageKind, payload: &[u8], needle: &str) -> (String, Vec<String>) {
    let mut store = Store::default();
    store.add(1.0, Direction::Received, kind, payload);
    let (mut lens, finder) = (Lens::default(), ByParts(Plain::new(needle, false)));
    search(&mut lens, &mut store, &finder);
    let rows = lens.rows(&store, 0..1, Some(&finder));
    let RowBody::Message { preview, .. } = &rows[0].row.body else { panic!("event") };
    (preview.clone(), marked(&rows[0]))
}

#[test]
fn a_preview_begins_near_a_match_that_would_be_out_of_sight() {
    let far = format!("{}tide{}", "é".repeat(200), "x".repeat(400));
    let (preview, marks) = one(MessageKind::Text, far.as_bytes(), "TIDE");
    assert_eq!(preview.chars().take(13).collect::<String>(), "…éééééééétide");
    assert!(preview.ends_with("x…"), "{preview}");
    assert_eq!(marks, ["tide"]);
    let (preview, marks) = one(MessageKind::Text, b"low tide, high tide", "tide");
    assert_eq!((preview.as_str(), marks.len()), ("low tide, high tide", 2));
}

#[test]
fn in_a_binary_message_the_digits_are_marked() {
    let check = |payload: &[u8], needle: &str, preview: &str, marks: &[&str]| {
        let (found, marked) = one(MessageKind::Binary, payload, needle);
        assert_eq!(found, preview);
        assert_eq!(marked, marks);
    };
    check(b"\x89HYD\xff", "48 59", "89 48 59 44 ff", &["48 59"]);
    check(b"\x89HYD\xff", "hyd", "89 48 59 44 ff", &[]);
    check(b"hydro", "Y", "68 79 64 72 6f", &["79"]);
    let mut far = vec![0; 40];
    far.extend(b"\xfe\xed");
    check(&far, "feed", "… 00 00 00 00 fe ed", &["fe ed"]);
}

#[test]
fn searching_stops_when_the_time_is_up_and_goes_on_later() {
    let mut store = Store::default();
    for _ in 0..10_000 {
        store.add(1.0, Direction::Sent, MessageKind::Text, b"something to look for");
    }
    let (mut lens, finder) = (Lens::default(), ByParts(Plain::new("look", true)));
    let asked = Cell::new(0);
    let is_time_up = || {
        asked.set(asked.get() + 1);
        asked.get() == 3
    };
    assert_eq!(lens.search_on(&store, &finder, &is_time_up), Progress::TimeUp);
    let searched = lens.searched();
    assert!((100..10_000).contains(&searched), "{searched}");
    assert_eq!(lens.search_on(&store, &finder, &|| false), Progress::Done);
    assert_eq!((lens.searched(), lens.hits()), (10_000, 10_000));
    store.add(1.0, Direction::Sent, MessageKind::Text, b"look");
    asked.set(0);
    assert_eq!(lens.search_on(&store, &finder, &is_time_up), Progress::Done);
    assert_eq!((lens.hits(), asked.get()), (10_001, 0), "only the new one was looked at");
    lens.restart_search();
    assert_eq!((lens.searched(), lens.hits()), (0, 0));
}
