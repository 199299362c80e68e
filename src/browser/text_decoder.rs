//! UTF-8 bytes outside this program's memory to text of the browser, by the browser's own decoder.

use js_sys::{JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The browser's decoder, as far as it is needed. web-sys's own brings the text into this
    /// program's memory.
    type Decoder;

    #[wasm_bindgen(constructor, js_class = "TextDecoder")]
    fn new(label: &str, options: &Object) -> Decoder;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &Decoder, bytes: &Uint8Array) -> Result<JsString, JsValue>;
}

/// Makes text of bytes.
pub struct TextDecoder(Decoder);

impl Default for TextDecoder {
    fn default() -> Self {
        let options = Object::new();
        // Every character counts, a byte order mark too.
        for option in ["fatal", "ignoreBOM"] {
            // A new object takes every key.
            Reflect::set(&options, &option.into(), &true.into()).unwrap_or_default();
        }
        Self(Decoder::new("utf-8", &options))
    }
}

impl TextDecoder {
    /// The text; `None` when it is not UTF-8, or longer than the browser allows.
    pub fn text(&self, bytes: &Uint8Array) -> Option<JsString> {
        self.0.decode(bytes).ok()
    }
}
