//! Writing to the system clipboard.

use wasm_bindgen_futures::JsFuture;

/// Copies text; whether the browser allowed it. Not available outside secure contexts.
pub async fn write_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
