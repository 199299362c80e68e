//! The worker's own end of the channel to the page.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::channel::{self, Beside};
use crate::protocol::{FromWorker, ToWorker};

/// The worker this program runs in.
pub struct WorkerScope {
    scope: DedicatedWorkerGlobalScope,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl WorkerScope {
    /// Listens to the page. `None` when this program does not run in a dedicated worker.
    pub fn listen(mut take: impl FnMut(ToWorker, Beside) + 'static) -> Option<Self> {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into().ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((message, beside)) = channel::decode(&event) {
                take(message, beside);
            }
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { scope, _on_message: on_message })
    }

    /// Tells the page. A page that is gone needs to be told nothing.
    pub fn post(&self, message: &FromWorker, beside: &Beside) {
        drop(channel::post(&self.scope, message, beside));
    }
}

/// Whether this program runs in a dedicated worker.
pub fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Writes panics to the console; the page hears of a crash by itself.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
}
