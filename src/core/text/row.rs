//! A row of the conversation in words: what stands in its columns, and its accessible name.

use crate::core::{
    connection::{Event, FailureKind, Party},
    conversation::{Direction, ListRow, MessageKind, Row, RowBody},
    demo,
    model::Language,
    payload::{close, local_time, size},
};

use super::{Texts, fill, texts};

/// Ends what somebody said.
const QUOTE_END: &str = "”";

/// A row in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowText {
    /// What it is, for its look.
    pub kind: EntryKind,
    /// Time to the millisecond: `14:31:59.204`.
    pub time: String,
    /// Short name of the message type; empty for an event.
    pub badge: &'static str,
    /// The beginning of a message, or what happened.
    pub text: String,
    /// Size of a message, such as `4.1 kB`; empty for an event.
    pub size: String,
    /// All of it in one sentence.
    pub name: String,
    /// A message that did not leave whole.
    pub is_cut_short: bool,
}

impl RowText {
    /// What of the name a row does not show in words: all before the text of a message, and all of
    /// an event's.
    pub fn lead(&self) -> &str {
        self.name.strip_suffix(&self.text).unwrap_or(&self.name)
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A message.
    Message(Direction, MessageKind),
    /// The connection opened.
    Opened,
    /// The connection ended, or an attempt was given up.
    Ended,
    /// An attempt failed, or the connection was lost.
    Failed,
}

/// Puts a row in words. `offset_minutes`: minutes ahead of UTC.
pub fn row(row: &Row, language: Language, offset_minutes: i32) -> RowText {
    let t = texts(language);
    let time = local_time::clock(row.at_ms, offset_minutes);
    match &row.body {
        RowBody::Message { direction, kind, size: bytes, left, preview, .. } => {
            let size = size::bytes(*bytes, language);
            let cut = cut_short(&row.body, language);
            let text = cut.unwrap_or_else(|| match kind {
                MessageKind::Close { code } => close_text(t, *code, preview),
                MessageKind::Text | MessageKind::Binary => preview.clone(),
            });
            let name = format!(
                "{} {}, {size}, {time}, {text}",
                self::direction(t, *direction),
                kind_word(t, *kind)
            );
            RowText {
                kind: EntryKind::Message(*direction, *kind),
                badge: badge(t, *kind),
                time,
                text,
                size,
                name,
                is_cut_short: left.is_some(),
            }
        }
        RowBody::Event { event } => {
            let text = self::event(t, event, language);
            let name = format!("{text}, {time}");
            let (kind, size) = (event_kind(event), String::new());
            RowText { kind, time, badge: "", text, size, name, is_cut_short: false }
        }
    }
}

/// That a message did not leave whole, as a sentence without a full stop.
pub fn cut_short(body: &RowBody, language: Language) -> Option<String> {
    let RowBody::Message { left: Some(left), size: bytes, .. } = body else { return None };
    let (left, size) = (size::bytes(*left, language), size::bytes(*bytes, language));
    Some(fill(texts(language).cut_short, &[("left", &left), ("size", &size)]))
}

/// What stands in the last column of a row, in pieces; the second of each says whether the search
/// found it.
pub fn pieces(listed: &ListRow, text: &RowText) -> Vec<(String, bool)> {
    let RowBody::Message { kind, preview, left: None, .. } = &listed.row.body else {
        return Vec::new();
    };
    // The reason of a close message stands at the end, in quotes.
    let tail = if matches!(kind, MessageKind::Close { .. }) { QUOTE_END.len() } else { 0 };
    let before = text.text.len().saturating_sub(preview.len() + tail);
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut push = |span: std::ops::Range<usize>, found| {
        if let Some(piece) = text.text.get(span).filter(|it| !it.is_empty()) {
            pieces.push((piece.to_owned(), found));
        }
    };
    for mark in &listed.marks {
        push(from..before + mark.start, false);
        push(before + mark.start..before + mark.end, true);
        from = before + mark.end;
    }
    push(from..text.text.len(), false);
    pieces
}

/// What more there is to say of a row: `Pinned, 291 ms after the previous`.
pub fn description(listed: &ListRow, with_delta: bool, language: Language) -> Option<String> {
    let t = texts(language);
    let delta = listed
        .since_ms
        .filter(|_| with_delta)
        .map(|ms| fill(t.since_previous, &[("time", &since(ms, language))]));
    let said: Vec<String> =
        listed.pinned.then(|| t.pinned.to_owned()).into_iter().chain(delta).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// The time since the row before: `+291 ms`.
pub fn delta(since_ms: u64, language: Language) -> String {
    format!("+{}", since(since_ms, language))
}

fn since(since_ms: u64, language: Language) -> String {
    #[expect(clippy::cast_precision_loss, reason = "no time comes near 2^53 milliseconds")]
    let ms = since_ms as f64;
    size::duration(ms, language)
}

/// *Sent* or *Received*.
pub fn direction(t: &Texts, direction: Direction) -> &'static str {
    match direction {
        Direction::Sent => t.sent,
        Direction::Received => t.received,
    }
}

/// The message type as it stands in a sentence.
pub fn kind_word(t: &Texts, kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Text => t.kind_text,
        MessageKind::Binary => t.kind_binary,
        MessageKind::Close { .. } => t.kind_close,
    }
}

/// The message type, short.
pub fn badge(t: &Texts, kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Text => t.badge_text,
        MessageKind::Binary => t.badge_binary,
        MessageKind::Close { .. } => t.badge_close,
    }
}

/// A close code with its registered name, if it has one: `1000 Normal Closure`.
pub fn close_code(code: u16) -> String {
    close::registered_name(code).map_or_else(|| code.to_string(), |name| format!("{code} {name}"))
}

/// What happened to the connection, as a sentence without a full stop.
pub fn event(t: &Texts, event: &Event, language: Language) -> String {
    match event {
        Event::Connected(opened) => {
            let time = size::duration(opened.took_ms, language);
            let text = if opened.subprotocol.is_empty() {
                fill(t.event_connected, &[("time", &time)])
            } else {
                fill(
                    t.event_connected_with,
                    &[("time", &time), ("subprotocol", &opened.subprotocol)],
                )
            };
            if demo::is_demo(&opened.url) { format!("{text} · {}", t.demo_mark) } else { text }
        }
        Event::Closed { clean: false, by: Party::Client, .. } => t.event_unanswered.to_owned(),
        Event::Closed { by: Party::Nobody, .. } => t.event_lost.to_owned(),
        Event::Closed { code, reason, by, .. } => {
            let by = if *by == Party::Server { t.by_server } else { t.by_you };
            let code = close_code(*code);
            let said = if reason.is_empty() { code } else { format!("{code} “{reason}”") };
            fill(t.event_closed, &[("by", by), ("code", &said)])
        }
        Event::Failed { why: FailureKind::TimedOut, .. } => t.event_timed_out.to_owned(),
        Event::Failed { .. } => t.event_failed.to_owned(),
        Event::Cancelled { .. } => t.event_cancelled.to_owned(),
    }
}

fn event_kind(event: &Event) -> EntryKind {
    match event {
        Event::Connected(_) => EntryKind::Opened,
        Event::Closed { by: Party::Nobody, .. } | Event::Failed { .. } => EntryKind::Failed,
        Event::Closed { .. } | Event::Cancelled { .. } => EntryKind::Ended,
    }
}

fn close_text(t: &Texts, code: Option<u16>, reason: &str) -> String {
    let code = code.map_or_else(|| t.close_frame_without_code.to_owned(), close_code);
    if reason.is_empty() { code } else { format!("{code} “{reason}{QUOTE_END}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::connection::Opened;

    const AT_MS: f64 = 52_319_577.0; // 14:31:59.577

    fn message(direction: Direction, kind: MessageKind, size: u64, preview: &str) -> Row {
        let body = RowBody::Message {
            direction,
            kind,
            size,
            message_number: 1,
            left: None,
            preview: preview.to_owned(),
        };
        Row { number: 0, at_ms: AT_MS, body }
    }

    #[test]
    fn the_name_of_a_message_begins_with_direction_and_type() {
        let check = |direction, kind, size, preview: &str, language, expected: &str| {
            assert_eq!(row(&message(direction, kind, size, preview), language, 0).name, expected);
        };
        let close = MessageKind::Close { code: Some(1000) };
        check(
            Direction::Received,
            MessageKind::Text,
            73,
            "{}",
            Language::En,
            "Received text, 73 B, 14:31:59.577, {}",
        );
        check(
            Direction::Sent,
            MessageKind::Binary,
            4100,
            "89 48",
            Language::En,
            "Sent binary, 4.1 kB, 14:31:59.577, 89 48",
        );
        check(
            Direction::Sent,
            close,
            3,
            "bye",
            Language::En,
            "Sent close, 3 B, 14:31:59.577, 1000 Normal Closure “bye”",
        );
        check(
            Direction::Received,
            MessageKind::Binary,
            4100,
            "89",
            Language::PtBr,
            "Recebida binária, 4,1 kB, 14:31:59.577, 89",
        );
    }

    #[test]
    fn a_message_that_did_not_leave_whole_says_so() {
        let mut it = message(Direction::Sent, MessageKind::Binary, 1_000_000_000, "00 01");
        let RowBody::Message { left, .. } = &mut it.body else { unreachable!() };
        *left = Some(254_000_000);
        let text = row(&it, Language::En, 0);
        let said = "254.0 MB of 1.0 GB left, then the connection ended";
        assert_eq!((text.text.as_str(), text.is_cut_short), (said, true));
        assert_eq!(text.name, format!("Sent binary, 1.0 GB, 14:31:59.577, {said}"));
    }

    #[test]
    fn the_lead_and_what_a_row_shows_make_its_name() {
        let text = row(&message(Direction::Sent, MessageKind::Text, 2, "{}"), Language::En, 0);
        assert_eq!(text.lead(), "Sent text, 2 B, 14:31:59.577, ");
        let event = RowBody::Event { event: Event::Cancelled { after_ms: 1.0 } };
        let text = row(&Row { number: 0, at_ms: AT_MS, body: event }, Language::En, 0);
        assert_eq!(text.lead(), "Cancelled, 14:31:59.577");
    }

    fn listed(kind: MessageKind, preview: &str, marks: &[(usize, usize)]) -> ListRow {
        let row = message(Direction::Sent, kind, 9, preview);
        let marks = marks.iter().map(|it| it.0..it.1).collect();
        ListRow { row, since_ms: Some(1_250), pinned: true, marks }
    }

    #[test]
    fn what_is_found_is_marked_in_its_place() {
        let check = |kind, preview: &str, marks: &[(usize, usize)], expected: &str| {
            let listed = listed(kind, preview, marks);
            let text = row(&listed.row, Language::En, 0);
            let shown: String = pieces(&listed, &text)
                .into_iter()
                .map(|(piece, found)| if found { format!("‹{piece}›") } else { piece })
                .collect();
            assert_eq!(shown, expected);
        };
        check(
            MessageKind::Text,
            "low tide, high tide",
            &[(4, 8), (15, 19)],
            "low ‹tide›, high ‹tide›",
        );
        check(MessageKind::Text, "é", &[(0, 2)], "‹é›");
        check(MessageKind::Text, "plain", &[], "plain");
        check(MessageKind::Text, "", &[], "");
        let close = MessageKind::Close { code: Some(1000) };
        check(close, "low tide", &[(4, 8)], "1000 Normal Closure “low ‹tide›”");
        check(close, "", &[], "1000 Normal Closure");
    }

    #[test]
    fn a_row_says_whether_it_is_pinned_and_when_it_came() {
        let mut it = listed(MessageKind::Text, "a", &[]);
        let said = description(&it, true, Language::En);
        assert_eq!(said.as_deref(), Some("Pinned, 1.25 s after the previous"));
        assert_eq!(description(&it, false, Language::PtBr).as_deref(), Some("Fixada"));
        assert_eq!(delta(1_250, Language::PtBr), "+1,25 s");
        (it.pinned, it.since_ms) = (false, None);
        assert_eq!(description(&it, true, Language::En), None);
    }

    #[test]
    fn time_is_the_persons_own() {
        assert_eq!(
            row(&message(Direction::Sent, MessageKind::Text, 0, ""), Language::En, -180).time,
            "11:31:59.577"
        );
    }

    #[test]
    fn events_say_who_ended_a_connection() {
        let closed = |code, reason: &str, clean, by| Event::Closed {
            code,
            reason: reason.to_owned(),
            clean,
            by,
            open_for_ms: 1.0,
        };
        let check = |event: Event, expected: &str, kind| {
            let text = row(
                &Row { number: 0, at_ms: AT_MS, body: RowBody::Event { event } },
                Language::En,
                0,
            );
            assert_eq!((text.text.as_str(), text.kind), (expected, kind));
            assert_eq!(text.name, format!("{expected}, 14:31:59.577"));
            assert!(text.badge.is_empty() && text.size.is_empty());
        };
        check(
            closed(1012, "deploy", true, Party::Server),
            "Closed by the server: 1012 Service Restart “deploy”",
            EntryKind::Ended,
        );
        check(closed(4000, "", true, Party::Client), "Closed by you: 4000", EntryKind::Ended);
        check(
            closed(1006, "", false, Party::Nobody),
            "The connection was lost without a close",
            EntryKind::Failed,
        );
        check(
            closed(1006, "", false, Party::Client),
            "Closed by you; the server did not answer",
            EntryKind::Ended,
        );
        let opened = Opened {
            url: "ws://a".to_owned(),
            took_ms: 84.0,
            subprotocol: "hydro.v2".to_owned(),
            extensions: String::new(),
        };
        check(
            Event::Connected(opened),
            "Connected in 84 ms, subprotocol hydro.v2",
            EntryKind::Opened,
        );
        check(
            Event::Failed { why: FailureKind::Refused, after_ms: 2.0 },
            "Failed: could not connect",
            EntryKind::Failed,
        );
    }
}
