//! Handing a file to another app, where the browser and the system can (Web Share).

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FilePropertyBag, Navigator, ShareData};

use super::file_system::name_of;

/// How sharing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Another app has it.
    Done,
    /// The person gave up.
    Cancelled,
    /// The browser refused.
    Failed,
}

/// Whether files of JSON can be shared, by one name or another.
pub fn can_share() -> bool {
    shareable("a.json", "{}").is_some()
}

/// Shares a text as a file. Only in answer to a press.
pub async fn share(name: &str, text: &str) -> Shared {
    let Some((navigator, data)) = shareable(name, text) else { return Shared::Failed };
    match JsFuture::from(navigator.share_with_data(&data)).await {
        Ok(_) => Shared::Done,
        Err(error) if name_of(&error) == "AbortError" => Shared::Cancelled,
        Err(_) => Shared::Failed,
    }
}

/// What the browser takes: a JSON file, or else, as some take no other kind, a text file.
fn shareable(name: &str, text: &str) -> Option<(Navigator, ShareData)> {
    let navigator = web_sys::window()?.navigator();
    let has =
        |method: &str| Reflect::get(&navigator, &method.into()).is_ok_and(|it| it.is_function());
    if !has("share") || !has("canShare") {
        return None;
    }
    let as_text = format!("{name}.txt");
    let names = [(name, "application/json"), (as_text.as_str(), "text/plain")];
    let data = names.into_iter().find_map(|(name, media_type)| {
        let data = data(name, media_type, text)?;
        navigator.can_share_with_data(&data).then_some(data)
    })?;
    Some((navigator, data))
}

fn data(name: &str, media_type: &str, text: &str) -> Option<ShareData> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(text.as_bytes()));
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &options).ok()?;
    let data = ShareData::new();
    data.set_files(Array::of1(&file).unchecked_ref::<JsValue>());
    data.set_title(name);
    Some(data)
}
