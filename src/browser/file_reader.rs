//! Reading files in the worker, which may wait for the disk.

use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::FileReaderSync;

use super::source_file::SourceFile;

/// How many bytes of a text are read at once.
const PIECE: f64 = 1_048_576.0;

#[wasm_bindgen]
extern "C" {
    /// The browser's decoder. web-sys offers it only for bytes in this program's memory.
    type TextDecoder;

    #[wasm_bindgen(constructor)]
    fn new(label: &str, options: &JsValue) -> TextDecoder;

    #[wasm_bindgen(method, catch)]
    fn decode(
        this: &TextDecoder,
        bytes: &ArrayBuffer,
        options: &JsValue,
    ) -> Result<JsString, JsValue>;
}

/// The bytes of a file from one offset to another; `None` when the browser does not read it.
#[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
pub fn part(file: &SourceFile, from: u64, to: u64) -> Option<Uint8Array> {
    read(file, from as f64, to as f64).map(|buffer| Uint8Array::new(&buffer))
}

/// The first bytes of a file; `None` when the browser does not read it.
pub fn beginning(file: &SourceFile, bytes: u32) -> Option<Vec<u8>> {
    let buffer = read(file, 0.0, f64::from(bytes))?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// A file as text, to the letter, byte order mark included; `None` when the browser does not read
/// it or it is not UTF-8. Only the text itself is in memory, and that outside this program's.
pub fn text(file: &SourceFile) -> Option<JsString> {
    let options = option("fatal")?;
    set(&options, "ignoreBOM")?;
    let decoder = TextDecoder::new("utf-8", &options);
    let more = option("stream")?;
    let parts = Array::new();
    let mut at = 0.0;
    while at < file.blob().size() {
        let piece = read(file, at, at + PIECE)?;
        let part = decoder.decode(&piece, &more).ok()?;
        parts.push(&part);
        at += PIECE;
    }
    let end = decoder.decode(&ArrayBuffer::new(0), &JsValue::UNDEFINED).ok()?;
    parts.push(&end);
    Some(parts.join(""))
}

fn read(file: &SourceFile, from: f64, to: f64) -> Option<ArrayBuffer> {
    let piece = file.blob().slice_with_f64_and_f64(from, to).ok()?;
    FileReaderSync::new().ok()?.read_as_array_buffer(&piece).ok()
}

fn option(name: &str) -> Option<JsValue> {
    let options = js_sys::Object::new().into();
    set(&options, name)?;
    Some(options)
}

fn set(options: &JsValue, name: &str) -> Option<()> {
    js_sys::Reflect::set(options, &name.into(), &JsValue::TRUE).ok().map(|_| ())
}
