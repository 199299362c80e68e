//! The browser's `localStorage` as a store of text entries.

use gloo_storage::{LocalStorage, Storage};
use js_sys::JsString;
use wasm_bindgen::{JsCast, prelude::*};

use crate::core::storage::{Entries, SetError};

#[wasm_bindgen]
extern "C" {
    /// A storage whose texts stay on the browser's side: web-sys copies each into this program's
    /// memory, which for 4 MB takes longer than all else that a look at its first letters needs.
    type RawStorage;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_text(this: &RawStorage, key: &str) -> Result<Option<JsString>, JsValue>;
}

/// `localStorage` of this page's origin. Some 5 Mi UTF-16 units, shared by all tabs.
pub struct LocalEntries;

/// The raw storage: gloo's typed methods put JSON around every value, but these entries are JSON
/// texts that the core compares and keeps to the letter. `None` where the browser forbids storage.
fn raw() -> Option<web_sys::Storage> {
    // `LocalStorage::raw` panics where storage is forbidden, so ask the window first.
    web_sys::window()?.local_storage().ok()??;
    Some(LocalStorage::raw())
}

impl Entries for LocalEntries {
    fn get(&self, key: &str) -> Option<String> {
        raw()?.get_item(key).ok()?
    }

    fn starts_with(&self, key: &str, start: &str) -> bool {
        let text = raw().and_then(|it| it.unchecked_ref::<RawStorage>().get_text(key).ok()?);
        text.is_some_and(|it| it.starts_with(start, 0))
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), SetError> {
        raw().ok_or(SetError::Unavailable)?.set_item(key, text).map_err(|error| kind_of(&error))
    }

    fn remove(&mut self, key: &str) -> Result<(), SetError> {
        raw().ok_or(SetError::Unavailable)?.remove_item(key).map_err(|_| SetError::Unavailable)
    }

    fn keys(&self) -> Vec<String> {
        let Some(storage) = raw() else { return Vec::new() };
        let length = storage.length().unwrap_or(0);
        (0..length).filter_map(|index| storage.key(index).ok()?).collect()
    }
}

/// Firefox calls a full store `NS_ERROR_DOM_QUOTA_REACHED`.
fn kind_of(error: &JsValue) -> SetError {
    let name = js_sys::Reflect::get(error, &JsValue::from_str("name"))
        .ok()
        .and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => SetError::QuotaExceeded,
        _ => SetError::Unavailable,
    }
}
