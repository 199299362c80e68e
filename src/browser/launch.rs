//! What the app is opened with: the fragment of its address, and launches of the installed app, which
//! bring an address or files (Chromium). No product rules.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::files::GivenFile;

/// The fragment of the page's address, as it stands there, without `#`.
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.map(|hash| hash.trim_start_matches('#').to_owned()).unwrap_or_default()
}

/// Takes the fragment out of the address, so that a reload does not bring it again.
pub fn forget_fragment() {
    let without = || {
        let window = web_sys::window()?;
        let address = window.location().href().ok()?;
        let (address, _) = address.split_once('#')?;
        let history = window.history().ok()?;
        let state = history.state().ok()?;
        history.replace_state_with_url(&state, "", Some(address)).ok()
    };
    // Refused only where an address cannot be changed at all; a reload then asks once more.
    without().unwrap_or_default();
}

/// A launch.
pub struct Launch {
    /// It made the page load, so that its fragment is also that of the page's address; a page that is
    /// reloaded is given the launch that it was loaded by once more.
    pub is_with_load: bool,
    /// The fragment of the address it is for.
    pub fragment: String,
    files: Array,
}

impl Launch {
    /// Its files; those that the browser cannot open are left out.
    pub async fn files(&self) -> Vec<GivenFile> {
        let mut files = Vec::new();
        for handle in self.files.iter() {
            if let Some(file) = file(&handle).await {
                files.push(file);
            }
        }
        files
    }

    /// How many files it brings.
    pub fn count(&self) -> u32 {
        self.files.length()
    }
}

async fn file(handle: &JsValue) -> Option<GivenFile> {
    let open: Function = Reflect::get(handle, &"getFile".into()).ok()?.dyn_into().ok()?;
    let opening: Promise = open.call0(handle).ok()?.dyn_into().ok()?;
    Some(JsFuture::from(opening).await.ok()?.dyn_into::<File>().ok()?.into())
}

/// Hears of launches from now on, for as long as the page lives. Does nothing where there are none.
pub fn hear(mut act: impl FnMut(Launch) + 'static) {
    let is_with_load = Rc::new(Cell::new(true));
    let is_first = Rc::clone(&is_with_load);
    let take = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
        let get = |name: &str| Reflect::get(&launch, &name.into()).unwrap_or_default();
        let address = get("targetURL").as_string().unwrap_or_default();
        act(Launch {
            is_with_load: is_first.get(),
            fragment: address.split_once('#').map(|(_, it)| it.to_owned()).unwrap_or_default(),
            files: get("files").dyn_into().unwrap_or_default(),
        });
    });
    let listen = || {
        let window = web_sys::window()?;
        let queue = Reflect::get(&window, &"launchQueue".into()).ok()?;
        let listen: Function = Reflect::get(&queue, &"setConsumer".into()).ok()?.dyn_into().ok()?;
        // What launched the page is given at once, within this call.
        listen.call1(&queue, &take.into_js_value()).ok()
    };
    listen();
    is_with_load.set(false);
}

/// Whether the page was reloaded.
pub fn is_reload() -> bool {
    let kind = || {
        let window = web_sys::window()?;
        let performance = Reflect::get(&window, &"performance".into()).ok()?;
        let entries: Function =
            Reflect::get(&performance, &"getEntriesByType".into()).ok()?.dyn_into().ok()?;
        let entries: Array =
            entries.call1(&performance, &"navigation".into()).ok()?.dyn_into().ok()?;
        Reflect::get(&entries.get(0), &"type".into()).ok()?.as_string()
    };
    kind().is_some_and(|kind| kind == "reload")
}
