//! The system clipboard. What a person asks for by keys comes as an event that holds the clipboard,
//! and needs no permission; what they ask for in a menu may need one.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, ClipboardEvent, Event};

/// Text in the event's clipboard.
const TEXT: &str = "text/plain";

/// Copies text; whether the browser allowed it. Not available outside secure contexts.
pub async fn write_text(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// The text on the clipboard; `None` when the browser, or the person it asked, does not allow it.
pub async fn read_text() -> Option<String> {
    let clipboard = clipboard()?;
    // Some browsers have no such method.
    if !Reflect::get(&clipboard, &"readText".into()).ok()?.is_function() {
        return None;
    }
    JsFuture::from(clipboard.read_text()).await.ok()?.as_string()
}

fn clipboard() -> Option<Clipboard> {
    let window = web_sys::window()?;
    window.is_secure_context().then(|| window.navigator().clipboard())
}

/// The text a `paste` event brings.
pub fn pasted(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data(TEXT).ok()
}

/// Answers a `copy` or `cut` event with text; whether that was possible.
pub fn put(event: &Event, text: &str) -> bool {
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let is_put = data.is_some_and(|data| data.set_data(TEXT, text).is_ok());
    if is_put {
        event.prevent_default();
    }
    is_put
}
