//! What a person searches for, and finding it in payloads. Plain texts are found here; regular
//! expressions are the browser's and come in as a [`Finder`].

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::core::model::BinaryEncoding;
use crate::core::payload::binary;

/// How many bytes of a payload that is kept outside are looked at in one go.
const PART: usize = 256 * 1024;

/// Bytes that a character may be cut into at the end of a part.
const CUT_OFF: usize = 3;

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// As typed; empty searches for nothing.
    pub text: String,
    /// Capital and small letters differ.
    pub match_case: bool,
    /// The text is a regular expression.
    pub is_pattern: bool,
}

/// Finds in payloads. `X` is what stands for a payload that is kept outside.
pub trait Finder<X> {
    /// The first matches in a text, at most so many, as bytes of it.
    fn in_text(&self, text: &str, most: usize) -> Vec<Range<usize>>;

    /// The same in bytes that are no text.
    fn in_bytes(&self, bytes: &[u8], most: usize) -> Vec<Range<usize>>;

    /// Looks on in a payload that is kept outside.
    fn look_on(&self, payload: &X, is_binary: bool, so_far: &mut PartWay) -> Looked;

    /// Up to `most` bytes of a payload that is kept outside, from this one on.
    fn part(&self, payload: &X, from: u64, most: usize) -> Vec<u8>;
}

/// Where the first match in a payload begins. A binary one is searched as text if it reads as text.
pub(super) fn first<X>(finder: &dyn Finder<X>, payload: &[u8], is_binary: bool) -> Option<u64> {
    let found = match str::from_utf8(payload) {
        Ok(text) if !(is_binary && payload.iter().copied().any(is_no_text)) => {
            finder.in_text(text, 1)
        }
        _ if is_binary => finder.in_bytes(payload, 1),
        _ => Vec::new(),
    };
    found.first().map(|it| it.start as u64)
}

/// Whether a byte does not stand in text: small numbers are UTF-8 too, but people look for their
/// digits.
fn is_no_text(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// What looking on in a payload brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// There is more to look at.
    NotYet,
    /// No match.
    No,
    /// The first match begins at this byte.
    At(u64),
}

/// How far a payload has been looked at, part by part.
#[derive(Clone, Debug, Default)]
pub struct PartWay {
    /// Where the next part begins.
    next: u64,
    /// Up to here it reads as text.
    valid: u64,
    is_no_text: bool,
    in_text: Option<u64>,
    in_bytes: Option<u64>,
}

impl PartWay {
    /// The byte at which the next part begins.
    pub fn next(&self) -> u64 {
        self.next
    }

    fn check_text(&mut self, part: &[u8], is_last: bool) {
        let checked = usize::try_from(self.valid.saturating_sub(self.next)).unwrap_or_default();
        let rest = part.get(checked..).unwrap_or_default();
        if rest.iter().copied().any(is_no_text) {
            self.is_no_text = true;
            return;
        }
        match str::from_utf8(rest) {
            Ok(_) => self.valid += rest.len() as u64,
            Err(error) if error.error_len().is_none() && !is_last => {
                self.valid += error.valid_up_to() as u64;
            }
            Err(_) => self.is_no_text = true,
        }
    }
}

/// Finds a text as it is typed. A binary message that does not read as text is searched for the bytes
/// when the text is hexadecimal.
#[derive(Clone, Debug)]
pub struct Plain {
    needle: Needle,
    hex: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
enum Needle {
    Exact(Vec<u8>),
    AnyCase(Vec<char>),
}

impl Plain {
    /// Finds this text.
    pub fn new(text: &str, match_case: bool) -> Self {
        let needle = if match_case {
            Needle::Exact(text.as_bytes().to_vec())
        } else {
            Needle::AnyCase(text.chars().map(fold).collect())
        };
        let hex = binary::decode(text, BinaryEncoding::Hex).ok().filter(|it| !it.is_empty());
        Self { needle, hex }
    }

    /// As [`Finder::in_text`]; of bytes that are no text, what is text in them.
    pub fn in_text(&self, text: &[u8], most: usize) -> Vec<Range<usize>> {
        all(text, most, |rest| match &self.needle {
            Needle::Exact(needle) => find_exact(rest, needle),
            Needle::AnyCase(needle) => find_any_case(rest, needle),
        })
    }

    /// As [`Finder::in_bytes`].
    pub fn in_bytes(&self, bytes: &[u8], most: usize) -> Vec<Range<usize>> {
        let hex = self.hex.as_deref().unwrap_or_default();
        all(bytes, most, |rest| find_exact(rest, hex))
    }

    /// As [`Finder::look_on`]: looks at the part of a payload that begins at [`PartWay::next`].
    pub fn look_on(
        &self,
        so_far: &mut PartWay,
        part: &[u8],
        is_last: bool,
        is_binary: bool,
    ) -> Looked {
        let start = so_far.next;
        let place = |found: Vec<Range<usize>>| found.first().map(|it| start + it.start as u64);
        if is_binary && !so_far.is_no_text {
            so_far.check_text(part, is_last);
        }
        if !so_far.is_no_text {
            so_far.in_text = so_far.in_text.or_else(|| place(self.in_text(part, 1)));
        }
        if is_binary {
            so_far.in_bytes = so_far.in_bytes.or_else(|| place(self.in_bytes(part, 1)));
        }
        // A binary payload is known to be text only at its end.
        let found = match (is_binary, so_far.is_no_text) {
            (false, _) => so_far.in_text,
            (true, true) => so_far.in_bytes,
            (true, false) => so_far.in_text.filter(|_| is_last),
        };
        if let Some(at) = found {
            return Looked::At(at);
        }
        if is_last {
            return Looked::No;
        }
        // What is cut off at the end of this part is whole in the next one.
        let again = self.longest().saturating_sub(1).max(CUT_OFF);
        so_far.next = start + part.len().saturating_sub(again).max(1) as u64;
        Looked::NotYet
    }

    /// How long a part has to be, so that looking on gets on.
    pub fn part_len(&self) -> usize {
        PART.max(self.longest() * 2)
    }

    /// Longest match in bytes.
    fn longest(&self) -> usize {
        let text = match &self.needle {
            Needle::Exact(needle) => needle.len(),
            Needle::AnyCase(needle) => needle.len() * 4,
        };
        text.max(self.hex.as_ref().map_or(0, Vec::len))
    }
}

/// One match after the other; none of an empty needle.
fn all(
    bytes: &[u8],
    most: usize,
    find: impl Fn(&[u8]) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < most
        && let Some(it) = find(bytes.get(from..).unwrap_or_default())
    {
        found.push(from + it.start..from + it.end);
        from += it.end;
    }
    found
}

fn find_exact(bytes: &[u8], needle: &[u8]) -> Option<Range<usize>> {
    let (first, _) = needle.split_first()?;
    let mut from = 0;
    loop {
        from += bytes.get(from..)?.iter().position(|byte| byte == first)?;
        if bytes.get(from..)?.starts_with(needle) {
            return Some(from..from + needle.len());
        }
        from += 1;
    }
}

fn find_any_case(bytes: &[u8], needle: &[char]) -> Option<Range<usize>> {
    let first = *needle.first()?;
    // Of an ASCII character its only one-byte forms; other bytes that begin a character may stand
    // for any.
    let ascii = u8::try_from(first).ok().filter(u8::is_ascii);
    let may_begin = |byte: u8| {
        if byte.is_ascii() { ascii == Some(byte.to_ascii_lowercase()) } else { byte >= 0xc0 }
    };
    let mut from = 0;
    loop {
        from += bytes.get(from..)?.iter().position(|byte| may_begin(*byte))?;
        if let Some(len) = begins_any_case(bytes.get(from..)?, needle) {
            return Some(from..from + len);
        }
        from += 1;
    }
}

/// How many bytes of the beginning are the needle.
fn begins_any_case(bytes: &[u8], needle: &[char]) -> Option<usize> {
    let mut at = 0;
    for wanted in needle {
        let (c, len) = first_char(bytes.get(at..)?)?;
        if fold(c) != *wanted {
            return None;
        }
        at += len;
    }
    Some(at)
}

fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let first = *bytes.first()?;
    let len = match first {
        0..0x80 => return Some((char::from(first), 1)),
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
        _ => return None,
    };
    let c = str::from_utf8(bytes.get(..len)?).ok()?.chars().next()?;
    Some((c, len))
}

/// The form that all cases of a letter share, so far as one letter stands for one.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let upper = only(c.to_uppercase()).unwrap_or(c);
    only(upper.to_lowercase()).unwrap_or(upper)
}

/// Places in a text in UTF-16 units, as browsers count, as places in its bytes; in order.
pub fn places_in_bytes(text: &str, found: Vec<Range<u32>>) -> Vec<Range<usize>> {
    let mut places = text.char_indices();
    let (mut units, mut bytes) = (0, 0);
    let mut place_of = |wanted: u32| {
        while units < wanted
            && let Some((at, c)) = places.next()
        {
            units += if c.len_utf16() == 2 { 2 } else { 1 };
            bytes = at + c.len_utf8();
        }
        bytes
    };
    found.into_iter().map(|it| place_of(it.start)..place_of(it.end)).collect()
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, needle: &str, match_case: bool) -> Vec<&'a str> {
        let plain = Plain::new(needle, match_case);
        plain
            .in_text(text.as_bytes(), usize::MAX)
            .into_iter()
            .map(|it| text.get(it).expect("whole characters"))
            .collect()
    }

    #[test]
    fn finds_each_place_in_either_case() {
        assert_eq!(found("Tide tide TIDE", "tide", false), ["Tide", "tide", "TIDE"]);
        assert_eq!(found("Tide tide TIDE", "tide", true), ["tide"]);
        assert_eq!(found("Maré MARÉ", "maré", false), ["Maré", "MARÉ"]);
        assert_eq!(found("ΟΔΟΣ οδος οδοσ", "οδος", false), ["ΟΔΟΣ", "οδος", "οδοσ"]);
        assert_eq!(found("5 \u{212a} and 6 k", "k", false), ["\u{212a}", "k"]);
        assert_eq!(found("Straße", "STRASSE", false), [""; 0]);
        assert_eq!(found("aaaa", "aa", true), ["aa", "aa"]);
        assert_eq!(found("aaaa", "", false), [""; 0]);
        assert_eq!(found("", "a", false), [""; 0]);
        assert_eq!(Plain::new("a", true).in_text(b"aaaa", 2), [0..1, 1..2]);
    }

    #[test]
    fn a_binary_message_is_text_when_it_reads_as_text() {
        let check = |payload: &[u8], needle: &str, expected: Option<u64>| {
            let finder = Of(Plain::new(needle, false));
            assert_eq!(first(&finder, payload, true), expected, "{needle} in {payload:?}");
        };
        check(b"{\"a\":\t1}\r\n", "A", Some(2));
        check(b"{\"a\": 1}", "61", None);
        check(b"\0\x02a", "00 02", Some(0));
        check(b"\0\x02a", "a", None);
        check(b"\xffa", "61", Some(1));
    }

    #[test]
    fn places_of_browsers_become_places_in_bytes() {
        let found = places_in_bytes("aé🌊b", vec![0..1, 1..1, 1..4, 4..5]);
        assert_eq!(found, [0..1, 1..1, 1..7, 7..8]);
        assert_eq!(places_in_bytes("a", vec![]), [0..0; 0]);
    }

    #[test]
    fn hexadecimal_is_found_in_bytes() {
        let check = |typed: &str, expected: &[Range<usize>]| {
            let found = Plain::new(typed, false).in_bytes(b"\x89HYD\xff\x89H", 9);
            assert_eq!(found, expected, "{typed}");
        };
        check("89 48", &[0..2, 5..7]);
        check("8948", &[0..2, 5..7]);
        check("FF", std::slice::from_ref(&(4..5)));
        check("HYD", &[]);
        check("894", &[]);
        check("", &[]);
    }

    /// The same search written for nothing but being right.
    fn naive(text: &str, needle: &str, match_case: bool) -> Vec<Range<usize>> {
        let same = |a: char, b: char| if match_case { a == b } else { fold(a) == fold(b) };
        let (chars, needle): (Vec<_>, Vec<_>) =
            (text.char_indices().collect(), needle.chars().collect());
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in 0..chars.len() {
            let here = chars[at..].iter().take(needle.len());
            let fits = !needle.is_empty()
                && here.clone().count() == needle.len()
                && here.zip(&needle).all(|(a, b)| same(a.1, *b));
            let start = chars[at].0;
            if fits && found.last().is_none_or(|last| last.end <= start) {
                let end = chars.get(at + needle.len()).map_or(text.len(), |it| it.0);
                found.push(start..end);
            }
        }
        found
    }

    /// Looks at a payload part by part.
    fn in_parts(plain: &Plain, payload: &[u8], is_binary: bool, size: usize) -> Looked {
        let mut so_far = PartWay::default();
        loop {
            let from = usize::try_from(so_far.next()).expect("small");
            let end = (from + size).min(payload.len());
            let is_last = end == payload.len();
            match plain.look_on(&mut so_far, &payload[from..end], is_last, is_binary) {
                Looked::NotYet => {}
                looked => return looked,
            }
        }
    }

    struct Of(Plain);

    impl Finder<()> for Of {
        fn in_text(&self, text: &str, most: usize) -> Vec<Range<usize>> {
            self.0.in_text(text.as_bytes(), most)
        }
        fn in_bytes(&self, bytes: &[u8], most: usize) -> Vec<Range<usize>> {
            self.0.in_bytes(bytes, most)
        }
        fn look_on(&self, (): &(), _: bool, _: &mut PartWay) -> Looked {
            Looked::No
        }
        fn part(&self, (): &(), _: u64, _: usize) -> Vec<u8> {
            Vec::new()
        }
    }

    proptest! {
        #[test]
        fn finds_what_the_naive_search_finds(
            text in "[aAbBéÉσςΣ\u{212a}k🌊 ]{0,40}", needle in "[aAbBéÉσςk🌊]{0,3}", match_case: bool,
        ) {
            let plain = Plain::new(&needle, match_case);
            let found = plain.in_text(text.as_bytes(), usize::MAX);
            prop_assert_eq!(found, naive(&text, &needle, match_case));
        }

        #[test]
        fn parts_make_no_difference(
            text in "[aAbé🌊]{0,60}", tail in prop::option::of(any::<u8>()),
            needle in "[aAbé🌊0-9]{1,3}", match_case: bool, is_binary: bool, size in 20..60_usize,
        ) {
            let mut payload = text.into_bytes();
            // A text message is always UTF-8.
            payload.extend(tail.filter(|_| is_binary));
            let plain = Plain::new(&needle, match_case);
            let expected = first(&Of(plain.clone()), &payload, is_binary).map_or(Looked::No, Looked::At);
            prop_assert_eq!(in_parts(&plain, &payload, is_binary, size), expected);
        }

        #[test]
        fn hexadecimal_parts_make_no_difference(
            payload in prop::collection::vec(prop::sample::select(vec![0xca_u8, 0xfe, 0x00, b'a', b'0']), 0..80),
            needle in prop::sample::select(vec!["ca fe", "cafe00", "00", "a"]), size in 20..60_usize,
        ) {
            let plain = Plain::new(needle, false);
            let expected = first(&Of(plain.clone()), &payload, true).map_or(Looked::No, Looked::At);
            prop_assert_eq!(in_parts(&plain, &payload, true, size), expected);
        }
    }
}
