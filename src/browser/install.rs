//! Installing the app, where the browser offers that (`beforeinstallprompt`).

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::dom::Listener;

/// The browser's offer.
pub struct InstallOffer(Event);

impl InstallOffer {
    /// Hears of an offer, and that it is void because the app is installed, until dropped.
    pub fn hear(
        offered: impl Fn(Self) + 'static,
        installed: impl Fn() + 'static,
    ) -> impl IntoIterator<Item = Listener> {
        let offer = Listener::on_window("beforeinstallprompt", move |event| {
            // Else some browsers ask at once and take it only from their own bar.
            event.prevent_default();
            offered(Self(event));
        });
        let done = Listener::on_window("appinstalled", move |_| installed());
        [offer, done].into_iter().flatten()
    }

    /// Lets the browser ask. It takes an offer once; it makes another when there is reason to.
    pub fn take(self) {
        let ask = Reflect::get(&self.0, &"prompt".into());
        if let Some(ask) = ask.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
            // What the person answers is shown by the browser itself.
            ask.call0(&self.0).unwrap_or(JsValue::UNDEFINED);
        }
    }
}
