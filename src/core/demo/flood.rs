//! The messages of a flood: each of the size asked for and numbered from 1.

use super::{Flood, FloodKind};

/// The digits of a number.
const DIGITS: usize = 10;
const JSON_START: &str = "{\"n\":";
const JSON_MIDDLE: &str = ",\"text\":\"";
const JSON_END: &str = "\"}";
/// What of a JSON message is not its text.
const JSON_LEAST: usize = JSON_START.len() + DIGITS + JSON_MIDDLE.len() + JSON_END.len();

impl Flood {
    /// A message of text.
    pub(super) fn text(&self, number: u32) -> String {
        let size = self.size as usize;
        if self.kind == FloodKind::Json {
            // JSON allows no leading zeros, but leading spaces.
            let text = letters(size.saturating_sub(JSON_LEAST));
            return format!("{JSON_START}{number:>DIGITS$}{JSON_MIDDLE}{text}{JSON_END}");
        }
        let number = format!("{number:0>DIGITS$} ");
        match number.get(DIGITS.saturating_sub(size)..DIGITS) {
            // As many of the last digits as fit.
            Some(digits) if size <= DIGITS => digits.to_owned(),
            _ => format!("{number}{}", letters(size - number.len())),
        }
    }

    /// A message of bytes.
    pub(super) fn bytes(&self, number: u32) -> Vec<u8> {
        let size = self.size as usize;
        let number = u64::from(number).to_be_bytes();
        let number = number.get(number.len().saturating_sub(size)..).unwrap_or_default();
        number.iter().copied().chain((0..=u8::MAX).cycle()).take(size).collect()
    }
}

fn letters(count: usize) -> String {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz ";
    let mut out = LETTERS.repeat(count.div_ceil(LETTERS.len()));
    out.truncate(count);
    out
}
