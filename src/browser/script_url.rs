//! Addresses of scripts that this page may start: workers. Where the browser has Trusted Types, the
//! page's policy lets nothing else start one, and this is the one place that can make such an
//! address.

use js_sys::Reflect;
use wasm_bindgen::{JsValue, prelude::*};

#[wasm_bindgen]
extern "C" {
    /// The browser's maker of policies.
    type Factory;
    /// What turns texts into trusted ones.
    type Policy;

    #[wasm_bindgen(thread_local_v2, js_name = trustedTypes)]
    static FACTORY: Option<Factory>;

    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create_policy(this: &Factory, name: &str, rules: &JsValue) -> Result<Policy, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createScriptURL)]
    fn create_script_url(this: &Policy, name: &str) -> Result<JsValue, JsValue>;
}

/// The policy that `index.html` allows, by this name and once.
const POLICY: &str = "macareu";

thread_local! {
    static MADE: Option<Policy> = make();
}

/// The address of a script beside the page, as the browser wants it: trusted where it knows of that,
/// else a text. `None` for a name that is not one of a file beside the page.
pub fn beside_the_page(name: &str) -> Option<JsValue> {
    if !is_file_name(name) {
        return None;
    }
    MADE.with(|made| match made {
        Some(policy) => policy.create_script_url(name).ok(),
        None => Some(JsValue::from_str(name)),
    })
}

/// Names without a path, a scheme, a query or a dot in front, so that they stay within the folder of
/// the page.
fn is_file_name(name: &str) -> bool {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_plain)
}

fn make() -> Option<Policy> {
    FACTORY.with(|factory| {
        let rules = js_sys::Object::new();
        let same = Closure::<dyn Fn(JsValue) -> JsValue>::new(|name| name).into_js_value();
        Reflect::set(&rules, &JsValue::from_str("createScriptURL"), &same).ok()?;
        factory.as_ref()?.create_policy(POLICY, &rules).ok()
    })
}
