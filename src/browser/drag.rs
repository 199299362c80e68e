//! Dragging things of this page over it. Files from outside are `files`' part.

use wasm_bindgen::JsValue;
use web_sys::DragEvent;

/// What a drag of this page carries: a mark that only this page takes.
const KIND: &str = "application/x-macareu-items";

/// Says that what is dragged can be moved. Without data some browsers do not begin to drag.
pub fn begin(event: &DragEvent) {
    if let Some(data) = event.data_transfer() {
        data.set_effect_allowed("move");
        data.set_data(KIND, "items").unwrap_or_default();
    }
}

/// Whether what is dragged began with [`begin`].
pub fn is_ours(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str(KIND), 0))
}

/// Lets it be dropped here.
pub fn accept(event: &DragEvent) {
    event.prevent_default();
    if let Some(data) = event.data_transfer() {
        data.set_drop_effect("move");
    }
}
