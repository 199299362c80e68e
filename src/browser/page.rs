//! The page itself: its languages, theme, address, and when it goes away. No signals, no
//! product rules.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Event, HtmlElement, Window};

use super::timer::Timeout;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Languages the person prefers, best first (BCP 47).
pub fn languages() -> Vec<String> {
    window().map_or_else(Vec::new, |window| {
        window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
    })
}

/// Says the language of the page to the browser and to screen readers.
pub fn set_language(tag: &str) {
    set_root_attribute("lang", Some(tag));
}

/// Forces light or dark; `None` leaves it to the system.
pub fn set_theme(theme: Option<&str>) {
    set_root_attribute("data-theme", theme);
}

fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let done = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
    debug_assert!(done.is_ok(), "attribute names are constants");
}

/// Whether the page was loaded over https.
pub fn is_https() -> bool {
    window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|scheme| scheme == "https:")
}

/// The address of the page without query and fragment.
pub fn address() -> String {
    let address = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split(['#', '?']).next().unwrap_or_default().to_owned()
}

/// The host the page came from, without a port; an IPv6 address in brackets.
pub fn host() -> String {
    window().and_then(|window| window.location().hostname().ok()).unwrap_or_default()
}

/// Whether the browser says that there is no network.
pub fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

/// Sets a cookie, `name=value`, of the page's host until the browser closes.
pub fn set_cookie(pair: &str) {
    if let Some(document) = document().and_then(|it| it.dyn_into::<web_sys::HtmlDocument>().ok()) {
        // Refused only where the page may have no cookies at all; the server then sees none.
        document.set_cookie(&format!("{pair}; path=/; SameSite=Strict")).unwrap_or_default();
    }
}

/// Value of a `name=value` pair in the address's fragment, decoded.
pub fn fragment_value(name: &str) -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    let pairs = web_sys::UrlSearchParams::new_with_str(hash.trim_start_matches('#')).ok()?;
    pairs.get(name)
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        // Reloading is refused only while the page is going away anyway.
        window.location().reload().unwrap_or_default();
    }
}

/// Whether the page is hidden: another tab is shown, or the window is gone.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// The key of a `storage` event; `None` when everything was cleared.
pub fn storage_key(event: &Event) -> Option<String> {
    event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key)
}

/// Whether a `pageshow` event brings back a page that was kept as it was (back-forward cache).
pub fn is_from_cache(event: &Event) -> bool {
    event
        .dyn_ref::<web_sys::PageTransitionEvent>()
        .is_some_and(web_sys::PageTransitionEvent::persisted)
}

/// Lets the browser ask whether the person wants to leave, in a `beforeunload` event.
pub fn ask_before_leaving(event: &Event) {
    event.prevent_default();
    // Older browsers look at this instead; a plain property cannot refuse.
    js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::TRUE).unwrap_or_default();
}

/// Time in which a page that has nothing else to do draws a frame.
const PAINT_MS: u32 = 32;

/// Ends when the page has been drawn once more: before long work, so that a person sees what is
/// going on. In a hidden page, which is not drawn, it ends at once.
pub struct Painted;

impl Painted {
    /// Waits.
    pub async fn next() {
        if is_hidden() {
            return;
        }
        let drawn = js_sys::Promise::new(&mut |resolve, _| {
            Timeout::once_detached(PAINT_MS, move || {
                // `resolve` of a promise never throws.
                resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
            });
        });
        wasm_bindgen_futures::JsFuture::from(drawn).await.unwrap_or_default();
    }
}

/// Whether an event went to a text field.
pub fn is_text_field(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| takes_text(&element))
}

/// Whether keys pressed in an element are text.
pub fn takes_text(element: &HtmlElement) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "submit" | "file")
        }
        _ => element.is_content_editable(),
    }
}

/// Writes to the browser's console, for bug reports.
pub fn log_error(text: &str) {
    web_sys::console::error_1(&JsValue::from_str(text));
}
