//! Text of the browser to UTF-8 bytes, by the browser's own encoder.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The browser's encoder, as far as it is needed. web-sys offers it only for text that is
    /// already UTF-8.
    pub type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;

    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, room: &mut [u8]) -> Written;

    type Written;

    #[wasm_bindgen(method, getter)]
    fn written(this: &Written) -> f64;
}

impl Default for TextEncoder {
    fn default() -> Self {
        Self::new()
    }
}

impl TextEncoder {
    /// Writes as much of the text as there is room for and says how many bytes it wrote. Three bytes
    /// for each UTF-16 unit are always enough.
    pub fn write(&self, text: &JsString, room: &mut [u8]) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the room's length"
        )]
        let written = self.encode_into(text, room).written() as usize;
        written
    }

    /// The text's bytes, outside this program's memory.
    pub fn bytes(&self, text: &JsString) -> Uint8Array {
        self.encode(text)
    }
}
