//! Typed text to bytes and back: UTF-8, hexadecimal and base64, with the place of the first bad
//! character.

use std::ops::Range;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};

use super::position::Position;
use crate::core::model::BinaryEncoding;

/// Takes what was typed without padding; surplus bits of the last character do not count, as in the
/// browser's `atob`.
const UNPADDED: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// Typed text that stands for no bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} in line {}, column {}", at.line, at.column)]
pub struct BinaryProblem {
    /// What is wrong.
    pub kind: BinaryProblemKind,
    /// The first bad character.
    pub at: Position,
}

/// What is wrong with typed hexadecimal or base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BinaryProblemKind {
    /// Neither a hexadecimal digit nor something allowed between bytes.
    #[error("{0:?} is no hexadecimal digit")]
    NotHex(char),
    /// A digit without its partner: two make a byte.
    #[error("a hexadecimal digit without its partner")]
    OddDigits,
    /// Not a character of base64 (RFC 4648 §4 and §5).
    #[error("{0:?} is no base64 character")]
    NotBase64(char),
    /// `=` where none belongs: before the end, more than two, or not completing four characters.
    #[error("base64 padding where none belongs")]
    BadPadding,
    /// One character is left over: two to four stand for bytes.
    #[error("base64 ends with a single character")]
    BadLength,
}

impl BinaryProblemKind {
    fn at(self, text: &str, span: Range<usize>) -> BinaryProblem {
        BinaryProblem { kind: self, at: Position::new(text, span) }
    }
}

/// The bytes a typed text stands for.
///
/// Hexadecimal: two digits a byte, in either case; white space, `,`, `:` and `-` may stand between
/// bytes, `0x` before each run of digits. Base64: both alphabets of RFC 4648, white space anywhere,
/// padding optional.
pub fn decode(text: &str, encoding: BinaryEncoding) -> Result<Vec<u8>, BinaryProblem> {
    match encoding {
        BinaryEncoding::Utf8 => Ok(text.as_bytes().to_vec()),
        BinaryEncoding::Hex => decode_hex(text),
        BinaryEncoding::Base64 => decode_base64(text),
    }
}

/// A text that stands for these bytes, as [`decode`] reads it: hexadecimal in lower case with a
/// space between bytes, base64 padded. `None` when the bytes are not UTF-8 and should be.
pub fn encode(bytes: &[u8], encoding: BinaryEncoding) -> Option<String> {
    match encoding {
        BinaryEncoding::Utf8 => str::from_utf8(bytes).ok().map(str::to_owned),
        BinaryEncoding::Hex => Some(hex_pairs(bytes)),
        BinaryEncoding::Base64 => Some(STANDARD.encode(bytes)),
    }
}

/// Two lower-case digits a byte, a space between bytes.
pub(super) fn hex_pairs(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value });
    let mut out = String::with_capacity(bytes.len() * 3);
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
    out
}

fn decode_hex(text: &str) -> Result<Vec<u8>, BinaryProblem> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut half: Option<(u8, usize)> = None;
    let mut run_starts = true;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c.is_whitespace() || matches!(c, ',' | ':' | '-') {
            if let Some((_, odd)) = half {
                return Err(BinaryProblemKind::OddDigits.at(text, odd..odd + 1));
            }
            run_starts = true;
            continue;
        }
        let at_start = std::mem::take(&mut run_starts);
        if at_start
            && c == '0'
            && let Some((prefix, x)) = characters.next_if(|&(_, next)| matches!(next, 'x' | 'X'))
        {
            if !characters.peek().is_some_and(|(_, next)| next.is_ascii_hexdigit()) {
                return Err(BinaryProblemKind::NotHex(x).at(text, prefix..prefix + 1));
            }
            continue;
        }
        let Some(digit) = c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            return Err(BinaryProblemKind::NotHex(c).at(text, at..at + c.len_utf8()));
        };
        half = match half {
            None => Some((digit, at)),
            Some((high, _)) => {
                bytes.push(high << 4 | digit);
                None
            }
        };
    }
    match half {
        Some((_, odd)) => Err(BinaryProblemKind::OddDigits.at(text, odd..odd + 1)),
        None => Ok(bytes),
    }
}

fn decode_base64(text: &str) -> Result<Vec<u8>, BinaryProblem> {
    let mut symbols = Vec::with_capacity(text.len());
    let mut last = 0;
    let mut padding: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let symbol = match c {
            '=' => {
                let (first, count) = padding.unwrap_or((at, 0));
                if count == 2 {
                    return Err(BinaryProblemKind::BadPadding.at(text, at..at + 1));
                }
                padding = Some((first, count + 1));
                continue;
            }
            '-' | '+' => b'+',
            '_' | '/' => b'/',
            'A'..='Z' | 'a'..='z' | '0'..='9' => u8::try_from(c).unwrap_or_default(),
            _ => return Err(BinaryProblemKind::NotBase64(c).at(text, at..at + c.len_utf8())),
        };
        if let Some((first, _)) = padding {
            return Err(BinaryProblemKind::BadPadding.at(text, first..first + 1));
        }
        symbols.push(symbol);
        last = at;
    }
    if let Some((first, count)) = padding
        && (symbols.is_empty() || !(symbols.len() + count).is_multiple_of(4))
    {
        return Err(BinaryProblemKind::BadPadding.at(text, first..first + 1));
    }
    UNPADDED.decode(symbols).map_err(|_| BinaryProblemKind::BadLength.at(text, last..last + 1))
}

#[cfg(test)]
mod tests {
    use super::{BinaryProblemKind::*, *};
    use proptest::prelude::*;

    /// Takes a text in which the bad part stands between `«` and `»`.
    fn bad(marked: &str, encoding: BinaryEncoding, expected: BinaryProblemKind) {
        let text = marked.replace(['«', '»'], "");
        let start = marked.find('«').unwrap_or_default();
        let end = marked.find('»').unwrap_or_default() - '«'.len_utf8();
        match decode(&text, encoding) {
            Ok(bytes) => panic!("{text:?} was accepted: {bytes:?}"),
            Err(problem) => {
                assert_eq!((problem.kind, problem.at.span), (expected, start..end), "{text:?}");
            }
        }
    }

    #[test]
    fn hexadecimal() {
        let good = |text: &str, bytes: &[u8]| {
            assert_eq!(decode(text, BinaryEncoding::Hex).as_deref(), Ok(bytes), "{text:?}");
        };
        for text in ["", " ", "\n\t", ",", "- : ,"] {
            good(text, b"");
        }
        for text in [
            "486500ff",
            "48 65 00 FF",
            "4865 00fF",
            "48,65,00,ff",
            "48:65:00:ff",
            "48-65-00-ff",
            "0x48 0x65 0x00 0xff",
            "0x486500FF",
            "0X48,0X65,0X00,0XFF",
            "0x48,\n0x65,\n0x00,\n0xff,\n",
            "  48\u{a0}65\r\n00 ff  ",
        ] {
            good(text, b"He\0\xff");
        }
        good("00", &[0]);
        good("0000", &[0, 0]);
        good("0x00", &[0]);
        for (marked, kind) in [
            ("«g»0", NotHex('g')),
            ("48 6«x»", NotHex('x')),
            ("48 «é»", NotHex('é')),
            ("48«;»", NotHex(';')),
            ("480«x»65", NotHex('x')),
            ("0«x»", NotHex('x')),
            ("0«x» 48", NotHex('x')),
            ("0«x»xx", NotHex('x')),
            ("«.»", NotHex('.')),
            ("«４»8", NotHex('４')),
            ("«4»", OddDigits),
            ("48 «6»", OddDigits),
            ("48 «6» 5", OddDigits),
            ("48 65«0» ff", OddDigits),
            ("0x«4»", OddDigits),
            ("«0»,00", OddDigits),
        ] {
            bad(marked, BinaryEncoding::Hex, kind);
        }
    }

    #[test]
    fn base64() {
        let good = |text: &str, bytes: &[u8]| {
            assert_eq!(decode(text, BinaryEncoding::Base64).as_deref(), Ok(bytes), "{text:?}");
        };
        for text in ["", " \n"] {
            good(text, b"");
        }
        for text in ["Zg==", "Zg", " Z g = = ", "Zh", "Z\ng"] {
            good(text, b"f");
        }
        good("Zm8=", b"fo");
        good("Zm8", b"fo");
        good("Zm9v", b"foo");
        good("Zm9v\r\nYmFy", b"foobar");
        for text in ["+/+/", "-_-_", "+_-/"] {
            good(text, &[0xfb, 0xff, 0xbf]);
        }
        for (marked, kind) in [
            ("Zm«!»v", NotBase64('!')),
            ("«é»", NotBase64('é')),
            ("Zm9v«.»", NotBase64('.')),
            ("«=»", BadPadding),
            ("«=»=", BadPadding),
            ("Zg«=»", BadPadding),
            ("Zm8«=»=", BadPadding),
            ("Zm9v«=»", BadPadding),
            ("Zg==«=»", BadPadding),
            ("Zg«=»=Zg==", BadPadding),
            ("Zm8«=»Zm8=", BadPadding),
            ("Zg «=» x", BadPadding),
            ("«Z»", BadLength),
            ("Zm9v«Y»", BadLength),
            ("Zm9v «Y» \n", BadLength),
        ] {
            bad(marked, BinaryEncoding::Base64, kind);
        }
    }

    #[test]
    fn problems_have_a_line_and_column() {
        let at = |text, encoding| {
            decode(text, encoding).err().map(|problem| (problem.at.line, problem.at.column))
        };
        assert_eq!(at("48 65\n6c xx", BinaryEncoding::Hex), Some((2, 4)));
        assert_eq!(at("Zm9v\n\nYé", BinaryEncoding::Base64), Some((3, 2)));
    }

    #[test]
    fn bytes_as_text() {
        assert_eq!(encode(b"He\0\xff", BinaryEncoding::Hex).as_deref(), Some("48 65 00 ff"));
        assert_eq!(encode(b"", BinaryEncoding::Hex).as_deref(), Some(""));
        assert_eq!(encode(b"f", BinaryEncoding::Base64).as_deref(), Some("Zg=="));
        assert_eq!(encode("maré".as_bytes(), BinaryEncoding::Utf8).as_deref(), Some("maré"));
        assert_eq!(encode(b"\xff", BinaryEncoding::Utf8), None);
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in any::<Vec<u8>>()) {
            for encoding in [BinaryEncoding::Hex, BinaryEncoding::Base64] {
                let text = encode(&bytes, encoding).unwrap_or_default();
                prop_assert_eq!(decode(&text, encoding), Ok(bytes.clone()));
                prop_assert_eq!(decode(text.trim_end_matches('='), encoding), Ok(bytes.clone()));
            }
        }

        #[test]
        fn text_comes_back(text: String) {
            let bytes = decode(&text, BinaryEncoding::Utf8).unwrap_or_default();
            prop_assert_eq!(encode(&bytes, BinaryEncoding::Utf8), Some(text));
        }

        #[test]
        fn problems_are_parts_of_the_text(text in "\\PC*|[0-9a-gxX=+/é, \n]*") {
            for encoding in [BinaryEncoding::Hex, BinaryEncoding::Base64] {
                if let Err(problem) = decode(&text, encoding) {
                    prop_assert!(text.get(problem.at.span).is_some_and(|part| part.chars().count() == 1));
                }
            }
        }
    }
}
