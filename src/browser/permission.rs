//! What the browser lets this page do, where it says so.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{PermissionState, PermissionStatus};

use crate::core::connection::diagnosis::LocalNetwork;

/// Whether this page may reach this machine, or the local network. Browsers have named the
/// permission differently; one that does not know it does not keep the page from anything.
pub async fn local_network(this_machine: bool) -> LocalNetwork {
    let name = if this_machine { "loopback-network" } else { "local-network" };
    for name in [name, "local-network-access"] {
        match state(name).await {
            Some(PermissionState::Granted) => return LocalNetwork::Granted,
            Some(PermissionState::Denied) => return LocalNetwork::Denied,
            Some(PermissionState::Prompt) => return LocalNetwork::Prompt,
            _ => {}
        }
    }
    LocalNetwork::Unknown
}

async fn state(name: &str) -> Option<PermissionState> {
    let permissions = web_sys::window()?.navigator().permissions().ok()?;
    let descriptor = Object::new();
    Reflect::set(&descriptor, &JsValue::from_str("name"), &JsValue::from_str(name)).ok()?;
    let asked = JsFuture::from(permissions.query(&descriptor).ok()?);
    // A browser that does not know the name rejects it.
    Some(asked.await.ok()?.dyn_into::<PermissionStatus>().ok()?.state())
}
