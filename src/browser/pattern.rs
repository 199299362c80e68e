//! The browser's regular expressions.

use std::ops::Range;

use js_sys::{Error, JsString};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = RegExp)]
    type RegExp;

    /// js-sys's own does not say when the pattern is wrong.
    #[wasm_bindgen(constructor, js_class = "RegExp", catch)]
    fn new(pattern: &str, flags: &str) -> Result<RegExp, Error>;

    #[wasm_bindgen(method)]
    fn exec(this: &RegExp, text: &JsString) -> Option<Match>;

    #[wasm_bindgen(method, setter, js_name = lastIndex)]
    fn set_last_index(this: &RegExp, units: f64);

    /// The array that a match is.
    type Match;

    #[wasm_bindgen(method, getter)]
    fn index(this: &Match) -> f64;

    #[wasm_bindgen(method, indexing_getter)]
    fn get(this: &Match, group: u32) -> JsString;
}

/// A text is no regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a regular expression")]
pub struct NotAPattern;

/// A regular expression.
pub struct Pattern(RegExp);

impl Pattern {
    /// Reads one. Characters are whole ones where the pattern allows that: `{` alone, which people
    /// type when they look for JSON, is allowed only in the older syntax.
    pub fn new(text: &str, match_case: bool) -> Result<Self, NotAPattern> {
        let read = |flags: &str| {
            let flags = format!("{flags}{}", if match_case { "" } else { "i" });
            RegExp::new(text, &flags)
        };
        read("gu").or_else(|_| read("g")).map(Self).map_err(|_| NotAPattern)
    }

    /// Whether it matches anything in a text.
    pub fn is_in(&self, text: &JsString) -> bool {
        !self.find(text, 1).is_empty()
    }

    /// Its first matches in a text, at most so many, in UTF-16 units.
    pub fn find(&self, text: &JsString, most: usize) -> Vec<Range<u32>> {
        let mut found = Vec::new();
        self.0.set_last_index(0.0);
        while found.len() < most
            && let Some(it) = self.0.exec(text)
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "browsers' texts are shorter than 2^32"
            )]
            let start = it.index() as u32;
            let end = start + it.get(0).length();
            if end == start {
                // An empty match would be found again and again.
                self.0.set_last_index(f64::from(end) + 1.0);
            }
            found.push(start..end);
        }
        found
    }
}
