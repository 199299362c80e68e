//! The pickers of File System Access (Chromium), which web-sys offers only as unstable.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::file_system::name_of;

/// What a person answered to a picker.
pub enum Asked<T> {
    /// This.
    Chosen(T),
    /// They closed it.
    Cancelled,
    /// The browser has no such picker, or does not allow it here, such as in a frame.
    NotHere,
}

/// Whether the browser has this picker, such as `showOpenFilePicker`.
pub(super) fn is_there(picker: &str) -> bool {
    find(picker).is_some()
}

/// Asks by this picker. Only in answer to a press.
pub(super) async fn ask<T: JsCast>(picker: &str, options: &Object) -> Asked<T> {
    let (Some(window), Some(picker)) = (web_sys::window(), find(picker)) else {
        return Asked::NotHere;
    };
    let answer =
        async || JsFuture::from(picker.call1(&window, options)?.unchecked_into::<Promise>()).await;
    match answer().await {
        Ok(handle) => handle.dyn_into().map_or(Asked::NotHere, Asked::Chosen),
        Err(error) if name_of(&error) == "AbortError" => Asked::Cancelled,
        Err(_) => Asked::NotHere,
    }
}

fn find(picker: &str) -> Option<Function> {
    let window = web_sys::window()?;
    Reflect::get(&window, &picker.into()).ok()?.dyn_into().ok()
}
