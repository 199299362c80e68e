//! UTF-8 that comes in pieces: whether all of it is valid, and where it is not.

/// Some byte is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not UTF-8 at byte {at}")]
pub struct NotUtf8 {
    /// Offset of the first such byte, from 0.
    pub at: u64,
}

/// Checks a text that comes in pieces, cut anywhere.
#[derive(Clone, Debug, Default)]
pub struct Utf8Check {
    /// Bytes known to be good.
    good: u64,
    /// The beginning of a character that the next piece ends: at most three bytes.
    begun: Vec<u8>,
}

impl Utf8Check {
    /// Takes the next piece.
    pub fn push(&mut self, mut piece: &[u8]) -> Result<(), NotUtf8> {
        while !self.begun.is_empty() {
            let Some((first, rest)) = piece.split_first() else { return Ok(()) };
            self.begun.push(*first);
            piece = rest;
            match str::from_utf8(&self.begun) {
                Ok(character) => {
                    self.good += character.len() as u64;
                    self.begun.clear();
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return Err(NotUtf8 { at: self.good }),
            }
        }
        match str::from_utf8(piece) {
            Ok(text) => self.good += text.len() as u64,
            Err(error) => {
                self.good += error.valid_up_to() as u64;
                if error.error_len().is_some() {
                    return Err(NotUtf8 { at: self.good });
                }
                self.begun.extend(piece.get(error.valid_up_to()..).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// There are no more pieces.
    pub fn finish(self) -> Result<(), NotUtf8> {
        if self.begun.is_empty() { Ok(()) } else { Err(NotUtf8 { at: self.good }) }
    }
}

/// The beginning of a text, cut anywhere, without the character that was cut in two.
pub fn whole_characters(beginning: &[u8]) -> &[u8] {
    match str::from_utf8(beginning) {
        Err(error) if error.error_len().is_none() => {
            beginning.get(..error.valid_up_to()).unwrap_or_default()
        }
        _ => beginning,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<(), NotUtf8> {
        let mut check = Utf8Check::default();
        for piece in pieces {
            check.push(piece)?;
        }
        check.finish()
    }

    #[test]
    fn says_where_it_breaks() {
        assert_eq!(check([b"mar\xc3".as_slice(), b"", b"\xa9"]), Ok(()));
        assert_eq!(check([b"ab\xff".as_slice()]), Err(NotUtf8 { at: 2 }));
        assert_eq!(check([b"ab\xf0\x9f".as_slice(), b"cd"]), Err(NotUtf8 { at: 2 }));
        assert_eq!(check([b"ab".as_slice(), b"c\xf0\x9f\x8c"]), Err(NotUtf8 { at: 3 }));
        assert_eq!(check([]), Ok(()));
    }

    #[test]
    fn a_beginning_ends_between_characters() {
        assert_eq!(whole_characters("maré".as_bytes()), "maré".as_bytes());
        assert_eq!(whole_characters(b"mar\xc3"), b"mar");
        assert_eq!(whole_characters(b"\xff\xc3\xa9"), b"\xff\xc3\xa9");
    }

    proptest! {
        #[test]
        fn pieces_say_what_the_whole_says(
            bytes in prop_oneof![
                "\\PC{0,40}".prop_map(String::into_bytes),
                proptest::collection::vec(any::<u8>(), 0..40),
            ],
            size in 1_usize..6,
        ) {
            let whole = str::from_utf8(&bytes)
                .map(|_| ())
                .map_err(|error| NotUtf8 { at: error.valid_up_to() as u64 });
            prop_assert_eq!(check(bytes.chunks(size)), whole);
        }
    }
}
