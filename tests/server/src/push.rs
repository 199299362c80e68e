//! Messages by the thousand: each of the size asked for and numbered from 1.
//!
//! Owns the form of pushed messages; must not send them.

use bytes::Bytes;
use yawc::Frame;

/// The digits of a text or JSON message's number.
const DIGITS: usize = 10;
const JSON_START: &[u8] = b"{\"n\":";
const JSON_MIDDLE: &[u8] = b",\"text\":\"";
const JSON_END: &[u8] = b"\"}";
/// The shortest JSON message: its frame, its number in full and an empty text.
const JSON_LEAST: usize = JSON_START.len() + DIGITS + JSON_MIDDLE.len() + JSON_END.len();

/// The kind of pushed messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Json,
    Binary,
}

impl Kind {
    /// The words of the query parameter `kind`.
    pub(crate) const WORDS: &[(&str, Self)] =
        &[("text", Self::Text), ("json", Self::Json), ("binary", Self::Binary)];
}

/// Makes messages from one template by writing the next number into a copy of it.
pub(crate) struct MessageMaker {
    kind: Kind,
    template: Vec<u8>,
    number: u64,
}

impl MessageMaker {
    /// Messages of `size` bytes; JSON needs at least 26 and gets them.
    pub(crate) fn new(kind: Kind, size: usize) -> Self {
        let letters = || (b'a'..=b'z').chain(*b" ").cycle();
        let template = match kind {
            Kind::Text => [b' '; DIGITS + 1].into_iter().chain(letters()).take(size).collect(),
            Kind::Json => {
                let text = letters().take(size.saturating_sub(JSON_LEAST));
                let start = JSON_START.iter().chain(&[b' '; DIGITS]).chain(JSON_MIDDLE).copied();
                start.chain(text).chain(JSON_END.iter().copied()).collect()
            }
            Kind::Binary => [0; 8].into_iter().chain((0..=u8::MAX).cycle()).take(size).collect(),
        };
        Self { kind, template, number: 0 }
    }

    /// The next message.
    pub(crate) fn next_frame(&mut self) -> Frame {
        self.number += 1;
        let mut message = self.template.clone();
        match self.kind {
            // As many of the last digits as fit, with leading zeros.
            Kind::Text => {
                write_digits(message.get_mut(..DIGITS.min(self.template.len())), self.number, b'0');
            }
            // JSON allows no leading zeros, but leading spaces.
            Kind::Json => write_digits(
                message.get_mut(JSON_START.len()..JSON_START.len() + DIGITS),
                self.number,
                b' ',
            ),
            Kind::Binary => {
                let size = message.len();
                if let Some(place) = message.get_mut(..8) {
                    place.copy_from_slice(&self.number.to_be_bytes());
                } else if let Some(last) = self.number.to_be_bytes().get(8 - size..) {
                    message.copy_from_slice(last);
                }
            }
        }
        match self.kind {
            Kind::Text | Kind::Json => Frame::text(Bytes::from(message)),
            Kind::Binary => Frame::binary(Bytes::from(message)),
        }
    }
}

fn write_digits(place: Option<&mut [u8]>, number: u64, filler: u8) {
    let mut rest = number;
    for digit in place.unwrap_or_default().iter_mut().rev() {
        *digit = match (rest, u8::try_from(rest % 10)) {
            (1.., Ok(value)) => b'0' + value,
            _ => filler,
        };
        rest /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(kind: Kind, size: usize) -> Bytes {
        let mut maker = MessageMaker::new(kind, size);
        maker.next_frame();
        maker.next_frame().into_payload()
    }

    #[test]
    fn text_has_the_size_and_the_number() {
        assert_eq!(second(Kind::Text, 16), "0000000002 abcde");
        assert_eq!(second(Kind::Text, 3), "002");
        assert_eq!(second(Kind::Text, 0), "");
    }

    #[test]
    fn json_is_json_of_the_size() {
        let message = second(Kind::Json, 100);
        assert_eq!(message.len(), 100);
        let value: serde_json::Value = serde_json::from_slice(&message).expect("JSON");
        assert_eq!(value["n"], 2);
        assert_eq!(second(Kind::Json, 0).len(), JSON_LEAST);
    }

    #[test]
    fn binary_begins_with_the_number() {
        assert_eq!(second(Kind::Binary, 10).as_ref(), [0, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
        assert_eq!(second(Kind::Binary, 2).as_ref(), [0, 2]);
    }
}
