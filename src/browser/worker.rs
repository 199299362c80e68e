//! The page's end of the channel to the connection worker.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{MessageEvent, WorkerOptions, WorkerType};

use super::channel;
use crate::protocol::{FromWorker, ToWorker};

/// Where the build puts the worker, beside the page.
const SCRIPT: &str = "worker_loader.js";

/// The browser did not start the worker.
#[derive(Debug, thiserror::Error)]
#[error("the browser did not start the connection worker")]
pub struct SpawnError;

/// A running worker; dropping it ends the worker and every connection in it.
pub struct ConnectionWorker {
    link: Rc<Link>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

struct Link {
    raw: web_sys::Worker,
    ready: Cell<bool>,
    /// What was posted before the worker listened: the browser would drop it.
    waiting: RefCell<Vec<(ToWorker, Option<Uint8Array>)>>,
}

impl ConnectionWorker {
    /// Starts the worker. `take` gets what it tells, with the bytes that belong to it; `fail` is
    /// called when it could not be loaded or has crashed.
    pub fn spawn(
        mut take: impl FnMut(FromWorker, Option<Vec<u8>>) + 'static,
        mut fail: impl FnMut() + 'static,
    ) -> Result<Self, SpawnError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let raw = web_sys::Worker::new_with_options(SCRIPT, &options).map_err(|_| SpawnError)?;
        let link =
            Rc::new(Link { raw, ready: Cell::new(false), waiting: RefCell::new(Vec::new()) });

        let for_messages = link.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((message, bytes)) = channel::decode(&event) else { return };
            if message == FromWorker::Ready {
                for_messages.begin();
            }
            let was_rows = matches!(message, FromWorker::Rows { .. });
            take(message, bytes.map(|bytes| bytes.to_vec()));
            if was_rows {
                for_messages.post(ToWorker::RowsTaken, None);
            }
        });
        let on_error = Closure::<dyn FnMut(JsValue)>::new(move |_| fail());
        link.raw.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        link.raw.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { link, _on_message: on_message, _on_error: on_error })
    }

    /// Asks something of the worker. Returns whether it was handed over.
    pub fn post(&self, message: &ToWorker) -> bool {
        self.link.post(message.clone(), None)
    }

    /// Asks something of the worker that goes with bytes. Returns whether it was handed over.
    pub fn post_bytes(&self, message: &ToWorker, bytes: &[u8]) -> bool {
        self.link.post(message.clone(), Some(Uint8Array::from(bytes)))
    }
}

impl Link {
    fn post(&self, message: ToWorker, bytes: Option<Uint8Array>) -> bool {
        if !self.ready.get() {
            self.waiting.borrow_mut().push((message, bytes));
            return true;
        }
        channel::post(&self.raw, &message, bytes.as_ref()).is_ok()
    }

    fn begin(&self) {
        self.ready.set(true);
        for (message, bytes) in self.waiting.take() {
            self.post(message, bytes);
        }
    }
}

impl Drop for ConnectionWorker {
    fn drop(&mut self) {
        self.link.raw.set_onmessage(None);
        self.link.raw.set_onerror(None);
        self.link.raw.terminate();
    }
}
