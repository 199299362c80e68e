//! What a person searches for, found in the browser's payloads: a plain text by the core, a regular
//! expression by the browser.

use std::ops::Range;

use crate::browser::pattern::Pattern;
use crate::browser::text_decoder::TextDecoder;
use crate::browser::text_encoder::TextEncoder;
use crate::core::conversation::{Finder, Looked, PartWay, Plain, Query, places_in_bytes};
use crate::core::model::BinaryEncoding;
use crate::core::payload::binary;
use js_sys::JsString;

use super::talk::Outside;

/// How many bytes of a binary message that is not text are searched by a regular expression: it has
/// to look at all their digits at once.
const PATTERN_BYTES: usize = 4 << 20;

/// What does not stand in text, as in `core::conversation::search`.
const CONTROLS: &str = r"[\0-\x08\x0b\x0c\x0e-\x1f]";

/// Characters that stand for one byte where a regular expression looks at bytes: two digits and a
/// space.
const DIGITS: usize = 3;

/// How many bytes of a message that was sent from a file are searched by a regular expression: it
/// has to look at one text in memory.
const PATTERN_FILE_BYTES: u64 = 64 << 20;

/// Finds what is searched for.
pub(super) enum Search {
    Plain(Plain),
    Pattern { pattern: Pattern, controls: Pattern, decoder: TextDecoder, encoder: TextEncoder },
}

fn most_of(payload: &Outside) -> u64 {
    match payload {
        Outside::Bytes(_) => payload.size(),
        Outside::File(_) => PATTERN_FILE_BYTES,
    }
}

impl Search {
    /// `None` when nothing is searched for, or it is no regular expression: the page says that.
    pub(super) fn new(query: &Query) -> Option<Self> {
        if query.text.is_empty() {
            None
        } else if query.is_pattern {
            let pattern = Pattern::new(&query.text, query.match_case).ok()?;
            let controls = Pattern::new(CONTROLS, true).ok()?;
            let (decoder, encoder) = (TextDecoder::default(), TextEncoder::default());
            Some(Self::Pattern { pattern, controls, decoder, encoder })
        } else {
            Some(Self::Plain(Plain::new(&query.text, query.match_case)))
        }
    }
}

impl Finder<Outside> for Search {
    fn in_text(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        match self {
            Self::Plain(plain) => plain.in_text(text.as_bytes(), most),
            Self::Pattern { pattern, .. } => {
                places_in_bytes(text, pattern.find(&JsString::from(text), most))
            }
        }
    }

    fn in_bytes(&self, bytes: &[u8], most: usize) -> Vec<Range<usize>> {
        match self {
            Self::Plain(plain) => plain.in_bytes(bytes, most),
            Self::Pattern { pattern, .. } => {
                let bytes = bytes.get(..PATTERN_BYTES).unwrap_or(bytes);
                let digits = binary::encode(bytes, BinaryEncoding::Hex).unwrap_or_default();
                let found = pattern.find(&JsString::from(digits), most);
                let of_digits =
                    |it: Range<u32>| it.start as usize / DIGITS..(it.end as usize).div_ceil(DIGITS);
                found.into_iter().map(of_digits).collect()
            }
        }
    }

    fn look_on(&self, payload: &Outside, is_binary: bool, so_far: &mut PartWay) -> Looked {
        match self {
            Self::Plain(plain) => {
                let part = self.part(payload, so_far.next(), plain.part_len());
                let end = so_far.next() + part.len() as u64;
                plain.look_on(so_far, &part, end >= payload.size(), is_binary)
            }
            Self::Pattern { pattern, controls, decoder, encoder } => {
                let text = decoder.text(&payload.part(0, most_of(payload)));
                let reads_as_text = |it: &JsString| !(is_binary && controls.is_in(it));
                let found = if let Some(text) = text.filter(reads_as_text) {
                    let units = pattern.find(&text, 1).first().map(|it| it.start);
                    units.map(|units| encoder.bytes(&text.substring(0, units)).length())
                } else if is_binary {
                    let first = self.in_bytes(&self.part(payload, 0, PATTERN_BYTES), 1);
                    first.first().and_then(|it| u32::try_from(it.start).ok())
                } else {
                    None
                };
                found.map_or(Looked::No, |at| Looked::At(at.into()))
            }
        }
    }

    fn part(&self, payload: &Outside, from: u64, most: usize) -> Vec<u8> {
        payload.part(from, from.saturating_add(most as u64)).to_vec()
    }
}
